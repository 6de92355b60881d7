"""The sentences of one chapter → steps: what each asks for, in the order of precedence."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from stilte.importer.build.breaths.breath_lines import announces, breath_line, opens_rest, timed_breaths
from stilte.importer.build.breaths.close import close, plain
from stilte.importer.build.chapter_state import Reader, quoted
from stilte.importer.build.clauses import clauses
from stilte.importer.build.counted_directions import counted_onward, directions_counted
from stilte.importer.build.counted_sides import sides_counted
from stilte.importer.build.draft import Step, Times
from stilte.importer.build.fields import read_fields
from stilte.importer.build.holds import measured, names_one
from stilte.importer.build.loose_words import ends_after, goes_to_other_side, once_more, tells_cost
from stilte.importer.build.marked import outermost, read_marked, says_again
from stilte.importer.build.other_side import done_on_one_side, repeat_sides, switch
from stilte.importer.build.quotations import read_quotation
from stilte.importer.build.reach import count_follows, names_own_movement, told_out
from stilte.importer.build.repeats import between_rounds, counts_open, repeat
from stilte.importer.build.told_for_all import inherits, orders_all
from stilte.importer.build.vague_times import inherited_time, longer_out, relative, vague
from stilte.importer.label.verbs import shape_of
from stilte.importer.language.phrases import Idioms, capital
from stilte.importer.language.quantities import quantities
from stilte.importer.language.read_mark import read_mark
from stilte.importer.language.sentence_kinds import asks_again
from stilte.importer.language.side_words import asks_other_side, names_other_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stilte.importer.label.labelled_post import Sentence
    from stilte.importer.label.marks import Mark
    from stilte.importer.language.quantities import Quantity

_LEAST_WHOLE_S = 60.0
_FEW = 3


def read_chapter(lines: Sequence[Sentence], reader: Reader) -> None:
    """Read the sentences of a chapter into the reader's steps."""
    _read_lines(lines, reader, reader.marks)


def _read_lines(lines: Sequence[Sentence], reader: Reader, marks: tuple[Mark, ...]) -> None:
    """Read sentences; those under a mark are read together, as their author wants them."""
    at = 0
    while at < len(lines):
        mark = outermost(lines[at], marks)
        if mark is None:
            reader.ahead = lines[at + 1 : at + 3]
            reader.reading = lines[at].at
            _end_forward(lines[at], reader)
            _sentence(_escaped(lines[at]), reader)
            at += 1
            continue
        _end_lines(reader)
        inside = [_escaped(one) for one in lines[at:] if mark.first <= one.at <= mark.last]
        inner = tuple(one for one in marks if mark.holds(one) and one != mark)
        read_marked(mark, inside, reader, partial(_read_lines, reader=reader, marks=inner))
        at += len(inside)
        at += says_again(mark, lines[at : at + 1], reader)
    _end_lines(reader)


def _end_lines(reader: Reader) -> None:
    close(reader)
    _end_forward(None, reader)


def _escaped(line: Sentence) -> Sentence:
    return replace(line, text=line.text.replace("<<", "<").replace("<", "<<"))


def _repeats_forward(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> bool:
    """Read "Repeat these words three times:", which stands before what it repeats."""
    counts = [one for one in found if one.unit == "times" and one.high > 1]
    if (
        not counts
        or not line.text.rstrip().endswith(":")
        or not reader.ahead
        or reader.ahead[0].label != "spoken"
    ):
        return False
    close(reader)
    reader.say(line.text.rstrip(" :") + ".", line)
    reader.forward = (Times(counts[0].low, counts[0].high), len(reader.steps), line)
    return True


def _end_forward(line: Sentence | None, reader: Reader) -> None:
    """Close a repeat that was told before its lines where those lines, a list or a quotation, end."""
    if reader.forward is None:
        return
    count, start, origin = reader.forward
    goes_on = (
        line is not None
        and (len(reader.steps) == start or line.kind in ("item", "quote"))
        and line.label != "left_out"
    )
    if goes_on:
        return
    close(reader)
    reader.forward = None
    inside = tuple(reader.steps[start:])
    if inside:
        reader.wrap(start, Step("repeat", times=count, steps=inside).noting(quoted(origin.text)), origin)


def _sentence(line: Sentence, reader: Reader) -> None:
    table, text = reader.table, line.text
    if line.label == "left_out":
        if orders_all(text, table):
            inherits(line, reader)
        reader.leave_out(text)
    elif line.label == "note":
        close(reader)
        reader.note(tip(text, table) or text, line)
    elif read_mark(text) and not _rests(text, reader):
        _mark(line, reader)
    else:
        _asked(line, reader)


def _asked(line: Sentence, reader: Reader) -> None:
    """Read a sentence that is said or tells a time: first what it says of the whole, then its clauses."""
    table, text = reader.table, line.text
    if inherits(line, reader):
        _leave_or_say(line, reader)
    elif tells_cost(line, reader):
        reader.leave_out(text)
    elif _tells_length(text, table) or _announces_length(text, reader):
        reader.part_length = quantities(text, table)[0]
        reader.leave_out(text)
    elif not (ends_after(line, reader) or _each_way(line, reader)):
        for piece in clauses(text, table):
            if names_one(piece, quantities(piece, table), table):
                reader.leave_out(piece)
            else:
                _timed(replace(line, text=piece), reader)


def _each_way(line: Sentence, reader: Reader) -> bool:
    """Read a line of fields, or a sentence that counts each side, or each direction, by itself."""
    found = quantities(line.text, reader.table)
    return (
        read_fields(line, reader)
        or sides_counted(line, found, reader)
        or directions_counted(line, found, reader)
    )


def _leave_or_say(line: Sentence, reader: Reader) -> None:
    """Leave a time for all out; what it tells behind a colon is its first part ("Each muscle: clench …")."""
    if reader.steps and reader.origins[-1] is line:
        return
    if any(quoted(line.text) in step.comments for step in reader.steps):
        return  # it has been given to the list before it
    _, colon, rest = line.text.partition(": ")
    told = shape_of(rest, reader.table) and reader.table.find("evidence.body", rest)
    if not colon or not told or len(rest.split()) < _FEW:
        reader.leave_out(line.text)
        return
    for piece in clauses(capital(rest), reader.table):
        _timed(replace(line, text=piece), reader)


def _tells_length(text: str, table: Idioms) -> bool:
    words = "|".join(table.table["whole_length"])
    field = re.match(rf"\W*(?:{words})\s*:", text, re.IGNORECASE)
    return bool((field or table.starts("sets_aside", text)) and quantities(text, table))


def _announces_length(text: str, reader: Reader) -> bool:
    """Tell whether a first line is nothing but how long the whole lasts."""
    found = quantities(text, reader.table)
    alone = len(text.split()) <= 5 and len(found) == 1 and found[0].unit == "seconds" and found[0].low >= 60  # noqa: PLR2004
    asks = reader.table.find("hold", text) or reader.table.find("stay", text) or shape_of(text, reader.table)
    bracketed = len(found) == 1 and _closes_title(text, found[0])
    return (alone or bracketed) and not asks and not reader.steps and not reader.whole


def _closes_title(text: str, found: Quantity) -> bool:
    """Tell whether a length in brackets stands at the end of a line that is no sentence ("Rest (12 min)")."""
    whole = found.unit == "seconds" and found.low >= _LEAST_WHOLE_S
    return whole and text[found.start] in "([" and not text[found.end :].strip(" .:")


def _rests(text: str, reader: Reader) -> bool:
    """Tell whether a pause is the last phase of an open breath ("4 seconds pause")."""
    last = next((part.phase for part, _ in reversed(reader.open) if part.phase), "")
    return last == "out" and not text.startswith(("(", "[")) and bool(quantities(text, reader.table))


def tip(text: str, table: Idioms) -> str:
    """Return what a tip or a caution says, or ""."""
    found = re.match(rf"\W*(?:{'|'.join(table.table['tip'])})\s*[:!]\s*(.+)", text, re.IGNORECASE | re.DOTALL)
    return found[1].strip("*_ ") if found else ""


def _mark(line: Sentence, reader: Reader) -> None:
    mark = read_mark(line.text)
    if mark is None:
        return
    close(reader)
    if mark.kind == "bell":
        reader.add(Step("bell", times=Times(mark.low, mark.high)), line)
        return
    if mark.unit == "breaths" and _told_before(mark.low, mark.high, reader):
        reader.leave_out(line.text)
        return
    if mark.unit == "breaths":
        breaths = Step("hold", times=Times(mark.low, mark.high, "breaths"))
        reader.add(breaths.noting(quoted(line.text)), line)
        return
    if mark.told and _held_before(mark.low, mark.high, reader):
        reader.leave_out(line.text)
        return
    dots = not re.search(r"\w", line.text)
    reader.vague_marks += not mark.told
    if mark.high > 0:
        reader.pause_after(mark.low, mark.high, line, line.text, dots=dots)


def _told_before(low: float, high: float, reader: Reader) -> bool:
    """Tell whether a mark only says again how many breaths the line before it asks for."""
    last = reader.steps[-1] if reader.steps else None
    counts = {"breathe": Times(low, high), "hold": Times(low, high, "breaths")}
    return last is not None and last.verb in counts and last.times == counts[last.verb]


def _held_before(low: float, high: float, reader: Reader) -> bool:
    """Tell whether a mark only stands for the time that the line before it told ("We rest for a minute.")."""
    last = reader.steps[-1] if reader.steps else None
    return (
        last is not None and last.verb == "hold" and bool(last.text) and last.times == Times(low, high, "s")
    )


def _timed(line: Sentence, reader: Reader) -> None:  # noqa: C901  one question a kind
    """Read a sentence that may time something; the order of the questions is the order of precedence."""
    table, text = reader.table, line.text
    found = quantities(text, table)
    if read_quotation(line, reader) or _repeats_forward(line, found, reader):
        return
    if count_follows(line, found, reader) or counted_onward(line, found, reader):
        return
    if between_rounds(line, found, reader) or longer_out(line, found, reader):
        return
    if (
        asks_other_side(text, table)
        or (names_other_part(text, table) and not told_out(line, reader) and done_on_one_side(line, reader))
        or goes_to_other_side(line, reader)
    ):
        switch(line, found, reader)
    elif (
        announces(line, found, reader)
        or (opens_rest(line, found, reader) and breath_line(line, found, reader))
        or once_more(line, reader)
    ):
        return
    elif (asks_again(text, table) and not names_own_movement(line, found, reader)) or counts_open(
        text, reader
    ):
        repeat(line, found, reader)
    elif timed_breaths(line, found, reader) or breath_line(line, found, reader):
        return
    elif found:
        close(reader)
        measured(line, found, reader)
    elif relative(line, reader) or vague(line, reader) or inherited_time(line, reader):
        return
    elif table.find("per_side", text) and table.starts("repeat", text):
        close(reader)
        repeat_sides(reader, line, None)
    else:
        plain(line, reader)
