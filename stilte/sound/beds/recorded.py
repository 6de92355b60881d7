"""A bed from an author's recording: decoded once, looped endlessly, brought to the reference level."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from stilte.errors import InputError, Problem, Where
from stilte.messages import Number, tr
from stilte.sound.beds.loop import Loop, fade_gains, find_loop, given_loop
from stilte.sound.beds.silent_ends import sounding_frames
from stilte.sound.clip import REFERENCE_LUFS, Clip, mapped, release_pages
from stilte.sound.decoded_audio import audio_entry
from stilte.sound.dsp.level import pieces, typical_lufs
from stilte.sound.dsp.loudness import SILENCE_LUFS
from stilte.sound.dsp.stereo import Sides, mono_compatible, sides_of
from stilte.store import Store, key_of
from stilte.units import gain

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from stilte.sound.music_settings import BedSpec

# A recording that needs more gain is mostly noise: it would be raised with it.
MOST_GAIN_DB = 40.0
LOOP_VERSION = 3
"""Raised whenever another loop or level would be found in the same recording."""
_LEAST_FRAMES = 64
_BOTH_LU = 3.0
"""What one side gains in loudness where it is heard on both."""


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """A looped recording. It plays once from its first frame to the loop's end, then turns in the loop."""

    samples: NDArray[np.float32]
    loop: Loop
    seam: NDArray[np.float32]
    factor: np.float32
    sides: Sides = "both"

    def block(self, start_frame: int, frames: int) -> NDArray[np.float32]:
        """Return samples of shape (frames, 2) from an absolute place on."""
        out = np.empty((frames, 2), np.float32)
        done = 0
        while done < frames:
            piece = self._piece(start_frame + done, frames - done)
            mono_compatible(piece, self.sides, self.factor, out[done : done + len(piece)])
            done += len(piece)
        release_pages(self.samples)
        return out

    def _piece(self, at_frame: int, most: int) -> NDArray[np.float32]:
        """Return what stands at one place, up to the next border."""
        loop = self.loop
        place = at_frame
        if at_frame >= loop.end_frame:
            place = loop.start_frame + (at_frame - loop.end_frame) % loop.period_frames
        seam_from = loop.end_frame - loop.fade_frames
        if place >= seam_from:
            return self.seam[place - seam_from : place - seam_from + most]
        return self.samples[place : min(place + most, seam_from)]


def open_recording(spec: BedSpec, rate_hz: int, cache: Path) -> Recording:
    """Return the recording of a bed, ready for mixing. Raises `InputError` where it is not audio."""
    assert spec.file is not None  # noqa: S101 (a bed is made or a file: its reader saw to that)
    entry = audio_entry(spec.file, rate_hz, cache, spec.where)
    clip = mapped(entry, rate_hz)
    if spec.loop_s and spec.loop_s[0] * rate_hz >= clip.frames:
        length_s = clip.frames / rate_hz
        where = spec.where or Where(spec.file.name, 1)
        message = tr(
            "The loop begins at {start} s, but '{file}' lasts {length} s.",
            start=spec.loop_s[0],
            file=spec.file.name,
            length=Number(length_s, decimals=1),
        )
        raise InputError(Problem(where, message, tr("Write [start, end] within it, or leave `loop` out.")))
    store = Store(cache, "loops")
    if spec.loop_s is None:
        clip = _sounding(clip, store, entry.name)
    return with_loop(clip, _cached_analysis(clip, spec.loop_s, store, entry.name))


def _sounding(clip: Clip, store: Store, name: str) -> Clip:
    """Return a recording without silent ends: in a loop they would be a hole at every turn."""
    key = key_of("sounding", LOOP_VERSION, name)
    if (known := store.read(key)) is not None:
        first, last = json.loads(known)
    else:
        first, last = sounding_frames(clip.samples, clip.rate_hz)
        store.write(key, json.dumps([first, last]).encode())
    return replace(clip, samples=clip.samples[first:last])


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is measured on a recording: its loop, its loudness, and which channels to use."""

    loop: Loop
    level_lufs: float
    sides: Sides


def _cached_analysis(clip: Clip, loop_s: tuple[float, float] | None, store: Store, name: str) -> Analysis:
    """Return the loop and level of a recording, measured once and cached under `name`."""
    key = key_of("loop", LOOP_VERSION, name, loop_s)
    if (known := store.read(key)) is not None:
        raw = json.loads(known)
        return Analysis(Loop(**raw["loop"]), raw["level_lufs"], raw["sides"])
    found = analyse(clip, loop_s)
    release_pages(clip.samples)
    store.write(key, json.dumps(asdict(found)).encode())
    return found


def looped(clip: Clip, loop_s: tuple[float, float] | None = None) -> Recording:
    """Return a clip looped at the place given, or found in what sounds, at `REFERENCE_LUFS`."""
    if loop_s is None:
        first, last = sounding_frames(clip.samples, clip.rate_hz)
        clip = replace(clip, samples=clip.samples[first:last])
    return with_loop(clip, analyse(clip, loop_s))


def analyse(clip: Clip, loop_s: tuple[float, float] | None) -> Analysis:
    """Measure a recording; the loop is the one given, or is searched for."""
    samples = _long_enough(clip)
    loop = given_loop(samples, clip.rate_hz, loop_s) if loop_s else find_loop(samples, clip.rate_hz)
    turning = samples[loop.start_frame : loop.end_frame]
    sides = sides_of(pieces(turning, clip.rate_hz))
    level_lufs = typical_lufs(turning, clip.rate_hz) + (_BOTH_LU if sides in {"left", "right"} else 0.0)
    return Analysis(loop, level_lufs, sides)


def with_loop(clip: Clip, found: Analysis) -> Recording:
    """Return a recording that loops so, at `REFERENCE_LUFS`."""
    samples = _long_enough(clip)
    wanted_db = REFERENCE_LUFS - found.level_lufs if found.level_lufs > SILENCE_LUFS else 0.0
    factor = np.float32(gain(min(wanted_db, MOST_GAIN_DB)))
    return Recording(samples, found.loop, _seam(samples, found.loop), factor, found.sides)


def _long_enough(clip: Clip) -> NDArray[np.float32]:
    samples = clip.samples
    return samples if len(samples) >= _LEAST_FRAMES else np.resize(samples, (_LEAST_FRAMES, samples.shape[1]))


def _seam(samples: NDArray[np.float32], loop: Loop) -> NDArray[np.float32]:
    """Return the end of the loop laid over what stands before its start."""
    coming, going = fade_gains(loop.fade_frames, loop.alike)
    before = samples[loop.start_frame - loop.fade_frames : loop.start_frame]
    last = samples[loop.end_frame - loop.fade_frames : loop.end_frame]
    return np.asarray(before * coming[:, None] + last * going[:, None], np.float32)
