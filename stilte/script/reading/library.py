"""The files that scripts include: each read once, and never endlessly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.errors import Where, not_found
from stilte.reader import Fields, read_fields
from stilte.script.reading.grammar import INCLUDED_KEYS, WORDS

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.reader import Report

MOST_STEPS = 10_000


class Library:
    """Reads and remembers included files, and counts the steps read so far."""

    def __init__(self, root: Path, report: Report) -> None:
        self.root = root
        self.report = report
        self._read: dict[str, Fields] = {}
        self._steps = 0
        self._names: frozenset[str] | None = None

    def room_for_step(self, where: Where) -> bool:
        """Count one more step; report once, and return False, when a script has grown beyond reason."""
        if self.report.full:
            return False
        self._steps += 1
        if self._steps == MOST_STEPS + 1:
            message = f"With its includes, this script holds more than {MOST_STEPS:,} steps."
            self.report.error(
                where, message, "Use `repeat`, and look for files that include each other many times."
            )
        return self._steps <= MOST_STEPS

    def open(self, name: str, where: Where) -> Fields | None:
        """Return the keys of `scripts/NAME.yaml`; None, reported, if it is not there or not the project's."""
        if name in self._read:
            return self._read[name]
        path = self.root / "scripts" / f"{name}.yaml"
        if name not in self.names():
            self.report.error(where, *not_found("file to include", name, self.names(), "scripts/"))
            return None
        if not path.resolve().is_relative_to(self.root.resolve()):
            self.report.error(where, f"'{name}' lies outside the project.", "Copy the file into scripts/.")
            return None
        fields = read_fields(path, self.root, self.report, INCLUDED_KEYS, "an included file", words=WORDS)
        self._read[name] = fields
        return fields

    def names(self) -> frozenset[str]:
        """Return the files that may be included: those in `scripts/` that begin with `_`."""
        if self._names is None:
            self._names = frozenset(path.stem for path in (self.root / "scripts").glob("_*.yaml"))
        return self._names
