"""Sentences that speak of what came before: again, so often on each side, and on the other side."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from stilte.importer.build.breaths.close import close
from stilte.importer.build.breaths.cues import complete
from stilte.importer.build.chapter_state import Reader, dotted, quoted, spoken
from stilte.importer.build.draft import Step, Times, estimate_s
from stilte.importer.build.other_side import other_direction, repeat_sides
from stilte.importer.build.reach import movement_start, numbered_steps
from stilte.importer.language.once_more import without_contrast
from stilte.importer.language.phrases import capital
from stilte.importer.language.quantities import Quantity
from stilte.importer.language.sentence_kinds import names_rest
from stilte.messages import tr

if TYPE_CHECKING:
    from stilte.importer.label.labelled_post import Sentence
    from stilte.importer.language.phrases import Idioms

_NO_QUANTITY = Quantity("times", 3, 3, 0, 0)
_LEAST_DIFFERENCE = 3


def counts_open(text: str, reader: Reader) -> bool:
    """Tell whether a line opens with a count while a breath is open ("20 Mal ein- und ausatmen")."""
    whole = complete([part for part, _ in reader.open]) > 0
    return whole and bool(reader.table.starts("repeat_alone", text))


def between_rounds(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> bool:
    """Read a rest between the rounds of a repeat, or after each of them."""
    table, last = reader.table, reader.steps[-1] if reader.steps else None
    between, each = table.find("between", line.text), table.find("after_each", line.text)
    length = next((one for one in found if one.unit in ("seconds", "counts", "breaths")), None)
    if last is None or last.verb != "repeat" or not length:
        return False
    if not (between or each) and not _rests_of_sets(line, last, reader):
        return False
    unit: Literal["s", "breaths"] = "breaths" if length.unit == "breaths" else "s"
    on = "" if each else "not last"
    rest = Step("hold", spoken(line.text, found), times=Times(length.low, length.high, unit), on=on)
    resting = with_rest_inside(last, rest.noting(quoted(line.text)))
    if resting is None:
        return False
    reader.steps[-1] = resting
    return True


def _rests_of_sets(line: Sentence, last: Step, reader: Reader) -> bool:
    """Tell whether a bare rest belongs to sets of its own sentence ("Squats 3x12, 30 s rest")."""
    same = line.at >= 0 and reader.origins[-1].at == line.at
    first = re.findall(r"[^\W\d_]+", line.text.lower())[:1]
    after = bool(first) and first[0] in reader.table.table["and_then"]
    in_sets = any(step.verb in ("repeat", "hold") and not step.entries for step in last.steps)
    return bool(same and in_sets and not after and names_rest(line.text, reader.table))


def with_rest_inside(step: Step, rest: Step) -> Step | None:
    """Return a repeat with a rest at the end of its rounds; of sides, in the repeat on each of them."""
    if not step.entries:
        return replace(step, steps=(*step.steps, rest))
    for at, inner in enumerate(step.steps):
        if inner.verb == "repeat" and (resting := with_rest_inside(inner, rest)):
            return replace(step, steps=(*step.steps[:at], resting, *step.steps[at + 1 :]))
    return None


def repeat(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> None:
    """Repeat what came before: open breaths, or the movement back to where it began."""
    timed = [one for one in found if one.unit != "counts"]
    one = timed[0] if timed else _NO_QUANTITY
    total = reader.table.find("total", line.text)
    one = timed[-1] if timed and total else one
    if not timed:
        reader.guess(tr("{sentence} gives no number: {n} times.", sentence=quoted(line.text), n="3"))
    added = 1 if one.more and not total else 0
    count = (
        Times(one.low + added, one.high + added) if one.unit != "seconds" else Times(one.low, one.high, "s")
    )
    sets = sets_of(line.text, timed, reader.table)
    if sets:
        count = Times(sets[0].low, sets[0].high)
    elif held := _held_each_time(line.text, found, reader.table):
        one = next(other for other in timed if other.unit == "times")
        count = Times(one.low, one.high)
        close(reader)
        _hold_inside(held, line, reader)
    _again(line, found, count, sets[0] if sets else one, reader)
    _say_difference(line, reader)
    if sets and reader.steps:
        rests = tuple(_rest(one, line) for one in timed if one.unit == "seconds")
        outer = Step("repeat", times=Times(sets[1].low, sets[1].high), steps=(reader.steps[-1], *rests))
        reader.wrap(len(reader.steps) - 1, outer.noting(quoted(line.text)), line)
    sided = reader.steps and any(step.entries for step in reader.steps[-1].steps)
    if reader.table.find("per_direction", line.text) and reader.steps and not sided:
        other_direction(reader, line)
    elif reader.table.find("per_side", line.text) and not sided:
        repeat_sides(reader, line, None)


def _say_difference(line: Sentence, reader: Reader) -> None:
    """Say after the first round what is different from then on ("…, but the second time slowly")."""
    table, last = reader.table, reader.steps[-1] if reader.steps else None
    tail = line.text[len(without_contrast(line.text, table)) :].lstrip(" ,;:–—-")
    told = table.starts("contrasts", tail)
    words = tail[told.end() :].strip() if told else ""
    if last is None or last.verb != "repeat" or last.entries or len(words.split()) < _LEAST_DIFFERENCE:
        return
    said = Step("say", dotted(capital(words)), on="first")
    reader.steps[-1] = replace(last, steps=(*last.steps, said))


def _held_each_time(text: str, found: tuple[Quantity, ...], table: Idioms) -> Quantity | None:
    """Return the time that is held in each repetition ("10 reps, 5 sec hold", "3 x 20 sec")."""
    times = [one for one in found if one.unit == "times" and one.high > 1]
    lasts = [one for one in found if one.unit in ("seconds", "counts")]
    if len(times) != 1 or len(lasts) != 1:
        return None
    near = not re.search(r"\w", text[times[0].end : lasts[0].start]) and times[0].start < lasts[0].start
    return lasts[0] if near or table.find("hold", text) else None


def _hold_inside(one: Quantity, line: Sentence, reader: Reader) -> None:
    """Add a hold to the movement that is about to be repeated, unless it ends in that hold already."""
    last, length = reader.steps[-1] if reader.steps else None, Times(one.low, one.high, "s")
    if last is not None and not (last.verb == "hold" and last.times == length):
        reader.add(Step("hold", times=length).noting(quoted(line.text)), reader.origins[-1])


def _rest(one: Quantity, line: Sentence) -> Step:
    """Return the rest between two sets."""
    rest = Step("hold", times=Times(one.low, one.high, "s"), on="not last")
    return rest.noting(quoted(line.text))


def sets_of(text: str, timed: list[Quantity], table: Idioms) -> tuple[Quantity, Quantity] | None:
    """Return how often inside and how often outside, where a sentence tells both ("12 reps, 2 sets")."""
    counts = [one for one in timed if one.unit == "times"]
    if len(counts) != 2 or counts[0].high <= 1 or counts[1].high <= 1:  # noqa: PLR2004
        return None
    outer = next((one for one in counts if table.find("rounds", text[one.start : one.end])), counts[0])
    inner = counts[1] if outer is counts[0] else counts[0]
    return inner, outer


def _again(line: Sentence, found: tuple[Quantity, ...], count: Times, one: Quantity, reader: Reader) -> None:
    table = reader.table
    numbered = numbered_steps(line.text, table)
    if reader.open and any(part.phase in ("out", "both") for part, _ in reader.open):
        _breaths_again(line, count, reader)
    elif one.unit == "seconds" and table.find("go_on", line.text):
        close(reader)
        reader.add(Step("hold", spoken(line.text, found), times=count).noting(quoted(line.text)), line)
    elif one.unit == "breaths" or (one.unit == "seconds" and table.find("breathe", line.text)):
        close(reader)
        reader.add(
            Step("breathe", times=count, breath=reader.named, sound="breath").noting(quoted(line.text)), line
        )
    else:
        close(reader)
        _movement(line, count, reader, numbered)
    reader.last = count


def again(line: Sentence, count: Times, reader: Reader) -> None:
    """Repeat the open breath, or the movement before, so often."""
    if reader.open and any(part.phase in ("out", "both") for part, _ in reader.open):
        _breaths_again(line, count, reader)
    else:
        close(reader)
        _movement(line, count, reader)
    reader.last = count


def _breaths_again(line: Sentence, count: Times, reader: Reader) -> None:
    """Repeat the open breath, together with those that were told one by one before it."""
    told = _told_breaths(reader)
    if not told or count.unit == "s":
        close(reader, count, line)
        return
    start = len(reader.steps) - told
    close(reader, Times(1, 1), reader.open[0][1])
    inside = tuple(replace(step, sound="") for step in reader.steps[start:])
    reader.wrap(start, Step("repeat", times=count, steps=inside).noting(quoted(line.text)), line)


def _told_breaths(reader: Reader) -> int:
    """Return how many of the last steps are breaths told one by one, with the lines said for them."""
    told = 0
    while told < len(reader.steps) and _told_once(reader.steps[-told - 1]):
        origin = reader.origins[-told - 1]
        told += 1
        while told < len(reader.steps) and reader.origins[-told - 1] is origin:
            told += 1
    return told


def _told_once(step: Step) -> bool:
    return step.verb == "breathe" and step.times == Times(1, 1) and bool(step.breath)


def _movement(line: Sentence, count: Times, reader: Reader, numbered: range | None = None) -> None:
    start = _with_words(movement_start(reader, line, numbered), reader)
    if 0 <= reader.fields_at < len(reader.steps):  # what stood before has its fields
        start = max(start, reader.fields_at)
    inside = tuple(once for step in reader.steps[start:] for once in _once_each(step, reader))
    if not inside or all(step.verb in ("note", "chapter") for step in inside):
        reader.guess(tr("{sentence} has nothing before it to repeat.", sentence=quoted(line.text)))
        reader.say(line.text, line)
    elif count.unit == "s":
        round_s = max(4.0, float(round(sum(estimate_s(step) for step in inside))))
        reader.guess(
            tr(
                "{sentence} does not say how long a round lasts: {n} seconds.",
                sentence=quoted(line.text),
                n=f"{round_s:g}",
            )
        )
        step = Step("repeat", times=count, every=round_s, steps=inside)
        reader.wrap(start, step.noting(quoted(line.text)), line)
    elif len(inside) == 1 and inside[0].verb == "breathe" and inside[0].times == Times(1, 1):
        reader.wrap(start, replace(inside[0], times=count, marks=()).noting(quoted(line.text)), line)
    else:
        reader.wrap(start, Step("repeat", times=count, steps=inside).noting(quoted(line.text)), line)


def _with_words(start: int, reader: Reader) -> int:
    """Return where a movement begins that is more than a rest: back over the repeat before it, if need be."""
    while start and all(step.verb in ("hold", "pause") for step in reader.steps[start:]):
        if reader.steps[start - 1].verb in ("chapter", "note"):
            return start
        start -= 1
    return start


def _once_each(step: Step, reader: Reader) -> tuple[Step, ...]:
    """Let a breath whose count was guessed happen once a round; lines that it cannot hold stand before it."""
    if "guessed count" not in step.marks:
        return (step,)
    reader.take_back_counts()
    laid = [cue for cue in step.cues if cue.lines]
    once = replace(step, times=Times(1, 1), marks=(), sound="", cues=tuple(laid))
    if len(laid) <= 1:
        return (once,)
    lines = tuple(Step("say", text) for cue in laid for _, text in cue.lines)
    return (*lines, replace(once, cues=()))
