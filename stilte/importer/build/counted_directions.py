"""Sentences that count each direction by itself ("ten times clockwise, ten times the other way")."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stilte.importer.build.breaths.close import close
from stilte.importer.build.chapter_state import Reader, dotted, quoted
from stilte.importer.build.clauses import clause_end
from stilte.importer.build.draft import Step, Times
from stilte.importer.build.reach import movement_start
from stilte.importer.language.phrases import Idioms, bare_then, capital, number_pattern, pattern
from stilte.importer.language.quantities import Quantity, quantities, without

if TYPE_CHECKING:
    from stilte.importer.label.labelled_post import Sentence

_MOST_OWN = 1
_LEAST_LEAD = 2


@dataclass(frozen=True, slots=True)
class _Part:
    """A clause with its count: its words, and where the count and the direction stand in them."""

    text: str
    count: Quantity
    direction: re.Match[str]


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
    cut = clause_end(text, counts[0], table)
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
    bare = _without_count(said, reader.table)
    times = Times(part.count.low, part.count.high)
    reader.last = times
    step = Step("repeat", times=times, steps=(Step("say", dotted(capital(bare) + ".")),))
    reader.add(step.noting(quoted(line.text)), line)


def _without_count(text: str, table: Idioms) -> str:
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
