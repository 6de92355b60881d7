"""Sentences that count each side or direction by itself ("ten times clockwise, ten times the other way")."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from stilte.importer.build.breaths.close import close
from stilte.importer.build.breaths.cues import complete
from stilte.importer.build.chapter_state import CHANGE_S, Reader, as_time, dotted, quoted
from stilte.importer.build.draft import Step, Times
from stilte.importer.build.other_side import repeat_sides
from stilte.importer.build.reach import item_start, movement_start, without_posture
from stilte.importer.language.loose_sides import takes_other
from stilte.importer.language.phrases import Idioms, bare_then, capital, number_pattern, pattern
from stilte.importer.language.quantities import Quantity, quantities, without
from stilte.importer.language.sentence_kinds import asks_again
from stilte.importer.language.side_words import asks_other_side
from stilte.importer.language.written_numbers import ends

if TYPE_CHECKING:
    from stilte.importer.label.labelled_post import Sentence

_MOST_SIDED = 30
_MOST_OWN = 1
_LEAST_LEAD = 2


@dataclass(frozen=True, slots=True)
class _Part:
    """A clause with its count: its words, and where the count and the direction stand in them."""

    text: str
    count: Quantity
    direction: re.Match[str]


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
    if table.find("ways", text):
        return False
    counts = [one for one in found if one.high > 1 and one.unit != "counts"]
    amounts = [(one.unit, one.low, one.high) for one in counts]
    second = ""
    if len(counts) == 2 and amounts[0] == amounts[1]:  # noqa: PLR2004
        cut = _clause_end(text, counts[0], table)
        first, second = text[:cut], bare_then(text[cut:].strip(" ,;.:–—-"), table)
    elif len(counts) == 1 and (bare := _bare_after(text, counts[0], table)):
        first, second = text[: bare.start()], bare["other"]
    elif not counts and (bare := _two_bare(table).match(text)):
        low, high = ends(bare["n"], table)
        if low < 2 or (low, high) != ends(bare["n2"], table):  # noqa: PLR2004
            return False
        counts, first, second = [Quantity("times", low, high, 0, 0)], "", bare["other"]
    if not second or _sides_of(table).search(first) or not (reader.steps or reader.open or first):
        return False
    other = without(second, *quantities(second, table))
    if not (asks_other_side(other, table) or takes_other(other, table)):
        return False
    lead = "" if asks_again(f"{first}.", table) else _lead(text, counts, table)
    if not lead and not (reader.steps or reader.open):
        return False
    said = Step("say", dotted(capital(second).rstrip(".") + "."), on="first", pause=CHANGE_S)
    if counts[0].unit == "times":
        _so_often(line, lead, Times(counts[0].low, counts[0].high), reader)
        repeat_sides(reader, line, said)
    else:
        _held_on_each(line, lead, counts[0], reader, said)
    return True


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
    end = _clause_end(text, counts[0], table)
    number = re.match(rf"\W*(?:{number_pattern(table)})\s", text[counts[0].start :], re.IGNORECASE)
    noun = text[counts[0].start + (number.end() if number else 0) : end]
    return bare_then(f"{text[: counts[0].start].lstrip()}{noun}".strip(" ,;:–—-"), table) if noun else ""


def _clause_head(text: str, count: Quantity, table: Idioms) -> str:
    joins = "|".join(table.table["and_then"])
    cuts = [cut.start() for cut in re.finditer(r"[,;:–—]\s", text[: count.start])]
    head = text[: cuts[-1]] if cuts else ""
    return re.sub(rf"^\W*(?:(?:{joins})\s)*", "", head, flags=re.IGNORECASE).strip(" ,;:–—-")


def _clause_end(text: str, count: Quantity, table: Idioms) -> int:
    joins = "|".join(table.table["and_then"])
    cut = re.search(rf"[,;.]\s|\s(?=(?:{joins})\s)|[.;]?$", text[count.end :], re.IGNORECASE)
    return count.end + (cut.start() if cut else 0)


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


def directions_counted(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> bool:
    """Read "ten times clockwise, ten times the other way": so often in each direction, one after the other.

    The movement stands in the sentence itself, or in what came before it.
    """
    parts = _directed(line.text, found, reader.table)
    if len(parts) != 2:  # noqa: PLR2004
        return False
    first, second = parts
    own = _words_besides(second, reader.table)
    head = _besides(first, reader.table)
    if len(own.split()) > _MOST_OWN or (not head and not reader.steps):
        return False
    close(reader)
    if len(head.split()) >= _LEAST_LEAD:
        for part, text in ((first, first.text), (second, f"{head} {second.direction[0]}")):
            _add_own(text, part, line, reader)
        return True
    if lead := _led_in(reader):
        for part in parts:
            _add_own(f"{lead} {part.direction[0]}", part, line, reader)
        return True
    _add_both_ways(first, second, line, reader)
    return True


def _led_in(reader: Reader) -> str:
    """Take back a line that leads to the counts of both directions ("Then make small circles:")."""
    last = reader.steps[-1] if reader.steps else None
    if last is None or last.verb != "say" or not last.text.rstrip().endswith(":"):
        return ""
    reader.left += list(last.comments)
    reader.steps.pop()
    reader.origins.pop()
    return last.text.rstrip(" :")


def counted_onward(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> bool:
    """Read "10 times. Then 10 times forwards.": the movement that was just counted, in another direction."""
    table, last = reader.table, reader.steps[-1] if reader.steps else None
    counts = [one for one in found if one.unit == "times" and one.high > 1]
    way = pattern(table, "directions").search(line.text)
    if (
        last is None
        or last.verb != "repeat"
        or last.entries
        or len(counts) != 1
        or len(found) != 1
        or not way
    ):
        return False
    part = _Part(line.text, counts[0], way)
    if len(_words_besides(part, table).split()) > _MOST_OWN:
        return False
    told = Step("say", dotted(capital(bare_then(line.text.strip(" ,;."), table)) + "."), on="first")
    inside = tuple(_turned_to(step, way[0], table) for step in last.steps)
    times = Times(counts[0].low, counts[0].high)
    reader.last = times
    reader.add(Step("repeat", times=times, steps=(told, *inside)).noting(quoted(line.text)), line)
    return True


def _turned_to(step: Step, way: str, table: Idioms) -> Step:
    """Return a line of a movement with the direction that it names changed to another."""
    return (
        replace(step, text=pattern(table, "directions").sub(way, step.text, count=1)) if step.text else step
    )


def _directed(text: str, found: tuple[Quantity, ...], table: Idioms) -> list[_Part]:
    """Return the clauses of a sentence that hold a count and a direction, if all of its counts are such."""
    counts = [one for one in found if one.unit == "times" and one.high > 1]
    if len(counts) != len(found) or len(counts) != 2:  # noqa: PLR2004
        return []
    cut = _clause_end(text, counts[0], table)
    parts: list[_Part] = []
    for part, one in ((text[:cut], counts[0]), (text[cut:], counts[1])):
        direction = None
        for direction in pattern(table, "directions").finditer(part):  # noqa: B007  the last one counts
            pass
        if direction is None:
            return []
        parts.append(_Part(part, one, direction))
    return parts if parts[0].direction[0].lower() != parts[1].direction[0].lower() else []


def _besides(part: _Part, table: Idioms) -> str:
    """Return the words of a clause without its count and direction."""
    cut = part.text[: part.direction.start()] + part.text[part.direction.end() :]
    shift = part.direction.end() - part.direction.start() if part.direction.end() <= part.count.start else 0
    start, end = part.count.start - shift, part.count.end - shift
    rest = f"{cut[:start]} {cut[end:]}" if end <= len(cut) + 1 else cut
    return bare_then(" ".join(rest.split()).strip(" ,;:.–—-"), table)


def _words_besides(part: _Part, table: Idioms) -> str:
    """Return the words of a later clause besides its count, its direction and small words."""
    number = rf"(?:{number_pattern(table)})\s?"
    units = "|".join((*table.table["times"], *table.table["approx"], *table.table["and_then"]))
    rest = part.text[: part.direction.start()] + part.text[part.direction.end() :]
    rest = re.sub(rf"[x×]\s?\d+|{number}", " ", rest, flags=re.IGNORECASE)
    rest = re.sub(rf"(?<!\w)(?:{units})(?!\w)", " ", rest, flags=re.IGNORECASE)
    return " ".join(re.findall(r"[^\W\d_]{2,}", rest))


def _add_own(text: str, part: _Part, line: Sentence, reader: Reader) -> None:
    said = bare_then(re.sub(r"^\W+", "", text).strip(" ,;"), reader.table).rstrip(".")
    bare = without_count(said, reader.table)
    times = Times(part.count.low, part.count.high)
    reader.last = times
    step = Step("repeat", times=times, steps=(Step("say", dotted(capital(bare) + ".")),))
    reader.add(step.noting(quoted(line.text)), line)


def without_count(text: str, table: Idioms) -> str:
    """Return a clause without its counts of times."""
    counts = [one for one in quantities(text, table) if one.unit == "times"]
    return re.sub(r"\s*,\s*(?=\S+(?:\s\S+){0,3}$)", " ", without(text, *counts)).strip(" ,;.")


def _add_both_ways(first: _Part, second: _Part, line: Sentence, reader: Reader) -> None:
    """Repeat what came before so often in the one direction, then so often in the other."""
    start = movement_start(reader, line, None)
    inside = tuple(reader.steps[start:])
    if len(inside) == 1 and inside[0].verb == "repeat" and not inside[0].entries:
        inside = inside[0].steps
    made = []
    for part in (first, second):
        said = capital(bare_then(part.text.strip(" ,;."), reader.table))
        told = Step("say", dotted(said + "."), on="first")
        times = Times(part.count.low, part.count.high)
        made.append(Step("repeat", times=times, steps=(*inside, told)).noting(quoted(line.text)))
    reader.last = made[-1].times
    reader.wrap(start, made[0], line)
    reader.add(made[1], line)


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
