"""Where the mix of a track finds what it places, and what must be named for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from stilte.pipeline.named import named
from stilte.release.track import SoundUsed
from stilte.script.timeline import Playing, Strike
from stilte.sound import breath
from stilte.sound.beds.bed import open_bed
from stilte.sound.mix import Sources
from stilte.sound.music import load_bed, load_sound
from stilte.sound.sounds import open_sound

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from stilte.pipeline.job import Job
    from stilte.project import Project
    from stilte.script.durations import Phase
    from stilte.script.line import Utterance
    from stilte.script.routine import Routine
    from stilte.script.timeline import BreathPhase, Timeline
    from stilte.sound.beds.bed import Bed
    from stilte.sound.clip import Clip
    from stilte.sound.music import BedSpec, SoundSpec

    Opened = dict[tuple[str, int], Bed]
    """Recordings that a process has opened in this build, by name and sample rate."""

_TAKES_OPEN = 8


@dataclass(frozen=True, slots=True)
class Shelves:
    """What a track may need, opened on first use and kept while it is made."""

    sources: Sources

    def sound_frames(self, name: str) -> int:
        """Return how long a sound lasts in full."""
        return self.sources.sound(name).frames


def shelves(job: Job, opened: Opened | None = None) -> Shelves:
    """Open what a track may need; takes are mapped into memory, never read whole.

    Recordings that this build has `opened` are taken from there, or put there.
    """
    root, rate_hz, kept = job.project.root, job.rate_hz, job.project.cache

    @lru_cache(maxsize=_TAKES_OPEN)
    def take(utterance: Utterance) -> Clip:
        return job.takes[utterance].open()

    @cache
    def bed(name: str) -> Bed:
        return _opened(job.beds.get(name) or load_bed(name, root), rate_hz, kept, opened)

    @cache
    def sound(name: str) -> Clip:
        return open_sound(name, root, rate_hz, kept)

    @lru_cache(maxsize=8)
    def swell(kind: breath.BreathKind, phase: Phase, length_frames: int) -> NDArray[np.float32]:
        return breath.phase_sound(kind, phase, length_frames, rate_hz)

    def breathed(event: BreathPhase) -> NDArray[np.float32]:
        return swell("tone" if event.sound == "tone" else "breath", event.phase, event.length_frames)

    return Shelves(Sources(take, bed, sound, sound, breathed, str(breath.BREATH_VERSION)))


def _opened(spec: BedSpec, rate_hz: int, kept: Path, opened: Opened | None) -> Bed:
    known = opened.get((spec.name, rate_hz)) if opened else None
    bed = known or open_bed(spec, rate_hz, kept)
    if opened is not None and spec.file:  # built-in ones are large, and made again at once
        opened[spec.name, rate_hz] = bed
    return bed


def ready_beds(
    project: Project, routine: Routine, beds: Mapping[str, BedSpec], opened: Opened, *, made_too: bool
) -> None:
    """Open the beds that a routine names, so that those who mix it find them decoded and listened to.

    Built-in beds (`made_too`) are ready in this process alone.
    """
    rate_hz = routine.rate_hz or project.build.rate_hz
    for name in sorted(named(routine).sounds & beds.keys()):
        if made_too or beds[name].file:
            _opened(beds[name], rate_hz, project.cache, opened)


def sounds_used(job: Job, timeline: Timeline) -> tuple[SoundUsed, ...]:
    """Return every bed, bell and sound of a track, each once, where it is first heard."""
    found: dict[tuple[str, str], SoundUsed] = {}
    for used in (*_beds_used(job, timeline), *_played(job, timeline)):
        found.setdefault((used.role, used.name), used)
    return tuple(sorted(found.values(), key=lambda used: used.start_s))


def _beds_used(job: Job, timeline: Timeline) -> Iterator[SoundUsed]:
    for change in timeline.beds:
        if change.bed is not None:
            spec = job.beds.get(change.bed) or load_bed(change.bed, job.project.root)
            start_s = change.start_frame / timeline.rate_hz
            yield SoundUsed(spec.name, "bed", start_s, spec.licence, spec.credit)


def _played(job: Job, timeline: Timeline) -> Iterator[SoundUsed]:
    specs: dict[str, SoundSpec] = {}
    for event in timeline.events:
        if isinstance(event, Strike | Playing):
            if event.sound not in specs:
                specs[event.sound] = load_sound(event.sound, job.project.root, event.where)
            spec = specs[event.sound]
            start_s = event.start_frame / timeline.rate_hz
            yield SoundUsed(
                spec.name,
                "bell" if isinstance(event, Strike) else "sound",
                start_s,
                spec.licence,
                spec.credit,
            )
