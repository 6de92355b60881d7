"""Sentences about breaths → `breathe` steps: open until their count is known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.importer import breath as breaths
from stilte.importer.draft import Cues, Step, Times
from stilte.importer.state import Reader, quoted, spoken

if TYPE_CHECKING:
    from stilte.importer.breath import Phased
    from stilte.importer.quantities import Quantity
    from stilte.importer.sentences import Sentence
    from stilte.importer.words import Idioms

FEW = 4
LONG_S = 60.0
VAGUE_BREATHS = Times(3, 3)


def breath_line(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> bool:
    """Read a sentence that names phases of a breath; it stays open until its count is known."""
    after = next((part.phase for part, _ in reversed(reader.open) if part.phase), "")
    parts = breaths.phases(line.text, reader.table, after)
    if not parts:
        return False
    both = {part.phase for part in parts} >= {"in", "out"} or parts[0].phase == "both"
    if parts[0].phase in ("in", "both") and after in ("out", "rest") and not _continues(reader, parts):
        close(reader, Times(1, 1) if _timed_alike(reader, parts) else None, reader.open[0][1])
    if parts[0].phase == "out" and after not in ("in", "hold"):
        return _lonely_out(line, found, reader)
    count = breaths.quantity_of(found)
    if both and not count and reader.table.find("vague_breaths", line.text):
        close(reader)
        reader.guess(f"{quoted(line.text)} gives no number: {VAGUE_BREATHS} breaths.")
        spoken_breaths(line, found, reader, VAGUE_BREATHS)
        return True
    span = next((one for one in found if one.unit == "seconds" and one.low >= LONG_S), None)
    apart = not _leads(line.text, reader.table) and (both or count)
    if parts[0].phase in ("in", "both") and (apart or (count and not both)):
        close(reader)
        spoken_breaths(line, found, reader, count or Times(1, 1))
        return True
    reader.open += [(part, line) for part in parts]
    lasts = count or (Times(span.low, span.high, "s") if span else None)
    if both and lasts:
        close(reader, lasts, line)
    return True


def _timed_alike(reader: Reader, parts: tuple[Phased, ...]) -> bool:
    """Tell whether timed breaths follow each other: then each is told for itself."""
    return parts[0].seconds is not None and any(part.seconds is not None for part, _ in reader.open)


def _leads(text: str, table: Idioms) -> bool:
    """Tell whether a sentence opens with the in-breath, so that it can be a cue."""
    found = table.find("in", text)
    return bool(found and len(text[: found.start()].split()) <= 3)  # noqa: PLR2004


def _continues(reader: Reader, parts: tuple[Phased, ...]) -> bool:
    """Tell whether a new in-breath goes on with the open ones (more breaths told one by one)."""
    return (
        len(parts) == 1 and all(part.seconds is None for part, _ in reader.open) and parts[0].seconds is None
    )


def _lonely_out(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> bool:
    """Read an out-breath without an in-breath before it: an ordinary line, unless it is counted."""
    count = breaths.quantity_of(found)
    close(reader)
    if count:
        spoken_breaths(line, found, reader, count)
        return True
    reader.say(line.text, line)
    return True


def spoken_breaths(line: Sentence, found: tuple[Quantity, ...], reader: Reader, count: Times) -> None:
    """Say the sentence, then let that many breaths pass."""
    reader.say(spoken(line.text, found), line)
    sound = "breath" if count.low > 1 else ""
    reader.add(Step("breathe", times=count, breath=reader.named, sound=sound).noting(quoted(line.text)), line)


def close(reader: Reader, count: Times | None = None, line: Sentence | None = None) -> None:
    """End the open breaths, with the count that was found, or with as many as their words tell."""
    if not reader.open:
        return
    opened, reader.open = reader.open, []
    trailing: list[tuple[Phased, Sentence]] = []
    while count is None and opened and not opened[-1][0].phase:
        trailing.insert(0, opened.pop())
    parts, origin = [part for part, _ in opened], opened[0][1]
    pattern = breaths.pattern_of(parts) or (reader.named if count else "")
    cycles = breaths.complete(parts)
    if not cycles and count is None:
        for part, came in opened:
            reader.say(part.text, came)
    else:
        words = line.text if line else origin.text
        _breathe(parts, origin, reader, count=count, pattern=pattern, words=words)
    for part, came in trailing:
        plain(replace(came, text=part.text), reader)


def _breathe(
    parts: list[Phased], origin: Sentence, reader: Reader, *, count: Times | None, pattern: str, words: str
) -> None:
    times = count or (VAGUE_BREATHS if pattern else Times(breaths.complete(parts), breaths.complete(parts)))
    if count is None and pattern:
        reader.guess(f"{quoted(origin.text)} does not say how often: three breaths.")
    lines, step = breaths.breathe(parts, times, reader.table, pattern)
    for one in lines:
        reader.say(one.text, origin)
    reader.add(step.noting(quoted(words)), origin)


def plain(line: Sentence, reader: Reader) -> None:
    """Say a sentence that times nothing; among open breaths it is kept with them."""
    if reader.open:
        reader.open.append((breaths.Phased("", line.text), line))
    elif not _during(line, reader):
        reader.say(line.text, line)


def _during(line: Sentence, reader: Reader) -> bool:
    """Lay a line that is meant for during the breaths before it into their middle."""
    last = reader.steps[-1] if reader.steps else None
    if (
        not last
        or last.verb != "breathe"
        or not last.times
        or last.times.low < FEW
        or not reader.table.find("during", line.text)
    ):
        return False
    cues = [cue for cue in last.cues if cue.lines]
    while len(cues) < int(last.times.low) // 2 - 1:
        cues.append(Cues())
    cues += [Cues((("out", line.text),)), Cues()]
    step = replace(last, cues=tuple(cues), sound="breath").noting(
        f"{quoted(line.text)} stands after the breaths; it is said during them."
    )
    reader.wrap(len(reader.steps) - 1, step, line)
    return True
