"""The text of a file as its author saved it, and as YAML reads it, with the offsets of one in the other."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_HIDDEN_BREAKS = str.maketrans({"\r": "\n", "\x85": " ", "\u2028": " ", "\u2029": " "})
_DROPPED = re.compile("\r(?=\n)|\ufeff")
_BREAK = re.compile("\r\n|\r|\n")


class Change(NamedTuple):
    """What replaces the characters from `start` to `end`: offsets in the text as YAML reads it."""

    start: int
    end: int
    new: str


@dataclass(frozen=True)
class SourceText:
    """A text as saved, with its line breaks and perhaps a byte order mark (U+FEFF at its start).

    `clean` is the same text with single line feeds, as it is parsed. All offsets are into `clean`; `changed`
    returns the text as saved with only the given stretches replaced.
    """

    saved: str

    @cached_property
    def clean(self) -> str:
        """Return the text as YAML reads it."""
        return _DROPPED.sub("", self.saved).translate(_HIDDEN_BREAKS)

    @cached_property
    def lines(self) -> list[str]:
        """Return the lines of the clean text, without their ends."""
        return self.clean.split("\n")

    @cached_property
    def saved_lines(self) -> list[str]:
        """Return the same lines as they are saved, without their ends: to be written elsewhere."""
        return _BREAK.split(self.saved.removeprefix("\ufeff"))

    def raw(self, start: int, end: int) -> str:
        """Return a stretch of the text as it is saved, with single line feeds."""
        return _BREAK.sub("\n", self.saved[self._saved_offset(start) : self._saved_offset(end)])

    @cached_property
    def starts(self) -> list[int]:
        """Return the offset at which each line begins."""
        starts = [0]
        for line in self.lines:
            starts.append(starts[-1] + len(line) + 1)
        return starts[:-1]

    def line_of(self, offset: int) -> int:
        """Return the number, from 0, of the line in which an offset lies."""
        return bisect_right(self.starts, offset) - 1

    def end_of_line(self, number: int) -> int:
        """Return the offset of the end of a line, before its line feed."""
        return self.starts[number] + len(self.lines[number])

    @cached_property
    def _dropped(self) -> list[int]:
        """Return, in order, from which clean offset on each dropped character lies before it.

        What is written at the end of a line stands before a carriage return, at the start of a file after a
        byte order mark.
        """
        found = list(_DROPPED.finditer(self.saved))
        return [one.start() - i + (one[0] == "\r") for i, one in enumerate(found)]

    def _saved_offset(self, offset: int) -> int:
        return offset + bisect_right(self._dropped, offset)

    def _line_break(self, offset: int) -> str:
        """Return the line break that is used where an offset lies."""
        found = _BREAK.search(self.saved, self._saved_offset(offset)) or _BREAK.search(self.saved)
        return found[0] if found else "\n"

    def changed(self, changes: Iterable[Change]) -> str:
        """Return the saved text with these changes, in the line breaks of the place; they may not overlap."""
        made, at = [], 0
        for change in sorted(changes):
            start = self._saved_offset(change.start)
            new = (
                change.new.replace("\n", self._line_break(change.start)) if "\n" in change.new else change.new
            )
            made += [self.saved[at:start], new]
            at = self._saved_offset(change.end) if change.end > change.start else start
        return "".join([*made, self.saved[at:]])

    def insert_lines(self, number: int, lines: Iterable[str]) -> Change:
        """Return the change that puts lines before the line of a number, or at the end of the text."""
        new = "\n".join(lines)
        if number == 0:
            return Change(0, 0, f"{new}\n")
        end = self.end_of_line(number - 1)
        if number == len(self.lines) and not self.lines[-1]:  # the text ends with a line feed
            end = self.end_of_line(number - 2) if number > 1 else 0
        return Change(end, end, f"\n{new}")

    def remove_lines(self, first: int, last: int) -> Change:
        """Return the change that removes the lines of these numbers (from 0), both included."""
        if first > 0:
            return Change(self.end_of_line(first - 1), self.end_of_line(last), "")
        after = self.starts[last + 1] if last + 1 < len(self.starts) else len(self.clean)
        return Change(0, after, "")
