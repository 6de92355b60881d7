"""Every file that a test lets the readers read, held against its schema.

What a reader takes must validate. What it refuses must be flagged, or every problem of it is one that no
schema can see (`unseen.py`, with the reasons).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import yaml

from stilte.messages.message import Sentence, Sentences
from stilte.reader.source import shown
from tests.schema.editor import wrong
from tests.schema.unseen import UNSEEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pytest

    from stilte.errors import Problem
    from stilte.reader import Report
    from stilte.schema.files import Kind

READERS: dict[str, Kind] = {
    "stilte.script.load": "script",
    "stilte.script.parse.included_files": "part",
    "stilte.speech.voices": "voice",
    "stilte.project": "podcast",
    "stilte.sound.music_settings": "music",
}
"""The modules that read the files of authors, by `read_fields`."""
_NOTHING = ": None is not of type 'string'"
"""`null` and `~` are nothing to an editor, and words to our readers: the editor asks for quotes."""
MOST_BYTES = 20_000
"""Larger ones are made by the thousand rows, to see what they cost."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A text that was read as a file of this name, and where its problems are."""

    kind: Kind
    text: bytes
    report: Report
    file: str


@dataclass(slots=True)
class Watch:
    """Keeps what is read while a test runs."""

    seen: list[Seen] = field(default_factory=list)

    def begin(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Keep from now on what the readers read."""
        for name, kind in READERS.items():
            module = import_module(name)
            monkeypatch.setattr(module, "read_fields", self._of_file(kind, module.read_fields))
        load = import_module("stilte.script.load")
        monkeypatch.setattr(load, "read_text_fields", self._of_text(load.read_text_fields))

    def _of_file(self, kind: Kind, real: Callable[..., Any]) -> Callable[..., Any]:
        def read(path: Path, root: Path, report: Report, *more: Any, **named: Any) -> Any:
            if path.is_file() and path.stat().st_size < MOST_BYTES:
                self.seen.append(Seen(kind, path.read_bytes(), report, shown(path, root)))
            return real(path, root, report, *more, **named)

        return read

    def _of_text(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def read(text: str, file: str, report: Report, *more: Any, **named: Any) -> Any:
            if len(text) < MOST_BYTES:
                self.seen.append(Seen("script", text.encode("utf-8", "surrogatepass"), report, file))
            return real(text, file, report, *more, **named)

        return read

    def _problems(self, seen: Seen) -> list[Problem]:
        """Return what the readers say of a text; of a show also where scripts are read, under `defaults`.

        A test may read many texts as files of one name, each with a report of its own.
        """
        every = {id(each.report): each.report for each in self.seen}.values()
        reports = every if seen.kind == "podcast" else (seen.report,)
        found = (one for report in reports for one in report.errors if one.where)
        return [one for one in found if one.where and one.where.file == seen.file]

    def differences(self) -> Iterator[str]:
        """Yield where a schema and its reader do not agree."""
        for one in self.seen:
            told = flagged(one.kind, one.text)
            problems = self._problems(one)
            if told and not problems and not all(_NOTHING in each for each in told):
                yield f"{one.kind}, taken by the reader:\n{one.text.decode()}\n{told}"
            if not told and (new := [p for p in problems if template(p.message) not in UNSEEN]):
                yield f"{one.kind}, not flagged: {[template(p.message) for p in new]}\n{one.text.decode()}"


@lru_cache(maxsize=4096)
def flagged(kind: Kind, text: bytes) -> tuple[str, ...]:
    """Return what an editor tells of a file; also that it is no YAML, or no text."""
    try:
        return tuple(wrong(kind, text.decode()))
    except (ValueError, RecursionError, yaml.YAMLError) as error:
        return (str(error),)


def template(message: object) -> str:
    """Return the English sentence that a message is made from, without the values in it."""
    if isinstance(message, Sentences):
        return " ".join(map(template, message.parts))
    return message.english if isinstance(message, Sentence) else str(message)
