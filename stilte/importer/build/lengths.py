"""The length that a post asks for the whole of its exercise: in its title, a line for it, or a tip."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.importer.label.headings import heading_quantities, heading_role
from stilte.importer.language.quantities import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.importer.label.labelled_post import LabelledPost
    from stilte.importer.language.phrases import Idioms

SHORTEST_S = 60.0
_NEAR = 12
_MOST_WORDS = 9
_GIVE_OR_TAKE = re.compile(
    r",? (?:give or take|plus or minus|een minuut meer of minder|plus ?minus|mehr oder weniger)\b.*",
    re.IGNORECASE,
)


def whole_lengths(post: LabelledPost, table: Idioms) -> tuple[tuple[float, ...], str]:
    """Return the lengths in seconds that a post asks for the whole, one or two, and the words that say so."""
    for text in _places(post, table):
        for one in quantities(_GIVE_OR_TAKE.sub("", text), table):
            if one.unit == "seconds" and one.low >= SHORTEST_S:
                return tuple(dict.fromkeys((one.low, one.high))), text
    return (), ""


def _places(post: LabelledPost, table: Idioms) -> Iterator[str]:
    """Yield the texts that may tell the length of the whole, the surest first."""
    headings = [one for one in post.sentences if one.kind == "heading" and one.label == "heading"]
    for heading in headings[:1]:
        if heading_quantities(heading.text, table)[0] and _opens_all(post, table):
            yield heading.text
    for heading in headings[1:3]:
        if heading_role(heading.text, table) == "exercise":
            yield heading.text
    words = "|".join(table.table["whole_length"])
    for one in post.sentences:
        if re.match(rf"\W*(?:{words})\s*:", one.text, re.IGNORECASE) or _lasts(one.text, table):
            yield one.text
    yield from _taken(post, table)
    for one in post.sentences:
        if one.label == "note" and not _claims(one.text, table):
            yield one.text


def _taken(post: LabelledPost, table: Idioms) -> Iterator[str]:
    """Yield how long a sentence says that the whole takes."""
    for one in post.sentences:
        if told := table.find("takes_length", one.text):
            rest = one.text[told.end() :]
            yield from (rest[: found.end].strip() for found in quantities(rest, table) if found.start < _NEAR)


def _claims(text: str, table: Idioms) -> bool:
    """Tell whether a note speaks of effects or research: its times are none of the exercise's."""
    return bool(table.find("evidence.claims", text) or table.find("evidence.lore", text))


def _lasts(text: str, table: Idioms) -> bool:
    """Tell whether a sentence says no more than how long the exercise lasts ("takes ten minutes")."""
    few = len(text.split()) <= _MOST_WORDS
    return few and bool(table.table.get("lasts")) and bool(table.starts("lasts", text))


def _opens_all(post: LabelledPost, table: Idioms) -> bool:
    """Tell whether the first heading is the title: it stands above all, and is no step."""
    first = next((one for one in post.sentences if one.label in ("heading", "spoken")), None)
    return first is not None and first.label == "heading" and heading_role(first.text, table) != "step"
