"""Detection of sentences that YAML would read as something else: a type, a list, a setting, half a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.messages import sentences, tr
from stilte.reader.nodes import Items, Table, Text, shorten
from stilte.reader.written_quiet import quiet_step

if TYPE_CHECKING:
    from collections.abc import Collection

    from stilte.messages import Message
    from stilte.reader.nodes import Node
    from stilte.reader.raw_lines import Row

_SIGNS = {
    "`": tr("This begins with a backtick, which YAML reserves."),
    "@": tr("This begins with `@`, which YAML reserves."),
    "%": tr("This begins with `%`, which YAML reads as an instruction to its parser."),
    "|": tr("This begins with `|`, which YAML reads as the start of a block of text."),
    ">": tr("This begins with `>`, which YAML reads as the start of a folded block of text."),
    "*": tr("This begins with `*`, which YAML reads as a reference to another place."),
    ",": tr("This begins with `,`, which YAML reads as the end of an entry."),
    "}": tr("This begins with `}`, which YAML reads as the end of a `{…}`."),
    "]": tr("This begins with `]`, which YAML reads as the end of a `[…]`."),
}
_STARS = re.compile(r"(\*{1,3})(?=\S)(.+?)(?<=\S)\1")


def sentence_trap(row: Row, words: Collection[str]) -> tuple[Message, Message] | None:
    """Return how YAML misreads a row's value, and the correction; None if it reads it as intended."""
    return (
        _written_quiet(row)
        or _first_sign(row)
        or _quotes(row)
        or _brackets(row, words)
        or _second_colon(row, words)
    )


def _written_quiet(row: Row) -> tuple[Message, Message] | None:
    """Return what is wrong with a step that contains only quiet in brackets; a mapping has names in it."""
    bare = row.dashes and row.key is None and row.kind in ("plain", "flow")
    return quiet_step(row.value) if bare and ": " not in row.value else None


def quoted(text: str) -> str:
    r"""Return a text in quotes of a kind that it does not contain itself.

    >>> quoted("Adem in: rustig"), quoted('"Dank je," zeg je')
    ('"Adem in: rustig"', '\'"Dank je," zeg je\'')
    """
    text = text.strip()
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def as_sentence(node: Node) -> str | Message:
    """Return the correction for a sentence that YAML read as a list or a mapping; nothing for anything else.

    >>> from stilte.errors import Where
    >>> here = Where("scripts/a.yaml", 1)
    >>> print(as_sentence(Items((Text("Adem in", here), Text("en uit", here)), here, flow=True)))
    Put quotes around the sentence: "Adem in, en uit"
    """
    match node:
        case Table(pairs=((key, Text(value=value)), *_)):
            text = f"{key.value}: {value}"
        case Items(nodes=nodes, flow=True):
            text = ", ".join(each.value for each in nodes if isinstance(each, Text))
            if not re.search(r"[^\W\d]{2}", text):  # numbers, no words
                return tr("Write one value, without the brackets.")
        case _:
            return ""
    return tr("Put quotes around the sentence: {text}", text=quoted(text))


def _cure(row: Row, text: str) -> Message:
    line = f"{row.head.strip()} {quoted(shorten(text, 200))}".strip()
    return tr("Put quotes around it: {line}", line=line)


def _first_sign(row: Row) -> tuple[Message, Message] | None:
    sign = row.value[:1]
    if row.kind != "plain" or not sign:
        return None
    if sign in _SIGNS:
        return _SIGNS[sign], _cure(row, _STARS.sub(r"\2", row.value))
    start = row.value.split(maxsplit=1)[0]
    if sign == "!":
        return tr("YAML reads `{start}` as a type and drops it.", start=start), _cure(row, row.value)
    if sign == "&":
        return tr("YAML reads `{start}` as a label and drops it.", start=start), _cure(row, row.value)
    if sign == "?" and row.value[1:2] in ("", " "):
        return tr("This begins with `? `, which YAML reads as the name of a setting."), _cure(row, row.value)
    return None


def _quotes(row: Row) -> tuple[Message, Message] | None:
    if row.kind != "quoted":
        return None
    if not row.closed:
        message = tr(
            "This begins with {quote}, so YAML reads on until the next one, in another line or never.",
            quote=row.value[0],
        )
        return message, _cure(row, row.value.removeprefix('"'))
    inside = row.value.split("\n")[1:]
    if any(re.match(r"\s*- ", line) for line in inside):
        return (
            tr("YAML reads from this {quote} on, over several steps, as one text.", quote=row.value[0]),
            tr("Close it on its line."),
        )
    if row.rest and not (row.rest.startswith(":") and row.key is None):
        message = tr(
            "YAML ends this text at its second {quote}, and does not know what to do with the rest.",
            quote=row.value[0],
        )
        return message, _cure(
            row, f"{row.value} {row.rest}" if row.rest[0].isalnum() else row.value + row.rest
        )
    return None


def _brackets(row: Row, words: Collection[str]) -> tuple[Message, Message] | None:
    if row.kind != "flow":
        return None
    listed = row.value[0] == "["
    if not row.closed:
        message = (
            tr("This begins with `[`, which starts a list in YAML, and is not closed.")
            if listed
            else tr("This begins with `{`, which starts a mapping in YAML, and is not closed.")
        )
        return message, _cure(row, row.value)
    if row.rest and not row.rest.startswith(":"):
        message = (
            tr("This begins with `[`, which starts a list in YAML, and there is more text after the list.")
            if listed
            else tr(
                "This begins with `{`, which starts a mapping in YAML, and there is more text after the "
                "mapping."
            )
        )
        return message, _cure(row, f"{row.value} {row.rest}")
    return next(filter(None, (_piece(piece, words) for piece in _pieces(row.value))), None)


def _piece(piece: str, words: Collection[str]) -> tuple[Message, Message] | None:
    """Return what is wrong with one unquoted entry of `{…}` or `[…]`."""
    name, colon, value = piece.partition(": ")
    value = (value if colon else name).strip()
    if value[:1] in ("", '"', "'", "{", "["):
        return None
    before, _, number = value.partition(": ")
    if number[:1].isdigit() and (second := before.rpartition(" ")[2]) in words:
        return tr("A comma is missing before `{second}`.", second=second), tr(
            "Write `, {second}: …`.", second=second
        )
    if "?" in value or ": " in value or value[0] in "`@%*&!|>":
        sign = next((sign for sign in ("?", ": ") if sign in value), value[0]).strip()
        fixed = f"{name}: {quoted(value)}" if colon else quoted(value)
        message = tr(
            "Inside `{…}` or `[…]`, the `{sign}` in '{text}' has a special meaning.",
            sign=sign,
            text=shorten(value),
        )
        return message, tr("Put quotes around the text: {fixed}", fixed=fixed)
    return None


def _pieces(flow: str) -> list[str]:
    """Return the parts of `{…}` or `[…]` between its commas and brackets, quotes kept whole."""
    bare = re.sub(r"\"(?:[^\"\\]|\\.)*\"|(?<=[\[{,:\s])'(?:[^']|'')*'", '""', flow)
    return [piece.strip() for piece in re.split(r"[\[\]{},]", bare) if piece.strip()]


def _second_colon(row: Row, words: Collection[str]) -> tuple[Message, Message] | None:
    if row.kind != "plain" or row.key is None or not re.search(r":(?:\s|$)", row.value):
        return None
    first = row.value.partition(":")[0]
    message = tr(
        "After '{first}' there is a second colon: YAML reads what comes before it as the name of a setting.",
        first=shorten(first),
    )
    curly = tr("Curly quotes are letters to YAML.") if row.value[:1] in "“”„‘’" else ""
    if row.dashes and words and row.key not in words:  # the first colon was not a setting either
        return sentences(message, curly), tr(
            "Put quotes around it: - {text}", text=quoted(f"{row.key}: {row.value}")
        )
    return sentences(message, curly), _cure(row, row.value.strip("“”„"))


def glued_comment(row: Row) -> tuple[Message, Message] | None:
    """Return the warning about a `#` that was perhaps meant to be spoken."""
    if len(row.comment) < 2 or row.comment[1] in " #!":  # noqa: PLR2004 (the sign and one more)
        return None
    message = tr("YAML reads '{comment}' as a comment, and leaves it out.", comment=shorten(row.comment))
    whole = f"{row.value} {row.comment}".strip()
    return message, sentences(_cure(row, whole), tr("If it is a comment, put a space after the #."))
