"""Files of sound that the page brings: one long recording, perhaps with labels, or one file a line.

They are written to a folder of their own as they come, never held in memory, and looked at when all are
there.
"""

from __future__ import annotations

import re
import secrets
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem
from stilte.messages import tr
from stilte.speech.cutting.cut_recording import BESIDE, LABELS, LONG
from stilte.speech.engines.recorded import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

PLACE = "brought"
"""The folder in the cache where files wait until they are cut."""
MOST_FILES = 2000
_UNSAFE = re.compile(r"[^\w .()-]")
_NUMBER = re.compile(r"[0-9a-f]{16}")
_LONGEST = 120


def new_batch(cache: Path) -> str:
    """Return the name of a new, empty folder for files that belong together; older ones are removed."""
    shutil.rmtree(cache / PLACE, ignore_errors=True)
    name = secrets.token_hex(8)
    (cache / PLACE / name).mkdir(parents=True)
    return name


def batch_folder(cache: Path, name: str) -> Path:
    """Return the folder of a batch; raises InputError for one that is not there."""
    folder = cache / PLACE / name
    if not _NUMBER.fullmatch(name) or not folder.is_dir():
        raise InputError(Problem(None, tr("These files are not there any more."), tr("Give them again.")))
    return folder


def safe_name(name: str) -> str:
    """Return a file name as it may be kept, its words as they were.

    >>> safe_name("../zo'n dag?.wav")
    'zo n dag .wav'
    """
    bare = _UNSAFE.sub(" ", Path(name.replace("\\", "/")).name).strip(". ")
    stem, ending = Path(bare).stem[:_LONGEST], Path(bare).suffix
    return f"{stem}{ending}" if stem else "recording.wav"


def what_was_brought(folder: Path) -> Path:
    """Return what is to be cut: a recording, its labels beside it under the same name, or a folder of files.

    Raises InputError where there is nothing to hear.
    """
    files = [path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.startswith(".")]
    labels = [path for path in files if path.suffix.lower() == LABELS]
    sounds = [path for path in files if path not in labels]
    if len(sounds) > 1:
        sounds = [path for path in sounds if path.suffix.lower() in KINDS]
    if not sounds:
        message = tr("There is no recording among these files.")
        kinds = ", ".join(kind.removeprefix(".") for kind in KINDS)
        raise InputError(Problem(None, message, tr("Give one of these: {kinds}.", kinds=kinds)))
    if len(sounds) > 1:
        return _only(folder, sounds)
    if labels:
        labels[0].replace(sounds[0].with_suffix(LABELS))
    return sounds[0]


def _only(folder: Path, sounds: Sequence[Path]) -> Path:
    for path in folder.iterdir():
        if path not in sounds:
            path.unlink()
    return folder


def under_free_name(recording: Path, folder: Path) -> Path:
    """Return a recording, renamed with its labels where another one of its name is kept in a voice's folder.

    The same sound keeps its name: it is cut anew.
    """
    stem, number = recording.stem, 1
    while _is_another(recording, folder / LONG / f"{stem}{recording.suffix}"):
        number += 1
        stem = f"{recording.stem}-{number}"
    if number == 1:
        return recording
    labels = recording.with_suffix(LABELS)
    if labels.is_file():
        labels.replace(labels.with_name(f"{stem}{LABELS}"))
    return recording.replace(recording.with_name(f"{stem}{recording.suffix}"))


def _is_another(recording: Path, kept: Path) -> bool:
    named = kept.parent.glob(f"{_plain(kept.stem)}.*")
    beside = [path for path in named if path.suffix.lower() not in BESIDE]
    if not beside:
        return False
    return kept not in beside or not _same(recording, kept)


def _plain(stem: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", stem)


def _same(one: Path, other: Path) -> bool:
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        while block := first.read(1 << 20):
            if block != second.read(1 << 20):
                return False
    return True
