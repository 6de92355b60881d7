"""Times, counts and breath patterns of a script, with what is elastic given its ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from stilte.messages import Message, Number, sentences, tr
from stilte.reader.report import Unreadable
from stilte.reader.times import number, tidy, time_range_s, whole
from stilte.script.durations import (
    After,
    Breaths,
    Count,
    Duration,
    DurationRamp,
    Elastic,
    Exact,
    Lines,
    Pattern,
    PatternRamp,
    Ramp,
)
from stilte.script.parse.patterns import NAMED

MOST_COUNT = 100_000
_BREATHS = re.compile(r"(.*[0-9])\s*breaths?", re.DOTALL)
_BREATHED = re.compile(r"([0-9][0-9 –-]*?)\s*(?:adem|atem|respir)\w*", re.IGNORECASE)
_TIMES = re.compile(r"([0-9]+(?:-[0-9]+)?) ?(?:x|×|times|keer|maal|mal|fois|veces)", re.IGNORECASE)
_LINES = re.compile(r"([0-9]{1,4}(?:[.,][0-9]{1,6})?)\s*lines?")
_LINED = re.compile(r"([0-9.,–-]+)\s*(?:regels?|zin(?:nen)?|zeilen?|lignes?|líneas?|lines?)", re.IGNORECASE)
_BREATH = re.compile(r"[0-9.]+(-[0-9.]+){2,3}")
_COUNT = re.compile(r"[0-9]+(-[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a written time is read by: the breath in force, the room of `stretch`, whether a beat fixes it."""

    pattern: Pattern = NAMED["calm"]
    stretch: tuple[float, float] = (0.5, 3.0)
    fixed: bool = False
    ramp: PatternRamp | None = None
    """How the breath in force changes from round to round; `pattern` is its first."""

    def breathing(self, breath: Pattern | PatternRamp) -> Measure:
        """Return what a time is read by where another breath is in force."""
        if isinstance(breath, Pattern):
            return replace(self, pattern=breath, ramp=None)
        return replace(self, pattern=breath.first, ramp=breath)

    @property
    def breath(self) -> Pattern | PatternRamp:
        """Return the breath in force."""
        return self.ramp or self.pattern


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


def after_length(text: str, measure: Measure) -> After:
    """Return the quiet after a line, which may be counted in lines.

    >>> after_length("1.5 lines", Measure())
    Lines(factor=1.5)
    """
    if found := _LINES.fullmatch(text.strip()):
        return Lines(number(found[1]))
    return pause_length(text, measure)


def hold_length(text: str, measure: Measure) -> Duration:
    """Return a time that is exact unless written as a range.

    >>> hold_length("20-40", Measure()), hold_length("3-5 breaths", Measure()).count
    (Elastic(written_s=20.0, least_s=20.0, most_s=40.0), Count(low=3, high=5))
    """
    if breaths := _BREATHS.fullmatch(text.strip()):
        cycle = measure.ramp.cycle if measure.ramp else None
        return Breaths(count(breaths[1], measure), measure.pattern.cycle_s, cycle)
    if breathed := _BREATHED.fullmatch(text.strip()):
        raise Unreadable(
            tr("'{text}' is not a time.", text=text), tr("Write `{count} breaths`.", count=breathed[1])
        )
    if lined := _LINED.fullmatch(text.strip()):
        raise Unreadable(*_no_lines(text.strip(), lined[1]))
    read = time_range_s(text)
    if isinstance(read, float):
        return Exact(read)
    return Exact(read[0]) if measure.fixed else Elastic(read[0], *read)


def _no_lines(text: str, number_: str) -> tuple[Message, Message]:
    if not _LINES.fullmatch(f"{number_} lines"):
        return tr("'{text}' is a range; quiet counted in lines is exact.", text=text), tr(
            "Write one number, as `1.5 lines`."
        )
    if not _LINES.fullmatch(text):
        unit = "line" if number_ == "1" else "lines"
        return tr("'{text}' is not a time.", text=text), tr(
            "Write `{number} {unit}`.", number=number_, unit=unit
        )
    message = tr(
        "'{text}' is as long as the line before it, and so can only be used on a spoken line.", text=text
    )
    return message, tr("Write `<{text}>` at the end of that line, or a time in seconds here.", text=text)


def exact_s(text: str, measure: Measure) -> float:
    """Return a single time in seconds; raise `Unclear` for a range."""
    match hold_length(text, measure):
        case Exact(written_s=length_s):
            return length_s
        case Breaths(grows=Ramp()):
            message = tr("'{text}' is not one time: the breath changes from round to round here.", text=text)
            raise Unreadable(message, tr("Write seconds."))
        case Breaths(count=Count(low=low, high=high), cycle_s=cycle_s) if low == high:
            return low * cycle_s
    raise Unreadable(tr("'{text}' is a range; here the time is exact.", text=text), tr("Write one time."))


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
        raise Unreadable(
            tr("'{text}' is not a count.", text=text), tr("Write a whole number, as 5, or a range, as 5-10.")
        )
    low, _, high = written.partition("-")
    return _counted(whole(low), whole(high or low), text, measure)


def cycles(text: str, unit_s: float, measure: Measure) -> Count:
    """Return a count as written, or as many units as fit into a time: at least one.

    >>> cycles("2m", 11.0, Measure()), cycles("8", 11.0, Measure())
    (Count(low=10, high=10), Count(low=8, high=8))
    """
    if _COUNT.fullmatch(tidy(text)):
        return count(text, measure)
    if _BREATH.fullmatch(tidy(text)) or text.strip() in NAMED:
        message = tr("'{text}' is a breath, and the number of breaths is expected here.", text=text)
        raise Unreadable(message, tr("Write `breathe: 5`, and under it `breath: {text}`.", text=text.strip()))
    try:
        length = hold_length(text, replace(measure, fixed=False))
    except Unreadable as unclear:
        counted = _TIMES.fullmatch(tidy(text))
        forms = sentences(tr("Write 8, 5-10 or 2m."), unclear.instead)
        cure = tr("Write `{count}`.", count=counted[1]) if counted else forms
        raise Unreadable(tr("'{text}' is neither a count nor a time.", text=text), cure) from None
    low_s, high_s = ends_s(length)
    return _counted(_fitting(low_s, unit_s), _fitting(high_s, unit_s), text, measure)


def ends_s(length: Duration) -> tuple[float, float]:
    """Return the shortest and the longest that a length may become, in seconds."""
    match length:
        case Exact(written_s=length_s):
            return length_s, length_s
        case Elastic(least_s=least_s, most_s=most_s):
            return least_s, most_s
        case Breaths(count=Count(low=low, high=high), cycle_s=cycle_s, grows=grows):
            cycles_s = (cycle_s, grows.last if grows else cycle_s)
            return low * min(cycles_s), high * max(cycles_s)
        case DurationRamp(first=first, last=last):
            (one, two), (three, four) = ends_s(first), ends_s(last)
            return min(one, three), max(two, four)


def _fitting(length_s: float, unit_s: float) -> int:
    return max(1, int(length_s / unit_s + 1e-9))


def _counted(low: int, high: int, text: str, measure: Measure) -> Count:
    if low == 0:
        raise Unreadable(
            tr("'{text}' starts at 0, which means never.", text=text),
            tr("Write at least 1, or leave the step out."),
        )
    if low > high:
        raise Unreadable(
            tr("The range '{text}' runs backwards.", text=text), tr("Write its lower end first.")
        )
    if high > MOST_COUNT:
        raise Unreadable(
            tr("'{text}' is more than {most} times.", text=text, most=Number(MOST_COUNT)),
            tr("Write a smaller count."),
        )
    return Count(low, low if measure.fixed else high)
