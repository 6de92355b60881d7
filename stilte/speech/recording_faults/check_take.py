"""All checks of a take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.messages import tr
from stilte.speech.recording_faults.ends import end_faults
from stilte.speech.recording_faults.fault import Fault
from stilte.speech.recording_faults.heard_take import hear_take
from stilte.speech.recording_faults.level import level_faults
from stilte.speech.recording_faults.other_takes import comparison_faults, figures_of
from stilte.speech.recording_faults.room import room_faults
from stilte.speech.recording_faults.room_for_line import length_faults
from stilte.speech.recording_faults.transients import transient_faults

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from stilte.speech.recording_faults.other_takes import TakeFigures
    from stilte.speech.recording_faults.room_for_line import RoomForLine


@dataclass(frozen=True, slots=True)
class CheckedTake:
    """What is wrong with a take, and its figures for comparing others with it; None where nobody speaks."""

    faults: tuple[Fault, ...]
    figures: TakeFigures | None


def check_take(
    samples: NDArray[np.float32],
    rate_hz: int,
    text: str,
    others: Sequence[TakeFigures] = (),
    room: RoomForLine | None = None,
) -> CheckedTake:
    """Return what is wrong with a take of a line, mono samples of shape (frames,) as they were recorded.

    `others` are the takes of the same voice that it is compared with; `room` is what the line must fit into.
    A check is advice: the author may keep any take.
    """
    take = hear_take(samples, rate_hz)
    if take is None:
        silent = tr("There is no speech in it.")
        cure = tr("See that the right microphone is chosen, and that it is switched on.")
        return CheckedTake((Fault("no speech", silent, cure),), None)
    figures = figures_of(take, text)
    sound = (level_faults, room_faults, end_faults, transient_faults)
    faults = [fault for check in sound for fault in check(take)]
    faults += comparison_faults(figures, others)
    faults += length_faults(take.length_s, room)
    return CheckedTake(tuple(faults), figures)
