"""The lengths that a post asks for, tried by the planner: kept where they can be met."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.importer.build.chapter_state import quoted
from stilte.importer.build.draft import Draft, Guess, Step, Times
from stilte.importer.build.write_script import write
from stilte.importer.prove.load import load_text, unreachable
from stilte.messages import tr
from stilte.units import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.errors import Problem
    from stilte.messages import Message

LEAST_OPEN_S = 5.0
_OPEN = tr("open: grows to reach the length")
_OPENINGS_S = (0.0, 15.0, 25.0, 35.0)
_STRETCHES = ("", "[0.5, 4]", "[0.5, 6]", "[0.5, 8]", "[0.5, 12]")


def meet_lengths(draft: Draft) -> Draft:
    """Return the draft with as little room as its lengths need."""
    if not draft.lengths:
        return draft
    met = _met(draft)
    if met is None:
        return _shorter(draft)
    words = quoted(draft.length_words)
    opened = any(str(_OPEN) in step.comments for step in met.steps)
    told = tr("The length comes from {sentence}.", sentence=words)
    if opened:
        told = tr(
            "The length comes from {sentence}; quiet marked 'open' can grow to reach it.", sentence=words
        )
    return replace(met, guesses=(*draft.guesses, Guess(told)))


def _met(draft: Draft) -> Draft | None:
    """Return the draft with the least room that its lengths need; None where the most room is not enough."""
    tried = tuple(_with_room(draft))
    if not _problems(tried[0]):
        return tried[0]
    if _problems(tried[-1]):
        return None
    low, high = 0, len(tried) - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _problems(tried[middle]) else (low, middle)
    return tried[high]


def _shorter(draft: Draft) -> Draft:
    """Leave out the lengths that cannot be met, with what the planner says of each."""
    several = len(draft.lengths) > 1
    kept = tuple(length for length in draft.lengths if several and _met(_only(draft, length)) is not None)
    missed = [length for length in draft.lengths if length not in kept]
    guesses = [
        Guess(
            tr(
                "{sentence} seems to tell how long the whole lasts; {length} is not asked of the track. "
                "{why}",
                sentence=quoted(draft.length_words),
                length=clock(length)[:-2],
                why=_why(_only(draft, length)),
            )
        )
        for length in missed
    ]
    told = replace(draft, lengths=kept, guesses=(*draft.guesses, *guesses))
    return meet_lengths(told) if kept else told


def _only(draft: Draft, length: float) -> Draft:
    return replace(draft, lengths=(length,))


def _why(draft: Draft) -> str | Message:
    problems = _problems(draft)
    return problems[0].message if problems else ""


def _problems(draft: Draft) -> tuple[Problem, ...]:
    return unreachable(load_text(write(draft)))


def _with_room(draft: Draft) -> Iterator[Draft]:
    """Yield the draft with more and more room: quiet at the ends of chapters."""
    yield draft
    places = _places(draft.steps)
    for stretch in _STRETCHES:
        for opening in _OPENINGS_S:
            if stretch or opening:
                yield replace(draft, steps=_opened(draft.steps, places, opening), stretch=stretch)


def _places(steps: tuple[Step, ...]) -> frozenset[int]:
    """Return after which steps quiet may grow: a vague "even", breaths, and the end of each chapter."""
    ends = {at for at, step in enumerate(steps) if at and _ends(steps, at)}
    vague = {at for at, step in enumerate(steps) if step.verb == "pause" and step.text == "vague"}
    last = {at for at, step in enumerate(steps) if step.verb != "note"}
    breaths = {at for at, step in enumerate(steps) if step.verb == "breathe"}
    return frozenset(ends | vague | breaths | ({max(last)} if last else set()))


def _ends(steps: tuple[Step, ...], at: int) -> bool:
    return at + 1 < len(steps) and steps[at + 1].verb == "chapter" and steps[at].verb != "chapter"


def _opened(steps: tuple[Step, ...], places: frozenset[int], most_s: float) -> tuple[Step, ...]:
    if not most_s:
        return steps
    quiet = Times(LEAST_OPEN_S, LEAST_OPEN_S + most_s, "s")
    comment = str(_OPEN)
    found: list[Step] = []
    for at, step in enumerate(steps):
        if at in places and step.verb == "pause":
            found.append(replace(step, times=quiet, comments=(*step.comments, comment)))
        elif at in places:
            found += [step, Step("pause", times=quiet, comments=(comment,))]
        else:
            found.append(step)
    return tuple(found)
