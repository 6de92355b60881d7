"""Times in a heading, such as "(2x 20-30 sec per side)" or "The boat: 3 minutes"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from stilte.importer.build.chapter_state import quoted
from stilte.importer.build.draft import Step, Times, estimate_s
from stilte.importer.build.other_side import repeat_sides
from stilte.importer.label.headings import heading_quantities
from stilte.importer.language.phrases import number_pattern
from stilte.importer.language.quantities import Quantity
from stilte.importer.language.written_numbers import ends

if TYPE_CHECKING:
    from stilte.importer.build.chapter_state import Reader
    from stilte.importer.label.labelled_post import Sentence
    from stilte.importer.language.phrases import Idioms

_TIMED = ("hold", "breathe")
_MUCH_LONGER = 2
_ORDINAL = (
    r"(?:\d{1,2}(?:\.|e|ste|de|st|nd|rd|th)|first|second|third|fourth|fifth|last|eerste|tweede|derde|vierde|vijfde"
    r"|laatste|erste|zweite|dritte|vierte|fünfte|letzte|première|deuxième|troisième|dernière|primer|segundo|tercer)"
)


def give_heading_times(heading: Sentence, reader: Reader) -> None:
    """Give the steps of a chapter what its heading says of times, counts and sides, after its words."""
    found, words = heading_quantities(heading.text, reader.table)
    if not reader.steps or not any(step.verb != "note" for step in reader.steps):
        return
    sides = bool(reader.table.find("per_side", words)) or _on_both(words, found, reader.table)
    length = next((one for one in found if one.unit in ("seconds", "counts", "breaths")), None)
    times = next((one for one in found if one.unit == "times"), None)
    timed = [step for step in _all(reader.steps) if step.verb in _TIMED and not _once(step)]
    still = all(step.verb == "hold" and step.times and step.times.unit == "s" for step in timed)
    counted = (timed and not (still and len(found) == 1)) or any(
        step.verb == "repeat" and not step.entries for step in reader.steps
    )
    origin = replace(heading, block=reader.origins[-1].block if reader.origins else 0)
    minute = _numbered_minute(heading.text, reader.table)
    if minute and (not counted or _guessed(reader)):
        length, times = minute, None
    if length and len(timed) == 1 and _by_the_way(timed[0], length, reader):
        _hold_before(timed[0], length, heading, reader)
    elif length and length.unit == "seconds" and counted and not timed:
        reader.steps[-1] = reader.steps[-1].noting(quoted(heading.text))
    elif length and not timed:
        _hold(length, times, heading, reader)
    elif length and length.unit == "seconds" and _guessed(reader):
        _fill_breaths(length, reader)
    elif times and times.high > 1 and (not counted or (sides and len(found) > 1)):
        _rounds(times, heading, reader)
    if sides and not any(step.entries for step in _all(reader.steps)):
        repeat_sides(reader, origin, None)


def _on_both(words: str, found: tuple[Quantity, ...], table: Idioms) -> bool:
    """Tell whether a heading gives each side the same time ("3 minutes left, 3 minutes right")."""
    same = len(found) == 2 and (found[0].low, found[0].high) == (found[1].low, found[1].high)  # noqa: PLR2004
    letters = re.search(
        r"\bL\b.*\bR\b|\bR\b.*\bL\b|\bG\b.*\bD\b|\bD\b.*\bG\b|\bI\b.*\bD\b|\bD\b.*\bI\b", words
    )
    named = any(
        all(re.search(rf"\b{side}\b", words, re.IGNORECASE) for side in pair["words"])
        for pair in table.table["sides"]
    )
    return same and bool(letters or named)


def _by_the_way(step: Step, length: Quantity, reader: Reader) -> bool:
    """Tell whether the only time of a chapter is a short one in a later paragraph of a long pose."""
    at = next((at for at, one in enumerate(reader.steps) if one is step), 0)
    later = at > 0 and reader.origins[at].block != reader.origins[0].block
    short = estimate_s(replace(step, text="")) * _MUCH_LONGER <= length.low
    return later and short and step.verb == "hold" and length.unit == "seconds"


def _hold_before(step: Step, length: Quantity, heading: Sentence, reader: Reader) -> None:
    """Hold the pose for the time of its heading before the paragraph with its short time begins."""
    at = next(at for at, one in enumerate(reader.steps) if one is step)
    while at > 1 and reader.origins[at - 1].block == reader.origins[at].block:
        at -= 1
    held = Step("hold", times=Times(length.low, length.high, "s")).noting(quoted(heading.text))
    reader.steps.insert(at, held)
    reader.origins.insert(at, reader.origins[at - 1])


def _numbered_minute(heading: str, table: Idioms) -> Quantity | None:
    """Read "Minute three" or "Minutes 2–4" as the length of the part under it."""
    unit, number = "|".join(table.table["minutes"]), number_pattern(table)
    joins = "|".join([*table.table["and_then"], "&", r"\+"])
    if re.match(rf"\W*{_ORDINAL}\s(?:{unit})(?!\w)", heading, re.IGNORECASE):
        return Quantity("seconds", 60.0, 60.0, 0, 0)
    found = re.match(
        rf"\W*(?:{unit})\s(?P<n>{number}(?:\s(?:{joins})\s{number})?)(?!\w)", heading, re.IGNORECASE
    )
    if not found:
        return None
    low, high = ends(found["n"], table)
    seconds = 60.0 * (high - low + 1)
    return Quantity("seconds", seconds, seconds, 0, 0)


def _once(step: Step) -> bool:
    """Tell whether a step is one breath that a movement goes with."""
    return step.verb == "breathe" and step.times == Times(1, 1)


def _hold(length: Quantity, times: Quantity | None, heading: Sentence, reader: Reader) -> None:
    unit: Literal["s", "breaths"] = "breaths" if length.unit == "breaths" else "s"
    hold = Step("hold", times=Times(length.low, length.high, unit))
    if times and times.high > 1:
        hold = Step("repeat", times=Times(times.low, times.high), steps=(hold,))
    reader.add(hold.noting(quoted(heading.text)), _last_origin(heading, reader))


def _last_origin(heading: Sentence, reader: Reader) -> Sentence:
    return reader.origins[-1] if reader.origins else heading


def _rounds(times: Quantity, heading: Sentence, reader: Reader) -> None:
    body = [at for at, step in enumerate(reader.steps) if step.verb != "note"]
    inside = tuple(reader.steps[body[0] : body[-1] + 1])
    after = reader.steps[body[-1] + 1 :]
    last = inside[-1]
    if len(inside) == 1 and last.verb == "repeat" and not last.entries:
        return
    step = Step("repeat", times=Times(times.low, times.high), steps=inside).noting(quoted(heading.text))
    origin = _last_origin(heading, reader)
    reader.steps = [*reader.steps[: body[0]], step, *after]
    reader.origins = [*reader.origins[: body[0]], origin, *(origin for _ in after)]


def _guessed(reader: Reader) -> bool:
    return any("guessed count" in step.marks for step in reader.steps)


def _fill_breaths(length: Quantity, reader: Reader) -> None:
    """Let breaths whose count nobody told last as long as the heading says."""
    reader.steps = [
        replace(step, times=Times(length.low, length.high, "s"), marks=())
        if "guessed count" in step.marks
        else step
        for step in reader.steps
    ]
    reader.take_back_counts()


def _all(steps: list[Step]) -> list[Step]:
    return [inner for step in steps for inner in (step, *_all([*step.steps]))]
