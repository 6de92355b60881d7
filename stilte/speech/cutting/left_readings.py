"""What was left out though it may be a line: one that was read in another order, or read once more.

Lines keep their order where they are aligned, and of a line said twice a reading with halts in it loses to a
whole one. So what belongs to no line is held against the lines near it, its pauses taken away.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from stilte.speech.cutting.align_lines import MOST_TOGETHER
from stilte.speech.cutting.known_reader import KnownReader, parts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from stilte.speech.cutting.align_lines import Match
    from stilte.speech.cutting.find_stretches import Stretch
    from stilte.speech.cutting.known_reader import Likeness, Saying
    from stilte.speech.cutting.long_recording import LongRecording
    from stilte.speech.cutting.match_costs import ModelLine

    Group = tuple[int, int]

_NEAR = 3
"""How many lines away from its place a line may be read."""
_LONGEST_PAUSE_S = 3.0
_MOST_LENGTH, _MOST_UNLIKE = 2.5, 2.0
_NEAREST = 0.08
"""By how much a line has to be more like what was left out than the lines near it are."""
_UNLIKE_WEIGHT = 1.5
_ALIKE = 1.5
"""Two readings of a line by one voice are nearer to each other than this; two lines are 1.9 apart or more."""


@dataclass(frozen=True, slots=True)
class LeftReading:
    """Stretches, first to before last, that were left out and may be a line, and how much dearer they are."""

    group: Group
    dearer: float


def left_readings(
    recording: LongRecording,
    stretches: Sequence[Stretch],
    models: Sequence[ModelLine],
    matches: Sequence[Match | None],
    told: Callable[[float], None] | None = None,
) -> dict[int, LeftReading]:
    """Return what was left out and may be a line: near its place where it is missing, else after its cut.

    `told` is told what share is done.
    """
    reader = KnownReader.of(recording, stretches, models, matches)
    if reader is None:
        return {}
    left = list(_left_out(stretches, matches))
    wanted = {
        (line, parts_of(stretches[group[0] : group[1]])): (line, group)
        for line, (since, until) in enumerate(_between(matches, len(stretches)))
        for group in left
        if since <= group[0] and group[1] <= until
    }
    fitting = {saying: name for saying, name in wanted.items() if reader.length_cost(saying) < _MOST_LENGTH}
    rivals = [
        (line, parts)
        for (at, parts) in fitting
        for line in range(max(at - _NEAR, 0), min(at + _NEAR + 1, len(models)))
    ]
    own = {
        line: (line, parts_of(stretches[match.first : match.last]))
        for line, match in enumerate(matches)
        if match
    }
    known = reader.likenesses([*fitting, *rivals, *own.values()], told)
    again = [saying for saying in fitting if saying[0] in own]
    alike = dict(zip(again, reader.apart([(parts, own[line][1]) for line, parts in again]), strict=True))
    offers: list[tuple[int, LeftReading]] = []
    for saying, (line, group) in fitting.items():
        fits = alike[saying] < _ALIKE if line in own else _is_nearest(saying, known, len(models))
        if not fits:
            continue
        dearer = _cost(known[saying]) - (_cost(known[own[line]]) if line in own else 0.0)
        offers.append((line, LeftReading(group, dearer)))
    return given_out(offers, own)


def given_out(offers: Sequence[tuple[int, LeftReading]], found: Collection[int]) -> dict[int, LeftReading]:
    """Return the least dear of what each line is offered; no stretch to two lines that are missing.

    `found` are the lines that have a cut of their own: those are only asked about, which takes nothing away.
    """
    given: dict[int, LeftReading] = {}
    taken: set[int] = set()
    for line, reading in sorted(offers, key=lambda offer: offer[1].dearer):
        stretches = range(*reading.group)
        if line in given or (line not in found and not taken.isdisjoint(stretches)):
            continue
        given[line] = reading
        if line not in found:
            taken.update(stretches)
    return given


def _left_out(stretches: Sequence[Stretch], matches: Sequence[Match | None]) -> Iterator[Group]:
    """Yield groups of stretches that belong to no line; they may be taken for an earlier reading of one."""
    used = {n for match in matches if match for n in range(match.first, match.last)}
    for first in range(len(stretches)):
        for last in range(first + 1, min(first + MOST_TOGETHER, len(stretches)) + 1):
            if last - 1 in used:
                break
            if (
                last - first > 1
                and stretches[last - 1].start_s - stretches[last - 2].end_s > _LONGEST_PAUSE_S
            ):
                break
            if not stretches[first].is_breath and not stretches[last - 1].is_breath:
                yield first, last


def _between(matches: Sequence[Match | None], count: int) -> list[Group]:
    """Return where each line may be read: near its place where it is missing, else after its own."""
    lasts = list(accumulate((match.last if match else 0 for match in matches), max, initial=0))
    firsts = [match.first if match else count for match in matches]
    nexts = list(accumulate(reversed(firsts), min, initial=count))[::-1]
    found = []
    for line, match in enumerate(matches):
        if match is None:
            found.append((lasts[max(line - _NEAR, 0)], nexts[min(line + _NEAR + 1, len(matches))]))
        else:
            found.append((match.last, nexts[line + 1]))
    return found


def _is_nearest(saying: Saying, known: dict[Saying, Likeness], count: int) -> bool:
    """Tell whether a line is clearly the one that this sounds like, of those near it."""
    line, parts = saying
    here = known[saying]
    beside = [n for n in range(max(line - _NEAR, 0), min(line + _NEAR + 1, count)) if n != line]
    nearest = min((known[n, parts].apart for n in beside), default=here.apart + 1.0)
    return here.unlike < _MOST_UNLIKE and here.apart < nearest - _NEAREST


def _cost(likeness: Likeness) -> float:
    return likeness.length + _UNLIKE_WEIGHT * likeness.unlike
