"""`voices/NAME/takes.json`: the number of the take that is used of a line; other lines use their first.

A number is enough to have a take again: an engine that says the same thing every time is asked for another
speed at each number. The file lies with the voice, so it goes into what makes a track up to date.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from stilte.errors import Where
from stilte.messages import tr
from stilte.outside_files import OutsideFileError, read_outside_file
from stilte.reader.source import shown
from stilte.store import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from stilte.reader import Report

FILE = "takes.json"
MOST_TAKES = 30
"""The highest number of a take: by then the words are better changed."""
_MOST_BYTES = 1_000_000
_OTHER_PACES = (1.0, 0.97, 1.03, 0.94, 1.06, 0.985, 1.015, 0.955, 1.045)


def pace_of_take(number: int) -> float:
    """Return the speed, against the line's own, at which an engine is asked for a take.

    >>> pace_of_take(1), pace_of_take(2)
    (1.0, 0.97)
    """
    return _OTHER_PACES[(number - 1) % len(_OTHER_PACES)]


def read_chosen(folder: Path, root: Path, report: Report) -> dict[str, int]:
    """Return the numbers by the text of a line, for the voice of a folder; none where there is no such file.

    What is wrong in the file goes to `report`.
    """
    path = folder / FILE
    if not path.is_file():
        return {}
    where = Where(shown(path, root), 1)
    try:
        raw = json.loads(read_outside_file(path, root, _MOST_BYTES))
    except OutsideFileError as refused:
        report.error(where, refused.message, refused.instead)
        return {}
    except (ValueError, RecursionError):
        raw = None
    if not isinstance(raw, dict) or not all(_is_number(number) for number in raw.values()):
        message = tr("This file does not say which take of a line is used.")
        report.error(where, message, tr("Delete it: every line then uses its first take."))
        return {}
    return {str(text): number for text, number in raw.items() if number > 1}


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST_TAKES


def write_chosen(folder: Path, chosen: Mapping[str, int]) -> None:
    """Write the numbers; without any the file goes. Raises OSError."""
    path, kept = folder / FILE, {text: number for text, number in sorted(chosen.items()) if number > 1}
    if not kept:
        path.unlink(missing_ok=True)
        return
    write_whole(path, (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
