"""The takes, beds, bells and sounds of a track, opened for the mixer, and listed for the cue sheet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from stilte.reader import Report
from stilte.release.track import SoundUsed
from stilte.script.timeline import Playing, Strike
from stilte.sound import breath
from stilte.sound.beds.bed import open_bed
from stilte.sound.bells import BELLS, in_tune_hz, strike
from stilte.sound.clip import Clip
from stilte.sound.mix.mixer import Sources
from stilte.sound.music_settings import BedSpec, load_bed, load_sound
from stilte.sound.one_shots import open_sound
from stilte.sound.voice_brightness import CLEAR_VERSION, with_presence
from stilte.speech.engine import EngineVoice
from stilte.speech.voices import read_voice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from stilte.pipeline.job import Job
    from stilte.script.durations import Phase
    from stilte.script.line import Utterance
    from stilte.script.timeline import BreathPhase, Timeline
    from stilte.sound.beds.bed import Bed
    from stilte.sound.music_settings import SoundSpec

    Opened = dict[tuple[str, int], Bed]
    """Recordings that a process has open in this build, by name and sample rate."""

_TAKES_OPEN = 8


@dataclass(frozen=True, slots=True)
class Caches:
    """The sounds of a track, opened on first use and kept open while it is made."""

    sources: Sources

    def sound_frames(self, name: str) -> int:
        """Return how long a sound lasts in full."""
        return self.sources.sound(name).frames


def open_caches(job: Job, opened: Opened | None = None) -> Caches:
    """Open what a track may need; takes are mapped into memory, never read whole.

    Recordings that this build has `opened` are taken from there, or put there.
    """
    root, rate_hz, kept = job.project.root, job.rate_hz, job.project.cache

    @lru_cache(maxsize=_TAKES_OPEN)
    def take(utterance: Utterance) -> Clip:
        clip = job.takes[utterance].open()
        return _clear(clip) if job.routine.clear else clip

    @cache
    def bed(name: str) -> Bed:
        return opened_bed(job.beds.get(name) or load_bed(name, root), rate_hz, kept, opened)

    @cache
    def sound(name: str) -> Clip:
        return open_sound(name, root, rate_hz, kept)

    @lru_cache(maxsize=8)
    def swell(kind: breath.BreathKind, phase: Phase, length_frames: int) -> NDArray[np.float32]:
        return breath.phase_sound(kind, phase, length_frames, rate_hz)

    def breath_sound(event: BreathPhase) -> NDArray[np.float32]:
        return swell("tone" if event.sound == "tone" else "breath", event.phase, event.length_frames)

    @lru_cache(maxsize=16)
    def tuned(name: str, tone_hz: float | None, ground_hz: float | None) -> Clip | None:
        if name not in BELLS or load_sound(name, root).file:
            return None
        return strike(name, rate_hz, tone_hz or in_tune_hz(name, ground_hz or BELLS[name].tone_hz))

    return Caches(Sources(take, bed, sound, sound, breath_sound, str(breath.BREATH_VERSION), tuned))


def _clear(take: Clip) -> Clip:
    """Return a take as a routine with `clear` has it."""
    samples = with_presence(take.samples[:, 0], take.rate_hz)[:, None]
    return Clip(samples, take.rate_hz, f"{take.digest} clear {CLEAR_VERSION}" if take.digest else "")


QUIET_ROOM = BedSpec("room", make="room", level_db=-46.5, fade_s=(2.0, 4.0), duck_db=0.0)
"""At -62 dBFS (RMS) in a track of -16 LUFS: under hearing, but no hole in the sound."""


def room_of(job: Job) -> Callable[[], Bed] | None:
    """Return what opens the quiet of the room where there is no bed; None where it is not wanted.

    Where a voice was recorded it is that of its own room, taken from the takes.
    """
    if job.routine.room == "none":
        return None
    recorded = next((voice.name for voice in job.voices if "recorded" in voice.engine), "")
    return lambda: _recorded_room(recorded, job) or open_bed(QUIET_ROOM, job.rate_hz, job.project.cache)


def _recorded_room(name: str, job: Job) -> Bed | None:
    """Return the quiet of the room in which a voice was recorded; None where there is none to be heard."""
    if not name:
        return None
    from stilte.sound.beds.own_room import own_room  # noqa: PLC0415 (only for a recorded voice)
    from stilte.speech.engines.recorded_room import recorded_room  # noqa: PLC0415

    voice = read_voice(job.project.root / "voices" / f"{name}.yaml", job.project.root, Report())
    use = next((use for use in voice.use if use.engine == "recorded"), None)
    tone = recorded_room(EngineVoice(voice.language, use.settings)) if use else None
    return own_room(tone.densities, tone.edges_hz, tone.below_lu, job.rate_hz) if tone else None


def opened_bed(spec: BedSpec, rate_hz: int, kept: Path, opened: Opened | None) -> Bed:
    """Return a bed, a recording from those that this build has `opened`, where it is put otherwise."""
    known = opened.get((spec.name, rate_hz)) if opened else None
    bed = known or open_bed(spec, rate_hz, kept)
    if opened is not None and spec.file:  # built-in ones are large, and made again at once
        opened[spec.name, rate_hz] = bed
    return bed


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
