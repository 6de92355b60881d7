"""Reading included files, each once, with a limit on the number of steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.errors import Where, not_found
from stilte.file_names import is_inside, on_disk, stem_of, without_yaml, yaml_files
from stilte.messages import Number, tr
from stilte.reader import Fields, Items, Table, Text, read_fields
from stilte.script.parse.grammar import INCLUDED_KEYS, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from stilte.reader import Node, Report

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
            message = tr(
                "With its includes, this script holds more than {most} steps.",
                most=Number(MOST_STEPS),
            )
            self.report.error(
                where, message, tr("Use `repeat`, and look for files that include each other many times.")
            )
        return self._steps <= MOST_STEPS

    def open(self, name: str, where: Where) -> Fields | None:
        """Return the keys of `scripts/NAME.yaml`; None, reported, if it is not there or not the project's."""
        if name in self._read:
            return self._read[name]
        path = on_disk(self.root / "scripts" / f"{name}.yaml")
        if name not in self.names():
            missing = tr("There is no file to include '{name}'.", name=name)
            self.report.error(where, *not_found(missing, name, self.names(), "scripts/"))
            return None
        if not is_inside(path, self.root):
            self.report.error(
                where, tr("'{name}' lies outside the project.", name=name), tr("Copy the file into scripts/.")
            )
            return None
        fields = read_fields(path, self.root, self.report, INCLUDED_KEYS, tr("an included file"), words=WORDS)
        self._read[name] = fields
        return fields

    def names(self) -> frozenset[str]:
        """Return the files that may be included: those in `scripts/` that begin with `_`."""
        if self._names is None:
            self._names = frozenset(
                stem_of(path) for path in yaml_files(self.root / "scripts") if path.name.startswith("_")
            )
        return self._names


def steps_included(nodes: Iterable[Node], library: Library, seen: set[str]) -> Iterator[Node]:
    """Yield the steps of every file that these nodes include, and of those that they include; each once."""
    for node in nodes:
        match node:
            case Items(nodes=inner):
                yield from steps_included(inner, library, seen)
            case Table(pairs=pairs):
                yield from steps_included([value for _, value in pairs], library, seen)
                for key, value in pairs:
                    if key.value == "include" and isinstance(value, Text):
                        yield from _opened(value, library, seen)


def _opened(name: Text, library: Library, seen: set[str]) -> Iterator[Node]:
    stem = without_yaml(name.value)
    if stem in seen or stem not in library.names():
        return
    seen.add(stem)
    opened = library.open(stem, name.where)
    steps = opened.node("steps") if opened is not None else None
    if steps is not None:
        yield steps
        yield from steps_included([steps], library, seen)
