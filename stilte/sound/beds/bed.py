"""The interface of a bed to the mixer, whether it is synthesised or recorded."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from stilte.sound.beds.layers import tone_layers
from stilte.sound.beds.recorded import LOOP_VERSION, open_recording
from stilte.sound.beds.synthesis import MadeSound, balanced
from stilte.sound.music_settings import TONAL

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from stilte.sound.music_settings import BedSpec, Making

MADE_VERSION = 3
"""Raised whenever the arithmetic of a built-in bed changes what is heard."""


LAYERS_VERSION = 1


class Bed(Protocol):
    """Endless sound with random access: the same samples for any blocks, in any order, in any process."""

    @property
    def name(self) -> str:
        """The name that scripts use."""

    @property
    def level_db(self) -> float:
        """Its level against the voice, in quiet."""

    @property
    def fade_s(self) -> tuple[float, float]:
        """How long it fades in and out."""

    @property
    def duck_db(self) -> float:
        """How many dB it is lowered while someone speaks."""

    @property
    def follow_breath(self) -> bool:
        """Whether it swells with the breath."""

    @property
    def tone_hz(self) -> float | None:
        """Its ground tone, to which bells are tuned; None where it has none."""

    @property
    def layers(self) -> Bed | None:
        """The tones over it, at a level of their own, not ducked; None where it has none."""

    @property
    def licence(self) -> str:
        """Under which licence its sound may be passed on."""

    @property
    def credit(self) -> str:
        """Whom a listener is to be settings of as its maker."""

    @property
    def fingerprint(self) -> str:
        """A text that changes whenever it would sound different."""

    def block(self, start_frame: int, frames: int) -> NDArray[np.float32]:
        """Return samples of shape (frames, 2) at `REFERENCE_LUFS`, counted from where the bed begins."""


class Sound(Protocol):
    """The samples of a bed, without its settings."""

    def block(self, start_frame: int, frames: int) -> NDArray[np.float32]:
        """Return samples of shape (frames, 2)."""


@dataclass(frozen=True, slots=True, eq=False)
class OpenBed:
    """A bed ready for mixing: its settings and its sound."""

    name: str
    level_db: float
    fade_s: tuple[float, float]
    duck_db: float
    follow_breath: bool
    licence: str
    credit: str
    fingerprint: str
    sound: Sound
    tone_hz: float | None = None
    layers: Bed | None = None

    def block(self, start_frame: int, frames: int) -> NDArray[np.float32]:
        """Return samples of shape (frames, 2) at `REFERENCE_LUFS`."""
        return self.sound.block(start_frame, frames)


def open_bed(spec: BedSpec, rate_hz: int, cache: Path) -> Bed:
    """Return a bed ready for mixing. Raises `InputError` where its file is not audio."""
    if spec.make:
        sound: Sound = made(spec.make, spec.making, rate_hz)
    else:
        sound = open_recording(spec, rate_hz, cache)
    return OpenBed(
        name=spec.name,
        level_db=spec.level_db,
        fade_s=spec.fade_s,
        duck_db=spec.duck_db,
        follow_breath=spec.follow_breath,
        tone_hz=spec.making.tone_hz if spec.make in TONAL else None,
        layers=_open_layers(spec, rate_hz),
        licence=spec.licence,
        credit=spec.credit,
        fingerprint=fingerprint(spec),
        sound=sound,
    )


def _open_layers(spec: BedSpec, rate_hz: int) -> Bed | None:
    """Return the layers of a bed as a bed of their own, which nothing ducks."""
    if not spec.layers:
        return None
    return OpenBed(
        name=f"{spec.name} layers",
        level_db=0.0,
        fade_s=spec.fade_s,
        duck_db=0.0,
        follow_breath=False,
        tone_hz=None,
        layers=None,
        licence=spec.licence,
        credit="",
        fingerprint=f"layers {LAYERS_VERSION} {spec.layers}",
        sound=tone_layers(spec.layers, rate_hz),
    )


@lru_cache(maxsize=2)
def made(kind: str, making: Making, rate_hz: int) -> MadeSound:
    """Return a built-in bed at `REFERENCE_LUFS`."""
    module = import_module(f"stilte.sound.beds.{kind}")
    return balanced(module.layers(making, rate_hz), rate_hz)


def fingerprint(spec: BedSpec) -> str:
    """Return a text that changes whenever the bed would sound different, without opening it."""
    settings = asdict(replace(spec, where=None, warnings=(), file=None))
    version = LOOP_VERSION if spec.file else MADE_VERSION
    digest = hashlib.sha256(json.dumps([version, settings], sort_keys=True).encode())
    if spec.file:
        with spec.file.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:32]
