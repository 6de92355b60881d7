"""Explaining structures that are always mistakes: how YAML read the line, and what to write instead."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from stilte.errors import not_found
from stilte.messages import Listed, sentences, tr
from stilte.reader import Fields, Items, Table, Text
from stilte.reader.fields import no_value
from stilte.reader.misread_text import as_sentence, quoted
from stilte.reader.nodes import describe, shorten
from stilte.reader.times import CURLY
from stilte.reader.translated_keywords import IN_ENGLISH
from stilte.script.parse.grammar import ANYWHERE, VERBS, WORDS, verb_of
from stilte.script.parse.patterns import IN_PHASES

if TYPE_CHECKING:
    from collections.abc import Collection

    from stilte.messages import Message
    from stilte.reader import Node, Report

_LISTS = frozenset({"say", "during", "sound", "with"})
"""Settings whose list or mapping says something by its entries; an empty one is a mistake."""
_PLACES = {
    "in": tr("a cue, under `say` of a `breathe` step"),
    "out": tr("a cue, under `say` of a `breathe` step"),
    "rest": tr("a cue, under `say` of a `breathe` step"),
    "at": tr("a line of `during`, under a `hold` step"),
    "every": tr("a `repeat` step, or a bell of `during`"),
    "as": tr("a `repeat` step"),
    "side": tr("a spoken line, a `bell` or a `sound` step"),
    "during": tr("a `hold` or a `breathe` step"),
    "count": tr("a `hold` or `breathe` step"),
    "with": tr("an `include` step"),
    "over": tr("a `music` step"),
    "breath": tr("a `breathe`, a `repeat` or an `include` step, or the top of the script"),
}


def choose_verb(node: Table, report: Report) -> tuple[str, Fields] | None:
    """Return the verb of a step and its fields; report what does not belong, and None without a verb."""
    verb, verbs = verb_of([key.value for key, _ in node.pairs])
    if len(verbs) > 1:
        names = Listed((f"`{each}`" for each in verbs), "and")
        report.error(
            node.where,
            tr("{names} are in one step.", names=names),
            tr("Give each a step of its own, after a dash."),
        )
        return None
    if verb is None:
        _no_verb(node, report)
        return None
    return verb, checked_fields(
        node, report, (verb, *VERBS[verb], *ANYWHERE), tr("a `{verb}` step", verb=verb)
    )


def checked_fields(node: Table, report: Report, keys: Collection[str], what: Message) -> Fields:
    """Return the fields of a mapping in a script, having explained every key that cannot stand there."""
    values: dict[str, Node] = {}
    for key, value in node.pairs:
        if key.value in keys:
            values[key.value] = value
            if key.value in _LISTS and _is_empty(value):
                report.error(key.where, *no_value(key.value))
        elif not report.full and not _is_reported_already(key, value, report):
            report.error(key.where, *_foreign(key, value, node, keys, what))
    return Fields(values, node.where, report, what)


def _is_empty(node: Node) -> bool:
    return (isinstance(node, Items) and not node.nodes) or (isinstance(node, Table) and not node.pairs)


def _no_verb(node: Table, report: Report) -> None:
    for key, value in node.pairs:
        if _is_reported_already(key, value, report):
            return
        if key.value not in WORDS or key.value in _PLACES:
            report.error(key.where, *_foreign(key, value, node, VERBS, tr("a step")))
            return
    if [key.value for key, _ in node.pairs] == ["steps"]:
        message = tr("The dash before `steps` makes them a separate step, which says nothing.")
        report.error(node.where, message, tr("Write `steps:` without a dash, right under `repeat`."))
        return
    report.error(node.where, _says_nothing(node), tr("Add one of: {names}.", names=Listed(VERBS)))


def _is_reported_already(key: Text, value: Node, report: Report) -> bool:
    """Tell whether a key without a value is the rest of a sentence whose mistake has been reported."""
    return isinstance(value, Text) and not value.value and report.has_error(key.where.file, key.where.line)


def _says_nothing(node: Table) -> Message:
    if not node.pairs:
        return tr("Nothing in this step says what happens: an empty `{}` is not a verb.")
    names = Listed((f"`{shorten(key.value)}`" for key, _ in node.pairs), "and")
    return tr("Nothing in this step says what happens: {names} is not a verb.", names=names)


def _foreign(  # noqa: PLR0911  one a mistake
    key: Text, value: Node, node: Table, keys: Collection[str], what: Message
) -> tuple[str | Message, str | Message]:
    """Return message and cure for a key that cannot stand in a mapping."""
    name = key.value
    if name.strip(CURLY) != name and name.strip(CURLY) in keys:
        return (
            tr("The curly quotes around {name} are letters to YAML.", name=name),
            tr("Write `{name}:` without them.", name=name.strip(CURLY)),
        )
    if node.flow and isinstance(value, Text) and value.bare and not value.value:
        return _after_comma(key, node)
    if name == "pause" and _of_a_verb(keys):
        return (
            tr("`pause` cannot be used in {what}.", what=what),
            tr("Write it as a step of its own after this one: `- pause: …`."),
        )
    if name == "level" and next(iter(keys)) == "music":
        number_ = value.value if isinstance(value, Text) and value.value else "-6"
        message = tr("`level` cannot be used in a `music` step: a number after `music` is its level.")
        return message, tr("Write a step of its own after this one: `- music: {number}`.", number=number_)
    if name in WORDS:
        return _misplaced(name, node, keys, what)
    if _sentence(name, keys):
        return _broken_sentence(key, value)
    if keys is VERBS and IN_PHASES.get(name.lower()) in ("in", "out"):
        message = tr(
            "There is no verb '{name}': breathing is one step, with both its words under `say`.", name=name
        )
        return message, tr("Write `- breathe: 1`, and under it `say: {in: …, out: …}`.")
    meanings = {**IN_ENGLISH, **IN_PHASES} if "out" in keys else IN_ENGLISH
    no_verb = tr("There is no verb '{name}'.", name=name)
    no_setting = tr("There is no setting of {what} '{name}'.", what=what, name=name)
    return not_found(no_verb if keys is VERBS else no_setting, name, keys, meanings=meanings)


def _of_a_verb(keys: Collection[str]) -> bool:
    """Tell whether these are the keys of a step, its verb first."""
    verb, *own = keys
    return keys is not VERBS and set(VERBS.get(verb, ("?",))) <= set(own)


def _misplaced(name: str, node: Table, keys: Collection[str], what: Message) -> tuple[Message, Message]:
    """Explain a word of the language that stands in another step than its own."""
    empty = (key.value for key, inner in node.pairs if isinstance(inner, Text) and not inner.value)
    if name in ("in", "out") and "say" in empty:
        return tr("`{name}` is on the same level as `say`, and belongs under it.", name=name), tr(
            "Put two more spaces before it."
        )
    elsewhere = name in _PLACES and name not in keys
    belongs = tr("It belongs to {place}.", place=_PLACES[name]) if elsewhere else ""
    message = sentences(tr("`{name}` cannot be used in {what}.", name=name, what=what), belongs)
    return message, tr("Allowed here: {names}.", names=Listed(keys))


def _after_comma(key: Text, node: Table) -> tuple[Message, Message]:
    """Explain `{say: Kom terug, en wissel}`: the comma ended the text."""
    name, colon, glued = key.value.partition(":")
    if colon and name in WORDS:
        return tr("There is no space after the colon of `{value}`.", value=key.value), tr(
            "Write `{name}: {glued}`.", name=name, glued=glued
        )
    index = next(i for i, (each, _) in enumerate(node.pairs) if each is key)
    if index == 0:
        message = tr("YAML reads `{text}` as a setting without a value.", text="{" + key.value + "}")
        return message, tr("Put quotes around the sentence: - {value}", value=quoted("{" + key.value + "}"))
    before, text = node.pairs[index - 1]
    if isinstance(text, Text) and text.value:
        rest = [
            each.value
            for each, value in node.pairs[index + 1 :]
            if isinstance(value, Text) and not value.value
        ]
        whole = ", ".join([text.value, key.value, *rest])
        ended, became = shorten(text.value), shorten(key.value)
        message = tr(
            "Inside `{…}` the comma ended '{ended}', and '{became}' became a setting.",
            ended=ended,
            became=became,
        )
        return message, tr(
            "Put quotes around the sentence: {value}: {whole}", value=before.value, whole=quoted(whole)
        )
    return (
        tr("Inside `{…}`, '{value}' is a setting without a value.", value=shorten(key.value)),
        tr("Put quotes around the sentence."),
    )


def _sentence(name: str, keys: Collection[str]) -> bool:
    """Tell whether a key looks like the beginning of a sentence rather than a slip in a setting's name."""
    if " " in name.strip() or name[:1] in CURLY:
        return True
    odd = not name.islower() or len(name) > max(map(len, WORDS)) + 2
    return odd and not get_close_matches(name.lower(), keys, cutoff=0.75)


def _broken_sentence(key: Text, value: Node) -> tuple[Message, Message]:
    """Explain `- Adem in: rustig`: the colon made a key of the words before it."""
    message = tr(
        "YAML reads the words before the colon, '{value}', as the name of a setting.",
        value=shorten(key.value),
    )
    if isinstance(value, Text):
        return message, tr(
            "Put quotes around the whole sentence: {value}", value=quoted(f"{key.value}: {value.value}")
        )
    return message, tr("Put quotes around the sentence, or look at its spelling.")


def list_as_step(node: Items, report: Report) -> None:
    """Report a list where a step should stand."""
    texts = [each.value for each in node.nodes if isinstance(each, Text)]
    if node.flow:
        whole = quoted(", ".join(texts)) if texts else '"…"'
        message = tr("A step cannot be a list: YAML splits the text between `[` and `]` at its commas.")
        report.error(node.where, message, tr("Put quotes around the sentence: - {whole}", whole=whole))
    else:
        message = tr("Two dashes make a list inside the list of steps.")
        alone = tr("Write one dash: each on its own line.")
        cure = tr("Write one dash: `- {text}`.", text=shorten(texts[0])) if texts else alone
        report.error(node.where, message, cure)


def list_as_line(node: Node, report: Report) -> None:
    """Report a list or mapping where one text should stand."""
    cure = as_sentence(node) or tr("Put quotes around the sentence.")
    report.error(
        node.where,
        tr("One text is expected here; YAML reads this as {found}.", found=describe(node)),
        cure,
    )


def steps_as_text(node: Text | Table, report: Report) -> None:
    """Report `steps` that hold no list."""
    if report.has_error(node.where.file, node.where.line):
        return  # what made a text of the steps was told already
    cure = tr("Write every step on a line of its own, after a dash and a space.")
    if isinstance(node, Text) and node.value:
        report.error(
            node.where,
            tr("`steps` is a list, and YAML reads one text here: '{value}'.", value=shorten(node.value)),
            cure,
        )
    else:
        report.error(node.where, tr("`steps` is a list, not {found}.", found=describe(node)), cure)


def cue_as_text(node: Text, report: Report) -> None:
    """Report a cue that does not say in which phase it is spoken."""
    if not node.value:
        message = tr("There is nothing under `say` of a `breathe` step.")
        report.error(node.where, message, tr("Write `in: …` and `out: …` under it, or leave it out."))
    elif node.value == "silent":
        report.error(node.where, tr("A breath without words needs no `say`."), tr("Leave `say` out."))
    else:
        message = tr(
            "'{value}' does not say at which part of the breath it is spoken.", value=shorten(node.value)
        )
        report.error(
            node.where, message, tr("Write `in: …` or `out: …`; `- silent` for a breath without words.")
        )
