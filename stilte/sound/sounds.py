"""Sounds played once: the bells that are built in, and recordings of an author's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.errors import InputError, Problem, Where, not_found
from stilte.sound.bells import BUILT_IN_BELLS, STRIKE_LUFS, strike
from stilte.sound.clip import Clip, content_digest, mapped, open_audio
from stilte.sound.level import loudest_lufs
from stilte.store import Store, key_of
from stilte.units import gain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

FOLDERS = ("music", "sounds", ".")
_PIECE_FRAMES = 1 << 17
_MOST_GAIN_DB = 40.0


def open_sound(name: str, root: Path, rate_hz: int, cache: Path, where: Where | None = None) -> Clip:
    """Return a bell by its name, or an author's recording with its loudest moment where a bell has it.

    Raises `InputError` where there is none of this name, or it is no audio.
    """
    path = find_sound(name, root)
    if path is not None:
        return _levelled(path, rate_hz, cache, where)
    if name in BUILT_IN_BELLS:
        return strike(name, rate_hz)
    raise InputError(Problem(where, *not_found("sound", name, sound_names(root))))


def find_sound(name: str, root: Path) -> Path | None:
    """Return the file of a sound: a name in `music/` or `sounds/` with or without its ending, or a path."""
    for folder in FOLDERS:
        path = root / folder / name
        if name and path.is_file() and path.resolve().is_relative_to(root.resolve()):
            return path
    return next((path for path in _files(root) if path.stem == name), None)


def sound_names(root: Path) -> frozenset[str]:
    """Return the names that `sound:` may hold."""
    return BUILT_IN_BELLS | {path.stem for path in _files(root)}


def fingerprint(name: str, root: Path) -> str:
    """Return a text that changes whenever the sound would be another."""
    path = find_sound(name, root)
    if path is None:
        return key_of("bell", _BELLS_VERSION, name)
    with path.open("rb") as file:
        return key_of("sound", _BELLS_VERSION, content_digest(file))


_BELLS_VERSION = 1


def _files(root: Path) -> list[Path]:
    entries = (path for name in FOLDERS[:2] if (root / name).is_dir() for path in (root / name).iterdir())
    return sorted(p for p in entries if p.is_file() and p.suffix != ".yaml" and not p.name.startswith("."))


def _levelled(path: Path, rate_hz: int, cache: Path, where: Where | None) -> Clip:
    """Return a recording at its level, from the cache and kept there: it may be long."""
    clip = open_audio(path, rate_hz, cache, where)
    store = Store(cache, "sounds")
    with path.open("rb") as file:
        key = key_of("levelled", _BELLS_VERSION, content_digest(file), rate_hz)
    found = store.find(key)
    if found is None:
        loudest = loudest_lufs(clip.samples, rate_hz)
        change_db = min(STRIKE_LUFS - loudest, _MOST_GAIN_DB) if np.isfinite(loudest) else 0.0
        found = store.write_pieces(key, _scaled(clip.samples, np.float32(gain(change_db))))
    return mapped(found, rate_hz)


def _scaled(samples: NDArray[np.float32], factor: np.float32) -> Iterator[bytes]:
    for start in range(0, len(samples), _PIECE_FRAMES):
        yield (samples[start : start + _PIECE_FRAMES] * factor).tobytes()
