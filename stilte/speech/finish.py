"""From what an engine returns to a take: trimmed, resampled, through the chain, at its voice's level.

Every step looks at one line alone, so that a changed line never changes another's bytes. The gain of a voice
comes from sentences that are always the same, not from the routine.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import soxr

from stilte.sound.chain import voice_chain, without_rumble
from stilte.sound.clip import REFERENCE_LUFS
from stilte.sound.loudness import SILENCE_LUFS, clip_lufs
from stilte.speech.breaths import breathed
from stilte.speech.faults import fault
from stilte.speech.trim import trimmed
from stilte.units import gain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from stilte.sound.clip import Clip

VERSION = 7
"""Counts the versions of this module, `trim`, `breaths` and the voice chain: part of every take's key."""

MOST_APART_LU = 1.0
"""How far a line may stand from its voice's level: any two are within twice that."""


@dataclass(frozen=True, slots=True)
class Finish:
    """What all takes of a voice share: rate, room (0 to 0.3), level in dB against other voices."""

    rate_hz: int
    room: float = 0.0
    level_db: float = 0.0


class BadTake(ValueError):
    """A take that should not be kept; its text says what is wrong with it ("is silent")."""


def shaped(
    clip: Clip, text: str, speed: float, finish: Finish, *, paced: bool = False
) -> NDArray[np.float32]:
    """Return the mono samples of a take but for its level; raises BadTake.

    `paced` lengthens the quiet at breath marks: machines hurry over them.
    """
    samples = _mono(clip)
    if wrong := fault(samples, clip.rate_hz, text, speed):
        raise BadTake(wrong)
    if paced:
        samples = breathed(samples, clip.rate_hz, text, speed)
    return _chained(samples, clip.rate_hz, finish)


def _mono(clip: Clip) -> NDArray[np.float32]:
    return trimmed(np.asarray(clip.samples, dtype=np.float32).mean(axis=1), clip.rate_hz)


def _chained(samples: NDArray[np.float32], rate_hz: int, finish: Finish) -> NDArray[np.float32]:
    samples = without_rumble(samples, rate_hz)  # at the engine's rate, where there is less of it
    if rate_hz != finish.rate_hz:
        samples = soxr.resample(samples, rate_hz, finish.rate_hz, quality="HQ")
    return voice_chain(np.asarray(samples, dtype=np.float32), finish.rate_hz, finish.room)


def levelled(samples: NDArray[np.float32], voice_gain_db: float, finish: Finish) -> NDArray[np.float32]:
    """Return a take at its voice's level: by one gain, and by a second where it stands too far from it."""
    target = REFERENCE_LUFS + finish.level_db
    level = clip_lufs(samples[:, None], finish.rate_hz)
    apart = level + voice_gain_db - target
    more = float(np.clip(apart, -MOST_APART_LU, MOST_APART_LU)) - apart if level > SILENCE_LUFS else 0.0
    return np.asarray(samples * np.float32(gain(voice_gain_db + more)), dtype=np.float32)


def gain_db(examples: Iterable[Clip], finish: Finish) -> float:
    """Return the gain in dB that brings a voice to its level: of the median example, in steps of 0.5 dB.

    Raises BadTake where no example sounds.
    """
    takes = (_chained(_mono(clip), clip.rate_hz, finish) for clip in examples)
    levels = [clip_lufs(take[:, None], finish.rate_hz) for take in takes]
    levels = [level for level in levels if level > SILENCE_LUFS]
    if not levels:
        raise BadTake("makes no sound")
    return round(2 * (REFERENCE_LUFS + finish.level_db - statistics.median(levels))) / 2
