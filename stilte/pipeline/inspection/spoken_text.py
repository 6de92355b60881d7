"""How the text of a routine is changed before a voice reads it, and what of it is lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem
from stilte.messages import tr
from stilte.script.utterances import utterances
from stilte.speech.normalize.fold import unsayable
from stilte.speech.normalize.table import table_of
from stilte.speech.text import spoken_text

if TYPE_CHECKING:
    from stilte.errors import Where
    from stilte.pipeline.scripts import ProjectContext
    from stilte.script.line import Utterance
    from stilte.script.routine import Routine


@dataclass(frozen=True, slots=True)
class Reading:
    """A stretch of a line as written, and as a voice is given it."""

    where: Where
    written: str
    read: str

    def __str__(self) -> str:
        return f"{self.where}: {self.written} → {self.read or tr('(nothing)')}"


def changed_readings(context: ProjectContext, routine: Routine) -> tuple[Reading, ...]:
    """Return every stretch that is read otherwise than it is written, in the order of the script."""
    found = []
    for utterance, where in _utterances(routine):
        written = " ".join(utterance.text.split())
        read = spoken_text(context.prepare(utterance, context.voices[utterance.voice]))
        if read != written:
            found.append(Reading(where, written, read))
    return tuple(sorted(dict.fromkeys(found), key=lambda one: one.where))


def lost_signs(routine: Routine) -> tuple[Problem, ...]:
    """Return what of the lines no voice of the language can say, and so is left out."""
    table, found = table_of(routine.language), []
    for utterance, where in _utterances(routine):
        words = "".join(part for part in utterance.words if isinstance(part, str))
        if lost := unsayable(words, table):
            signs, word = ", ".join(lost), lost[0]
            message = tr(
                "No voice can say {signs} in this language ({language}): it is left out.",
                signs=signs,
                language=routine.language,
            )
            cure = tr("Write how it is said, as `<{word}|…>`, or delete it.", word=word)
            found.append(Problem(where, message, cure))
    return tuple(dict.fromkeys(found))


def _utterances(routine: Routine) -> tuple[tuple[Utterance, Where], ...]:
    try:
        return tuple(found for track in routine.tracks or (routine,) for found in utterances(track))
    except InputError:  # more than anybody would speak: that is told where the routine is laid out
        return ()
