"""Sounds played once: the bells that are built in, and recordings of an author's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.bells import STRIKE_LUFS, strike
from stilte.sound.clip import Clip, content_digest, mapped
from stilte.sound.decoded_audio import open_audio
from stilte.sound.dsp.level import loudest_lufs
from stilte.sound.dsp.loudness import SILENCE_LUFS
from stilte.sound.music_names import SHORT_S
from stilte.sound.music_settings import load_sound
from stilte.sound.tick_and_hum import short_sound
from stilte.store import Store, key_of
from stilte.units import gain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from stilte.errors import Where
    from stilte.sound.music_settings import SoundSpec

VERSION = 2
"""Raised whenever a bell, or the level of a recording, comes out otherwise."""

_PIECE_FRAMES = 1 << 17
_MOST_GAIN_DB = 40.0


def open_sound(name: str, root: Path, rate_hz: int, cache: Path, where: Where | None = None) -> Clip:
    """Return a bell by its name, or an author's recording with its loudest moment where a bell has it.

    Raises `InputError` where there is none of this name, or it is no audio.
    """
    spec = load_sound(name, root, where)
    if spec.file is None:
        return short_sound(name, rate_hz) if name in SHORT_S else strike(name, rate_hz)
    return _levelled(spec.file, rate_hz, cache, where)


def fingerprint(spec: SoundSpec) -> str:
    """Return a text that changes whenever the sound would be another."""
    if spec.file is None:
        return key_of("bell", VERSION, spec.name)
    with spec.file.open("rb") as file:
        return key_of("sound", VERSION, content_digest(file))


def _levelled(path: Path, rate_hz: int, cache: Path, where: Where | None) -> Clip:
    """Return a recording at its level, from the cache and kept there: it may be long."""
    clip = open_audio(path, rate_hz, cache, where)
    store = Store(cache, "sounds")
    with path.open("rb") as file:
        key = key_of("levelled", VERSION, content_digest(file), rate_hz)
    found = store.find(key)
    if found is None:
        loudest = loudest_lufs(clip.samples, rate_hz)
        change_db = min(STRIKE_LUFS - loudest, _MOST_GAIN_DB) if loudest > SILENCE_LUFS else 0.0
        found = store.write_pieces(key, _scaled(clip.samples, np.float32(gain(change_db))))
    return mapped(found, rate_hz)


def _scaled(samples: NDArray[np.float32], factor: np.float32) -> Iterator[bytes]:
    for start in range(0, len(samples), _PIECE_FRAMES):
        yield (samples[start : start + _PIECE_FRAMES] * factor).tobytes()
