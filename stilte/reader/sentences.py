"""Sentences of which YAML makes something else: a type, a list, a setting, half a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.reader.nodes import Items, Table, Text, shorten

if TYPE_CHECKING:
    from collections.abc import Collection

    from stilte.reader.nodes import Node
    from stilte.reader.rows import Row

_SIGNS = {
    "`": "keeps for itself",
    "@": "keeps for itself",
    "%": "takes for an order to the reader of the file",
    "|": "takes for the start of a block of text",
    ">": "takes for the start of a folded block of text",
    "*": "takes for a reference to another place",
    ",": "takes for the end of an entry",
    "}": "takes for the end of a `{…}`",
    "]": "takes for the end of a `[…]`",
}
_STARS = re.compile(r"(\*{1,3})(?=\S)(.+?)(?<=\S)\1")
_DROPPED = {"!": "a type", "&": "a label"}


def sentence_trap(row: Row, words: Collection[str]) -> tuple[str, str] | None:
    """Return what YAML makes of a row's value, and the cure; None if it is what it seems."""
    return _first_sign(row) or _quotes(row) or _brackets(row, words) or _second_colon(row, words)


def quoted(text: str) -> str:
    r"""Return a text between quotes that it does not hold itself.

    >>> quoted("Adem in: rustig"), quoted('"Dank je," zeg je')
    ('"Adem in: rustig"', '\'"Dank je," zeg je\'')
    """
    text = text.strip()
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def as_sentence(node: Node) -> str:
    """Return the cure for a sentence of which YAML made a list or a mapping; nothing if it was none.

    >>> from stilte.errors import Where
    >>> here = Where("scripts/a.yaml", 1)
    >>> as_sentence(Items((Text("Adem in", here), Text("en uit", here)), here, flow=True))
    'Put quotes around the sentence: "Adem in, en uit"'
    """
    match node:
        case Table(pairs=((key, Text(value=value)), *_)):
            text = f"{key.value}: {value}"
        case Items(nodes=nodes, flow=True):
            text = ", ".join(each.value for each in nodes if isinstance(each, Text))
            if not re.search(r"[^\W\d]{2}", text):  # numbers, no words
                return "Write one value, without the brackets."
        case _:
            return ""
    return f"Put quotes around the sentence: {quoted(text)}"


def _cure(row: Row, text: str) -> str:
    return f"Put quotes around it: {row.head.strip()} {quoted(shorten(text, 200))}".replace(":  ", ": ")


def _first_sign(row: Row) -> tuple[str, str] | None:
    sign = row.value[:1]
    if row.kind != "plain" or not sign:
        return None
    if sign in _SIGNS:
        name = "a backtick" if sign == "`" else f"`{sign}`"
        return f"This begins with {name}, which YAML {_SIGNS[sign]}.", _cure(
            row, _STARS.sub(r"\2", row.value)
        )
    if sign in _DROPPED:
        word = row.value.split(maxsplit=1)[0]
        return f"YAML takes `{word}` for {_DROPPED[sign]} and drops it.", _cure(row, row.value)
    if sign == "?" and row.value[1:2] in ("", " "):
        return "This begins with `? `, which YAML takes for the name of a setting.", _cure(row, row.value)
    return None


def _quotes(row: Row) -> tuple[str, str] | None:
    if row.kind != "quoted":
        return None
    if not row.closed:
        message = (
            f"This begins with {row.value[0]}, so YAML reads on until the next one, in another line or never."
        )
        return message, _cure(row, row.value.removeprefix('"'))
    inside = row.value.split("\n")[1:]
    if any(re.match(r"\s*- ", line) for line in inside):
        return (
            f"YAML reads from this {row.value[0]} on, over several steps, as one text.",
            "Close it on its line.",
        )
    if row.rest and not (row.rest.startswith(":") and row.key is None):
        message = (
            f"YAML ends this text at its second {row.value[0]}, and does not know what to do with the rest."
        )
        return message, _cure(
            row, f"{row.value} {row.rest}" if row.rest[0].isalnum() else row.value + row.rest
        )
    return None


def _brackets(row: Row, words: Collection[str]) -> tuple[str, str] | None:
    if row.kind != "flow":
        return None
    kind = "a list" if row.value[0] == "[" else "a mapping"
    if not row.closed:
        return f"This begins with `{row.value[0]}`, for YAML {kind}, and is not closed.", _cure(
            row, row.value
        )
    if row.rest and not row.rest.startswith(":"):
        message = f"This begins with `{row.value[0]}`, for YAML {kind}, and after its end follows more."
        return message, _cure(row, f"{row.value} {row.rest}")
    return next(filter(None, (_piece(piece, words) for piece in _pieces(row.value))), None)


def _piece(piece: str, words: Collection[str]) -> tuple[str, str] | None:
    """Return what is wrong with one entry of `{…}` or `[…]` that stands without quotes."""
    name, colon, value = piece.partition(": ")
    value = (value if colon else name).strip()
    if value[:1] in ("", '"', "'", "{", "["):
        return None
    before, _, number = value.partition(": ")
    if number[:1].isdigit() and (second := before.rpartition(" ")[2]) in words:
        return f"Before `{second}` a comma is missing.", f"Write `, {second}: …`."
    if "?" in value or ": " in value or value[0] in "`@%*&!|>":
        sign = next((sign for sign in ("?", ": ") if sign in value), value[0]).strip()
        fixed = f"{name}: {quoted(value)}" if colon else quoted(value)
        message = f"In `{{…}}` or `[…]`, `{sign}` has a meaning of its own in '{shorten(value)}'."
        return message, f"Put quotes around the text: {fixed}"
    return None


def _pieces(flow: str) -> list[str]:
    """Return the parts of `{…}` or `[…]` between its commas and brackets, quotes kept whole."""
    bare = re.sub(r"\"(?:[^\"\\]|\\.)*\"|(?<=[\[{,:\s])'(?:[^']|'')*'", '""', flow)
    return [piece.strip() for piece in re.split(r"[\[\]{},]", bare) if piece.strip()]


def _second_colon(row: Row, words: Collection[str]) -> tuple[str, str] | None:
    if row.kind != "plain" or row.key is None or not re.search(r":(?:\s|$)", row.value):
        return None
    first = row.value.partition(":")[0]
    message = f"After '{shorten(first)}' stands a second colon, which YAML takes for the name of a setting."
    curly = " Curly quotes are letters to YAML." if row.value[:1] in "“”„‘’" else ""
    if row.dashes and words and row.key not in words:  # the first colon was no setting either
        return message + curly, f"Put quotes around it: - {quoted(f'{row.key}: {row.value}')}"
    return message + curly, _cure(row, row.value.strip("“”„"))


def glued_comment(row: Row) -> tuple[str, str] | None:
    """Return the warning about a `#` that was perhaps meant to be spoken."""
    if len(row.comment) < 2 or row.comment[1] in " #!":  # noqa: PLR2004 (the sign and one more)
        return None
    message = f"YAML takes '{shorten(row.comment)}' for a comment, and leaves it out."
    whole = f"{row.value} {row.comment}".strip()
    return message, f"{_cure(row, whole)} If it is a comment, put a space after the #."
