"""Times, counts and breath patterns of a script, with what is elastic given its ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches

from stilte.reader.report import Unclear
from stilte.reader.times import number, tidy, time_range_s, whole
from stilte.script.durations import CALM, Breaths, Count, Duration, Elastic, Exact, Pattern

MOST_COUNT = 100_000
MOST_PHASE_S = 600
NAMED = {
    "box": Pattern(4.0, 4.0, 4.0, 4.0),
    "coherent": Pattern(5.5, 0.0, 5.5, 0.0),
    "calm": CALM,
    "deep": Pattern(6.0, 0.0, 8.0, 0.0),
}
_BREATHS = re.compile(r"(.*[0-9])\s*breaths?", re.DOTALL)
_BREATHED = re.compile(r"([0-9][0-9 –-]*?)\s*(?:adem|atem)\w*", re.IGNORECASE)
_TIMES = re.compile(r"([0-9]+(?:-[0-9]+)?) ?(?:x|×|times|keer|maal|mal|fois|veces)", re.IGNORECASE)
_COUNT = re.compile(r"[0-9]+(-[0-9]+)?")
_PATTERN_FORMS = "Write in-out, in-hold-out or in-hold-out-rest, as 4-6, 4-7-8 or 4-4-4-4, or a name: "


@dataclass(frozen=True, slots=True)
class Measure:
    """What a written time is read by: the breath in force, the room of `stretch`, whether a beat fixes it."""

    pattern: Pattern = NAMED["calm"]
    stretch: tuple[float, float] = (0.5, 3.0)
    fixed: bool = False


def pause_length(text: str, measure: Measure) -> Duration:
    """Return quiet that `length` may stretch; inside a beat its lower end.

    >>> pause_length("4", Measure())
    Elastic(written_s=4.0, least_s=2.0, most_s=12.0)
    """
    length = hold_length(text, measure)
    if isinstance(length, Exact) and not measure.fixed:
        least, most = measure.stretch
        return Elastic(length.written_s, length.written_s * least, length.written_s * most)
    return length


def hold_length(text: str, measure: Measure) -> Duration:
    """Return a time that is exact unless written as a range.

    >>> hold_length("20-40", Measure()), hold_length("3-5 breaths", Measure())
    (Elastic(written_s=20.0, least_s=20.0, most_s=40.0), Breaths(count=Count(low=3, high=5), cycle_s=10.0))
    """
    if breaths := _BREATHS.fullmatch(text.strip()):
        return Breaths(count(breaths[1], measure), measure.pattern.cycle_s)
    if breathed := _BREATHED.fullmatch(text.strip()):
        raise Unclear(f"'{text}' is not a time.", f"Write `{breathed[1]} breaths`.")
    read = time_range_s(text)
    if isinstance(read, float):
        return Exact(read)
    return Exact(read[0]) if measure.fixed else Elastic(read[0], *read)


def exact_s(text: str, measure: Measure) -> float:
    """Return a single time in seconds; raise `Unclear` for a range."""
    match hold_length(text, measure):
        case Exact(written_s=length_s):
            return length_s
        case Breaths(count=Count(low=low, high=high), cycle_s=cycle_s) if low == high:
            return low * cycle_s
    raise Unclear(f"'{text}' is a range; here the time is exact.", "Write one time.")


def signed_s(text: str, measure: Measure) -> float:
    """Return a time that counts back from the end if it is negative.

    >>> signed_s("-1m", Measure())
    -60.0
    """
    written = tidy(text)
    length_s = exact_s(written.removeprefix("-"), measure)
    return -length_s if written.startswith("-") else length_s


def count(text: str, measure: Measure) -> Count:
    """Return a number of times, or a range of it; inside a beat its lower end.

    >>> count("5–10", Measure())
    Count(low=5, high=10)
    """
    written = tidy(text)
    if not _COUNT.fullmatch(written):
        raise Unclear(f"'{text}' is not a count.", "Write a whole number, as 5, or a range, as 5-10.")
    low, _, high = written.partition("-")
    return _counted(whole(low), whole(high or low), text, measure)


def cycles(text: str, unit_s: float, measure: Measure) -> Count:
    """Return a count as written, or as many units as fit into a time: at least one.

    >>> cycles("2m", 11.0, Measure()), cycles("8", 11.0, Measure())
    (Count(low=10, high=10), Count(low=8, high=8))
    """
    if _COUNT.fullmatch(tidy(text)):
        return count(text, measure)
    try:
        length = hold_length(text, replace(measure, fixed=False))
    except Unclear as unclear:
        counted = _TIMES.fullmatch(tidy(text))
        cure = f"Write `{counted[1]}`." if counted else f"Write 8, 5-10 or 2m. {unclear.instead}"
        raise Unclear(f"'{text}' is neither a count nor a time.", cure) from None
    low_s, high_s = ends_s(length)
    return _counted(_fitting(low_s, unit_s), _fitting(high_s, unit_s), text, measure)


def ends_s(length: Duration) -> tuple[float, float]:
    """Return the shortest and the longest that a length may become, in seconds."""
    match length:
        case Exact(written_s=length_s):
            return length_s, length_s
        case Elastic(least_s=least_s, most_s=most_s):
            return least_s, most_s
        case Breaths(count=Count(low=low, high=high), cycle_s=cycle_s):
            return low * cycle_s, high * cycle_s


def pattern(text: str) -> Pattern:
    """Return the breath that a name or numbers describe.

    >>> pattern("4-7-8")
    Pattern(in_s=4.0, hold_s=7.0, out_s=8.0, rest_s=0.0)
    """
    written = tidy(text)
    if written in NAMED:
        return NAMED[written]
    if not re.fullmatch(r"[0-9.]+(-[0-9.]+){1,3}", written):
        near = get_close_matches(written.lower(), NAMED, n=1)
        meant = f"Did you mean '{near[0]}'? " if near else ""
        raise Unclear(f"'{text}' is not a breath.", f"{meant}{_PATTERN_FORMS}{', '.join(NAMED)}.")
    read = [number(part) for part in written.split("-")]
    in_out = 2
    four = [read[0], 0.0, read[1], 0.0] if len(read) == in_out else [*read, 0.0][:4]
    return sound_pattern(Pattern(*four), text)


def sound_pattern(found: Pattern, text: str) -> Pattern:
    """Return a pattern that can be breathed; raise `Unclear` for one that lasts no time or minutes on end."""
    if found.in_s + found.out_s <= 0:
        raise Unclear(f"The breath '{text}' has no in-breath and no out-breath.", "Write one as 4-6.")
    if max(length for _, length in found.phases()) > MOST_PHASE_S:
        raise Unclear(f"A phase of the breath '{text}' lasts over ten minutes.", "Its numbers are seconds.")
    return found


def seconds_of_phase(text: str) -> float:
    """Return the length of one phase of a breath, which is a plain number of seconds."""
    length_s = number(text)
    if length_s < 0:
        raise Unclear(f"'{text}' is less than nothing.", "Write seconds, as 4.")
    return length_s


def _fitting(length_s: float, unit_s: float) -> int:
    return max(1, int(length_s / unit_s + 1e-9))


def _counted(low: int, high: int, text: str, measure: Measure) -> Count:
    if low == 0:
        raise Unclear(f"'{text}' counts from 0: that is never.", "Write at least 1, or leave the step out.")
    if low > high:
        raise Unclear(f"The range '{text}' runs backwards.", "Write its lower end first.")
    if high > MOST_COUNT:
        raise Unclear(f"'{text}' is more than {MOST_COUNT:,} times.", "Write a smaller count.")
    return Count(low, low if measure.fixed else high)
