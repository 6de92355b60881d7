"""A cut that the author corrects: its label in the table of the recording, and the take that it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.speech.cutting.cut_recording import wav
from stilte.speech.cutting.label_file import Label, read_labels
from stilte.speech.engines.kept_takes import keep_take, takes_of, throw_away
from stilte.speech.engines.recorded import file_name
from stilte.store import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from stilte.speech.cutting.long_recording import LongRecording

_MARGIN_S = 0.35
"""What is kept of the room on either side of a line; never a piece of another one."""


def place_line(
    recording: LongRecording,
    table: Path,
    folder: Path,
    line: str,
    place: tuple[float, float],
    *,
    replaced: str | None = None,
) -> str:
    """Say where a line is in a recording, in seconds, write it into the table and cut the take anew.

    A take of the line called `replaced`, which an earlier cut gave, is put aside. Returns the new one's name.
    """
    others = [one for one in _labels(table) if file_name(one.words) != file_name(line)]
    _write(table, [*others, Label(*place, line, 0)])
    from_s, to_s = with_room(place, [(one.start_s, one.end_s) for one in others], recording.length_s)
    take = keep_take(folder, file_name(line), wav(recording, from_s, to_s)).name
    if replaced != take:
        _put_aside(folder, line, replaced)
    return take


def leave_line_out(table: Path, folder: Path, line: str, *, replaced: str | None = None) -> None:
    """Say that a line is not in a recording; a take `replaced` that was cut from it is put aside."""
    _write(table, [one for one in _labels(table) if file_name(one.words) != file_name(line)])
    _put_aside(folder, line, replaced)


def with_room(
    place: tuple[float, float], others: Sequence[tuple[float, float]], length_s: float
) -> tuple[float, float]:
    """Return a stretch with a little of the room around it, up to the next line on either side.

    >>> with_room((2.0, 3.0), [(0.0, 1.9), (5.0, 6.0)], 6.0)
    (1.9, 3.35)
    """
    start_s, end_s = place
    before = max((end for _, end in others if end <= start_s), default=0.0)
    after = min((start for start, _ in others if start >= end_s), default=length_s)
    return max(start_s - _MARGIN_S, before), max(min(end_s + _MARGIN_S, after), end_s)


def _labels(table: Path) -> list[Label]:
    return read_labels(table, table.name) if table.is_file() else []


def _write(table: Path, labels: Sequence[Label]) -> None:
    rows = (
        f"{one.start_s:.6f}\t{one.end_s:.6f}\t{one.text}\n"
        for one in sorted(labels, key=lambda one: one.start_s)
    )
    write_whole(table, "".join(rows).encode())


def _put_aside(folder: Path, line: str, take: str | None) -> None:
    if take in [path.name for path in takes_of(folder, file_name(line))]:
        throw_away(folder, file_name(line), str(take))
