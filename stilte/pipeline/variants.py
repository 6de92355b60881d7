"""The tracks of a script: one for each of its lengths, or for each entry of `tracks`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stilte.script.routine import Routine


@dataclass(frozen=True, slots=True)
class Variant:
    """A track to make: `asked_s` None for the natural length; `variant_of` the slug of the script's own."""

    slug: str
    variant_of: str | None
    asked_s: float | None
    track: Routine | None = None
    """What is read for this track of a script with `tracks`; None where the script makes no such tracks."""

    def of(self, routine: Routine) -> Routine:
        """Return what is heard in this track of a routine."""
        return self.track or routine


def variants(routine: Routine) -> tuple[Variant, ...]:
    """Return the tracks of a routine, the podcast's episode first.

    Entries of `tracks` with a title of their own are episodes of their own; those that share one are versions
    of the first of them.
    """
    if not routine.tracks:
        return _of_lengths(routine)
    titles = Counter(track.title for track in routine.tracks)
    firsts = {track.title: track.slug for track in reversed(routine.tracks)}
    shared = {title: slug for title, slug in firsts.items() if titles[title] > 1}
    return tuple(
        replace(one, variant_of=shared.get(track.title, one.variant_of), track=track)
        for track in routine.tracks
        for one in _of_lengths(track)
    )


def episodes_of(routine: Routine) -> tuple[Routine, ...]:
    """Return what is published of a routine, each under the slug that its tracks share.

    That is the routine itself, however many lengths it has; with `tracks` each of them, but versions of one
    exercise once.
    """
    found: dict[str, Routine] = {}
    for one in variants(routine):
        slug = one.variant_of or one.slug
        found.setdefault(slug, replace(one.of(routine), slug=slug))
    return tuple(found.values())


def _of_lengths(routine: Routine) -> tuple[Variant, ...]:
    lengths = routine.lengths_s
    if len(lengths) <= 1:
        return (Variant(routine.slug, None, lengths[0] if lengths else None),)
    return tuple(
        Variant(f"{routine.slug}-{length_name(asked_s)}", routine.slug, asked_s) for asked_s in lengths
    )


def length_name(length_s: float) -> str:
    """Return a length as it stands in a file's name.

    >>> length_name(540), length_name(450), length_name(5400)
    ('9m', '7m30s', '1h30m')
    """
    minutes, seconds = divmod(length_s, 60)
    hours, minutes = divmod(int(minutes), 60)
    parts = ((hours, "h"), (minutes, "m"), (seconds, "s"))
    return "".join(f"{value:g}{unit}" for value, unit in parts if value) or "0s"
