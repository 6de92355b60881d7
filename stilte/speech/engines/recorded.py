"""The author's own voice: recordings in `voices/NAME/`, one file a line, found by the words.

A file is called as its line reads: "Adem in door je neus." is `adem-in-door-je-neus.wav`. Names of long lines
are cut and end in a few letters that tell them apart. Where the recorder named the files, a table
`voices/NAME/lines.yaml` (`opname-12.m4a: Adem in door je neus.`) says which is which. Nothing here writes.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from stilte.errors import called
from stilte.reader import Report, read_fields
from stilte.sound.clip import Clip, read_short
from stilte.speech.engine import EngineFailed, EngineUnavailable
from stilte.speech.engines.settings import settings_of
from stilte.speech.engines.stretch import stretched
from stilte.speech.text import spoken_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stilte.speech.engine import EngineVoice, Sentence

KINDS = (".wav", ".flac", ".mp3", ".m4a", ".aac", ".ogg", ".opus", ".aif", ".aiff")
TABLE = "lines.yaml"
_MOST_LETTERS = 60


class Recorded:
    """Settings: `folder` (else the voice's name), `missing: next` lets the next engine say the rest."""

    synthetic = False
    workers = 2

    def fingerprint(self, voice: EngineVoice) -> str:
        """Return a digest of every recording; raises EngineUnavailable where there is none."""
        digest = hashlib.sha256()
        for words, path in sorted(_recordings(voice).items()):
            digest.update(words.encode() + b"\0" + _content(path, path.stat().st_mtime_ns))
        return f"recorded 1 {digest.hexdigest()[:16]}"

    def has(self, sentence: Sentence, voice: EngineVoice) -> bool:
        """Tell whether a line is recorded."""
        return file_name(spoken_text(sentence)) in _recordings(voice)

    def say(self, sentence: Sentence, voice: EngineVoice) -> Clip:
        """Return a recording, at its own rate."""
        path = _recordings(voice).get(file_name(spoken_text(sentence)))
        if path is None:
            raise EngineFailed("is not recorded.")
        return stretched(_read(path), voice.speed)

    def examples(self, voice: EngineVoice) -> Iterator[Clip]:
        """Yield every recording: the level of the voice is measured by all of them."""
        return (_read(path) for _, path in sorted(_recordings(voice).items()))


def file_name(text: str) -> str:
    """Return the name of a line's recording, without its ending.

    >>> file_name("Adem in, door je néus.")
    'adem-in-door-je-neus'
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = "-".join(re.findall(r"[^\W_]+", plain))
    if len(words) <= _MOST_LETTERS:
        return words
    return f"{words[: _MOST_LETTERS - 7].rpartition('-')[0]}-{hashlib.sha256(words.encode()).hexdigest()[:6]}"


def _recordings(voice: EngineVoice) -> Mapping[str, Path]:
    settings = settings_of(voice, "recorded")
    folder = Path(settings["folder"])
    if not settings["folder"] or not folder.is_dir():
        cure = f"Put one sound file a line there; `{called()} voices missing NAME` prints the lines to read."
        raise EngineUnavailable(f"there is no folder of recordings ({_shown(folder)}).", cure)
    found = {file_name(path.stem): path for path in sorted(folder.iterdir()) if _is_recording(path)}
    found |= _listed(folder)
    if not found:
        raise EngineUnavailable(f"nothing is recorded yet in {_shown(folder)}.")
    return found


def _listed(folder: Path) -> dict[str, Path]:
    """Return what the table says, files by the name of their line; raises InputError for a wrong table."""
    table = folder / TABLE
    if not table.exists():
        return {}
    report = Report()
    fields = read_fields(table, folder.parent.parent, report, None, "file names and their lines")
    found = {}
    for name in fields.values:
        if not (folder / name).is_file() or Path(name).name != name:
            report.error(fields.where(name), f"There is no recording '{name}' beside this file.")
        found[file_name(fields.text(name))] = folder / name
    report.check()
    return found


def _is_recording(path: Path) -> bool:
    return path.suffix.lower() in KINDS and not path.name.startswith(".")


def _read(path: Path) -> Clip:
    try:
        return read_short(path)
    except ValueError as error:
        raise EngineFailed(f"the recording {_shown(path)} is not a sound that can be read.") from error


@lru_cache(maxsize=4096)
def _content(path: Path, _changed_at: int) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


def _shown(path: Path) -> str:
    return "/".join(path.parts[-3:])
