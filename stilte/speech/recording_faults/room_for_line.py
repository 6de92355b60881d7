"""The time that a line has in its breath or hold, and whether a take fits into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from stilte.messages import Number, tr
from stilte.speech.recording_faults.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNHEARD_S = 0.05
"""Less than this too long is not heard: the tail of a word runs into the next phase."""


@dataclass(frozen=True, slots=True)
class RoomForLine:
    """What a line has to fit into, in seconds."""

    length_s: float
    kind: Literal["breath", "hold"] = "breath"


def length_faults(length_s: float, room: RoomForLine | None) -> Iterator[Fault]:
    """Yield a fault where the words of a take last longer than the breath or the hold that they belong to."""
    if room is None or length_s <= room.length_s + _UNHEARD_S:
        return
    over = Number(length_s - room.length_s, decimals=1)
    lasts, has = Number(length_s, decimals=1), Number(room.length_s, decimals=1)
    breath = tr(
        "It is {over} s too long for its breath: it lasts {lasts} s, and the breath {room} s.",
        over=over,
        lasts=lasts,
        room=has,
    )
    hold = tr(
        "It is {over} s too long for its hold: it lasts {lasts} s, and the hold {room} s.",
        over=over,
        lasts=lasts,
        room=has,
    )
    cure = tr("Read it a little faster, say it in fewer words, or make the time longer in the script.")
    yield Fault("too long", breath if room.kind == "breath" else hold, cure)
