"""A take heard in its place: over the bed and in the breath of its line, with the lines beside it."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem
from stilte.messages import tr
from stilte.pipeline.job import Job
from stilte.pipeline.known_lengths import known_lengths
from stilte.pipeline.mixer_sources import open_caches
from stilte.pipeline.variants import variants
from stilte.script.arrange import arrange
from stilte.script.timeline import Speech
from stilte.script.utterances import utterances
from stilte.sound.mix.master import Quick, master
from stilte.sound.mix.mixer import mixer
from stilte.speech.engines.recorded import file_name, in_folder
from stilte.speech.speak import speak
from stilte.speech.voice import Use
from stilte.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stilte.pipeline.scripts import ProjectContext
    from stilte.project import Project
    from stilte.script.layout.measures import Lengths
    from stilte.script.line import Utterance
    from stilte.script.routine import Routine
    from stilte.script.timeline import Timeline
    from stilte.sound.mix.master import Master
    from stilte.speech.takes import Take
    from stilte.speech.voice import Voice

BEFORE_S, AFTER_S = 3.0, 3.0
"""What is heard around a line."""


@dataclass(frozen=True, slots=True)
class InPlace:
    """A track of which only a few lines are spoken, and the frames between which one is heard."""

    signal: Master
    start_frame: int
    stop_frame: int
    line_frame: int


@dataclass(frozen=True, slots=True)
class _Lengths:
    """Lengths that are measured for some utterances."""

    takes: Mapping[Utterance, Take]
    others: Lengths

    def speech(self, utterance: Utterance) -> int:
        take = self.takes.get(utterance)
        return take.length_frames if take else self.others.speech(utterance)

    def sound(self, name: str) -> int:
        return self.others.sound(name)


@contextmanager
def in_place(
    project: Project, context: ProjectContext, routine: Routine, voice: Voice, take: tuple[str, Path]
) -> Iterator[InPlace]:
    """Lay a routine out with `take`, a line and its file, and the recorded lines beside it.

    Other lines are silent: nothing is spoken, so that it is heard at once. Raises InputError where the
    line is not said.
    """
    first = variants(routine)[0]
    heard, line = first.of(routine), file_name(take[0])
    rate_hz = heard.rate_hz or project.build.rate_hz
    known = known_lengths(project, context, heard, rate_hz)
    timeline = arrange(heard, known, rate_hz, first.asked_s)
    wanted = [one for one in _lines(timeline) if file_name(one.text) == line]
    if not wanted:
        message = tr("'{text}' is not said in this track.", text=take[0])
        raise InputError(Problem(None, message, tr("Load the page again.")))
    beside = _near(timeline, wanted[0], rate_hz)
    with TemporaryDirectory(prefix="stilte-in-place-") as place:
        names = _copied(Path(place), voice, {one.text for one in beside}, line, take[1])
        lines = [
            (utterance, where) for utterance, where in utterances(heard) if file_name(utterance.text) in names
        ]
        spoken = speak(
            lines,
            {utterance.voice: _only_recorded(voice, utterance.voice, Path(place)) for utterance, _ in lines},
            store=Store(Path(place), "takes"),
            rate_hz=rate_hz,
        )
        again = arrange(heard, _Lengths(spoken.takes, known), rate_hz, first.asked_s)
        events = tuple(
            one for one in again.events if not isinstance(one, Speech) or one.utterance in spoken.takes
        )
        track = replace(again, events=events)
        at = next(one for one in _lines(track) if file_name(one.text) == line)
        job = Job(project, heard, first, spoken.takes, (), context.beds, fingerprint="")
        mix = mixer(track, open_caches(job).sources, clear=heard.clear)
        signal = master(mix, heard.voice, job.target, quick=Quick(most_places=4))
        start = max(at.start_frame - round(BEFORE_S * rate_hz), 0)
        stop = min(at.start_frame + at.length_frames + round(AFTER_S * rate_hz), signal.length_frames)
        yield InPlace(signal, start, stop, at.start_frame)


def _lines(timeline: Timeline) -> list[Speech]:
    return [event for event in timeline.events if isinstance(event, Speech)]


def _near(timeline: Timeline, line: Speech, rate_hz: int) -> list[Speech]:
    first = line.start_frame - round((BEFORE_S + 2) * rate_hz)
    last = line.start_frame + line.length_frames + round((AFTER_S + 2) * rate_hz)
    return [
        one
        for one in _lines(timeline)
        if one.start_frame + one.length_frames > first and one.start_frame < last
    ]


def _copied(place: Path, voice: Voice, texts: set[str], line: str, take: Path) -> set[str]:
    """Put the takes that are to be heard into a folder of their own; return the names of their lines."""
    folder = place / "voices" / voice.name
    folder.mkdir(parents=True)
    own = next(use for use in voice.use if use.engine == "recorded")
    there = in_folder(Path(own.settings["folder"]))
    files = {name: there[name] for name in map(file_name, texts) if name in there} | {line: take}
    for name, path in files.items():
        shutil.copyfile(path, folder / f"{name}{path.suffix.lower()}")
    return set(files)


def _only_recorded(voice: Voice, name: str, place: Path) -> Voice:
    own = next(use for use in voice.use if use.engine == "recorded")
    settings = {**own.settings, "folder": str(place / "voices" / voice.name)}
    return replace(voice, name=name, use=(Use("recorded", settings),))
