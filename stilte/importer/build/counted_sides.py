"""Sentences that count each side by itself ("four times on the right, then four times on the left")."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from stilte.importer.build.breaths.close import close
from stilte.importer.build.breaths.cues import complete
from stilte.importer.build.chapter_state import CHANGE_S, Reader, as_time, dotted, quoted
from stilte.importer.build.clauses import clause_end
from stilte.importer.build.draft import Step, Times
from stilte.importer.build.other_side import repeat_sides
from stilte.importer.build.reach import item_start, without_posture
from stilte.importer.language.loose_sides import takes_other
from stilte.importer.language.phrases import Idioms, bare_then, capital, number_pattern, pattern, side_pattern
from stilte.importer.language.quantities import Quantity, quantities, without
from stilte.importer.language.sentence_kinds import asks_again
from stilte.importer.language.side_words import asks_other_side
from stilte.importer.language.written_numbers import ends

if TYPE_CHECKING:
    from stilte.importer.label.labelled_post import Sentence

_MOST_SIDED = 30
_LEAST_LEAD = 2


def sides_counted(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> bool:
    """Read "four times on the right, then four times on the left": so often, or so long, on each side."""
    return _then_other(line, found, reader) or _named_sides(line, found, reader)


def _named_sides(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> bool:
    """Read a sentence that names both sides, each with its amount."""
    table = reader.table
    sides = _sides_of(table).findall(line.text)
    if len({side.lower() for side in sides}) < 2 or len(line.text.split()) > _MOST_SIDED:  # noqa: PLR2004
        return False
    counts = _each([one for one in found if one.high > 1 and one.unit != "counts"])
    pair = _pair(table).findall(line.text) if not counts else []
    if not (len(counts) > 1 or len(pair) > 1):
        return False
    length = counts[0] if counts else None
    lead = _lead(line.text, counts, table)
    if length and length.unit in ("seconds", "breaths"):
        _held_on_each(line, lead, length, reader)
        return True
    low, high = (length.low, length.high) if length else ends(pair[0], table)
    if not lead and not (reader.steps or reader.open):
        return False
    if high <= 1 and not lead:
        return _both_once_more(line, reader)
    _so_often(line, lead, Times(low, high), reader)
    repeat_sides(reader, line, None)
    return True


def _both_once_more(line: Sentence, reader: Reader) -> bool:
    """Read "Once more left and once more right": both sides again, where they were told before."""
    last = reader.steps[-1] if reader.steps else None
    if last is None or not last.entries or not reader.table.find("again_more", line.text):
        return False
    step = Step("repeat", times=Times(2, 2), steps=(last,))
    reader.wrap(len(reader.steps) - 1, step.noting(quoted(line.text)), line)
    return True


def _then_other(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> bool:
    """Read "Do this 5 times, then 5 times on the other side": the same amount on each side."""
    table, text = reader.table, line.text
    halves = _halves(text, found, table)
    if halves is None or table.find("ways", text) or pattern(table, "directions").search(halves.first):
        return False
    first, second, count = halves.first, halves.second, halves.count
    if _sides_of(table).search(first) or not (reader.steps or reader.open or first):
        return False
    other = without(second, *quantities(second, table))
    if not (asks_other_side(other, table) or takes_other(other, table)):
        return False
    again = asks_again(f"{first}.", table)
    lead = "" if again else _lead(text, list(halves.counts), table) or _movement(first, count, table)
    if not lead and not (reader.steps or reader.open):
        return False
    said = Step("say", dotted(capital(second).rstrip(".") + "."), on="first", pause=CHANGE_S)
    if count.unit == "times":
        _so_often(line, lead, Times(count.low, count.high), reader)
        repeat_sides(reader, line, said)
    else:
        _held_on_each(line, lead, count, reader, said)
    return True


@dataclass(frozen=True, slots=True)
class _Halves:
    """A sentence cut at its second side: the words of each half, and the counts, which are alike."""

    first: str
    second: str
    counts: tuple[Quantity, ...]

    @property
    def count(self) -> Quantity:
        """Return the count of the first half."""
        return self.counts[0]


def _halves(text: str, found: tuple[Quantity, ...], table: Idioms) -> _Halves | None:
    """Cut a sentence that counts the same twice, with a unit or as a bare number; None for any other."""
    counts = tuple(one for one in found if one.high > 1 and one.unit != "counts")
    amounts = {(one.unit, one.low, one.high) for one in counts}
    halves = None
    if len(counts) == 2 and len(amounts) == 1:  # noqa: PLR2004
        cut = clause_end(text, counts[0], table)
        halves = _Halves(text[:cut], bare_then(text[cut:].strip(" ,;.:–—-"), table), counts)
    elif len(counts) == 1 and (bare := _bare_after(text, counts[0], table)):
        halves = _Halves(text[: bare.start()], bare["other"], counts)
    elif not counts and (bare := _two_bare(table).match(text)):
        low, high = ends(bare["n"], table)
        if low > 1 and (low, high) == ends(bare["n2"], table):
            halves = _Halves("", bare["other"], (Quantity("times", low, high, 0, 0),))
    return halves if halves and halves.second else None


def _movement(first: str, count: Quantity, table: Idioms) -> str:
    """Return the movement that the first half tells before its count ("Swing your arm ten times")."""
    before = bare_then(first[: count.start].strip(" ,;:–—-"), table)
    if len(before.split()) < _LEAST_LEAD or pattern(table, "this_side").search(before):
        return ""
    return bare_then(without(first, *quantities(first, table)).strip(" ,;:.–—-"), table)


def _bare_after(text: str, count: Quantity, table: Idioms) -> re.Match[str] | None:
    """Return the second half of "five times, then five on the right", whose number has no unit."""
    joins = "|".join(table.table["and_then"])
    found = re.compile(
        rf"[,;]?\s(?:(?:{joins})\s)*(?P<n>{number_pattern(table)})\s(?P<other>\D+)$", re.IGNORECASE
    ).search(text, count.end)
    return found if found and ends(found["n"], table) == (count.low, count.high) else None


@lru_cache(maxsize=8)
def _two_bare(table: Idioms) -> re.Pattern[str]:
    """Return "five on this side, five on the other", whose numbers have no unit."""
    number = number_pattern(table)
    joins = "|".join(table.table["and_then"])
    own = "|".join(table.table["this_side"])
    return re.compile(
        rf"\W*(?P<n>{number})\s(?:{own}),?\s(?:(?:{joins})\s)*(?P<n2>{number})\s(?P<other>[^\d]+)$",
        re.IGNORECASE,
    )


def _each(counts: list[Quantity]) -> list[Quantity]:
    """Return the counts of the sides: before them, a sentence may tell what both make together."""
    whole = len(counts) > 2 and counts[0].low == sum(one.low for one in counts[1:3])  # noqa: PLR2004
    if not whole:
        return counts
    first = replace(counts[1], start=counts[0].start, end=counts[0].end, shaped=counts[0].shaped)
    return [first, *counts[2:]]


def _lead(text: str, counts: list[Quantity], table: Idioms) -> str:
    """Return the movement that such a sentence tells itself: before its counts, or counted by its name."""
    if not counts:
        return ""
    head = _clause_head(text, counts[0], table)
    if len(head.split()) > _LEAST_LEAD:
        return head
    if not counts[0].shaped:
        return ""
    end = clause_end(text, counts[0], table)
    number = re.match(rf"\W*(?:{number_pattern(table)})\s", text[counts[0].start :], re.IGNORECASE)
    noun = text[counts[0].start + (number.end() if number else 0) : end]
    return bare_then(f"{text[: counts[0].start].lstrip()}{noun}".strip(" ,;:–—-"), table) if noun else ""


def _clause_head(text: str, count: Quantity, table: Idioms) -> str:
    joins = "|".join(table.table["and_then"])
    cuts = [cut.start() for cut in re.finditer(r"[,;:–—]\s", text[: count.start])]
    head = text[: cuts[-1]] if cuts else ""
    return re.sub(rf"^\W*(?:(?:{joins})\s)*", "", head, flags=re.IGNORECASE).strip(" ,;:–—-")


def _held_on_each(
    line: Sentence, lead: str, length: Quantity, reader: Reader, said: Step | None = None
) -> None:
    close(reader)
    if lead:
        reader.say(capital(lead) + ".", line)
    reader.add(Step("hold", times=as_time(length)).noting(quoted(line.text)), line)
    repeat_sides(reader, line, said)


def _so_often(line: Sentence, lead: str, count: Times, reader: Reader) -> None:
    if reader.open and complete([part for part, _ in reader.open]):
        close(reader, count, line)
        return
    close(reader)
    if lead:
        said = Step("say", dotted(capital(lead).rstrip(".") + "."))
        reader.add(Step("repeat", times=count, steps=(said,)).noting(quoted(line.text)), line)
        return
    start = without_posture(item_start(reader, line), reader)
    inside = tuple(reader.steps[start:])
    if inside:
        reader.wrap(start, Step("repeat", times=count, steps=inside).noting(quoted(line.text)), line)


@lru_cache(maxsize=8)
def _sides_of(table: Idioms) -> re.Pattern[str]:
    return re.compile(rf"\b{side_pattern(table)}\b", re.IGNORECASE)


@lru_cache(maxsize=8)
def _pair(table: Idioms) -> re.Pattern[str]:
    side = side_pattern(table)
    return re.compile(rf"({number_pattern(table)})\s(?:\w+\s){{0,2}}{side}\b", re.IGNORECASE)
