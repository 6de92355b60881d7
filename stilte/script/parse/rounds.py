"""In which rounds a step happens, and whether it ever can."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.errors import did_you_mean
from stilte.messages import Message, plural, sentences, tr
from stilte.reader import Unreadable
from stilte.reader.times import tidy
from stilte.reader.translated_keywords import IN_ENGLISH
from stilte.script.round_selection import RoundRange, RoundSelection
from stilte.script.rounds import Round

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stilte.reader import Fields
    from stilte.script.durations import Count
    from stilte.script.round_selection import RoundTerm

_WORDS: dict[str, RoundTerm] = {
    "first": "first",
    "last": "last",
    "not first": "not first",
    "not last": "not last",
    "odd": "odd",
    "even": "even",
}
_NOT = frozenset({"not", "niet", "nicht", "pas", "no", "behalve"})
_RANGE = re.compile(r"([0-9]{1,9})(?:(-)([0-9]{1,9})?)?")
_FORMS = tr("Write first, last, not first, not last, odd, even, 3, 2-3 or 2-, or a list of these.")


def read_on(
    fields: Fields, rounds: Count | None, guards: tuple[RoundSelection, ...] = ()
) -> RoundSelection | None:
    """Return the `on` of a step or cue; report one outside a repeat, and one that can never happen."""
    if "on" not in fields:
        return None
    found = RoundSelection(tuple(term for term in _terms(fields) if term is not None))
    if rounds is None:
        message = tr("`on` selects rounds, and this step is not inside a `repeat`.")
        fields.report.error(
            fields.where("on"), message, tr("Leave it out, or put the step inside a `repeat`.")
        )
    elif not fields.entries("on"):
        fields.report.error(fields.where("on"), tr("An `on` without rounds: this never happens."), _FORMS)
    elif found.terms and not possible((*guards, found), rounds):
        message = _never(rounds, included=bool(guards))
        fields.report.error(fields.where("on"), message, tr("Choose a round that exists."))
    return found


def possible(guards: Iterable[RoundSelection], rounds: Count) -> bool:
    """Tell whether there is a round, for some possible count, in which all of these happen.

    A term changes only at the first round, the last, its own ends, and with every other round: a few
    rounds on either side of those stand for all others.
    """
    guards = tuple(guards)
    ends = [end for guard in guards for end in _ends(guard)]
    for of in _near((rounds.low, rounds.high, *ends), rounds.low, rounds.high):
        for round_ in _near((1, of, *ends), 1, of):
            if all(Round(round_, of).happens(guard) for guard in guards):
                return True
    return False


def _near(marks: Iterable[int], low: int, high: int) -> Iterator[int]:
    context = {mark + step for mark in marks for step in range(-2, 3)}
    return (number for number in sorted(context) if low <= number <= high)


def _ends(on: RoundSelection) -> Iterator[int]:
    for term in on.terms:
        if isinstance(term, RoundRange):
            yield term.first
            if term.last is not None:
                yield term.last


def _terms(fields: Fields) -> Iterator[RoundTerm | None]:
    for node in fields.entries("on"):
        yield fields.scalar("on", node, _term)


def _term(text: str) -> RoundTerm:
    written = tidy(text)
    if written in _WORDS:
        return _WORDS[written]
    found = _RANGE.fullmatch(written)
    if not found:
        meant = _in_english(written)
        cure = sentences(did_you_mean(meant) if meant else "", _FORMS)
        raise Unreadable(tr("'{text}' does not say in which rounds.", text=text), cure)
    first, last = int(found[1]), int(found[3]) if found[3] else None if found[2] else int(found[1])
    if first == 0:
        raise Unreadable(tr("'{text}': rounds are counted from 1.", text=text), _FORMS)
    if last is not None and last < first:
        raise Unreadable(
            tr("The range '{text}' runs backwards.", text=text), tr("Write its lower end first.")
        )
    return RoundRange(first, last)


def _in_english(written: str) -> str | None:
    """Return the term that words of another language stand for, as `niet laatste`; None without one."""
    *negation, name = written.lower().split()
    said = IN_ENGLISH.get(name, name)
    if negation:
        said = f"not {said}" if len(negation) == 1 and negation[0] in _NOT else ""
    return said if said in _WORDS else None


def _never(rounds: Count, *, included: bool) -> Message:
    """Return how many rounds there are, none of which is the one that an `on` names."""
    low, high = rounds.low, rounds.high
    if low == high and included:
        return plural(
            "This never happens: there is one round in which the include happens.",
            "This never happens: there are {n} rounds in which the include happens.",
            n=low,
        )
    if low == high:
        return plural(
            "This never happens: there is one round.", "This never happens: there are {n} rounds.", n=low
        )
    if included:
        return tr(
            "This never happens: there are {low} to {high} rounds in which the include happens.",
            low=low,
            high=high,
        )
    return tr("This never happens: there are {low} to {high} rounds.", low=low, high=high)
