"""The lengths of takes and sounds: measured where they are in the cache, else estimated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.pipeline.sound_file_checks import sound_s
from stilte.script.estimate import estimate
from stilte.script.utterances import utterances
from stilte.speech.speech_rate import pace
from stilte.store import Store
from stilte.units import frames

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stilte.pipeline.scripts import ProjectContext
    from stilte.project import Project
    from stilte.script.layout.measures import Lengths
    from stilte.script.line import Utterance
    from stilte.script.routine import Routine
    from stilte.speech.takes import Take


@dataclass(frozen=True, slots=True)
class Measured:
    """The lengths of takes, in frames; `sound_frames` opens what is not speech."""

    takes: Mapping[Utterance, Take]
    sound_frames: Callable[[str], int]

    def speech(self, utterance: Utterance) -> int:
        """Return the frames of a take."""
        return self.takes[utterance].length_frames

    def sound(self, name: str) -> int:
        """Return the frames of a sound in full, or of a bell until it has fallen 60 dB."""
        return self.sound_frames(name)


@dataclass(frozen=True, slots=True)
class Known:
    """The lengths of cached takes, and estimates for the rest."""

    kept: Mapping[Utterance, int]
    guess: Lengths
    sound_s: Callable[[str], float]
    rate_hz: int
    complete: bool

    def speech(self, utterance: Utterance) -> int:
        """Return the frames of a cached take, or an estimate."""
        found = self.kept.get(utterance)
        return self.guess.speech(utterance) if found is None else found

    def sound(self, name: str) -> int:
        """Return the length in a recording's header, or the known length of a bell; no sound is opened."""
        return frames(self.sound_s(name), self.rate_hz)


def known_lengths(
    project: Project, context: ProjectContext, routine: Routine, rate_hz: int, takes: Store | None = None
) -> Known:
    """Return the lengths that the cache knows for a routine, and estimates; `takes` is where they lie."""
    guess = estimate(rate_hz, {name: pace(voice) for name, voice in context.voices.items()})

    def lasts_s(name: str) -> float:
        return sound_s(name, context.beds, project.root)

    if not (project.cache / "takes").is_dir():
        return Known({}, guess, lasts_s, rate_hz, complete=False)
    from stilte.speech.speak import cached_lengths  # noqa: PLC0415 (opens numpy: only where there are takes)

    wanted = [utterance for utterance, _ in utterances(routine)]
    kept = cached_lengths(
        wanted,
        context.voices,
        store=takes or Store(project.cache, "takes"),
        rate_hz=rate_hz,
        prepare=context.prepare,
    )
    return Known(kept, guess, lasts_s, rate_hz, complete=len(kept) == len(wanted))
