"""From a recording of a whole script to takes of its lines in `voices/NAME/`, and a table to correct."""

from __future__ import annotations

import io
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from stilte.errors import InputError
from stilte.file_names import real_path
from stilte.messages import tr
from stilte.sound.probe import NoRecording
from stilte.speech.cutting.cut_lines import CutLine, Cuts, cut_lines
from stilte.speech.cutting.cut_notes import NOTES, keep_notes, notes_from, notes_of
from stilte.speech.cutting.find_stretches import Stretch
from stilte.speech.cutting.label_file import labels_of_lines, read_labels, written_labels
from stilte.speech.cutting.long_recording import decode_long
from stilte.speech.cutting.separate_files import files_of_lines
from stilte.speech.engines.kept_takes import keep_take
from stilte.speech.engines.recorded import file_name
from stilte.store import whole_file, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stilte.speech.cutting.cut_lines import Progress
    from stilte.speech.cutting.cut_notes import CutNotes
    from stilte.speech.cutting.label_file import Label
    from stilte.speech.cutting.long_recording import LongRecording

LONG = "long"
"""The folder in `voices/NAME/` in which long recordings are kept, each with its table of cuts."""
LABELS = ".txt"
BESIDE = (LABELS, NOTES)
"""The endings of what is kept beside a long recording."""
_MARGIN_S = 0.35


def cut_recording(
    recording: Path,
    lines: Sequence[str],
    folder: Path,
    language: str,
    *,
    hear: bool,
    anew: bool = False,
    progress: Progress | None = None,
    each: Callable[[CutLine], None] | None = None,
) -> Cuts:
    """Cut a recording into takes of the lines, in `folder`, and return what was cut.

    A file of labels beside the recording is followed, unless it is to be cut `anew`. Only what is sure
    becomes a take. The recording, its table and what is known of its cuts are kept in `folder/long/`. `each`
    is told every line as soon as its take is kept. Raises InputError.
    """
    tell = each or (lambda _: None)
    if recording.is_dir():
        return _separate(recording, lines, folder, tell)
    table = recording.with_suffix(LABELS)
    try:
        with tempfile.TemporaryDirectory(prefix="stilte-cut-") as place:
            told = (lambda share: progress("read", share)) if progress else None
            decoded = decode_long(recording, Path(place) / "decoded", told)
            if table.is_file() and not anew:
                labels = labels_of_lines(read_labels(table, table.name), lines, table.name)
                cuts = _by_labels(decoded, lines, labels, _known(recording, folder))
            else:
                cuts = cut_lines(decoded, lines, language, hear=hear, progress=progress)
            kept, takes = _keep_long(recording, folder, cuts), {}
            for cut in cuts.lines:
                if cut.status == "cut":
                    name = file_name(cut.text)
                    takes[name] = keep_take(folder, name, wav(decoded, cut.from_s, cut.to_s)).name
                tell(cut)
            keep_notes(kept, notes_from(cuts, takes))
    except NoRecording as wrong:
        raise InputError(wrong.problem(recording.name, None)) from wrong
    return cuts


def _keep_long(recording: Path, folder: Path, cuts: Cuts) -> Path:
    """Keep the long recording itself, and beside it what was found in it; return where it is."""
    kept = folder / LONG / recording.name
    if real_path(recording) != real_path(kept):
        with whole_file(kept) as file, recording.open("rb") as source:
            shutil.copyfileobj(source, file)
    write_whole(kept.with_suffix(LABELS), written_labels(cuts.lines).encode())
    keep_notes(kept, notes_from(cuts, {}))
    return kept


def _known(recording: Path, folder: Path) -> CutNotes:
    """Return what is known of earlier cuts of this very recording."""
    kept = folder / LONG / recording.name
    is_same = kept.is_file() and kept.stat().st_size == recording.stat().st_size
    return notes_of(kept if is_same else recording)


def _by_labels(
    recording: LongRecording, lines: Sequence[str], labels: dict[str, Label], known: CutNotes
) -> Cuts:
    """Return cuts as a table says; the room around each is kept up to the next label.

    What is `known` of an earlier cut stays known: why a line is asked, what was left out.
    """
    places = sorted((label.start_s, label.end_s) for label in labels.values())
    made = []
    for line in lines:
        label = labels.get(line)
        if label is None:
            made.append(CutLine(line, "missing"))
            continue
        before = max((end for _, end in places if end <= label.start_s), default=0.0)
        after = min((start for start, _ in places if start >= label.end_s), default=recording.length_s)
        from_s, to_s = max(label.start_s - _MARGIN_S, before), min(label.end_s + _MARGIN_S, after)
        cut = CutLine(line, "cut", label.start_s, label.end_s, from_s, max(to_s, label.end_s))
        made.append(_asked(cut, known.why.get(file_name(line))) if label.unsure else cut)
    left_out = [Stretch(*place) for place in known.left_out if not _within(place, places)]
    return Cuts(tuple(made), tuple(left_out))


def _within(place: tuple[float, float], taken: Sequence[tuple[float, float]]) -> bool:
    return any(place[0] < end_s and start_s < place[1] for start_s, end_s in taken)


def _asked(cut: CutLine, why: str | None) -> CutLine:
    return replace(cut, status="unsure", why=why or tr("The table has a question mark before it."))


def _separate(source: Path, lines: Sequence[str], folder: Path, tell: Callable[[CutLine], None]) -> Cuts:
    """Take the files of a folder, one a line, as they are."""
    files = files_of_lines(source, lines)
    made = []
    for line in lines:
        path = files.get(line)
        if path is not None:
            keep_take(folder, file_name(line), path.read_bytes(), path.suffix.lower())
        made.append(CutLine(line, "missing" if path is None else "cut"))
        tell(made[-1])
    return Cuts(tuple(made), ())


def wav(recording: LongRecording, from_s: float, to_s: float) -> bytes:
    """Return a stretch of a recording as a WAV file of 24 bits."""
    import soundfile  # noqa: PLC0415 (only where a take is written)

    file = io.BytesIO()
    soundfile.write(file, recording.read(from_s, to_s), recording.rate_hz, format="WAV", subtype="PCM_24")
    return file.getvalue()
