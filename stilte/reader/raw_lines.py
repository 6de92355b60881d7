"""Splitting YAML text into rows, without parsing it: indent, dashes, perhaps a name, and a value.

This is not a parser. It finds where each value begins and ends, so that common mistakes can be found in the
text itself, also in a file that YAML cannot parse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["plain", "quoted", "flow", "block", "none"]

MOST_ROWS_OF_A_VALUE = 200
_ROW = re.compile(
    r"(?P<indent> *)(?P<dashes>(?:-(?: +|$))*)"
    r"(?:(?P<key>\"[^\"]*\"|'[^']*'|[^\s\"'#{}\[\]&*!|>%@`,][^#]*?) *:(?: +|$))?(?P<value>.*)"
)
_BLOCK = re.compile(r"[|>][-+0-9]{0,2}\s*(?:#.*)?")
_QUOTED = {
    '"': re.compile(r'"(?:[^"\\]|\\.|\\\n)*"', re.DOTALL),
    "'": re.compile(r"'(?:[^']|'')*'(?!')", re.DOTALL),
}
_COMMENT = re.compile(r"(?:^|\s)#.*")


@dataclass(frozen=True, slots=True)
class Row:
    """A row from line `number` (from 1): `head` is what stands before the value; `rest` what follows its end.

    `closed` is False for quotes or brackets that are never closed. `column` is where its name or text begins,
    `comment` what YAML takes for one.
    """

    number: int
    indent: int
    dashes: int
    column: int
    head: str
    key: str | None
    value: str
    kind: Kind
    rest: str = ""
    comment: str = ""
    closed: bool = True


def rows(lines: list[str]) -> Iterator[Row]:
    """Return the rows of a text, having stepped over blank lines, comments and the lines of a block."""
    index = 0
    while index < len(lines):
        if lines[index].strip() and not lines[index].lstrip().startswith("#"):
            row, used = _row(lines, index)
            yield row
            index += used
        else:
            index += 1


def _row(lines: list[str], index: int) -> tuple[Row, int]:
    """Return the row that begins at a line, and how many lines it takes."""
    found = _ROW.fullmatch(lines[index])
    if found is None:  # the pattern takes any line; this is for the type checker
        return Row(index + 1, 0, 0, 0, "", None, lines[index], "plain"), 1
    indent, value, key = len(found["indent"]), found["value"].rstrip(), found["key"]
    column, dashes = indent + len(found["dashes"]), found["dashes"].count("-")
    head = lines[index][: found.start("value")]
    parent = column if key is not None else max(indent, column - 2)
    row = Row(index + 1, indent, dashes, column, head, key, value, "block")
    match value[:1]:
        case "|" | ">" if _BLOCK.fullmatch(value):
            return row, 1 + _deeper(lines, index, parent)
        case '"' | "'":
            return _delimited(row, lines, index, parent, "quoted")
        case "{" | "[":
            return _delimited(row, lines, index, parent, "flow")
    comment = _COMMENT.search(value) if "#" in value else None
    text = value[: comment.start()].rstrip() if comment else value
    kind: Kind = "plain" if text else "none"
    said = comment[0].strip() if comment else ""
    return Row(index + 1, indent, dashes, column, head, key, text, kind, comment=said), 1


def _with(row: Row, **changes: Any) -> Row:
    return replace(row, **changes)


def _deeper(lines: list[str], index: int, column: int) -> int:
    """Return how many lines after this one are blank or indented further than a column."""
    count = 0
    for line in lines[index + 1 :]:
        if line.strip() and len(line) - len(line.lstrip(" ")) <= column:
            break
        count += 1
    return count


def _delimited(row: Row, lines: list[str], index: int, parent: int, kind: Kind) -> tuple[Row, int]:
    reach = min(_deeper(lines, index, parent), MOST_ROWS_OF_A_VALUE) if len(lines) > index + 1 else 0
    closing = lines[index + 1 + reach].lstrip()[:1] if index + 1 + reach < len(lines) else ""
    reach += kind == "flow" and closing in ("]", "}")
    text = "\n".join([row.value, *lines[index + 1 : index + 1 + reach]])
    end = _end_of_quoted(text) if kind == "quoted" else end_of_flow(text)
    if end is None:
        return _with(row, kind=kind, closed=False), 1
    rest = text[end:].partition("\n")[0]
    return _with(row, value=text[:end], kind=kind, rest=_COMMENT.sub("", rest).strip()), 1 + text.count(
        "\n", 0, end
    )


def _end_of_quoted(text: str) -> int | None:
    found = _QUOTED[text[0]].match(text)
    return found.end() if found else None


def end_of_flow(text: str) -> int | None:
    """Return where the bracket that opens a text is closed again, quotes inside left out of account.

    >>> end_of_flow("{say: 'a } b'} # c")
    14
    """
    depth, index, fresh = 0, 0, True
    while index < len(text):
        sign = text[index]
        if sign in _QUOTED and fresh:
            found = _QUOTED[sign].match(text, index)
            if found is None:
                return None
            index = found.end()
            fresh = False
            continue
        depth += (sign in "{[") - (sign in "}]")
        if depth == 0:
            return index + 1
        fresh = sign in "{[,:" or (fresh and sign.isspace())
        index += 1
    return None
