"""Score the importer against scripts made by hand: precision and recall, per language.

    python -m benchmarks.importing [--held-out | --all] [NAME …]

Three things are counted. Timed instructions: breaths, holds, repeats and quiet of a told length, with
their numbers, in order. Spoken lines: by their words, wherever they are said. Never spoken: sentences that
the expected script lists behind `# never:`. Quiet that only makes room for a length counts for neither.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from stilte.errors import StilteError
from stilte.importer.import_post import import_post
from stilte.importer.prove.load import load_text
from stilte.script.durations import Breaths, DurationRamp, Elastic, Exact
from stilte.script.line import Line, Place, Said
from stilte.script.routine import Breathe, Hold, Pause, Repeat, Routine, Say

if TYPE_CHECKING:
    from stilte.script.routine import Step

POSTS = Path(__file__).resolve().parent.parent / "tests" / "importer" / "posts"
ALIKE = 0.72
OPEN_LEAST_S, OPEN_WIDTH_S = 5.0, 15.0


@dataclass(frozen=True)
class Score:
    """What was found, what should have been, and how much of it agrees."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.found + other.found, self.wanted + other.wanted)

    def __str__(self) -> str:
        precision = self.right / self.found if self.found else 1.0
        recall = self.right / self.wanted if self.wanted else 1.0
        return f"{precision:6.1%} {recall:6.1%} ({self.right} of {self.wanted}, {self.found} found)"


def words(line: Line) -> str:
    """Return a line's words as a plain string."""
    return "".join(
        part.word
        if isinstance(part, Said)
        else f"<{part.name}>"
        if isinstance(part, Place)
        else part
        if isinstance(part, str)
        else " "
        for part in line.parts
    )


def plain(text: str) -> str:
    """Return a text's letters and digits alone, small; the side a mark stands for does not matter."""
    return " ".join(re.findall(r"\w+", re.sub(r"<\w+>", "X", text).lower()))


def spoken(steps: tuple[Step, ...]) -> list[str]:
    """Return everything that some steps say, in order."""
    found: list[str] = []
    for step in steps:
        match step:
            case Say():
                found.append(words(step.line))
            case Breathe():
                found += [words(line) for cue in step.cues for _, line in cue.lines]
            case Hold():
                found += [words(step.opening)] if step.opening else []
                found += [words(one.line) for one in step.during]
            case Repeat():
                found += spoken(step.steps)
    return list(dict.fromkeys(text for one in found if (text := plain(one))))


def timed(steps: tuple[Step, ...]) -> list[str]:
    """Return the timed instructions of some steps, in order, as short strings."""
    found: list[str] = []
    for step in steps:
        match step:
            case Breathe():
                pattern = "-".join(
                    f"{p:g}"
                    for p in (step.pattern.in_s, step.pattern.hold_s, step.pattern.out_s, step.pattern.rest_s)
                )
                found.append(f"breathe {step.count.low}-{step.count.high} of {pattern}")
            case Say(after=(Exact() | Elastic() | Breaths()) as after) if not step.on:
                found.append(f"pause {span(after)}")
            case Hold(length=length) if not isinstance(length, DurationRamp):
                found.append(f"hold {span(length)}")
            case Pause(length=length) if not isinstance(length, DurationRamp):
                found += [] if is_open(length) else [f"pause {span(length)}"]
            case Repeat():
                rounds = (
                    "sides" if isinstance(step.rounds, tuple) else f"{step.rounds.low}-{step.rounds.high}"
                )
                found += [f"repeat {rounds}", *timed(step.steps)]
    return found


def span(length: Exact | Elastic | Breaths | DurationRamp) -> str:
    """Return a time as a short string."""
    if isinstance(length, DurationRamp):
        return f"{span(length.first)} to {span(length.last)}"
    if isinstance(length, Breaths):
        return f"{length.count.low}-{length.count.high} breaths"
    ranged = isinstance(length, Elastic) and length.written_s == length.least_s
    if isinstance(length, Elastic) and ranged:
        return f"{length.least_s:g}-{length.most_s:g}"
    return f"{length.written_s:g}"


def is_open(length: object) -> bool:
    """Tell whether quiet only makes room for a length."""
    return (
        isinstance(length, Elastic)
        and length.written_s == length.least_s == OPEN_LEAST_S
        and length.most_s - length.least_s >= OPEN_WIDTH_S
    )


def alike(one: str, other: str) -> bool:
    """Tell whether two lines say the same words, but for a few."""
    return SequenceMatcher(None, one.split(), other.split()).ratio() >= ALIKE or one == other


def matches(found: list[str], wanted: list[str]) -> tuple[list[str], list[str]]:
    """Return the found lines that nobody wanted, and the wanted ones that were not found."""
    left = list(wanted)
    extra = []
    for line in found:
        near = next((other for other in left if alike(line, other)), None)
        if near is None:
            extra.append(line)
        else:
            left.remove(near)
    return extra, left


def in_order(found: list[str], wanted: list[str]) -> int:
    """Return how many timed instructions agree, in order."""
    return sum(
        block.size for block in SequenceMatcher(None, found, wanted, autojunk=False).get_matching_blocks()
    )


def score(name: str, *, told: bool) -> tuple[Score, Score, Score]:
    """Return the scores of one post: timed instructions, spoken lines, sentences that must not be spoken."""
    source = next(path for path in POSTS.glob(f"{name}.*") if ".expected." not in path.name)
    expected = [POSTS / f"{name}.expected.yaml", *sorted(POSTS.glob(f"{name}-[2-9].expected.yaml"))]
    try:
        results: list[Routine | None] = [load_text(one.script_text) for one in import_post(source)]
    except StilteError as error:
        print(f"{name}: {error}")
        results = []
    results += [None] * (len(expected) - len(results))
    if len(results) > len(expected) and told:
        print(f"{name}: {len(results)} exercises, {len(expected)} expected")
    total = (Score(), Score(), Score())
    said: list[str] = []
    for path, got in zip(expected, results, strict=False):
        want = load_text(path.read_text(encoding="utf-8"))
        steps = got.steps if got else ()
        said += spoken(steps)
        extra, missed = matches(spoken(steps), spoken(want.steps))
        t, w = timed(steps), timed(want.steps)
        if told and (extra or missed or t != w):
            print(f"== {path.name}")
            print(
                "".join(f"   extra:  {one}\n" for one in extra)
                + "".join(f"   missed: {one}\n" for one in missed),
                end="",
            )
            if t != w:
                print(f"   timed:  {t}\n   wanted: {w}")
        lines = Score(len(spoken(steps)) - len(extra), len(spoken(steps)), len(spoken(want.steps)))
        total = (total[0] + Score(in_order(t, w), len(t), len(w)), total[1] + lines, total[2])
    never = [
        plain(one)
        for path in expected
        for one in re.findall(r"(?m)^# never: (.+)$", path.read_text(encoding="utf-8"))
    ]
    kept = [one for one in never if not any(one in line for line in said)]
    if told and len(kept) < len(never):
        print(f"== {name} says what it must not: {set(never) - set(kept)}")
    return total[0], total[1], Score(len(kept), len(never), len(never))


def main() -> None:
    """Print the scores of the posts that were asked for, by language."""
    options = [argument for argument in sys.argv[1:] if argument.startswith("--")]
    held = set((POSTS / "held-out.txt").read_text(encoding="utf-8").split())
    names = sorted(
        p.name.removesuffix(".expected.yaml")
        for p in POSTS.glob("*.expected.yaml")
        if not re.search(r"-[2-9]\.expected", p.name)
    )
    names = [name for name in names if "--all" in options or (name in held) == ("--held-out" in options)]
    asked = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    totals: dict[str, tuple[Score, Score, Score]] = {}
    for name in asked or names:
        one = score(name, told="--held-out" not in options)
        for key in (name[:2], "all"):
            before = totals.get(key, (Score(), Score(), Score()))
            totals[key] = (before[0] + one[0], before[1] + one[1], before[2] + one[2])
    for key, (times, lines, never) in totals.items():
        print(f"{key:4} timed {times}   spoken {lines}   never spoken {never.right} of {never.wanted} silent")


if __name__ == "__main__":
    main()
