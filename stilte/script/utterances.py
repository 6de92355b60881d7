"""Every stretch of words that a routine may speak, whatever counts a length chooses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem
from stilte.messages import tr
from stilte.script.durations import Breaths, Count, DurationRamp, Elastic, Exact, Ramp
from stilte.script.layout.measures import counted, hurried_number
from stilte.script.layout.spoken_counts import whole_seconds
from stilte.script.layout.unroll import cue_for
from stilte.script.line import Place, Utterance
from stilte.script.rounds import Round, pieces, with_name
from stilte.script.routine import Breathe, Group, Hold, Repeat, Say
from stilte.script.walk import deliveries_of, every_step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stilte.errors import Where
    from stilte.script.durations import Duration
    from stilte.script.layout.measures import Lengths
    from stilte.script.line import Delivery, Line
    from stilte.script.routine import Routine, Step

    _Found = tuple[Utterance, Where, bool]
    """An utterance, its position, and whether it is a counted number."""


MOST_PAIRS = 50_000
"""How many rounds of how many are gone through where every one of them may say something else."""


def utterances(routine: Routine) -> tuple[tuple[Utterance, Where], ...]:
    """Return what may be spoken, each once, with the place where it first appears.

    Where a count is a range, that is all that any count may say; counted numbers are among them. Raises
    `InputError` where that is more than anybody would speak.
    """
    found: dict[Utterance, Where] = {}
    for utterance, where, _ in _all(routine):
        found.setdefault(utterance, where)
    return tuple(found.items())


def faster_numbers(routine: Routine, lengths: Lengths, rate_hz: int) -> tuple[tuple[Utterance, Where], ...]:
    """Return the faster takes of those counted numbers that outlast their second."""
    found: dict[Utterance, Where] = {}
    for utterance, where, is_number in _all(routine):
        if is_number:
            faster = hurried_number(utterance, lengths.speech(utterance) / rate_hz)
            if faster != utterance:
                found.setdefault(faster, where)
    return tuple(found.items())


def _all(routine: Routine) -> Iterator[_Found]:
    for track in routine.tracks or (routine,):
        changing = any(_changes_speed(step) for step in every_step(track.steps))
        walk = _Walk(track, set(), changing)
        yield from walk.steps(track.steps, Round(), beat=False)


def _changes_speed(step: Step) -> bool:
    return any(isinstance(delivery.speed, Ramp) for delivery in deliveries_of(step))


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk through all that may be heard.

    What is inside a repeat depends on its own rounds and on the lists around it, not on the rounds of a
    repeat further out: `seen` keeps nested repeats from being walked once for every round around them.
    Where a speed is `changing`, the rounds further out count as well.
    """

    routine: Routine
    seen: set[tuple[int, Round, bool]]
    changing: bool = False

    def steps(self, steps: Iterable[Step], round_: Round, *, beat: bool) -> Iterator[_Found]:
        for step in steps:
            if round_.happens(step.on):
                yield from self._step(step, round_, beat=beat)

    def _step(self, step: Step, round_: Round, *, beat: bool) -> Iterator[_Found]:
        match step:
            case Say():
                yield from self._line(step.line, step.delivery, step.where, round_)
            case Hold():
                yield from self._hold(step, round_, beat=beat)
            case Group():
                yield from self.steps(step.steps, round_, beat=beat)
            case Repeat() | Breathe() if self._is_new(step, round_, beat=beat):
                if isinstance(step, Repeat):
                    yield from self._repeat(step, round_, beat=beat)
                else:
                    yield from self._breathe(step, round_)

    def _is_new(self, step: Repeat | Breathe, round_: Round, *, beat: bool) -> bool:
        shares = round_.shares if self.changing else ()
        key = (id(step), replace(round_, n=1, of=1, shares=shares), beat)
        new = key not in self.seen
        self.seen.add(key)
        return new

    def _repeat(self, step: Repeat, round_: Round, *, beat: bool) -> Iterator[_Found]:
        beat = beat or step.every_s is not None
        if isinstance(step.rounds, Count):
            rounds = (
                round_.at(n, of)
                for n, of in _pairs(
                    step.rounds, step.where, uses_left=self.changing or _uses_left(step.steps)
                )
            )
        else:
            of = len(step.rounds)
            rounds = (round_.entry(n, of, entry) for n, entry in enumerate(step.rounds, 1))
        for inside in rounds:
            named = with_name(inside, step.name, self.routine.language)
            yield from self.steps(step.steps, named, beat=beat)

    def _breathe(self, step: Breathe, round_: Round) -> Iterator[_Found]:
        uses_left = self.changing or any(_says_left(line) for cue in step.cues for _, line in cue.lines)
        for n, of in _pairs(step.count, step.where, uses_left=uses_left):
            cycle = round_.at(n, of)
            cue = cue_for(step.cues, cycle)
            if cue is not None:
                for _, line in cue.lines:
                    yield from self._line(line, step.delivery, cue.where, cycle)
            if step.counting and self.changing:
                yield from self._numbers(longest_phase_s(step), step, cycle)
        if step.counting and not self.changing:
            yield from self._numbers(longest_phase_s(step), step, round_)

    def _hold(self, step: Hold, round_: Round, *, beat: bool) -> Iterator[_Found]:
        if step.opening:
            yield from self._line(step.opening, step.delivery, step.where, round_)
        for line in step.during:
            if round_.happens(line.on):
                yield from self._line(line.line, line.delivery, line.where, round_)
        if step.counting:
            yield from self._numbers(_longest_s(step.length, beat=beat), step, round_)

    def _line(self, line: Line, delivery: Delivery, where: Where, round_: Round) -> Iterator[_Found]:
        for piece in pieces(line, round_, delivery, self.routine.language):
            if isinstance(piece, Utterance):
                yield piece, where, False

    def _numbers(self, longest_s: float, step: Hold | Breathe, round_: Round) -> Iterator[_Found]:
        delivery = round_.steady(step.delivery)
        for number in range(1, whole_seconds(longest_s) + 1):
            yield counted(number, delivery, self.routine.language), step.where, True


def _pairs(count: Count, where: Where, *, uses_left: bool) -> Iterator[tuple[int, int]]:
    """Yield rounds and how many there are, so that all that any count may say is among them.

    Only `<left>` tells how far a round is from the end: without it a round is known by its number and by
    whether it is the last.
    """
    if uses_left:
        if (count.high - count.low) * count.high > MOST_PAIRS:
            message = tr(
                "`<left>` in {low} to {high} rounds could be said in too many ways.",
                low=count.low,
                high=count.high,
            )
            raise InputError(Problem(where, message, tr("Narrow the range, or leave `<left>` out.")))
        for of in range(count.low, count.high + 1):
            yield from ((n, of) for n in range(1, of + 1))
    else:
        yield from ((n, count.high) for n in range(1, count.high + 1))
        yield from ((of, of) for of in range(count.low, count.high))


def _uses_left(steps: Iterable[Step]) -> bool:
    return any(_step_uses_left(step) for step in steps)


def _step_uses_left(step: Step) -> bool:
    match step:
        case Say():
            return _says_left(step.line)
        case Hold():
            lines = [line.line for line in step.during]
            return any(_says_left(line) for line in (*lines, step.opening) if line)
        case Group():
            return _uses_left(step.steps)
    return False


def _says_left(line: Line) -> bool:
    return any(isinstance(part, Place) and part.name != "n" for part in line.parts)


def _longest_s(length: Duration, *, beat: bool) -> float:
    match length:
        case Exact():
            return length.written_s
        case Elastic():
            return length.written_s if beat else length.most_s
        case Breaths():
            return length.count.high * max(length.cycle_s, length.grows.last if length.grows else 0.0)
        case DurationRamp():
            return max(_longest_s(length.first, beat=beat), _longest_s(length.last, beat=beat))


def longest_phase_s(step: Breathe) -> float:
    """Return how long the longest part of a breath may last, in whichever cycle."""
    breaths = (step.ramp.first, step.ramp.last) if step.ramp else (step.pattern,)
    return max(length_s for breath in breaths for _, length_s in breath.phases())
