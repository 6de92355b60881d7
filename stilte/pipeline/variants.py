"""One script, one or several tracks: a track a length."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stilte.script.routine import Routine


@dataclass(frozen=True, slots=True)
class Variant:
    """A track to make: `asked_s` None for the natural length; `variant_of` the slug of the script's own."""

    slug: str
    variant_of: str | None
    asked_s: float | None


def variants(routine: Routine) -> tuple[Variant, ...]:
    """Return the tracks of a routine, the podcast's episode first."""
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
