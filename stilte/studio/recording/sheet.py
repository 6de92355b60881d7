"""The sheet of a script to record: each line with its room, its takes, and what was found in them."""

from __future__ import annotations

import statistics
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from stilte.errors import InputError, Problem
from stilte.messages import tr
from stilte.pipeline.recorded.open_faults import KIND
from stilte.pipeline.recorded.rooms import rooms_of
from stilte.pipeline.scripts import read_scripts
from stilte.script.utterances import utterances
from stilte.speech.catalogue import recordings_folder, script_lines
from stilte.speech.engines.kept_takes import current_take, takes_of
from stilte.speech.engines.recorded import file_name
from stilte.speech.recogniser import why_unavailable
from stilte.speech.recording_faults.heard_files import compared, hear_file
from stilte.speech.recording_faults.heard_words import heard_word_faults, known_words
from stilte.store import Store, key_of
from stilte.studio.answers import NotThere
from stilte.studio.recording.room_checks import kept_room_tests
from stilte.studio.script_files import script_path
from stilte.studio.voices.handlers import voice_of

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.script.routine import Routine
    from stilte.speech.recording_faults.check_take import CheckedTake
    from stilte.speech.recording_faults.fault import Fault
    from stilte.speech.recording_faults.other_takes import TakeFigures
    from stilte.speech.recording_faults.room_for_line import RoomForLine
    from stilte.studio.project_cache import Around
    from stilte.studio.state import Studio

_LETTER_S = 0.085
"""A calm reader, before there are takes of her own."""
_BESIDE_S = 5.0
"""What a line takes beside its words: beginning, ending, a look at what was found."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A script to record by a voice: its lines in order, their rooms by file name, the folder of takes."""

    around: Around
    voice: str
    folder: Path
    routine: Routine
    lines: tuple[str, ...]
    rooms: dict[str, RoomForLine]

    def store(self) -> Store:
        """Return where what was heard in takes is kept."""
        return Store(self.around.project.cache, KIND)

    def line(self, name: str) -> str:
        """Return the line of a file name; raises `NotThere`."""
        for line in self.lines:
            if file_name(line) == name:
                return line
        raise NotThere(Problem(None, tr("The script has no such line any more."), tr("Load the page again.")))


def sheet_of(studio: Studio, voice: str, script: str) -> Sheet:
    """Return what is to be recorded of a script; raises `NotThere`, `InputError` for a script with errors."""
    around = studio.cache.around()
    spoken_by = voice_of(around, voice)
    if not any(use.engine == "recorded" for use in spoken_by.use):
        told = tr("The voice '{name}' is not one that you record: a program speaks it.", name=voice)
        raise InputError(Problem(None, told, tr("Begin your own voice under Voices and music.")))
    (read,) = read_scripts([script_path(studio.root, script)], around.context)
    if read.routine is None:
        raise InputError(*read.problems)
    own = script_lines(spoken_by, utterances(read.routine))
    if not own:  # she may record a script that another voice still speaks
        own = tuple(dict.fromkeys(one.text for one, _ in utterances(read.routine) if file_name(one.text)))
    return Sheet(
        around,
        voice,
        recordings_folder(spoken_by),
        read.routine,
        own,
        rooms_of(around.project, around.context, read.routine),
    )


def sheet_json(sheet: Sheet) -> dict[str, Any]:
    """Return a sheet for the page: lines, how long each takes to record, the room as it was heard last."""
    figures = _figures(sheet)
    use = next(use for use in sheet.around.context.voices[sheet.voice].use if use.engine == "recorded")
    tests = kept_room_tests(sheet.folder)
    return {
        "voice": sheet.voice,
        "title": sheet.routine.title,
        "language": sheet.routine.language,
        "lines": [line_json(sheet, line, figures) for line in sheet.lines],
        "missing": str(use.settings.get("missing", "stop")),
        "others": len(sheet.around.context.voices[sheet.voice].use) > 1,
        "listens": why_unavailable() is None,
        "room": asdict(tests[-1]) if tests else None,
    }


def take_figures(sheet: Sheet) -> list[TakeFigures]:
    """Return the figures of the takes that are heard, one of each line that is recorded."""
    return [one for mine in _figures(sheet).values() for one in mine]


def line_json(
    sheet: Sheet, line: str, figures: dict[str, tuple[TakeFigures, ...]] | None = None
) -> dict[str, Any]:
    """Return a line with its takes, what was found in each, and what it has to fit into."""
    name = file_name(line)
    all_figures = _figures(sheet) if figures is None else figures
    others = [one for other, mine in all_figures.items() if other != name for one in mine]
    heard, room = current_take(sheet.folder, name), sheet.rooms.get(name)
    takes = []
    for take in takes_of(sheet.folder, name):
        with suppress(FileNotFoundError):  # thrown away, or cut anew, since it was listed
            checked = _checked_json(sheet, take, line, others)
            takes.append({"name": take.name, "heard": take == heard, **checked})
    return {
        "text": line,
        "file": name,
        "takes": takes,
        "room": asdict(room) if room else None,
        "about_s": round(_about_s(line, others), 1),
    }


def _about_s(line: str, others: list[TakeFigures]) -> float:
    """Return about how long it takes to record a line: read at her own pace, looked at, gone on."""
    paces = [one.letter_s for one in others if one.letter_s is not None]
    letter_s = statistics.median(paces) if paces else _LETTER_S
    return sum(map(str.isalnum, line)) * letter_s + _BESIDE_S


def _figures(sheet: Sheet) -> dict[str, tuple[TakeFigures, ...]]:
    """Return the figures of the take that is heard of each line."""
    found: dict[str, tuple[TakeFigures, ...]] = {}
    for line in sheet.lines:
        take = current_take(sheet.folder, file_name(line))
        with suppress(FileNotFoundError):  # as above
            checked = _heard(sheet, take, line) if take else None
            if checked and checked.figures:
                found[file_name(line)] = (checked.figures,)
    return found


def _checked_json(sheet: Sheet, take: Path, line: str, others: list[TakeFigures]) -> dict[str, Any]:
    checked = compared(_heard(sheet, take, line), others, sheet.rooms.get(file_name(line)))
    language = sheet.around.context.voices[sheet.voice].language
    words = heard_word_faults(take, line, language, sheet.store())
    return {
        "length_s": checked.figures.length_s if checked.figures else None,
        "listened": known_words(take, language, sheet.store()) is not None,
        "faults": [fault_json(fault) for fault in (*checked.faults, *words)],
    }


def fault_json(fault: Fault) -> dict[str, Any]:
    """Return a fault for the page; `at_s` is where in the recording it is, null for all of it."""
    return {"kind": fault.kind, "text": str(fault.message), "cure": str(fault.cure), "at_s": fault.at_s}


def _heard(sheet: Sheet, take: Path, line: str) -> CheckedTake:
    """Return what is found in a take by itself; what was heard once is remembered while the studio runs."""
    stat = take.stat()
    key = key_of("checked", take, stat.st_mtime_ns, stat.st_size, line)
    if key not in _KNOWN:
        if len(_KNOWN) > _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[key] = hear_file(take, line, sheet.store())
    return _KNOWN[key]


_KNOWN: dict[str, CheckedTake] = {}
_MOST_KNOWN = 2000
