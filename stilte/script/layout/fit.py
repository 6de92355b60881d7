"""Fitting a routine to a wanted length: first the counts, then one share of all elastic time."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem, Where
from stilte.messages import Length, Listed, sentences, tr
from stilte.script.layout.candidate import make_candidate
from stilte.script.layout.count_ranges import count_ranges, with_counts
from stilte.script.layout.unrolled_steps import Breathing, Held, Quiet, RoundBegins, RoundEnds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from stilte.messages import Message
    from stilte.script.layout.candidate import Candidate
    from stilte.script.layout.count_ranges import CountRange
    from stilte.script.layout.measured_steps import MeasuredStep
    from stilte.script.layout.measures import Measures
    from stilte.script.routine import Routine


class LengthMissed(InputError):
    """A length that a routine cannot have."""


TOLERANCE_S = 0.04
"""The tolerance for lengths that cannot be met exactly: within the documented 50 ms."""

_HALVINGS = 40
"""Bisection steps: precise to a hundredth of a frame for a whole day of elastic time."""

_MOST_NAMED = 3
"""How many places that could be made elastic a message names."""


def fit_to_length(routine: Routine, measures: Measures, asked_s: float) -> tuple[Candidate, float]:
    """Return the routine with counts chosen for a length, and the share of elastic time that meets it.

    The share is negative where time is shrunk. Raises `LengthMissed` for a length that cannot be reached.
    """
    sets = tuple(count_chain(count_ranges(routine)))
    drafts: dict[int, Candidate] = {}

    def drafted(index: int) -> Candidate:
        if index not in drafts:
            drafts[index] = make_candidate(with_counts(routine, sets[index]), measures, sets[index])
        return drafts[index]

    asked, tolerance = asked_s * measures.rate_hz, TOLERANCE_S * measures.rate_hz
    # Measuring a set is expensive, so a bisection over the chain measures only a few.
    crossing = _first_reaching(lambda index: drafted(index).extent_frames(0), len(sets), asked)
    # The two sets of counts around the length need the least stretching: lengths grow along the chain.
    near = [drafted(index) for index in (crossing - 1, crossing) if 0 <= index < len(sets)]
    shares = [(share, one) for one in near if (share := share_for(one, asked, tolerance)) is not None]
    if not shares:
        raise _unreachable(routine, measures, asked_s, (drafted(0), *near, drafted(len(sets) - 1)))
    # The smaller stretch changes the author's pauses least.
    share, best = min(shares, key=lambda pair: abs(pair[0]))
    return best, share


def count_chain(ranges: Sequence[CountRange]) -> Iterator[tuple[int, ...]]:
    """Yield sets of counts from the lowest on, one count raised at a time, in turn from the top.

    >>> from stilte.errors import Where
    >>> from stilte.script.layout.count_ranges import CountRange
    >>> here = Where("scripts/a.yaml", 3)
    >>> list(count_chain([CountRange(here, 1, 3), CountRange(here, 5, 6)]))
    [(1, 5), (2, 5), (2, 6), (3, 6)]
    """
    counts = [one.low for one in ranges]
    yield tuple(counts)
    while any(count < one.high for count, one in zip(counts, ranges, strict=True)):
        for index, one in enumerate(ranges):
            if counts[index] < one.high:
                # In turn, so that no single count takes all of the change.
                counts[index] += 1
                yield tuple(counts)


def share_for(one: Candidate, asked_frames: float, tolerance_frames: float) -> float | None:
    """Return the share of its elastic time with which a draft has that length, or None where no share does.

    Where the lines of an elastic hold change their order its length jumps, and lengths in between cannot be
    met.
    """
    natural = one.extent_frames(0)
    share = min(
        # 0.0 first: of equal distances the unstretched layout wins.
        (0.0, *_around(one, asked_frames)),
        key=lambda each: abs(one.extent_frames(each) - asked_frames),
    )
    reached = one.extent_frames(share)
    if abs(reached - asked_frames) > tolerance_frames:
        return None
    return share if reached != natural else 0.0


def _around(one: Candidate, asked_frames: float) -> tuple[float, float]:
    """Return the shares on both sides of a length: it only grows with the share, so halving finds them."""
    low, high = -1.0, 1.0
    if one.extent_frames(low) >= asked_frames:
        return low, low
    if one.extent_frames(high) <= asked_frames:
        return high, high
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if one.extent_frames(middle) < asked_frames else (low, middle)
    return low, high


def _first_reaching(length_frames: Callable[[int], float], many: int, asked_frames: float) -> int:
    """Return the first set that lasts as long as asked without stretching; lengths grow along the chain."""
    low, high = 0, many
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if length_frames(middle) >= asked_frames else (middle + 1, high)
    return low


def _unreachable(
    routine: Routine, measures: Measures, asked_s: float, drafts: Sequence[Candidate]
) -> LengthMissed:
    asked = asked_s * measures.rate_hz

    def shown_length(length_frames: float) -> Message:
        return Length(length_frames / measures.rate_hz)

    near = [one.extent_frames(share) for one in drafts for share in _around(one, asked)]
    below, above = [one for one in near if one < asked], [one for one in near if one > asked]
    least, most = drafts[0].extent_frames(-1), drafts[-1].extent_frames(1)
    if below and above:
        nearest = {"below": shown_length(max(below)), "above": shown_length(min(above))}
        can = tr("The nearest possible lengths are {below} and {above}.", **nearest)
    elif least == most:
        can = tr("It can last {length}, no more and no less.", length=shown_length(least))
    else:
        can = tr("It can last {least} to {most}.", least=shown_length(least), most=shown_length(most))
    message = sentences(tr("A length of {length} cannot be reached.", length=Length(asked_s)), can)
    return LengthMissed(
        Problem(_asked_at(routine, asked_s), message, could_stretch(drafts[0], count_ranges(routine)))
    )


def _asked_at(routine: Routine, asked_s: float) -> Where:
    """Return where a length was written."""
    written = dict(zip(routine.lengths_s, routine.lengths_at, strict=False))
    return written.get(asked_s, Where(routine.script, 1))


def could_stretch(draft: Candidate, ranges: Sequence[CountRange]) -> str | Message:
    """Return what could be made elastic, the longest first, each with its place; empty if nothing could."""
    lasting: Counter[tuple[Where, Message]] = Counter()
    known = {one.where for one in ranges}
    for where, what, frames in _exact(draft):
        if where not in known:
            lasting[where, what] += frames
    longest = lasting.most_common(_MOST_NAMED)
    named = Listed(tr("{what} at {where}", what=what, where=where) for (where, what), _ in longest)
    return tr("These could be made elastic: {places}.", places=named) if longest else ""


def _exact(draft: Candidate) -> Iterator[tuple[Where, Message, int]]:
    """Yield everything exact that lasts: its place, what to write instead, and its frames."""
    depth = 0
    for block in draft.blocks:
        match block.moment:
            case RoundBegins(every_s):
                depth += every_s is not None
            case RoundEnds(every_s):
                depth -= every_s is not None
        if depth == 0 and not block.elastic and block.planned_frames > 0:
            yield from _cure(block)


def _cure(block: MeasuredStep) -> Iterator[tuple[Where, Message, int]]:
    match block.moment:
        case Quiet(_, source, where):
            what = tr("the silence (as a `pause`)") if source == "silence" else tr("the pause (as a range)")
            yield where, what, block.planned_frames
        case Held(step):
            yield step.where, tr("the hold (as a range)"), block.planned_frames
        case Breathing(step):
            yield (
                step.where,
                tr("`breathe: {low}` (as a range of counts)", low=step.count.low),
                block.planned_frames,
            )
