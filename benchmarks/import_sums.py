"""Score the sums of imported scripts on posts with hand-made labels: how often and how long altogether.

    python -m benchmarks.import_sums [--cases] [FOLDER …]

A label gives the performances of each step (its counts, its sides, its `totals`) and the seconds of its holds; a
script gives the same when its repeats are played out. What a count applies to shows in these sums alone: every
event may be right, and the track last six hours. A post is right if its sum is within a tenth. Posts whose
labels hold vague amounts are judged by what the others give, and not at all where nothing is left.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from benchmarks.import_cases import FOLDERS, MARK, amount, labels, numbers, span
from stilte.errors import InputError
from stilte.importer.import_post import import_post

if TYPE_CHECKING:
    from collections.abc import Iterator

NEAR, FEW_S, CYCLE_S, SIDES = 0.1, 10.0, 10.0, 2
_BETWEEN = re.compile(r"between|tussen|zwischen|entre", re.IGNORECASE)


@dataclass(frozen=True)
class Sums:
    """Performances of movements and breaths, and seconds of holds and quiet, each as least and most."""

    count: tuple[float, float] = (0.0, 0.0)
    quiet_s: tuple[float, float] = (0.0, 0.0)

    def __add__(self, other: Sums) -> Sums:
        return Sums(_plus(self.count, other.count), _plus(self.quiet_s, other.quiet_s))

    def meets(self, wanted: Sums) -> bool:
        """Tell whether the sum is within a tenth of what was wanted; a performance is a breath, of ten seconds.

        A breath may be counted, or its time be held, so one sum is made of both.
        """
        got, asked_for = self.lasting_s, wanted.lasting_s
        low, high = min(asked_for[0] * (1 - NEAR), asked_for[0] - FEW_S), asked_for[1] * (1 + NEAR) + FEW_S
        return low <= got[1] and got[0] <= high

    @property
    def lasting_s(self) -> tuple[float, float]:
        """Return the seconds of the whole, with those of a breath for each performance."""
        first, last = (n * CYCLE_S + s for n, s in zip(self.count, self.quiet_s, strict=True))
        return first, last

    def __str__(self) -> str:
        return f"{_told(self.count)} times, {_told(self.quiet_s)} s"


def _told(ends: tuple[float, float]) -> str:
    return f"{ends[0]:g}" if ends[0] == ends[1] else f"{ends[0]:g}-{ends[1]:g}"


def _plus(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    return one[0] + other[0], one[1] + other[1]


def asked(wanted: dict[str, Any]) -> Sums | None:
    """Return the sums that a label asks for; None where an amount is vague or open."""
    steps = [
        step
        for exercise in wanted["exercises"]
        if exercise.get("expect") != "may"
        for step in [*(exercise.get("steps") or []), {"timed": exercise.get("timed") or []}]
    ]
    sums = [_of_step(step) for step in steps]
    known = [one for one in sums if one is not None]
    return sum(known, Sums()) if len(known) == len(sums) and any(one != Sums() for one in known) else None


def _of_step(step: dict[str, Any]) -> Sums | None:
    timed = [one for one in step.get("timed") or [] if one["kind"] not in ("section", "total", "cue")]
    timed = [one for one in timed for _ in range(int(one.get("times_in_script", 1)))]
    if any("vague" in one or _open(one) for one in timed) or "result" in step:
        return _of_result(step, timed)
    repeats = [(at, one) for at, one in enumerate(timed) if one["kind"] == "repeat" and "seconds" not in one]
    apart = len(repeats) > 1 and not any("of" in one or one.get("per") == "direction" for _, one in repeats)
    if (apart or len(repeats) > SIDES) and "totals" not in step:
        return None  # which of them belong together only a reader can tell
    ways = [one for _, one in repeats if one.get("per") == "direction"]
    sided = bool(step.get("totals")) or any(one["kind"] == "side" or one.get("per") for one in timed)
    rounds = [_times(one) for _, one in repeats if len(ways) != SIDES or one not in ways]
    counted = [
        prod(one[end] for one in rounds) * (SIDES if sided and len(ways) != SIDES else 1) for end in (0, 1)
    ]
    if len(ways) == SIDES:
        counted = [sum(_times(one)[end] for one in ways) for end in (0, 1)]
    if totals := step.get("totals"):
        counted = [float(sum(one for one in totals.values() if isinstance(one, int)))] * 2
    breaths = _sum(one for one in timed if one["kind"] == "breaths")
    times = (counted[0], counted[1])
    count = times if repeats or sided else (0.0, 0.0)
    count = (times[0] * breaths[0], times[1] * breaths[1]) if breaths[1] else count
    quiet = Sums()
    for at, one in enumerate(timed):
        if one["kind"] in ("hold", "stay", "pause", "repeat", "pattern"):
            quiet += Sums(quiet_s=_held(one, _performed(one, at, timed, repeats, times)))
    return Sums(count, quiet.quiet_s)


def _open(one: dict[str, Any]) -> bool:
    return any(isinstance(value, list) and not key.endswith("_range") for key, value in one.items()) or (
        one["kind"] == "pattern" and "seconds" not in one
    )


def _of_result(step: dict[str, Any], timed: list[dict[str, Any]]) -> Sums | None:
    cycles = (step.get("result") or {}).get("cycles")
    held = any(one["kind"] in ("hold", "stay", "pause", "side") for one in timed)
    return Sums((float(cycles), float(cycles))) if isinstance(cycles, int) and not held else None


def _times(one: dict[str, Any]) -> tuple[float, float]:
    found = amount(one, "times", "count")
    if found is None and "extra" in one:
        return float(one["extra"]) + 1, float(one["extra"]) + 1
    return found or (1.0, 1.0)


def _sum(found: Iterator[dict[str, Any]]) -> tuple[float, float]:
    ends = [_times(one) for one in found]
    return sum(one[0] for one in ends), sum(one[1] for one in ends)


def _performed(
    one: dict[str, Any],
    at: int,
    timed: list[dict[str, Any]],
    repeats: list[tuple[int, dict[str, Any]]],
    times: tuple[float, float],
) -> tuple[float, float]:
    """Return how often a hold is performed: in every round that is counted after it; a rest, between them."""
    if one["kind"] == "repeat":
        return 1.0, 1.0
    if _BETWEEN.search(str(one.get("quote", ""))):
        sets = next((_times(other) for _, other in reversed(repeats)), (1.0, 1.0))
        return max(0.0, sets[0] - 1), max(0.0, sets[1] - 1)
    if any(place > at for place, _ in repeats) or any(other["kind"] == "side" for other in timed[at:]):
        return times
    return (2.0, 2.0) if one.get("per") else (1.0, 1.0)


def _held(one: dict[str, Any], times: tuple[float, float]) -> tuple[float, float]:
    breaths = amount(one, "breaths")
    lasts = (breaths[0] * CYCLE_S, breaths[1] * CYCLE_S) if breaths else amount(one, "seconds", "counts")
    return (times[0] * lasts[0], times[1] * lasts[1]) if lasts else (0.0, 0.0)


def played(steps: list[Any]) -> Sums:
    """Return the sums of some steps of a script as written, with every repeat played out."""
    return sum((_played(step) if isinstance(step, dict) else _marked(step) for step in steps), Sums())


def _marked(line: str) -> Sums:
    """Return the quiet inside a line."""
    ends = [found for mark in MARK.findall(line) if (found := span(mark))]
    return Sums(quiet_s=(sum(one[0] for one in ends), sum(one[1] for one in ends)))


def _played(step: dict[str, Any]) -> Sums:
    if "repeat" in step:
        return _rounds(step)
    if "breathe" in step:
        lasts = re.search("[ms:]", step["breathe"])
        return (
            Sums(quiet_s=span(step["breathe"]) or (0, 0))
            if lasts
            else Sums(numbers(step["breathe"]) or (0, 0))
        )
    if "hold" in step:
        ends = numbers(step["hold"]) if "breath" in step["hold"] else span(step["hold"])
        many = CYCLE_S if "breath" in step["hold"] else 1.0
        return Sums(quiet_s=(ends[0] * many, ends[1] * many) if ends else (0, 0))
    ours = step.get("on") == "first"
    quiet = Sums(quiet_s=span(step["pause"]) or (0, 0)) if "pause" in step and not ours else Sums()
    return quiet + _marked(step.get("say", ""))


def _rounds(step: dict[str, Any]) -> Sums:
    rounds, inside = step["repeat"], step.get("steps") or []
    if isinstance(rounds, str) and re.search("[ms:]", rounds):
        return Sums(quiet_s=span(rounds) or (0, 0))
    many = (float(len(rounds)),) * 2 if isinstance(rounds, list) else numbers(rounds) or (1.0, 1.0)
    found, counted = Sums(), False
    for inner in inside:
        one = _played(inner) if isinstance(inner, dict) else _marked(inner)
        on = inner.get("on") if isinstance(inner, dict) else None
        times = (1.0, 1.0) if on in ("first", "last") else many
        times = (many[0] - 1, many[1] - 1) if on in ("not first", "not last") else times
        counted = counted or one.count != (0, 0)
        found += Sums(*((ends[0] * times[0], ends[1] * times[1]) for ends in (one.count, one.quiet_s)))
    return found if counted else Sums(many, found.quiet_s)


def sums(label: Path) -> tuple[Sums | None, Sums]:
    """Return what a label asks for and what the scripts of its post play."""
    wanted = yaml.safe_load(label.read_text(encoding="utf-8"))
    stem = label.name.removesuffix(".expected.yaml")
    source = next(one for one in sorted(label.parent.glob(f"{stem}.*")) if one != label)
    try:
        scripts = [yaml.load(one.script_text, yaml.BaseLoader) for one in import_post(source)]
    except InputError:
        scripts = []
    return asked(wanted), sum((played(script["steps"]) for script in scripts), Sums())


def right_sums(folder: list[Path], *, told: bool = False) -> tuple[int, int]:
    """Return how many posts have the sums that their labels ask for, of how many that give enough."""
    right = known = 0
    for label in folder:
        wanted, got = sums(label)
        if wanted is None:
            continue
        known += 1
        right += got.meets(wanted)
        if told:
            sign = " " if got.meets(wanted) else "!"
            print(f"{sign} {label.name.removesuffix('.expected.yaml'):38} {got}; asked {wanted}")
    return right, known


def main() -> None:
    """Print the figures of each folder, and with `--cases` of each post."""
    told = "--cases" in sys.argv
    for folder in [one for one in sys.argv[1:] if not one.startswith("-")] or FOLDERS:
        found = sorted(Path(folder).glob("*.expected.yaml")) if Path(folder).is_dir() else labels(folder)
        right, known = right_sums(found, told=told)
        print(f"{folder}: {right} of {known} sums within a tenth")


if __name__ == "__main__":
    main()
