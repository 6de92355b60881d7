"""Shapes that no author means: what YAML made of the line, and what to write."""

from __future__ import annotations

import re
from difflib import get_close_matches
from itertools import pairwise
from typing import TYPE_CHECKING

from stilte.errors import not_found
from stilte.reader import Fields, Items, Table, Text
from stilte.reader.mother_tongue import IN_ENGLISH
from stilte.reader.nodes import describe, shorten
from stilte.reader.sentences import as_sentence, quoted
from stilte.reader.times import CURLY
from stilte.script.reading.grammar import VERBS, WORDS, verb_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from stilte.reader import Node, Report

_BARE_COMMAND = re.compile(rf"({'|'.join(VERBS)})\s*[0-9][\w.,:–-]*( (breaths?|min|sec))?")
_PLACES = {
    "in": "a cue, under `say` of a `breathe` step",
    "out": "a cue, under `say` of a `breathe` step",
    "rest": "a cue, under `say` of a `breathe` step",
    "at": "a line of `during`, under a `hold` step",
    "every": "a `repeat` step",
    "during": "a `hold` step",
    "count": "a `hold` or `breathe` step",
    "with": "an `include` step",
    "over": "a `music` step",
    "breath": "a `breathe` step, or the top of the script",
}


def choose_verb(node: Table, report: Report) -> tuple[str, Fields] | None:
    """Return the verb of a step and its fields; report what does not belong, and None without a verb."""
    verb, verbs = verb_of([key.value for key, _ in node.pairs])
    if len(verbs) > 1:
        names = " and ".join(f"`{each}`" for each in verbs)
        report.error(node.where, f"{names} stand in one step.", "Give each a step of its own, after a dash.")
        return None
    if verb is None:
        _no_verb(node, report)
        return None
    return verb, checked_fields(node, report, (verb, *VERBS[verb], "on"), f"a `{verb}` step")


def checked_fields(node: Table, report: Report, keys: Collection[str], what: str) -> Fields:
    """Return the fields of a mapping in a script, having explained every key that cannot stand there."""
    values: dict[str, Node] = {}
    for key, value in node.pairs:
        if key.value in keys:
            values[key.value] = value
        elif not report.full and not _told_already(key, value, report):
            report.error(key.where, *_foreign(key, value, node, keys, what))
    return Fields(values, node.where, report, what)


def _no_verb(node: Table, report: Report) -> None:
    for key, value in node.pairs:
        if _told_already(key, value, report):
            return
        if key.value not in WORDS or key.value in _PLACES:
            report.error(key.where, *_foreign(key, value, node, VERBS, "a step"))
            return
    names = ", ".join(VERBS)
    report.error(
        node.where,
        f"Nothing in this step says what happens: {_keys(node)} is no verb.",
        f"Add one of: {names}.",
    )


def _told_already(key: Text, value: Node, report: Report) -> bool:
    """Tell whether a key without a value is only what a trap, told already, left of a sentence."""
    return isinstance(value, Text) and not value.value and report.tells_of(key.where.file, key.where.line)


def _keys(node: Table) -> str:
    return " and ".join(f"`{shorten(key.value)}`" for key, _ in node.pairs) or "an empty `{}`"


def _foreign(key: Text, value: Node, node: Table, keys: Collection[str], what: str) -> tuple[str, str]:
    """Return message and cure for a key that cannot stand in a mapping."""
    name = key.value
    if name.strip(CURLY) != name and name.strip(CURLY) in keys:
        return (
            f"The curly quotes around {name} are letters to YAML.",
            f"Write `{name.strip(CURLY)}:` without them.",
        )
    if node.flow and isinstance(value, Text) and value.bare and not value.value:
        return _after_comma(key, node)
    if name == "pause" and what.startswith("a `"):
        return (
            f"`pause` cannot stand in {what}.",
            "Write it as a step of its own after this one: `- pause: …`.",
        )
    if name in WORDS:
        return _misplaced(name, node, keys, what)
    if _sentence(name, keys):
        return _broken_sentence(key, value)
    return not_found("verb" if keys is VERBS else f"setting of {what}", name, keys, meanings=IN_ENGLISH)


def _misplaced(name: str, node: Table, keys: Collection[str], what: str) -> tuple[str, str]:
    """Explain a word of the language that stands in another step than its own."""
    empty = (key.value for key, inner in node.pairs if isinstance(inner, Text) and not inner.value)
    if name in ("in", "out") and "say" in empty:
        return f"`{name}` stands beside `say`, and belongs under it.", "Put two more spaces before it."
    belongs = f" It belongs to {_PLACES[name]}." if name in _PLACES and name not in keys else ""
    return f"`{name}` cannot stand in {what}.{belongs}", f"Here can stand: {', '.join(keys)}."


def _after_comma(key: Text, node: Table) -> tuple[str, str]:
    """Explain `{say: Kom terug, en wissel}`: the comma ended the text."""
    name, colon, glued = key.value.partition(":")
    if colon and name in WORDS:
        return f"After the colon of `{key.value}` stands no space.", f"Write `{name}: {glued}`."
    index = next(i for i, (each, _) in enumerate(node.pairs) if each is key)
    if index == 0:
        message = f"YAML takes `{{{key.value}}}` for a setting without a value."
        return message, f"Put quotes around the sentence: - {quoted('{' + key.value + '}')}"
    before, text = node.pairs[index - 1]
    if isinstance(text, Text) and text.value:
        whole = f"{text.value}, {key.value}"
        ended, became = shorten(text.value), shorten(key.value)
        message = f"Inside `{{…}}` the comma ended '{ended}', and '{became}' became a setting."
        return message, f"Put quotes around the sentence: {before.value}: {quoted(whole)}"
    return (
        f"Inside `{{…}}`, '{shorten(key.value)}' is a setting without a value.",
        "Put quotes around the sentence.",
    )


def _sentence(name: str, keys: Collection[str]) -> bool:
    """Tell whether a key looks like the beginning of a sentence rather than a slip in a setting's name."""
    if " " in name.strip() or name[:1] in CURLY:
        return True
    odd = not name.islower() or len(name) > max(map(len, WORDS)) + 2
    return odd and not get_close_matches(name.lower(), keys, cutoff=0.75)


def _broken_sentence(key: Text, value: Node) -> tuple[str, str]:
    """Explain `- Adem in: rustig`: the colon made a key of the words before it."""
    message = f"YAML takes the words before the colon, '{shorten(key.value)}', for the name of a setting."
    if isinstance(value, Text):
        return message, f"Put quotes around the whole sentence: {quoted(f'{key.value}: {value.value}')}"
    return message, "Put quotes around the sentence, or look at its spelling."


def list_as_step(node: Items, report: Report) -> None:
    """Report a list where a step should stand."""
    texts = [each.value for each in node.nodes if isinstance(each, Text)]
    if node.flow:
        whole = quoted(", ".join(texts)) if texts else '"…"'
        message = (
            "A step cannot be a list: YAML makes one of what stands between `[` and `]`, cut at its commas."
        )
        report.error(node.where, message, f"Put quotes around the sentence: - {whole}")
    else:
        first = f"`- {shorten(texts[0])}`" if texts else "each on its own line"
        message = "Two dashes make a list inside the list of steps."
        report.error(node.where, message, f"Write one dash: {first}.")


def list_as_line(node: Node, report: Report) -> None:
    """Report a list or mapping where one text should stand."""
    cure = as_sentence(node) or "Put quotes around the sentence."
    report.error(node.where, f"Here one text is expected; YAML makes {describe(node)} of it.", cure)


def steps_as_text(node: Text | Table, report: Report) -> None:
    """Report `steps` that hold no list."""
    if report.tells_of(node.where.file, node.where.line):
        return  # what made a text of the steps was told already
    cure = "Write every step on a line of its own, after a dash and a space."
    if isinstance(node, Text) and node.value:
        report.error(
            node.where, f"`steps` is a list, and YAML reads one text here: '{shorten(node.value)}'.", cure
        )
    else:
        report.error(node.where, f"`steps` is a list, not {describe(node)}.", cure)


def cue_as_text(node: Text, report: Report) -> None:
    """Report a cue that does not say in which phase it is spoken."""
    if not node.value:
        message = "Under `say` of a `breathe` step stands nothing."
        report.error(node.where, message, "Write `in: …` and `out: …` under it, or leave it out.")
    elif node.value == "silent":
        report.error(node.where, "A breath without words needs no `say`.", "Leave `say` out.")
    else:
        message = f"'{shorten(node.value)}' does not say at which part of the breath it is spoken."
        report.error(node.where, message, "Write `in: …` or `out: …`; `- silent` for a breath without words.")


def suspect_pieces(node: Items, report: Report) -> None:
    """Warn of a sentence that a comma seems to have cut in two inside `[…]`."""
    texts = [each for each in node.nodes if isinstance(each, Text) and each.bare]
    if not node.flow:
        return
    for before, after in pairwise(texts):
        if after.value[:1].islower():
            whole = f"{before.value}, {after.value}"
            two = f"'{shorten(before.value)}' and '{shorten(after.value)}'"
            message = f"Inside `[…]` the comma makes two lines: {two}."
            report.warn(after.where, message, f"If it is one, put quotes around it: [{quoted(whole)}]")


def suspect_line(node: Text, report: Report) -> None:
    """Warn of a line that looks like a verb without its colon: it would be spoken."""
    if node.bare and _BARE_COMMAND.fullmatch(node.value):
        verb, _, value = node.value.partition(" ")
        report.warn(
            node.where,
            f"'{node.value}' would be spoken.",
            f"Write `- {verb}: {value or '…'}`; or quotes around it.",
        )
