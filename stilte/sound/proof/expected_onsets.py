"""The onsets to verify in a track: the start of every line and of every audible breath."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stilte.script.timeline import BreathPhase, Speech
from stilte.sound.dsp.stereo import mono_sum
from stilte.sound.mix.mixer import PARTS, part_of, samples_of
from stilte.sound.proof import alignment
from stilte.sound.proof.take_onset import lead_s
from stilte.units import gain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from stilte.sound.mix.master import Master

    Samples = NDArray[np.float32]

_TOO_SOFT = 0.4
"""A sound that is by plan a smaller part of what is heard may well not be found."""


@dataclass(frozen=True, slots=True)
class ExpectedOnset:
    """The beginning of a sound, `sound_frames` of it, and the stretch around it in which it is looked for."""

    event: Speech | BreathPhase
    sound_frames: int
    start_frame: int
    stop_frame: int


def expected_onsets(master: Master) -> Iterator[ExpectedOnset]:
    """Yield every place of a track, in order."""
    reach = _reach(master.rate_hz)
    for event in master.mixer.events_in(0, master.length_frames):
        if isinstance(event, Speech | BreathPhase):
            shown_s = alignment.SHOWN_S if isinstance(event, Speech) else alignment.BREATH_SHOWN_S
            shown = min(event.length_frames, round(shown_s * master.rate_hz))
            length = max(shown // alignment.STRIDE, 1) * alignment.STRIDE
            yield ExpectedOnset(event, length, event.start_frame - reach, event.start_frame + length + reach)


def late_ms(place: ExpectedOnset, heard: Samples, master: Master) -> float:
    """Return how much later than planned a sound begins in what is heard from `place.start_frame` on.

    The quiet at the beginning of a take counts. Infinite where it cannot be heard, or nobody speaks in it;
    not a number where it is too soft, by the plan, to be found.
    """
    reach, lead = _reach(master.rate_hz), 0.0
    if isinstance(place.event, Speech):
        still_s = lead_s(samples_of(place.event, master.mixer.sources)[:, 0], master.rate_hz)
        if still_s is None:
            return float("inf")
        lead = still_s
    sound = _mono(_planned(place, master))
    recording = _mono(heard if isinstance(place.event, Speech) else _without_the_rest(place, heard, master))
    sound = sound[: len(sound) // alignment.STRIDE * alignment.STRIDE]
    found = alignment.find(sound, recording[: len(sound) + 2 * reach], master.rate_hz)
    if found is not None:
        return round(1000 * (found.late_frames / master.rate_hz + lead), 1)
    if lead:  # what was looked for is mostly its quiet
        return round(1000 * lead, 1)
    loud = alignment.share(sound, recording[reach : reach + len(sound)]) > _TOO_SOFT
    return float("inf" if loud else "nan")


def _reach(rate_hz: int) -> int:
    return round(alignment.FAR_S * rate_hz / alignment.STRIDE) * alignment.STRIDE


def _planned(place: ExpectedOnset, master: Master) -> Samples:
    """Return the beginning of a sound as the plan has it, at its level; a breath makes room for words."""
    event = place.event
    if isinstance(event, BreathPhase):
        return master.block(event.start_frame, event.start_frame + place.sound_frames, (part_of(event),))
    take = samples_of(event, master.mixer.sources)[: place.sound_frames]
    return take * np.float32(gain(event.level_db + master.gain_db))


def _without_the_rest(place: ExpectedOnset, heard: Samples, master: Master) -> Samples:
    """Return what was heard around a breath less what the plan has there besides: a cue would drown it."""
    rest = tuple(part for part in PARTS if part != part_of(place.event))
    return np.asarray(heard - master.block(place.start_frame, place.start_frame + len(heard), rest))


def _mono(samples: Samples) -> Samples:
    return np.asarray(mono_sum(samples) / np.float32(samples.shape[1]))
