"""What an author says of several sentences of a post together: again, as breaths, held, on both sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from stilte.errors import InputError, Problem
from stilte.messages import tr
from stilte.reader import Unreadable
from stilte.script.parse.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stilte.messages import Message

MarkKind = Literal["repeat", "breaths", "hold", "sides"]
MARK_KINDS: tuple[MarkKind, ...] = get_args(MarkKind)
_LONGEST_BREATH = 60
_MOST = {"repeat": 200, "breaths": 200, "hold": 3600, "sides": 2}


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark over the sentences `first` to `last`, both counted from 0 and both part of it.

    `count` is how often ("repeat"), how many breaths ("breaths") or how many seconds ("hold"); "sides" tells
    all of it again on the other side and has none. `breath` is the pattern of "breaths" as a script writes it
    ("4-7-8"), or "" for the one that holds anyway.
    """

    kind: MarkKind
    first: int
    last: int
    count: int = 0
    breath: str = ""

    def holds(self, other: Mark) -> bool:
        """Tell whether another mark lies wholly inside this one."""
        return self.first <= other.first and other.last <= self.last

    def meets(self, other: Mark) -> bool:
        """Tell whether both marks have a sentence in common."""
        return self.first <= other.last and other.first <= self.last


def add_mark(marks: Iterable[Mark], mark: Mark, sentences: int) -> tuple[Mark, ...]:
    """Return marks with one more, outer ones first; one over the very same sentences takes its place.

    Raises `InputError` for a count that cannot be, and where the mark would cross another.
    """
    if not 0 <= mark.first <= mark.last < sentences:
        raise _refused(tr("There are no such sentences."), tr("Choose sentences of this post."))
    if mark.kind != "sides" and not 1 <= mark.count <= _MOST[mark.kind]:
        number = tr("Write a number from 1 to {most}.", most=_MOST[mark.kind])
        raise _refused(tr("'{count}' is not possible here.", count=mark.count), number)
    if mark.breath:
        _refuse_breath(mark)
    others = tuple(one for one in marks if (one.first, one.last) != (mark.first, mark.last))
    if any(one.meets(mark) and not (one.holds(mark) or mark.holds(one)) for one in others):
        whole = tr("Choose sentences that lie wholly inside it, or all of it.")
        raise _refused(tr("These sentences reach into another mark."), whole)
    return tuple(sorted((*others, mark), key=lambda one: (one.first, -one.last)))


def _refuse_breath(mark: Mark) -> None:
    """Raise `InputError` for a pattern that is none, or of something that is no breath."""
    if mark.kind != "breaths":
        raise _refused(tr("Only breaths have a pattern."), tr("Mark the sentences as breaths."))
    try:
        pattern(mark.breath)
    except Unreadable as error:
        raise _refused(error.message, error.instead) from None


def remove_mark(marks: Iterable[Mark], first: int, last: int) -> tuple[Mark, ...]:
    """Return marks without the one over just these sentences."""
    return tuple(one for one in marks if (one.first, one.last) != (first, last))


def read_mark(data: Any) -> Mark:
    """Return a mark from plain values; raises ValueError for anything else."""
    whole = ("first", "last", "count")
    if not isinstance(data, dict) or data.get("kind") not in MARK_KINDS:
        raise ValueError(f"a mark is one of {', '.join(MARK_KINDS)}")
    if any(type(data.get(name, 0)) is not int for name in whole):
        raise ValueError("first, last and count of a mark are whole numbers")
    breath = data.get("breath", "")
    if not isinstance(breath, str) or len(breath) > _LONGEST_BREATH:
        raise ValueError("the breath of a mark is a short text")
    first, last, count = (data.get(name, 0) for name in whole)
    return Mark(data["kind"], first, last, count, " ".join(breath.split()))


def _refused(message: str | Message, instead: str | Message) -> InputError:
    return InputError(Problem(None, message, instead))
