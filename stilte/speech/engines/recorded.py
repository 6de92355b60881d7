"""The author's own recordings in `voices/NAME/`, one file per line, found by the line's words.

A file is called as its line reads: "Adem in door je neus." is `adem-in-door-je-neus.wav`. Names of long lines
are cut and end in a few letters that tell them apart. Where the recorder named the files, a table
`voices/NAME/lines.yaml` (`opname-12.m4a: Adem in door je neus.`) says which is which. Nothing here writes.
"""

from __future__ import annotations

import difflib
import hashlib
import re
import unicodedata
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from stilte.errors import program_name, system_problem
from stilte.messages import tr
from stilte.outside_files import OutsideFileError, check_outside_file
from stilte.reader import Report, read_fields
from stilte.sound.probe import NoRecording, length_s
from stilte.speech.engine import EngineFailed, EngineUnavailable
from stilte.speech.engines.settings import settings_of
from stilte.speech.text import spoken_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from stilte.errors import Problem
    from stilte.messages import Message
    from stilte.sound.clip import Clip
    from stilte.speech.engine import EngineVoice, Sentence

KINDS = (
    *(".wav", ".flac", ".mp3", ".m4a", ".aac", ".ogg", ".opus", ".aif", ".aiff"),
    *(".oga", ".caf", ".amr", ".3gp", ".wma", ".webm", ".mp4", ".mov", ".qta"),  # of telephones and browsers
)
TABLE = "lines.yaml"
TAKES = "takes"
"""The folder of all takes of a voice: `kept_takes`."""
VERSION = 5
"""Increased whenever recordings are read or trimmed differently: their takes are then made again."""
MOST_BYTES = 10**9
# Well under the 255 bytes that file systems allow, also with letters of several bytes.
_MOST_LETTERS = 60
# difflib ratio from which a file name may be a misspelling of a line; only suggests.
_NEAR = 0.8


class Recorded:
    """Settings: `folder` (else the voice's name), `missing: next` lets the next engine say the rest."""

    synthetic = False
    workers = 2

    def fingerprint(self, voice: EngineVoice) -> str:
        """Return a digest of every recording; raises EngineUnavailable where there is none."""
        digest = hashlib.sha256()
        for words, path in sorted(_usable(voice).items()):
            now = path.stat()
            digest.update(words.encode() + b"\0" + _content(path, (now.st_size, now.st_mtime_ns, now.st_ino)))
        return f"recorded {VERSION} {digest.hexdigest()[:16]}"

    def has(self, sentence: Sentence, voice: EngineVoice) -> bool:
        """Tell whether a line is recorded, in a file that can be used."""
        return file_name(spoken_text(sentence)) in _usable(voice)

    def say(self, sentence: Sentence, voice: EngineVoice) -> Clip:
        """Return a recording, at its own rate."""
        path = _usable(voice).get(file_name(spoken_text(sentence)))
        if path is None:
            raise EngineFailed(tr("it is not recorded."))
        from stilte.speech.engines.stretch import stretch_clip  # noqa: PLC0415 (opens numpy)

        try:
            return stretch_clip(_mono(path), voice.speed)
        except NoRecording as wrong:
            raise EngineFailed(str(wrong.problem(_shown(path), None))) from wrong

    def examples(self, voice: EngineVoice) -> Iterator[Clip]:
        """Yield every recording: the level of the voice is measured by all of them."""
        for _, path in sorted(_usable(voice).items()):
            with suppress(NoRecording):  # told where its line is spoken
                yield _mono(path)


def _mono(path: Path) -> Clip:
    """Return a recording in one channel; heavy libraries are opened only here."""
    from stilte.sound.clip import Clip  # noqa: PLC0415
    from stilte.sound.external_audio import read_recording  # noqa: PLC0415
    from stilte.speech.trim import one_channel  # noqa: PLC0415

    clip = read_recording(path)
    return Clip(one_channel(clip.samples)[:, None], clip.rate_hz)


def recordings(voice: EngineVoice) -> Mapping[str, Path]:
    """Return what stands in a voice's folder by the names of lines, usable or not.

    Raises EngineUnavailable where there is nothing.
    """
    settings = settings_of(voice, "recorded")
    folder = Path(settings["folder"])
    if not settings["folder"] or not folder.is_dir():
        command = f"{program_name()} voices missing NAME"
        cure = tr("Put one sound file a line there; `{command}` prints the lines to read.", command=command)
        raise EngineUnavailable(
            tr("there is no folder of recordings ({folder}).", folder=_shown(folder)), cure
        )
    found = in_folder(folder)
    if not found:
        raise EngineUnavailable(tr("nothing is recorded yet in {folder}.", folder=_shown(folder)))
    return found


def in_folder(folder: Path) -> dict[str, Path]:
    """Return the recordings of a folder by the names of lines; a line with takes of its own is its file's."""
    if not folder.is_dir():
        return {}
    listed = _listed(folder)
    own = {file_name(path.stem): path for path in _files(folder) if path not in listed.values()}
    return own | listed | {name: path for name, path in own.items() if has_takes(folder, name)}


def has_takes(folder: Path, line: str) -> bool:
    """Tell whether the takes of a line are kept."""
    return (folder / TAKES / line).is_dir()


def spare_recordings(found: Mapping[str, Path]) -> Iterator[tuple[Path, Path]]:
    """Yield each file that is not used because another is found for its line, with that other."""
    used = set(found.values())
    for folder in {path.parent for path in used}:
        for path in _files(folder):
            name = file_name(path.stem)
            if path not in used and name in found and not has_takes(folder, name):
                yield path, found[name]


def refused(path: Path) -> Problem | None:
    """Return why a file cannot be a recording, told from its kind and its head; None where it can."""
    try:
        now = path.stat()
    except OSError:
        return _refused(path, 0, 0)
    return _refused(path, now.st_size, now.st_mtime_ns)


@lru_cache(maxsize=4096)
def _refused(path: Path, _size_bytes: int, _changed_at: int) -> Problem | None:
    try:
        check_outside_file(path, _root(path), MOST_BYTES)
        length_s(path)
    except OutsideFileError as other:
        return other.problem(None)
    except NoRecording as wrong:
        return wrong.problem(_shown(path), None)
    except OSError as error:
        return system_problem(error)
    return None


def not_recorded(
    text: str, voice: EngineVoice, lines: Collection[str]
) -> tuple[Message | str, Message | str]:
    """Return why a line has no recording that can be used, and what to do.

    A file of a like name is told, if it is not that of another of the `lines`.
    """
    name, found = file_name(text), dict[str, Path]()
    with suppress(EngineUnavailable):
        found = dict(recordings(voice))
    if name in found and (problem := refused(found[name])) is not None:
        return problem.message, problem.instead
    free = found.keys() - {file_name(line) for line in lines}
    near = difflib.get_close_matches(name, free, n=1, cutoff=_NEAR)
    if near:
        path = found[near[0]]
        cure = tr("If it is '{file}', name that file {name}.", file=path.name, name=f"{name}{path.suffix}")
        return tr("Not recorded: '{line}'", line=text), cure
    return tr("Not recorded: '{line}'", line=text), ""


def _usable(voice: EngineVoice) -> Mapping[str, Path]:
    return {name: path for name, path in recordings(voice).items() if refused(path) is None}


def _root(path: Path) -> Path:
    """Return the project's folder: that of the `voices/` in which a recording stands."""
    return next((place.parent for place in path.parents if place.name == "voices"), path.parent.parent.parent)


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


def _listed(folder: Path) -> dict[str, Path]:
    """Return what the table says, files by the name of their line; raises InputError for a wrong table."""
    table = folder / TABLE
    if not table.exists():
        return {}
    report = Report()
    fields = read_fields(table, _root(table), report, None, tr("file names and their lines"))
    found = {}
    for name in fields.values:
        if not (folder / name).exists() or Path(name).name != name:
            report.error(
                fields.where(name), tr("There is no recording '{name}' beside this file.", name=name)
            )
        found[file_name(fields.text(name))] = folder / name
    report.check()
    return found


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.iterdir()) if _is_recording(path)]


def _is_recording(path: Path) -> bool:
    return path.suffix.lower() in KINDS and not path.name.startswith(".")


@lru_cache(maxsize=4096)
def _content(path: Path, _seen: tuple[int, int, int]) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _shown(path: Path) -> str:
    return "/".join(path.parts[-3:])
