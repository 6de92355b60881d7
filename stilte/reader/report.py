"""Gather problems while reading, and raise them once."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from stilte.errors import InputError, Problem, Where
from stilte.messages import plural, sentences

if TYPE_CHECKING:
    from collections.abc import Callable

    from stilte.messages import Message

MOST_SHOWN = 60
ENOUGH = 200
T = TypeVar("T")
D = TypeVar("D")


class Unreadable(ValueError):
    """A value that cannot be read: what is wrong, and what to write instead."""

    def __init__(self, message: str | Message, instead: str | Message = "") -> None:
        super().__init__(message, instead)
        self.message = message
        self.instead = instead

    def __str__(self) -> str:
        return str(sentences(self.message, self.instead))


class Report:
    """Collects the problems and warnings of one reading; the only mutable object of this package."""

    def __init__(self) -> None:
        self._errors: dict[Problem, None] = {}
        self._warnings: dict[Problem, None] = {}
        self._settled: set[Where | None] = set()
        self._told: set[tuple[str, int | None]] = set()

    def error(self, where: Where | None, message: str | Message, instead: str | Message = "") -> None:
        """Record an error."""
        if where in self._settled:
            return
        self._errors[Problem(where, message, instead)] = None
        if where is not None:
            self._told |= {(where.file, where.line), (where.file, None)}

    def settle(self, where: Where) -> None:
        """Suppress further problems of a line whose error has been reported."""
        self._settled.add(where)

    def warn(self, where: Where | None, message: str | Message, instead: str | Message = "") -> None:
        """Record a warning."""
        self._warnings[Problem(where, message, instead)] = None

    def attempt(self, where: Where, read: Callable[[], T], default: D) -> T | D:
        """Return what `read` gives; note an `Unreadable` and return the default."""
        try:
            return read()
        except Unreadable as unclear:
            self.error(where, unclear.message, unclear.instead)
            return default

    def has_error(self, file: str, line: int | None = None) -> bool:
        """Tell whether there is an error in a file, or at a line of it."""
        return (file, line) in self._told

    @property
    def full(self) -> bool:
        """Tell whether there are more errors than anyone will read, so that reading can stop."""
        return len(self._errors) >= ENOUGH

    @property
    def failed(self) -> bool:
        """Tell whether there are errors."""
        return bool(self._errors)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Return the errors in the order of the files."""
        return _sorted(self._errors)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Return the warnings in the order of the files."""
        return _sorted(self._warnings)

    def _beside_error(self, warning: Problem) -> bool:
        """Tell whether a warning is on a line with an error, which may have caused it."""
        return warning.where is not None and self.has_error(warning.where.file, warning.where.line)

    def check(self) -> None:
        """Raise one `InputError` with every error; do nothing if there is none."""
        errors = _sorted(self._errors | {p: None for p in self._warnings if self._beside_error(p)})
        warnings = tuple(warning for warning in self.warnings if warning not in errors)
        if len(errors) > MOST_SHOWN:
            more = plural(
                "… and {n} more problem like these.",
                "… and {n} more problems like these.",
                n=len(errors) - MOST_SHOWN,
            )
            rest = Problem(None, more)
            raise InputError(*errors[:MOST_SHOWN], rest, warnings=warnings)
        if errors:
            raise InputError(*errors, warnings=warnings)


def _sorted(problems: dict[Problem, None]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda p: (p.where.file, p.where.line) if p.where else ("", 0)))
