"""Sentences that speak of what came before: again, and on the other side."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.importer import breath as breaths
from stilte.importer.breathing import close
from stilte.importer.draft import Step, Times, estimate_s
from stilte.importer.quantities import Quantity, without
from stilte.importer.sides import both_sides
from stilte.importer.state import Reader, bare_then, quoted, spoken
from stilte.importer.words import Idioms, capital

if TYPE_CHECKING:
    from stilte.importer.sentences import Sentence

FEW = 3


def is_switch(text: str, table: Idioms) -> bool:
    """Tell whether a sentence asks for the other side."""
    return bool(
        table.find("switch", text)
        and re.match(rf"\W*(?:{'|'.join(table.table['switch_starts'])})\b", text, re.IGNORECASE)
    )


def switch(line: Sentence, reader: Reader) -> None:
    """Repeat the item before this sentence on the other side, with the sentence said between the two."""
    close(reader)
    repeat_sides(reader, line, Step("say", capital(line.text), on="first", pause="8-10"))


def repeat_sides(reader: Reader, line: Sentence, said: Step | None) -> None:
    """Repeat the whole item on the other side."""
    start = _item_start(reader, line)
    inside = tuple(reader.steps[start:])
    if not inside:
        reader.say(line.text, line)
        return
    ours = Step("say", reader.table.table["switch_line"], on="first", pause="8-10").noting(
        "ours: the post leaves the change to its reader"
    )
    step = both_sides(inside, reader.table, said or ours).noting(quoted(line.text))
    reader.wrap(start, step, line)


def _item_start(reader: Reader, line: Sentence) -> int:
    """Return where the item that a sentence speaks of begins: chapter, list item, or paragraph."""
    limit = max(
        (at + 1 for at, step in enumerate(reader.steps) if step.entries or step.verb == "chapter"), default=0
    )
    if reader.whole:
        return limit
    same = [at for at, origin in enumerate(reader.origins) if origin.block == line.block]
    if not same and line.run:
        same = [at for at, origin in enumerate(reader.origins) if origin.run == line.run]
    return max(limit, same[0] if same else 0)


def is_repeat(text: str, found: tuple[Quantity, ...], table: Idioms) -> bool:
    """Tell whether a sentence asks for what came before, again, and little else."""
    timed = [one for one in found if one.unit != "counts"]
    alone = (
        bool(found)
        and not re.search(r"\w{3,}", without(text, *found))
        and found[0].unit in ("times", "breaths")
    )
    rest = without(text, *found)
    asks = table.starts("repeat", bare_then(text)) or table.starts("repeat", bare_then(rest))
    asks = (
        asks
        or (table.find("repeat", rest) if len(rest.split()) <= FEW else None)
        or table.starts("repeat_alone", text)
    )
    few = len(without(text, *found).split()) <= 20  # noqa: PLR2004
    return bool(
        (
            (alone or asks)
            and few
            and (timed or (asks and _vague_times(text, table)))
            and not _both(text, table)
        )
        or (alone)
    )


def counts_open(text: str, reader: Reader) -> bool:
    """Tell whether a line opens with a count while a breath is open ("20 Mal ein- und ausatmen")."""
    whole = breaths.complete([part for part, _ in reader.open]) > 0
    return whole and bool(reader.table.starts("repeat_alone", text))


def _both(text: str, table: Idioms) -> bool:
    return len({part.phase for part in breaths.phases(text, table)} & {"in", "out"}) == 2  # noqa: PLR2004


def _vague_times(text: str, table: Idioms) -> bool:
    return any(
        "times" in entry and re.search(entry["find"], text, re.IGNORECASE) for entry in table.table["vague"]
    )


def repeat(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> None:
    """Repeat what came before: open breaths, or the movement back to where it began."""
    timed = [one for one in found if one.unit != "counts"]
    one = timed[0] if timed else Quantity("times", 3, 3, 0, 0)
    total = reader.table.find("total", line.text)
    one = timed[-1] if timed and total else one
    added = 1 if one.more and not total else 0
    count = (
        Times(one.low + added, one.high + added) if one.unit != "seconds" else Times(one.low, one.high, "s")
    )
    sides = reader.table.find("per_side", line.text)
    if reader.open and any(part.phase in ("in", "out", "both") for part, _ in reader.open):
        _breaths_again(line, count, reader)
    elif one.unit == "seconds" and reader.table.find("go_on", line.text):
        close(reader)
        reader.add(Step("hold", spoken(line.text, found), times=count).noting(quoted(line.text)), line)
    elif one.unit == "breaths" or (one.unit == "seconds" and reader.table.find("breathe", line.text)):
        close(reader)
        reader.add(
            Step("breathe", times=count, breath=reader.named, sound="breath").noting(quoted(line.text)), line
        )
    else:
        close(reader)
        _movement(line, count, reader)
    if sides:
        repeat_sides(reader, line, None)


def _breaths_again(line: Sentence, count: Times, reader: Reader) -> None:
    """Repeat the open breath, together with those that were told one by one before it."""
    told = 0
    while told < len(reader.steps) and _told_once(reader.steps[-told - 1]):
        told += 1
    if not told or count.unit == "s":
        close(reader, count, line)
        return
    start = len(reader.steps) - told
    close(reader, Times(1, 1), reader.open[0][1])
    inside = tuple(replace(step, sound="") for step in reader.steps[start:])
    reader.wrap(start, Step("repeat", times=count, steps=inside).noting(quoted(line.text)), line)


def _told_once(step: Step) -> bool:
    return step.verb == "breathe" and step.times == Times(1, 1) and bool(step.breath)


def _movement(line: Sentence, count: Times, reader: Reader) -> None:
    start = _movement_start(reader, line)
    inside = tuple(reader.steps[start:])
    if not inside:
        reader.guess(f"{quoted(line.text)} has nothing before it to repeat.")
        reader.say(line.text, line)
    elif count.unit == "s":
        round_s = max(4.0, float(round(sum(estimate_s(step) for step in inside))))
        reader.guess(f"{quoted(line.text)}: a round is given {round_s:g} s.")
        step = Step("repeat", times=count, every=round_s, steps=inside)
        reader.wrap(start, step.noting(quoted(line.text)), line)
    elif len(inside) == 1 and inside[0].verb == "breathe" and inside[0].times == Times(1, 1):
        reader.wrap(start, replace(inside[0], times=count).noting(quoted(line.text)), line)
    else:
        reader.wrap(start, Step("repeat", times=count, steps=inside).noting(quoted(line.text)), line)


def _movement_start(reader: Reader, line: Sentence) -> int:
    """Return where the movement begins: its list, paragraph, or chapter; never the lying down."""
    ended = [
        at + 1
        for at, step in enumerate(reader.steps[:-1])
        if step.verb in ("repeat", "breathe", "chapter", "note")
    ]
    limit = ended[-1] if ended else 0
    if reader.steps and reader.steps[-1].voice and not line.run:
        return max(limit, len(reader.steps) - 1)
    run = line.run or (reader.origins[-1].run if reader.origins else 0)
    same = [at for at, origin in enumerate(reader.origins) if origin.block == line.block]
    listed = [at for at, origin in enumerate(reader.origins) if run and origin.run == run]
    start = max(limit, (same or listed or [0])[0])
    while (
        start < len(reader.steps) - 1
        and reader.table.starts("posture", reader.steps[start].text)
        and reader.steps[start].verb == "say"
    ):
        start += 1
    return start
