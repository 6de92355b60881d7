"""Tables of a page: exercises with their counts, other data, or the layout of a mail."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from stilte.importer.language.columns import column_field
from stilte.importer.source.exercise_table import exercise_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import html

_MOST_CELLS = 200
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "dt", "summary")
_MOST_WORDS = 4


class TableRow(NamedTuple):
    """A row as texts, with its line in the source; `told` where it is an exercise, else it is the page's."""

    line: int
    texts: tuple[str, ...]
    told: bool


def is_data(table: html.HtmlElement) -> bool:
    """Tell whether a table holds data, not the layout of a mail.

    It has heads, and no cell is a sentence, or a column counts the exercises of the others.
    """
    if table.find(".//th") is None or table.find(".//table") is not None:
        return False
    if any(column_field(_text(head))[0] for head in islice(table.iterfind(".//th"), _MOST_CELLS)):
        return True
    cells = map(_text, islice(table.iterfind(".//td"), _MOST_CELLS))
    return not any(re.search(r"\w{2,}[.!?]$", cell) and len(cell.split()) > _MOST_WORDS for cell in cells)


def table_rows(table: html.HtmlElement) -> Iterator[TableRow]:
    """Yield the rows of a table of data: of exercises the words and the fields, of others one line each."""
    rows = table.findall(".//tr")
    cells = [[_text(cell) for cell in row if isinstance(cell.tag, str)] for row in rows]
    headings = {_text(one).lower() for one in table.getroottree().iter(*_HEADINGS)}
    exercises = exercise_rows(cells, headings) or (None,) * len(rows)
    for row, texts, exercise in zip(rows, cells, exercises, strict=True):
        line = " | ".join(text for text in texts if text)
        yield TableRow(row.sourceline or 0, tuple(filter(None, exercise or (line,))), exercise is not None)


def _text(element: html.HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())
