"""The takes of a line that an engine speaks: a number each, of which one is used."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem, StilteError
from stilte.file_names import on_disk
from stilte.messages import tr
from stilte.pipeline.stamps import read_stamp
from stilte.script.timeline import Speech
from stilte.speech.take_choice.chosen_takes import MOST_TAKES, write_chosen
from stilte.store import Store
from stilte.studio.answers import NotThere
from stilte.studio.hearing.asked_script import lines_of_step

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stilte.pipeline.scripts import ProjectContext
    from stilte.script.line import Utterance
    from stilte.speech.takes import Take
    from stilte.speech.voice import Voice
    from stilte.studio.script_files import ScriptFile
    from stilte.studio.state import Studio

_GAP_S = 0.4
"""Between two stretches of a line that has a quiet inside."""


@dataclass(frozen=True, slots=True)
class KnownTake:
    """A take that can be heard: its name, whether it is used, who speaks, how long (None: not known)."""

    id: str
    chosen: bool
    voice: str
    length_s: float | None


def spoken_lines(studio: Studio, file: ScriptFile, step: str) -> tuple[tuple[Utterance, ...], int]:
    """Return what a step says, each once, and the frames in a second; what was never spoken is spoken now.

    Raises `NotThere` for a step that says nothing.
    """
    laid_out = studio.laid_out.of(studio, file)
    first, last = lines_of_step(file, step)
    lines = dict.fromkeys(
        event.utterance
        for event in laid_out.timeline.events
        if isinstance(event, Speech)
        and event.where.file == laid_out.routine.script
        and first <= event.where.line <= last
    )
    if not lines:
        raise NotThere(Problem(None, tr("Nothing is spoken here.")))
    return tuple(lines), laid_out.timeline.rate_hz


def known_takes(studio: Studio, file: ScriptFile, step: str) -> list[KnownTake]:
    """Return the takes of a step that are in the cache, in their order."""
    from stilte.speech.speak import cached_lengths  # noqa: PLC0415 (opens numpy)

    lines, rate_hz = spoken_lines(studio, file, step)
    around = studio.cache.around()
    chosen, stamp = _number(around.context, lines), read_stamp(around.project, file.path)
    found = []
    for number in range(1, MOST_TAKES + 1):
        lengths = cached_lengths(
            lines,
            _with_number(around.context, lines, number),
            store=Store(around.project.cache, "takes"),
            rate_hz=rate_hz,
            previous=stamp.voices if stamp else {},
            prepare=around.context.prepare,
        )
        if len(lengths) == len(lines):
            length_s = sum(lengths.values()) / rate_hz
            found.append(KnownTake(str(number), number == chosen, lines[0].voice, length_s))
    return found


def _number(context: ProjectContext, lines: Sequence[Utterance]) -> int:
    return max(context.voices[line.voice].takes.get(line.text, 1) for line in lines)


def _with_number(context: ProjectContext, lines: Sequence[Utterance], number: int) -> Mapping[str, Voice]:
    """Return the voices of a project, as they would speak some lines in a take."""
    asked = {line.text: number for line in lines}
    return {name: replace(voice, takes={**voice.takes, **asked}) for name, voice in context.voices.items()}


def choose(studio: Studio, file: ScriptFile, step: str, take: str) -> None:
    """Let a take of a step be used from now on; raises `StilteError` where it cannot be."""
    lines, _ = spoken_lines(studio, file, step)
    context = studio.cache.around().context
    for voice in dict.fromkeys(line.voice for line in lines):
        if not on_disk(studio.root / "voices" / f"{voice}.yaml").is_file():
            message = tr("The voice {voice} has no file in voices/, so no take can be chosen.", voice=voice)
            raise InputError(Problem(None, message, tr("Choose a voice of the project's own.")))
        mine = {line.text: int(take) for line in lines if line.voice == voice}
        write_chosen(on_disk(studio.root / "voices" / voice), {**context.voices[voice].takes, **mine})


def speak_again(studio: Studio, file: ScriptFile, step: str) -> None:
    """Speak a step in a take that there was not before, and use it; where that fails, nothing changes."""
    known = known_takes(studio, file, step)
    before = next((take.id for take in known if take.chosen), "1")
    number = max((int(take.id) for take in known), default=1) + 1
    if number > MOST_TAKES:
        message = tr("There are {n} takes of this line already.", n=MOST_TAKES)
        raise InputError(Problem(None, message, tr("Choose one of them, or change its words.")))
    choose(studio, file, step, str(number))
    try:
        same = sound_of(studio, file, step, before) == sound_of(studio, file, step, str(number))
    except StilteError:
        choose(studio, file, step, before)
        raise
    if same:
        choose(studio, file, step, before)
        message = tr("The voice says this line the same way every time.")
        raise InputError(Problem(None, message, tr("Change its words, its speed or its voice.")))


def sound_of(studio: Studio, file: ScriptFile, step: str, take: str) -> bytes:
    """Return a take as a WAV file; one that is not there any more is spoken."""
    import numpy as np  # noqa: PLC0415

    from stilte.pipeline.audio_player import wav  # noqa: PLC0415 (opens numpy)

    takes, rate_hz = _opened(studio, file, step, int(take))
    gap = np.zeros((round(_GAP_S * rate_hz), 1), np.float32)
    parts = [part for one in takes for part in (np.asarray(one.open().samples), gap)][:-1]
    frames = sum(len(part) for part in parts)
    return b"".join(wav(parts, frames, rate_hz, 1)[1])


def _opened(studio: Studio, file: ScriptFile, step: str, number: int) -> tuple[list[Take], int]:
    from stilte.speech.speak import speak  # noqa: PLC0415

    lines, rate_hz = spoken_lines(studio, file, step)
    around = studio.cache.around()
    stamp = read_stamp(around.project, file.path)
    spoken = speak(
        [(line, None) for line in lines],
        _with_number(around.context, lines, number),
        store=Store(around.project.cache, "takes"),
        rate_hz=rate_hz,
        previous=stamp.voices if stamp else {},
        prepare=around.context.prepare,
    )
    return [spoken.takes[line] for line in lines], rate_hz
