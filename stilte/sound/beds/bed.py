"""The seam between beds and the mix: whatever a bed is made of, the mixer sees this."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from stilte.sound.beds.layers import MadeSound, balanced
from stilte.sound.beds.recorded import LOOP_VERSION, open_recording

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from stilte.sound.music import BedSpec, Making

MADE_VERSION = 2
"""Raised whenever the arithmetic of a built-in bed changes what is heard."""


class Bed(Protocol):
    """Sound without end, read at any place: the same bytes for any blocks, in any order, in any process."""

    @property
    def name(self) -> str:
        """The name by which a script asks for it."""

    @property
    def level_db(self) -> float:
        """Its level against the voice, in quiet."""

    @property
    def fade_s(self) -> tuple[float, float]:
        """How long it fades in and out."""

    @property
    def duck_db(self) -> float:
        """How far it sinks while someone speaks."""

    @property
    def follow_breath(self) -> bool:
        """Whether it swells with the breath."""

    @property
    def licence(self) -> str:
        """Under which licence its sound may be passed on."""

    @property
    def credit(self) -> str:
        """Whom to name."""

    @property
    def fingerprint(self) -> str:
        """A text that changes whenever it would sound different."""

    def block(self, start_frame: int, frames: int) -> NDArray[np.float32]:
        """Return samples of shape (frames, 2) at `REFERENCE_LUFS`, counted from where the bed begins."""


class Sound(Protocol):
    """The part of a bed that sounds."""

    def block(self, start_frame: int, frames: int) -> NDArray[np.float32]:
        """Return samples of shape (frames, 2)."""


@dataclass(frozen=True, slots=True, eq=False)
class OpenBed:
    """A bed ready to be read: what its file says, and its sound."""

    name: str
    level_db: float
    fade_s: tuple[float, float]
    duck_db: float
    follow_breath: bool
    licence: str
    credit: str
    fingerprint: str
    sound: Sound

    def block(self, start_frame: int, frames: int) -> NDArray[np.float32]:
        """Return samples of shape (frames, 2) at `REFERENCE_LUFS`."""
        return self.sound.block(start_frame, frames)


def open_bed(spec: BedSpec, rate_hz: int, cache: Path) -> Bed:
    """Return a bed ready to be read. Raises `InputError` where its file is no audio."""
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
        licence=spec.licence,
        credit=spec.credit,
        fingerprint=fingerprint(spec),
        sound=sound,
    )


@lru_cache(maxsize=2)
def made(kind: str, making: Making, rate_hz: int) -> MadeSound:
    """Return a built-in bed at `REFERENCE_LUFS`."""
    module = import_module(f"stilte.sound.beds.{kind}")
    return balanced(module.layers(making, rate_hz), rate_hz)


def fingerprint(spec: BedSpec) -> str:
    """Return a text that changes whenever the bed would sound different, without opening it."""
    told = asdict(replace(spec, where=None, warnings=(), file=None))
    version = LOOP_VERSION if spec.file else MADE_VERSION
    digest = hashlib.sha256(json.dumps([version, told], sort_keys=True).encode())
    if spec.file:
        with spec.file.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:32]
