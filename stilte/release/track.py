"""A finished track: everything that its cue sheet, tags, transcript and picture are made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from stilte.script.timeline import Speech

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.release.show import Show
    from stilte.script.routine import Routine
    from stilte.script.timeline import Timeline


@dataclass(frozen=True, slots=True)
class VoiceUsed:
    """A voice that speaks in the track, and the engine that spoke for it."""

    name: str
    engine: str
    draft: bool
    synthetic: bool
    credit: str = ""


@dataclass(frozen=True, slots=True)
class SoundUsed:
    """A bed, bell or sound that is heard; `start_s` is where it is heard first."""

    name: str
    role: Literal["bed", "bell", "sound"]
    start_s: float
    licence: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class TrackFile:
    """An audio file of the track, as it lies in the output folder; no bit rate for what has none (FLAC)."""

    name: str
    type: str
    size_bytes: int
    sha256: str
    bitrate_kbps: int | None


@dataclass(frozen=True, slots=True)
class Track:
    """One track of a routine. `files`, `loudness` and `proof` are known only once it has been encoded.

    `clips` are files with the voice of each spoken event, in order, where they were asked for.
    `loudness` and `proof` hold the keys of the cue sheet, in its order; a figure that is not
    finite is written as null.
    """

    show: Show
    routine: Routine
    timeline: Timeline
    slug: str
    variant_of: str | None
    fingerprint: str
    channels: int
    voices: tuple[VoiceUsed, ...] = ()
    sounds: tuple[SoundUsed, ...] = ()
    files: tuple[TrackFile, ...] = ()
    loudness: Mapping[str, float | None] = field(default_factory=dict)
    proof: Mapping[str, float | None] = field(default_factory=dict)
    clips: tuple[str, ...] = ()
    beds_under_lines_db: Mapping[float, float] = field(default_factory=dict)

    @property
    def author(self) -> str:
        """Return who made the routine, or else the show."""
        return self.routine.author or self.show.author

    @property
    def synthetic(self) -> bool:
        """Tell whether any voice in the track is made by a computer."""
        return any(voice.synthetic for voice in self.voices)

    @property
    def lines(self) -> tuple[Speech, ...]:
        """Return what is spoken, in order of start, without the counting."""
        spoken = (event for event in self.timeline.events if isinstance(event, Speech))
        return tuple(event for event in spoken if event.role != "count")
