"""The other side and the other direction: the item again, with the change said between."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from stilte.importer.build.breaths.close import close
from stilte.importer.build.breaths.cues import complete
from stilte.importer.build.chapter_state import Reader, quoted
from stilte.importer.build.draft import Step, Times
from stilte.importer.build.reach import item_start, without_posture
from stilte.importer.build.sides import both_sides, turns_both_ways
from stilte.importer.language.phrases import Idioms, capital, number_pattern
from stilte.importer.language.written_numbers import ends
from stilte.messages import tr

if TYPE_CHECKING:
    from stilte.importer.label.labelled_post import Sentence
    from stilte.importer.language.quantities import Quantity

_CHANGE_S = "8"
_MOST_SIDED = 30


def switch(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> None:
    """Repeat the item before this sentence on the other side, with the sentence said between the two."""
    close(reader)
    if line.label == "timing" and not found:
        repeat_sides(reader, line, None)
        return
    repeat_sides(reader, line, Step("say", capital(line.text), on="first", pause=_CHANGE_S))


def repeat_sides(reader: Reader, line: Sentence, said: Step | None) -> None:
    """Repeat the whole item on the other side."""
    start = without_posture(item_start(reader, line), reader)
    inside = tuple(reader.steps[start:])
    if not inside:
        reader.say(line.text, line)
        return
    if said is None and turns_both_ways(inside, reader.table):
        return
    ours = Step("say", reader.table.table["switch_line"], on="first", pause=_CHANGE_S).noting(
        str(tr("ours: the post leaves the change to its reader"))
    )
    step = both_sides(inside, reader.table, said or ours).noting(quoted(line.text))
    reader.wrap(start, step, line)


def sides_counted(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> bool:
    """Read "four times on the right, then four times on the left": so often, on each side."""
    table = reader.table
    sides = _sides_of(table).findall(line.text)
    if len({side.lower() for side in sides}) < 2 or len(line.text.split()) > _MOST_SIDED:  # noqa: PLR2004
        return False
    counts = [one for one in found if one.unit == "times" and one.high > 1]
    pair = _pair(table).findall(line.text) if not counts else []
    low, high = (counts[0].low, counts[0].high) if counts else ends(pair[0], table) if pair else (0.0, 0.0)
    again = len(counts) >= 2 or len(pair) >= 2  # noqa: PLR2004
    if not high or not again or not (reader.steps or reader.open):
        return False
    _so_often(line, Times(low, high), reader)
    repeat_sides(reader, line, None)
    return True


def _so_often(line: Sentence, count: Times, reader: Reader) -> None:
    if reader.open and complete([part for part, _ in reader.open]):
        close(reader, count, line)
        return
    close(reader)
    start = without_posture(item_start(reader, line), reader)
    inside = tuple(reader.steps[start:])
    if inside:
        reader.wrap(start, Step("repeat", times=count, steps=inside).noting(quoted(line.text)), line)


@lru_cache(maxsize=8)
def _sides_of(table: Idioms) -> re.Pattern[str]:
    words = "|".join(
        sorted({word for pair in table.table["sides"] for word in pair["words"]}, key=len, reverse=True)
    )
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


@lru_cache(maxsize=8)
def _pair(table: Idioms) -> re.Pattern[str]:
    words = "|".join(
        sorted({word for pair in table.table["sides"] for word in pair["words"]}, key=len, reverse=True)
    )
    return re.compile(rf"({number_pattern(table)})\s(?:\w+\s){{0,2}}(?:{words})\b", re.IGNORECASE)


def other_direction(reader: Reader, line: Sentence) -> None:
    """Repeat the last step in the other direction, which is announced as ours."""
    counted = reader.steps[-1]
    ours = str(tr("ours: the post leaves the change to its reader"))
    reader.add(Step("say", reader.table.table["direction_line"]).noting(ours), line)
    reader.add(counted, line)
