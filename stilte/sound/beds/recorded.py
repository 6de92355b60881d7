"""A bed that an author recorded: decoded once, looped without end, brought to the level of all beds."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from stilte.errors import InputError, Problem, Where
from stilte.sound.clip import REFERENCE_LUFS, Clip, audio_entry, let_go, mapped
from stilte.sound.level import pieces, typical_lufs
from stilte.sound.loop import Loop, fade_gains, find_loop, given_loop
from stilte.sound.loudness import SILENCE_LUFS
from stilte.sound.sides import Sides, mended, sides_of
from stilte.store import Store, key_of
from stilte.units import gain

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from stilte.sound.music import BedSpec

MOST_GAIN_DB = 40.0
LOOP_VERSION = 2
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
            mended(piece, self.sides, self.factor, out[done : done + len(piece)])
            done += len(piece)
        let_go(self.samples)
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
    """Return the recording of a bed, ready to be read. Raises `InputError` where it is no audio."""
    assert spec.file is not None  # noqa: S101 (a bed is made or a file: its reader saw to that)
    entry = audio_entry(spec.file, rate_hz, cache, spec.where)
    clip = mapped(entry, rate_hz)
    if spec.loop_s and spec.loop_s[0] * rate_hz >= clip.frames:
        length_s = clip.frames / rate_hz
        where = spec.where or Where(spec.file.name, 1)
        message = f"The loop begins at {spec.loop_s[0]:g} s, but '{spec.file.name}' lasts {length_s:.1f} s."
        raise InputError(Problem(where, message, "Write [start, end] within it, or leave `loop` out."))
    return turned(clip, _kept_turn(clip, spec.loop_s, Store(cache, "loops"), entry.name))


@dataclass(frozen=True, slots=True)
class Turn:
    """What is found by listening to a recording: where it loops, how loud it is, and its two sides."""

    loop: Loop
    level_lufs: float
    sides: Sides


def _kept_turn(clip: Clip, loop_s: tuple[float, float] | None, store: Store, name: str) -> Turn:
    """Return the loop and level of a recording, listened to once; `name` stands for its samples."""
    key = key_of("loop", LOOP_VERSION, name, loop_s)
    if (known := store.read(key)) is not None:
        raw = json.loads(known)
        return Turn(Loop(**raw["loop"]), raw["level_lufs"], raw["sides"])
    found = turn_of(clip, loop_s)
    let_go(clip.samples)
    store.write(key, json.dumps(asdict(found)).encode())
    return found


def looped(clip: Clip, loop_s: tuple[float, float] | None = None) -> Recording:
    """Return a clip looped at the place given or found, at `REFERENCE_LUFS`."""
    return turned(clip, turn_of(clip, loop_s))


def turn_of(clip: Clip, loop_s: tuple[float, float] | None) -> Turn:
    """Listen to a recording; the loop is the one given, or found."""
    samples = _long_enough(clip)
    loop = given_loop(samples, clip.rate_hz, loop_s) if loop_s else find_loop(samples, clip.rate_hz)
    turning = samples[loop.start_frame : loop.end_frame]
    sides = sides_of(pieces(turning, clip.rate_hz))
    level_lufs = typical_lufs(turning, clip.rate_hz) + (_BOTH_LU if sides in {"left", "right"} else 0.0)
    return Turn(loop, level_lufs, sides)


def turned(clip: Clip, turn: Turn) -> Recording:
    """Return a recording that loops so, at `REFERENCE_LUFS`."""
    samples = _long_enough(clip)
    wanted_db = REFERENCE_LUFS - turn.level_lufs if turn.level_lufs > SILENCE_LUFS else 0.0
    factor = np.float32(gain(min(wanted_db, MOST_GAIN_DB)))
    return Recording(samples, turn.loop, _seam(samples, turn.loop), factor, turn.sides)


def _long_enough(clip: Clip) -> NDArray[np.float32]:
    samples = clip.samples
    return samples if len(samples) >= _LEAST_FRAMES else np.resize(samples, (_LEAST_FRAMES, samples.shape[1]))


def _seam(samples: NDArray[np.float32], loop: Loop) -> NDArray[np.float32]:
    """Return the end of the loop laid over what stands before its start."""
    coming, going = fade_gains(loop.fade_frames, loop.alike)
    before = samples[loop.start_frame - loop.fade_frames : loop.start_frame]
    last = samples[loop.end_frame - loop.fade_frames : loop.end_frame]
    return np.asarray(before * coming[:, None] + last * going[:, None], np.float32)
