"""The tracks beside a track: the same routine at its other lengths, and what is to be heard next."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.release.catalog import firsts
from stilte.release.language_codes import primary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stilte.release.catalog import Entry


@dataclass(frozen=True, slots=True)
class _Order:
    """The routines of one language as they came out, each with its place and its lengths."""

    routines: tuple[str, ...]
    places: Mapping[str, int]
    lengths: Mapping[str, tuple[Entry, ...]]


class Neighbours:
    """The tracks of a show, put in order once: each of thousands asks for those beside it."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Take the tracks, in the order in which pages name them."""
        self._lengths = _by_routine(entries)
        languages = {primary(entry.language) for entry in entries}
        self._orders = {
            (language, drafts): _order(
                entry
                for entry in entries
                if primary(entry.language) == language and (drafts or not entry.draft)
            )
            for language in languages
            for drafts in (False, True)
        }

    def others(self, entry: Entry) -> tuple[Entry, ...]:
        """Return the same routine at its other lengths."""
        return tuple(one for one in self._lengths.get(entry.routine, ()) if one.slug != entry.slug)

    def next_of(self, entry: Entry) -> Entry | None:
        """Return the track to hear after one of these: the next routine in its language, as it came out.

        Of several lengths it is the one nearest to what was heard; a draft follows only a draft.
        """
        order = self._orders[primary(entry.language), entry.draft]
        following = order.places[entry.routine] + 1
        if following == len(order.routines):
            return None
        wanted_s = entry.sheet["length_s"]
        lengths = order.lengths[order.routines[following]]
        return min(lengths, key=lambda one: abs(one.sheet["length_s"] - wanted_s))


def _order(entries: Iterable[Entry]) -> _Order:
    alike = tuple(entries)
    routines = tuple(one.routine for one in sorted(firsts(alike), key=_came_out))
    return _Order(routines, {routine: place for place, routine in enumerate(routines)}, _by_routine(alike))


def _by_routine(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.routine].append(entry)
    return {routine: tuple(lengths) for routine, lengths in found.items()}


def _came_out(entry: Entry) -> tuple[str, int, int]:
    sheet = entry.sheet
    return sheet["date"] or "", sheet["season"] or 0, sheet["episode"] or 0
