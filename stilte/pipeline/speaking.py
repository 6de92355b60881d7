"""Speaking the lines of a routine: everything that may be said, then counts that must be faster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.pipeline.known_lengths import Measured
from stilte.release.track import VoiceUsed
from stilte.script.utterances import faster_numbers, utterances
from stilte.sound.allocator import keep_freed_memory
from stilte.speech.speak import Spoken, speak
from stilte.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stilte.pipeline.scripts import ProjectContext
    from stilte.project import Project
    from stilte.script.routine import Routine
    from stilte.speech.takes import Elsewhere


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """Who may speak: `previous` by voice the fingerprint of the last time; `only` one engine for all."""

    previous: Mapping[str, str]
    only: str | None = None
    anew: bool = False


def speak_routine(
    project: Project,
    context: ProjectContext,
    routine: Routine,
    voice_choice: VoiceChoice,
    progress: Callable[[int, int, str], None] | None = None,
    *,
    at_once: int | None = None,
    store: Store | None = None,
    elsewhere: Elsewhere | None = None,
) -> Spoken:
    """Return a take of everything that any count of the routine may say; raises `BuildError`.

    At most so many lines are spoken `at_once`. Takes are kept in `store`, else in the project's own cache;
    `elsewhere` speaks on other machines.
    """
    keep_freed_memory()
    rate_hz = routine.rate_hz or project.build.rate_hz
    store = store or Store(project.cache, "takes")
    lines = utterances(routine)

    def spoken(previous: Mapping[str, str], *, anew: bool) -> Spoken:
        return speak(
            lines,
            context.voices,
            store=store,
            rate_hz=rate_hz,
            previous=previous,
            only=voice_choice.only,
            anew=anew,
            progress=progress,
            prepare=context.prepare,
            at_once=at_once,
            elsewhere=elsewhere,
        )

    first = spoken(voice_choice.previous, anew=voice_choice.anew)
    faster = faster_numbers(routine, Measured(first.takes, lambda _name: 0), rate_hz)
    if not faster:
        return first
    lines = (*lines, *faster)
    return spoken({voice.name: voice.fingerprint for voice in first.voices}, anew=False)


def voices_used(spoken: Spoken) -> tuple[VoiceUsed, ...]:
    """Return the voices of a track as its cue sheet names them."""
    return tuple(
        VoiceUsed(voice.name, voice.engine, voice.draft, voice.synthetic, voice.credit)
        for voice in spoken.voices
    )
