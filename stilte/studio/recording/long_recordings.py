"""Long recordings of a voice: where each line is in them, their waveform, stretches to hear, corrections."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stilte.errors import InputError, Problem
from stilte.messages import tr
from stilte.sound.probe import NoRecording, length_s
from stilte.speech.cutting.correct_cut import leave_line_out, place_line
from stilte.speech.cutting.cut_notes import keep_notes, notes_of
from stilte.speech.cutting.cut_recording import BESIDE, LABELS, LONG
from stilte.speech.cutting.label_file import Label, read_labels
from stilte.speech.engines.recorded import file_name
from stilte.studio.answers import NotThere

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.speech.cutting.cut_notes import CutNotes
    from stilte.studio.recording.opened_long import OpenedLong
    from stilte.studio.recording.sheet import Sheet

_LEAST_S = 0.05


@dataclass(frozen=True, slots=True)
class KeptLong:
    """A long recording that is kept in the folder of a voice, with the script that was read aloud."""

    sheet: Sheet
    path: Path

    @property
    def table(self) -> Path:
        """Return the file of its labels."""
        return self.path.with_suffix(LABELS)

    def labels(self) -> dict[str, Label]:
        """Return the label of each line by the name of its file; raises InputError."""
        if not self.table.is_file():
            return {}
        return {file_name(one.words): one for one in read_labels(self.table, self.table.name)}


def kept_recordings(sheet: Sheet) -> list[Path]:
    """Return the long recordings of a voice, the newest first."""
    folder = sheet.folder / LONG
    found = folder.iterdir() if folder.is_dir() else ()
    sounds = [path for path in found if path.suffix.lower() not in BESIDE and not path.name.startswith(".")]
    return sorted((path for path in sounds if path.is_file()), key=lambda path: -path.stat().st_mtime)


def kept_recording(sheet: Sheet, name: str) -> KeptLong:
    """Return a long recording by its name; raises `NotThere`."""
    for path in kept_recordings(sheet):
        if path.name == name:
            return KeptLong(sheet, path)
    raise NotThere(Problem(None, tr("There is no long recording '{name}' of this voice.", name=name)))


def cuts_json(kept: KeptLong) -> dict[str, Any]:
    """Return a long recording for the page: a row for each line, and the stretches that belong to none."""
    notes, labels = notes_of(kept.path), kept.labels()
    taken = [(one.start_s, one.end_s) for one in labels.values()]
    left_out = [
        {"start_s": start_s, "end_s": end_s}
        for start_s, end_s in notes.left_out
        if not any(start_s < end and first < end_s for first, end in taken)
    ]
    try:
        lasts_s = length_s(kept.path)
    except NoRecording as wrong:
        raise InputError(wrong.problem(kept.path.name, None)) from wrong
    rows = [_row(line, labels.get(file_name(line)), notes) for line in kept.sheet.lines]
    return {"name": kept.path.name, "length_s": lasts_s, "lines": rows, "left_out": left_out}


def _row(line: str, label: Label | None, notes: CutNotes) -> dict[str, Any]:
    status = "missing" if label is None else "unsure" if label.unsure else "cut"
    return {
        "text": line,
        "file": file_name(line),
        "status": status,
        "start_s": label.start_s if label else 0.0,
        "end_s": label.end_s if label else 0.0,
        "why": notes.why.get(file_name(line), "") if status != "cut" else "",
    }


def correct(opened: OpenedLong, kept: KeptLong, line: str, place: tuple[float, float] | None) -> None:
    """Say where a line is, or that it is not there (None), and cut its take anew; raises InputError."""
    name, notes = file_name(line), notes_of(kept.path)
    before, folder = notes.takes.pop(name, None), kept.sheet.folder
    if place is None:
        if (label := kept.labels().get(name)) is not None:
            notes.left_out.append((label.start_s, label.end_s))
        leave_line_out(kept.table, folder, line, replaced=before)
    else:
        recording = opened.of(kept.path).recording
        start_s, end_s = max(place[0], 0.0), min(place[1], recording.length_s)
        if end_s - start_s < _LEAST_S:
            raise InputError(
                Problem(None, tr("This stretch is too short."), tr("Drag its ends further apart."))
            )
        found = start_s, end_s
        notes.takes[name] = place_line(recording, kept.table, folder, line, found, replaced=before)
    with suppress(OSError):  # a folder that is full costs only the reasons
        keep_notes(kept.path, notes)
