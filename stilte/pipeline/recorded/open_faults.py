"""What is still wrong with the takes of a routine: each fault with its line, its file and its cure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.errors import Problem
from stilte.messages import sentences, tr
from stilte.pipeline.recorded.rooms import rooms_of
from stilte.script.utterances import utterances
from stilte.speech.catalogue import recordings_folder
from stilte.speech.engines.recorded import file_name, in_folder
from stilte.speech.recording_faults.heard_files import compared, hear_file
from stilte.speech.recording_faults.heard_words import heard_word_faults
from stilte.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from stilte.errors import Where
    from stilte.pipeline.scripts import ProjectContext
    from stilte.project import Project
    from stilte.script.routine import Routine
    from stilte.speech.recording_faults.check_take import CheckedTake
    from stilte.speech.recording_faults.fault import Fault
    from stilte.speech.recording_faults.other_takes import TakeFigures
    from stilte.speech.voice import Voice

KIND = "heard"
"""The entries of the cache that hold what was heard in takes."""


@dataclass(frozen=True, slots=True)
class OpenFault:
    """A fault of the take that is heard of a line; `where` is the line of the script."""

    voice: str
    text: str
    where: Where
    path: Path
    fault: Fault

    def problem(self) -> Problem:
        """Return it as it is told: the file, what is wrong, and the cure."""
        file = f"{self.path.parent.name}/{self.path.name}"
        told = tr("{file}, the take of '{text}':", file=file, text=self.text)
        return Problem(self.where, sentences(told, self.fault.message), self.fault.cure)


def open_faults(project: Project, context: ProjectContext, routine: Routine) -> tuple[OpenFault, ...]:
    """Return the open faults of all takes by which a routine is spoken, in the order of its lines.

    A take in which nobody speaks is as good as none, and told as such elsewhere.
    """
    names = dict.fromkeys(utterance.voice for utterance, _ in utterances(routine))
    voices = [context.voices[name] for name in names if name in context.voices]
    own = [voice for voice in voices if any(use.engine == "recorded" for use in voice.use)]
    return tuple(fault for voice in own for fault in _of_voice(project, context, routine, voice))


def takes_in_use(voice: Voice, routine: Routine) -> dict[str, tuple[Path, Where]]:
    """Return the file of each line of a routine that a voice has recorded, by its words."""
    found = in_folder(recordings_folder(voice))
    takes: dict[str, tuple[Path, Where]] = {}
    for utterance, where in utterances(routine):
        path = found.get(file_name(utterance.text))
        if utterance.voice == voice.name and path is not None:
            takes.setdefault(utterance.text, (path, where))
    return takes


def _of_voice(
    project: Project, context: ProjectContext, routine: Routine, voice: Voice
) -> Iterator[OpenFault]:
    takes = takes_in_use(voice, routine)
    if not takes:
        return
    store = Store(project.cache, KIND)
    heard = {text: hear_file(path, text, store) for text, (path, _) in takes.items()}
    rooms = rooms_of(project, context, routine)
    for text, (path, where) in takes.items():
        whole = compared(heard[text], _others(heard, text), rooms.get(file_name(text)))
        words = heard_word_faults(path, text, voice.language, store)
        for fault in (*whole.faults, *words):
            if fault.kind != "no speech":
                yield OpenFault(voice.name, text, where, path, fault)


def _others(heard: Mapping[str, CheckedTake], text: str) -> list[TakeFigures]:
    return [one.figures for other, one in heard.items() if other != text and one.figures]
