"""The inputs of one track, as plain values that can be sent to a worker process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.sound.mix.master import Target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.messages import Message
    from stilte.pipeline.variants import Variant
    from stilte.project import Project
    from stilte.release.track import VoiceUsed
    from stilte.script.line import Utterance
    from stilte.script.routine import Routine
    from stilte.sound.music_settings import BedSpec
    from stilte.speech.takes import Take


@dataclass(frozen=True, slots=True)
class Job:
    """A track to make; `workers` threads encode it, `reason` says why it is made."""

    project: Project
    routine: Routine
    variant: Variant
    takes: Mapping[Utterance, Take]
    voices: tuple[VoiceUsed, ...]
    beds: Mapping[str, BedSpec]
    fingerprint: str
    formats: tuple[str, ...] = ("mp3",)
    stems: bool = False
    clips: bool = False
    workers: int = 2
    reason: str | Message = ""

    @property
    def rate_hz(self) -> int:
        """Return the frames in a second of the track."""
        return self.routine.rate_hz or self.project.build.rate_hz

    @property
    def target(self) -> Target:
        """Return what the finished file is to measure."""
        return Target(self.project.build.loudness_lufs, self.project.build.peak_dbtp)
