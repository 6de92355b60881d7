"""Sentences with a time or a count of their own: holds, stays, sets, vague words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from stilte.importer.breathing import close, spoken_breaths
from stilte.importer.draft import Step, Times
from stilte.importer.guiding import guides
from stilte.importer.quantities import Quantity, without
from stilte.importer.repeats import repeat_sides
from stilte.importer.state import Reader, as_time, bare_then, dotted, quoted, spoken
from stilte.importer.words import capital

if TYPE_CHECKING:
    from stilte.importer.sentences import Sentence


def measured(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> None:
    """Read a sentence with a time or a count of its own."""
    table, text = reader.table, line.text
    times = next((one for one in found if one.unit == "times"), None)
    length = next((one for one in found if one.unit in ("seconds", "counts")), None)
    breath = next((one for one in found if one.unit == "breaths"), None)
    sides = bool(table.find("per_side", text))
    if breath:
        _breaths_of(line, found, breath, reader)
    elif length and times:
        _sets(line, found, times, length, reader)
    elif length:
        hold(line, found, as_time(length), reader)
    elif times and table.find("breathe", text):
        spoken_breaths(line, found, reader, Times(times.low, times.high))
    elif times:
        _times(line, found, times, reader)
    if sides:
        repeat_sides(reader, line, None)


def _times(line: Sentence, found: tuple[Quantity, ...], times: Quantity, reader: Reader) -> None:
    said = capital(without(line.text, *found))
    if times.high <= 1:
        reader.say(line.text, line)
        return
    inside = (Step("say", dotted(said)),)
    reader.add(
        Step("repeat", times=Times(times.low, times.high), steps=inside).noting(quoted(line.text)), line
    )


def _sets(
    line: Sentence, found: tuple[Quantity, ...], times: Quantity, length: Quantity, reader: Reader
) -> None:
    said = spoken(without(line.text, *found), ())
    reader.say(said if len(said.split()) > 2 else "", line)  # noqa: PLR2004
    inside = (Step("hold", times=as_time(length)),)
    reader.add(
        Step("repeat", times=Times(times.low, times.high), steps=inside).noting(quoted(line.text)), line
    )


def _breaths_of(line: Sentence, found: tuple[Quantity, ...], one: Quantity, reader: Reader) -> None:
    table = reader.table
    if table.find("hold", line.text) or (
        table.find("stay", line.text) and not table.starts("bare_breaths", line.text)
    ):
        hold(line, found, Times(one.low, one.high, "breaths"), reader)
    else:
        spoken_breaths(line, found, reader, Times(one.low, one.high))


def hold(line: Sentence, found: tuple[Quantity, ...], length: Times, reader: Reader) -> None:
    """Hold for a time: a line that only asks for it opens the hold, another stands before it."""
    table = reader.table
    said = spoken(line.text, found)
    if table.starts("breathe", line.text) and length.unit == "s" and length.low > 15:  # noqa: PLR2004
        reader.say(said, line)
        reader.add(
            Step("breathe", times=length, breath=reader.named, sound="breath").noting(quoted(line.text)), line
        )
        return
    opens = (
        table.starts("hold", said)
        or (table.starts("stay", said))
        or said.lower().rstrip(".!").endswith(("halten", "vasthouden"))
    )
    if opens and len(said.split()) <= 14 and (length.unit == "breaths" or length.low >= 5):  # noqa: PLR2004
        reader.add(Step("hold", dotted(said), times=length).noting(quoted(line.text)), line)
    else:
        reader.say(said, line)
        reader.add(Step("hold", times=length).noting(quoted(line.text)), line)


def vague(line: Sentence, reader: Reader) -> bool:
    """Read "a few breaths", "even", "a moment": said as it stands, then a time that is reported."""
    for entry in reader.table.table["vague"]:
        if not re.search(rf"(?<!\w)(?:{entry['find']})(?!\w)", line.text, re.IGNORECASE):
            continue
        if not guides(line.text, reader.table):
            return False
        close(reader)
        _vague_step(line, entry, reader)
        return True
    return False


def _vague_step(line: Sentence, entry: dict[str, Any], reader: Reader) -> None:
    unit, value = next(
        (key, entry[key]) for key in ("breaths", "times", "minutes", "seconds") if key in entry
    )
    low, high = (float(n) for n in (value if isinstance(value, list) else (value, value)))
    factor = 60.0 if unit == "minutes" else 1.0
    if unit == "times" and not reader.table.find("breathe", line.text):
        reader.add(Step("repeat", times=Times(low, high), steps=(Step("say", dotted(line.text)),)), line)
    elif unit in ("breaths", "times") and not (reader.table.find("stay", line.text) and unit == "breaths"):
        spoken_breaths(line, (), reader, Times(low, high))
    elif unit == "breaths":
        hold(line, (), Times(low, high, "breaths"), reader)
    elif unit == "minutes":
        hold(line, (), Times(low * factor, high * factor, "s"), reader)
    else:
        reader.say(line.text, line)
        reader.add(Step("pause", "vague", Times(low, high, "s")).noting(quoted(line.text)), line)
    told = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    reader.guess(f"{quoted(line.text)} gives no number: {told} {unit}.")


def inherited_time(line: Sentence, reader: Reader) -> bool:
    """Give "Hold" or "then relax" the time that was given once for all."""
    said = bare_then(line.text)
    for name in ("hold", "release"):
        key = "hold_alone" if name == "hold" else name
        if name in reader.inherited and reader.table.starts(key, said) and (len(said.split()) <= 6):  # noqa: PLR2004
            close(reader)
            head, mark, tail = said.rpartition(": ")
            if head and mark:
                reader.say(head + mark + tail, line)
            else:
                reader.say(line.text, line)
            reader.add(
                Step("hold", times=reader.inherited[name]).noting("the time that was given once for all"),
                line,
            )
            return True
    return False
