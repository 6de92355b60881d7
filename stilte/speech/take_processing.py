"""Processing an engine's output into a take: trimming, resampling, the voice chain, the voice's level.

Every step uses one line only, so that a changed line never changes another's bytes. The gain of a voice
comes from sentences that are always the same, not from the routine.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import soxr

from stilte.messages import Message, Number, sentences, tr
from stilte.sound.clip import REFERENCE_LUFS
from stilte.sound.dsp.loudness import SILENCE_LUFS, clip_lufs
from stilte.sound.dsp.time_stretch import time_stretched
from stilte.sound.voice_brightness import de_essed, shelved
from stilte.sound.voice_chain import voice_chain, without_rumble
from stilte.speech.pauses import lengthen_pauses
from stilte.speech.recording_faults.hum_notches import without_hum
from stilte.speech.take_checks import fault
from stilte.speech.trim import TrimmedRecording, one_channel, trim_recording, trim_take
from stilte.units import gain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from stilte.sound.clip import Clip

VERSION = 7
"""Counts the versions of this module, `trim`, `breaths` and the voice chain: part of every take's key.

How recordings are trimmed is counted by `engines.recorded.VERSION`: no machine has to speak anew for it.
"""

LEAST_DISTANCE_DB = 35.0
"""The least distance of room noise below the voice: with less, it is heard as soon as the line begins."""

MOST_APART_LU = 1.0
"""How far the level of a line may be from its voice's level: any two are within twice that."""


@dataclass(frozen=True, slots=True)
class AfterSpeaking:
    """What an entry under `use` asks to be done with what its engine said.

    `stretch` is how fast its words are then (0.75 lasts a third longer), the quiet at marks left alone;
    `deess` tames its sibilants, `treble_db` is a shelf on its highs.
    """

    stretch: float = 1.0
    deess: bool = False
    treble_db: float = 0.0


@dataclass(frozen=True, slots=True)
class TakeProcessing:
    """What all takes of a voice share: rate, room (0 to 0.3), level in dB against other voices."""

    rate_hz: int
    room: float = 0.0
    level_db: float = 0.0
    after: AfterSpeaking = field(default=AfterSpeaking(), repr=False)
    """Not in the text that names takes unless it is asked for: older takes stay valid."""


class BadTake(ValueError):
    """A take that cannot be used; `why` says what is wrong with it ("it is silent.")."""

    def __init__(self, why: Message) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True, eq=False)
class ShapedTake:
    """The mono samples of a take but for its level, and what an author should know of it ("" for nothing)."""

    samples: NDArray[np.float32]
    advice: str | Message = ""


def shape_take(
    clip: Clip, text: str, speed: float, processing: TakeProcessing, *, synthetic: bool = False
) -> ShapedTake:
    """Return a take but for its level; raises BadTake.

    Where a machine speaks (`synthetic`), the quiet at breath marks is lengthened: machines hurry over them.
    """
    trim = _trim(clip, synthetic=synthetic)
    if not len(trim.samples) and not synthetic:
        raise BadTake(tr("there is no speech in it."))
    wrong = fault(trim.samples, clip.rate_hz, text, speed)
    if wrong and (synthetic or not np.isfinite(trim.samples).all()):
        raise BadTake(wrong)  # a person may keep any take: what is wrong with theirs is told, not refused
    samples = (
        _spoken_calmly(trim.samples, clip.rate_hz, text, speed, processing) if synthetic else trim.samples
    )
    take = _chained(samples, clip.rate_hz, processing, synthetic=synthetic)
    return ShapedTake(take, sentences(wrong or "", noise_advice(trim.distance_db)) or "")


def _spoken_calmly(
    samples: NDArray[np.float32], rate_hz: int, text: str, speed: float, processing: TakeProcessing
) -> NDArray[np.float32]:
    """Return a machine's words as slow as asked for; the quiet at marks is not stretched with them."""
    if processing.after.stretch != 1.0:
        slow = time_stretched(samples, rate_hz, processing.after.stretch)
        samples = trim_take(slow, rate_hz)  # the quiet around the words is not to grow with them
    return lengthen_pauses(samples, rate_hz, text, speed)


def noise_advice(distance_db: float | None) -> str | Message:
    """Return what an author should know of the noise under a recording; nothing where it is far enough."""
    if distance_db is None or distance_db >= LEAST_DISTANCE_DB:
        return ""
    return tr(
        "The noise of the room is only {distance} dB below the voice, and is audible; {least} dB "
        "or more is good.",
        distance=Number(distance_db, decimals=0),
        least=Number(LEAST_DISTANCE_DB, decimals=0),
    )


def _trim(clip: Clip, *, synthetic: bool) -> TrimmedRecording:
    if synthetic:
        mono = np.asarray(clip.samples, dtype=np.float32).mean(axis=1)
        return TrimmedRecording(trim_take(mono, clip.rate_hz))
    return trim_clip(clip)


def trim_clip(clip: Clip) -> TrimmedRecording:
    """Return the speech of a recording of any number of channels, hum of the mains taken out."""
    return trim_recording(without_hum(one_channel(clip.samples), clip.rate_hz), clip.rate_hz)


def _chained(
    samples: NDArray[np.float32], rate_hz: int, processing: TakeProcessing, *, synthetic: bool
) -> NDArray[np.float32]:
    """Return a take through the chain; a recording has lost its rumble before it was trimmed."""
    if synthetic:
        samples = without_rumble(samples, rate_hz)  # at the engine's rate, where there is less of it
    if rate_hz != processing.rate_hz:
        samples = soxr.resample(samples, rate_hz, processing.rate_hz, quality="HQ")
    softened = _softened(np.asarray(samples, dtype=np.float32), processing)
    return voice_chain(softened, processing.rate_hz, processing.room)


def _softened(samples: NDArray[np.float32], processing: TakeProcessing) -> NDArray[np.float32]:
    """Return a take with its brightness as asked for, before it is levelled."""
    if processing.after.deess and len(samples):
        samples = de_essed(samples, processing.rate_hz)
    if processing.after.treble_db and len(samples):
        samples = shelved(samples, processing.rate_hz, processing.after.treble_db)
    return samples


def levelled(
    samples: NDArray[np.float32], voice_gain_db: float, processing: TakeProcessing
) -> NDArray[np.float32]:
    """Return a take at its voice's level: by one gain, and by a second where it stands too far from it."""
    target = REFERENCE_LUFS + processing.level_db
    level = clip_lufs(samples[:, None], processing.rate_hz)
    apart = level + voice_gain_db - target
    more = float(np.clip(apart, -MOST_APART_LU, MOST_APART_LU)) - apart if level > SILENCE_LUFS else 0.0
    return np.asarray(samples * np.float32(gain(voice_gain_db + more)), dtype=np.float32)


def gain_db(examples: Iterable[Clip], processing: TakeProcessing, *, synthetic: bool = True) -> float:
    """Return the gain in dB that brings a voice to its level: of the median example, in steps of 0.5 dB.

    Raises BadTake where no example sounds.
    """
    trims = ((_trim(clip, synthetic=synthetic).samples, clip.rate_hz) for clip in examples)
    takes = (_chained(samples, rate_hz, processing, synthetic=synthetic) for samples, rate_hz in trims)
    levels = [clip_lufs(take[:, None], processing.rate_hz) for take in takes]
    levels = [level for level in levels if level > SILENCE_LUFS]
    if not levels:
        raise BadTake(tr("it makes no sound."))
    return round(2 * (REFERENCE_LUFS + processing.level_db - statistics.median(levels))) / 2
