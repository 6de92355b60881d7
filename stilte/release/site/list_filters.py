"""What the list of tracks can be narrowed to: themes, lengths and languages that there are."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from stilte.release.language_codes import primary
from stilte.release.page_texts import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stilte.release.catalog import Entry

_EDGES_MIN = (5, 10, 20, 30, 45, 60)
_MOST_SPANS = 5
Choice = dict[str, str]


def theme_of(tag: str) -> str:
    """Return how a theme is known, however its tag is written.

    >>> theme_of("  Lopend  Water ")
    'lopend water'
    """
    return " ".join(tag.split()).casefold()


def themes_of(entries: Sequence[Entry]) -> list[Choice]:
    """Return the themes of the tracks by name, each as it is written first."""
    named: dict[str, str] = {}
    for entry in entries:
        for tag in entry.sheet["tags"]:
            named.setdefault(theme_of(tag), " ".join(tag.split()))
    return [{"value": value, "text": named[value]} for value in sorted(named)]


def languages_of(entries: Sequence[Entry]) -> list[Choice]:
    """Return the languages that are spoken, by their own names; one without a name here by its code."""
    found = dict.fromkeys(primary(entry.language) for entry in entries)
    english = words_of("en")["language"]
    names = {code: words_of(code)["language"] for code in found}
    texts = {code: name if name != english or code == "en" else code for code, name in names.items()}
    return sorted(
        ({"value": code, "text": text} for code, text in texts.items()), key=lambda one: one["text"]
    )


def minutes_of(entry: Entry) -> str:
    """Return the length of a track in minutes, as its script compares it."""
    return f"{entry.sheet['length_s'] / 60:.2f}"


def spans_of(entries: Sequence[Entry], all_lengths: Sequence[Entry], language: str) -> list[Choice]:
    """Return the spans of length that hold a track, at most a handful: neighbours with few are joined."""
    routines = {entry.routine for entry in entries}
    minutes = [float(minutes_of(one)) for one in all_lengths if one.routine in routines]
    edges = [edge for edge in _EDGES_MIN if min(minutes, default=0) <= edge < max(minutes, default=0)]
    while len(edges) >= _MOST_SPANS:
        edges.remove(min(edges, key=lambda edge: _held(minutes, edges, edge)))
    if not edges:
        return []
    bounds = [0, *edges, None]
    spans = [(low, high) for low, high in pairwise(bounds) if low is not None]
    return [
        {"value": f"{low}-{high or ''}", "text": _span_text(low, high, language)}
        for low, high in spans
        if any(low < one <= (high or float("inf")) for one in minutes)
    ]


def _held(minutes: Sequence[float], edges: Sequence[int], edge: int) -> int:
    """Return how many tracks lie between an edge and the one before it."""
    before = max((other for other in edges if other < edge), default=0)
    return sum(before < one <= edge for one in minutes)


def _span_text(low: int, high: int | None, language: str) -> str:
    words = words_of(language)
    if high is None:
        return words["over"].format(n=low)
    return words["between"].format(n=low, most=high) if low else words["up_to"].format(n=high)
