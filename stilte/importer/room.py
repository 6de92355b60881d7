"""Room for the lengths that a post asks for: elastic quiet where the exercise leaves time open."""

from __future__ import annotations

from dataclasses import replace

from stilte.importer.draft import Draft, Step, Times, estimate_s
from stilte.units import clock

LEAD_S = 18.0
LINE_MOST_S = 12.0
LINE_S = 4.0
WORD_S = 0.6
LEAST_OPEN_S = 5.0
SLOW = 1.2
QUICK = 0.75


def make_room(draft: Draft, lengths: tuple[float, ...], words: str) -> Draft:
    """Return the draft with those lengths, and quiet that can grow at the ends of chapters to reach them.

    A length that the words alone exceed is reported and left out.
    """
    least, most = bounds_s(draft.steps)
    told = " ".join(words.split())
    short = [length for length in lengths if length < least]
    kept = tuple(length for length in lengths if length >= least)
    guesses = tuple(
        f'"{told}": {clock(length)[:-2]} is too short: words and breaths alone take {clock(least)[:-2]}.'
        for length in short
    )
    if not kept:
        return replace(draft, guesses=(*draft.guesses, *guesses))
    places = _places(draft.steps)
    missing = max(kept) * 1.05 - most
    each = min(600.0, max(20.0, -(-missing // max(1, len(places)) // 5) * 5 + 5))
    steps = _opened(draft.steps, places, each) if missing > 0 or min(kept) > most else draft.steps
    told_open = f"length comes from \"{told}\"; quiet marked 'open' can grow to reach it."
    return replace(draft, steps=steps, lengths=kept, guesses=(*draft.guesses, *guesses, told_open))


def bounds_s(steps: tuple[Step, ...]) -> tuple[float, float]:
    """Return about the shortest and the longest that some steps can last, on the safe side of both."""
    said = sum(_words(step) for step in steps) * WORD_S
    exact = LEAD_S + sum(_exact_s(step) for step in steps)
    lines = sum(_lines(step) for step in steps)
    least = exact + said * SLOW + lines * LINE_S / 2 + sum(_open_s(step, 0) for step in steps)
    most = exact + said * QUICK + lines * LINE_MOST_S + sum(_open_s(step, 1) for step in steps)
    return least, most


def _rounds(step: Step) -> float:
    return len(step.entries) or (step.times.low if step.times and step.times.unit == "" else 1)


def _words(step: Step) -> float:
    own = len(step.text.split()) if step.verb == "say" else 0
    return own + (_rounds(step) * sum(_words(one) for one in step.steps) if step.verb == "repeat" else 0)


def _lines(step: Step) -> float:
    own = 1 if step.verb == "say" else 0
    return own + (_rounds(step) * sum(_lines(one) for one in step.steps) if step.verb == "repeat" else 0)


def _exact_s(step: Step) -> float:
    if step.verb == "repeat":
        return _rounds(step) * sum(_exact_s(one) for one in step.steps)
    if step.verb in ("breathe", "hold") and not _stretches(step):
        return estimate_s(step)
    return 0.0


def _stretches(step: Step) -> bool:
    return bool(
        step.times
        and step.times.low != step.times.high
        and step.times.unit == "s"
        and step.verb in ("hold", "pause")
    )


def _open_s(step: Step, end: int) -> float:
    """Return the least (`end` 0) or the most (1) of a step's elastic time."""
    if step.verb == "repeat":
        return _rounds(step) * sum(_open_s(one, end) for one in step.steps)
    if step.verb == "pause" and step.times and not _stretches(step):
        return step.times.low * (0.5, 3.0)[end]
    return (step.times.low, step.times.high)[end] if _stretches(step) and step.times else 0.0


def _places(steps: tuple[Step, ...]) -> list[int]:
    """Return after which steps quiet may grow: a vague "even", and the end of each chapter."""
    ends = [at for at, step in enumerate(steps) if at and _ends(steps, at)]
    vague = [at for at, step in enumerate(steps) if step.verb == "pause" and step.text == "vague"]
    last = [at for at, step in enumerate(steps) if step.verb != "note"][-1:]
    breaths = [at for at, step in enumerate(steps) if step.verb == "breathe" and at not in ends]
    return sorted({*ends, *vague, *last, *breaths})


def _ends(steps: tuple[Step, ...], at: int) -> bool:
    return at + 1 < len(steps) and steps[at + 1].verb == "chapter" and steps[at].verb != "chapter"


def _opened(steps: tuple[Step, ...], places: list[int], each: float) -> tuple[Step, ...]:
    quiet = Times(LEAST_OPEN_S, LEAST_OPEN_S + each, "s")
    found: list[Step] = []
    for at, step in enumerate(steps):
        if at in places and step.verb == "pause":
            found.append(
                replace(step, times=quiet, comments=(*step.comments, "open: grows to reach the length"))
            )
        elif at in places:
            found += [step, Step("pause", times=quiet, comments=("open: grows to reach the length",))]
        else:
            found.append(step)
    return tuple(found)
