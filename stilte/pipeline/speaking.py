"""The lines of a routine spoken: all that may be said, then the numbers that must be hurried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.pipeline.lengths import Measured
from stilte.release.track import VoiceUsed
from stilte.script.utterances import hurried, utterances
from stilte.sound.memory import keep_freed_memory
from stilte.speech.speak import Spoken, speak
from stilte.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stilte.pipeline.scripts import Surroundings
    from stilte.project import Project
    from stilte.script.routine import Routine


@dataclass(frozen=True, slots=True)
class Casting:
    """Who may speak: `previous` by voice the fingerprint of the last time; `only` one engine for all."""

    previous: Mapping[str, str]
    only: str | None = None
    anew: bool = False


def speak_routine(
    project: Project,
    around: Surroundings,
    routine: Routine,
    casting: Casting,
    progress: Callable[[int, int, str], None] | None = None,
    *,
    at_once: int | None = None,
) -> Spoken:
    """Return a take of everything that any count of the routine may say; raises `BuildError`.

    At most so many lines are spoken `at_once`.
    """
    keep_freed_memory()
    rate_hz = routine.rate_hz or project.build.rate_hz
    store = Store(project.cache, "takes")
    lines = utterances(routine)

    def spoken(previous: Mapping[str, str], *, anew: bool) -> Spoken:
        return speak(
            lines,
            around.voices,
            store=store,
            rate_hz=rate_hz,
            previous=previous,
            only=casting.only,
            anew=anew,
            progress=progress,
            prepare=around.prepare,
            at_once=at_once,
        )

    first = spoken(casting.previous, anew=casting.anew)
    faster = hurried(routine, Measured(first.takes, lambda _name: 0), rate_hz)
    if not faster:
        return first
    lines = (*lines, *faster)
    return spoken({voice.name: voice.fingerprint for voice in first.voices}, anew=False)


def voices_used(spoken: Spoken) -> tuple[VoiceUsed, ...]:
    """Return the voices of a track as its papers name them."""
    return tuple(
        VoiceUsed(voice.name, voice.engine, voice.draft, voice.synthetic, voice.credit)
        for voice in spoken.voices
    )
