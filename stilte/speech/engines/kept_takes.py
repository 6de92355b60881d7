"""The takes of a voice: every one is kept, the newest is heard, or the one that the author chose.

`voices/NAME/adem-in.wav` is the take that is heard, as it is for recordings that were put there by hand. All
takes of the line are in `voices/NAME/takes/adem-in/`, by number; `voices/NAME/chosen.yaml` says which one was
chosen.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem, not_found
from stilte.messages import tr
from stilte.speech.engines.recorded import TAKES, in_folder
from stilte.store import whole_file, write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CHOSEN = "chosen.yaml"
THROWN = "thrown"
_NUMBERED = re.compile(r"(\d+)\.[a-z0-9]+", re.IGNORECASE)
_ENTRY = re.compile(r"([\w-]+): *(\S+)")


def takes_of(folder: Path, line: str) -> tuple[Path, ...]:
    """Return the takes of a line, by the name of its file, the oldest first.

    A recording that was put beside them by hand, before there were takes, is the only one.
    """
    kept = _kept(folder, line)
    return kept or _by_hand(folder, line)


def current_take(folder: Path, line: str) -> Path | None:
    """Return the take that is heard: the one that was chosen, else the newest."""
    takes = takes_of(folder, line)
    chosen = chosen_takes(folder).get(line)
    return next((take for take in takes if take.name == chosen), takes[-1] if takes else None)


def chosen_takes(folder: Path) -> Mapping[str, str]:
    """Return which take of which line was chosen; what cannot be read chooses nothing."""
    try:
        text = (folder / CHOSEN).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    rows = (_ENTRY.fullmatch(row.strip()) for row in text.splitlines())
    return {row[1]: row[2] for row in rows if row}


def keep_take(folder: Path, line: str, sound: bytes, ending: str = ".wav") -> Path:
    """Keep a file of sound as the newest take of a line; it is heard unless another was chosen.

    Returns where it is. The same bytes as the newest take's are not kept twice.
    """
    _keep_by_hand(folder, line)
    takes = _kept(folder, line)
    if takes and takes[-1].read_bytes() == sound:
        return takes[-1]
    path = folder / TAKES / line / f"{_next(folder, line):03}{ending}"
    write_whole(path, sound)
    _show(folder, line)
    return path


def choose_take(folder: Path, line: str, take: str | None) -> None:
    """Let a take be heard, by its file name, or the newest (None); raises InputError where it is not."""
    _keep_by_hand(folder, line)
    names = [path.name for path in _kept(folder, line)]
    if take is not None and take not in names:
        missing = tr("There is no take '{take}' of this line.", take=take)
        raise InputError(Problem(None, *not_found(missing, take, names)))
    _write_chosen(folder, line, take)
    _show(folder, line)


def throw_away(folder: Path, line: str, take: str) -> None:
    """Put a take aside, in `takes/LINE/thrown/`; the chosen one is then heard, or the newest left."""
    _keep_by_hand(folder, line)
    path = next((path for path in _kept(folder, line) if path.name == take), None)
    if path is None:
        names = [path.name for path in _kept(folder, line)]
        missing = tr("There is no take '{take}' of this line.", take=take)
        raise InputError(Problem(None, *not_found(missing, take, names)))
    aside = path.parent / THROWN
    aside.mkdir(exist_ok=True)
    path.replace(aside / path.name)
    if chosen_takes(folder).get(line) == take:
        _write_chosen(folder, line, None)
    _show(folder, line)


def _kept(folder: Path, line: str) -> tuple[Path, ...]:
    place = folder / TAKES / line
    found = place.iterdir() if place.is_dir() else ()
    numbered = [(int(match[1]), path) for path in found if (match := _NUMBERED.fullmatch(path.name))]
    return tuple(path for _, path in sorted(numbered))


def _next(folder: Path, line: str) -> int:
    """Return a number that no take of the line has or had."""
    place = folder / TAKES / line
    found = [*place.glob("*"), *(place / THROWN).glob("*")]
    return max((int(match[1]) for path in found if (match := _NUMBERED.fullmatch(path.name))), default=0) + 1


def _by_hand(folder: Path, line: str) -> tuple[Path, ...]:
    path = in_folder(folder).get(line)
    return (path,) if path is not None else ()


def _keep_by_hand(folder: Path, line: str) -> None:
    """Make a recording that was put into the folder by hand the first take of its line."""
    if _kept(folder, line):
        return
    for path in _by_hand(folder, line):
        place = folder / TAKES / line / f"001{path.suffix.lower()}"
        place.parent.mkdir(parents=True, exist_ok=True)
        _copy(path, place)


def _show(folder: Path, line: str) -> None:
    """Put the take that is heard where recordings are looked for, under the name of the line."""
    takes = _kept(folder, line)
    chosen = chosen_takes(folder).get(line)
    current = next((take for take in takes if take.name == chosen), takes[-1] if takes else None)
    for old in folder.glob(f"{line}.*"):
        if current is None or old.suffix != current.suffix:
            old.unlink()
    if current is not None:
        _copy(current, folder / f"{line}{current.suffix}")


def _copy(path: Path, place: Path) -> None:
    with whole_file(place) as file, path.open("rb") as source:
        shutil.copyfileobj(source, file)


def _write_chosen(folder: Path, line: str, take: str | None) -> None:
    others = {name: file for name, file in chosen_takes(folder).items() if name != line}
    chosen = others if take is None else {**others, line: take}
    if not chosen:
        (folder / CHOSEN).unlink(missing_ok=True)
        return
    rows = "".join(f"{name}: {file}\n" for name, file in sorted(chosen.items()))
    write_whole(folder / CHOSEN, rows.encode())
