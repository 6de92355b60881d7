"""The results of a build, one for each track."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from stilte.errors import Problem
    from stilte.messages import Message

Status = Literal["built", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Result:
    """One track, or one script that gave none. `path` is seen from the project; `stages` are seconds of work.

    `reason` says why it was built anew; `notes` are lines for the author: which voice speaks and why,
    what differs from the last version, and `changed_s` where: stretches in seconds of the new one.
    """

    script: str
    slug: str
    status: Status
    path: str | None = None
    length_s: float | None = None
    reason: str | Message = ""
    draft: bool = False
    notes: tuple[str | Message, ...] = ()
    problems: tuple[Problem, ...] = ()
    stages: tuple[tuple[str, float], ...] = ()
    exit_code: int = 0
    changed_s: tuple[tuple[float, float], ...] = ()


def failed_result(script: str, slug: str, problems: tuple[Problem, ...], exit_code: int = 1) -> Result:
    """Return the result of a script or a track that could not be made."""
    return Result(script, slug, "failed", problems=problems, exit_code=exit_code)


def exit_code(results: tuple[Result, ...]) -> int:
    """Return the code of the whole: a wrong script (2) weighs more than a failed track (1)."""
    return max((result.exit_code for result in results), default=0)
