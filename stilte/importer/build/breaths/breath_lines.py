"""Sentences about breaths → `breathe` steps: open until their count is known."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.importer.build.breaths import cues
from stilte.importer.build.breaths import phases as breaths
from stilte.importer.build.breaths.close import FEW, MOST_OPEN, VAGUE_BREATHS, close, spoken_breaths
from stilte.importer.build.breaths.compact import Phased
from stilte.importer.build.chapter_state import Reader, quoted
from stilte.importer.build.draft import Times
from stilte.messages import tr

if TYPE_CHECKING:
    from stilte.importer.label.labelled_post import Sentence
    from stilte.importer.language.phrases import Idioms
    from stilte.importer.language.quantities import Quantity

LONG_S = 60.0
LEAST_S = 30.0
REST_S = 2.0


def timed_breaths(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> bool:
    """Read a sentence that gives open breaths their time, or the count of those to come."""
    span = next((one for one in found if one.unit == "seconds" and one.low >= LEAST_S), None)
    if (
        span
        and _ready(reader)
        and not breaths.phases(line.text, reader.table, "out")
        and not _is_other(line.text, reader.table)
    ):
        close(reader, Times(span.low, span.high, "s"), line)
        kept = [
            part for part in re.split(r"(?<=[,;])\s+", line.text) if quoted_span(line.text, span) not in part
        ]
        if kept:
            reader.say(" ".join(kept).rstrip(" ,;.") + ".", line)
        return True
    return False


def _is_other(text: str, table: Idioms) -> bool:
    """Tell whether a sentence tells another thing to do ("Put a hand there and stay half a minute")."""
    own = any(table.find(key, text) for key in ("breathe", "go_on", "repeat", "anaphors"))
    return bool(not own and table.find("stay", text) and len(text.split()) > FEW * 2)


def opens_rest(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> bool:
    """Tell whether a sentence is the rest after an out-breath ("Wait 2 seconds and repeat")."""
    last = next((part.phase for part, _ in reversed(reader.open) if part.phase), "")
    short = any(one.unit in ("seconds", "counts") and one.high < LEAST_S for one in found)
    return last == "out" and short and bool(reader.table.starts("rest", line.text))


def announces(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> bool:
    """Read a count of breaths that is told before the phases of the breath."""
    count = cues.quantity_of(found)
    if (
        count
        and count.low > 1
        and not reader.open
        and _announces(reader)
        and not reader.table.find("evidence.body", line.text)
        and not _closes_paragraph(line, found, reader)
        and not breaths.phases(line.text, reader.table)
    ):
        reader.announced = count
        reader.leave_out(line.text)
        return True
    return False


def _closes_paragraph(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> bool:
    """Tell whether a bare count ends the paragraph it stands in: then it speaks of what came before."""
    if found[0].start > 1:
        return False
    before = bool(reader.origins) and reader.origins[-1].block == line.block
    return before and reader.ahead[0].block != line.block and not line.text.rstrip().endswith(":")


def quoted_span(text: str, one: Quantity) -> str:
    """Return the words of a quantity."""
    return text[one.start : one.end].strip()


def _ready(reader: Reader) -> bool:
    parts = [part for part, _ in reader.open]
    return cues.complete(parts) == 1 and bool(cues.pattern_of(parts))


def _announces(reader: Reader) -> bool:
    """Tell whether the sentence that follows tells the phases of a breath with their seconds."""
    if not reader.ahead or reader.ahead[0].label not in ("spoken", "timing"):
        return False
    parts = breaths.phases(reader.ahead[0].text, reader.table)
    return bool(parts) and any(part.seconds is not None for part in parts)


def breath_line(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> bool:
    """Read a sentence that names phases of a breath; it stays open until its count is known."""
    after = next((part.phase for part, _ in reversed(reader.open) if part.phase), "")
    rests = after in ("out", "in", "hold") and _rests_vaguely(line, found, after, reader)
    if rests or _counts_for_phase(line, found, reader) or _says_again(line, after, reader):
        return True
    timed = any(part.seconds is not None for part, _ in reader.open)
    parts = breaths.phases(line.text, reader.table, after, timed=timed)
    if not parts:
        return False
    if parts[0].phase == "lead":
        _before_a_breath(parts[0], line, reader)
        parts = parts[1:]
    parts = _held_vaguely(_doubled(parts, reader), line, reader)
    both = {part.phase for part in parts} >= {"in", "out"} or parts[0].phase == "both"
    if _begins_anew(parts, after, line, reader):
        close(reader, Times(1, 1) if _timed_alike(reader, parts) else None, reader.open[0][1])
    found = tuple(one for one in found if one.unit != "times" or one.high > 1)
    if parts[0].phase == "out" and after not in ("in", "hold") and not _names_next(parts[0], line, reader):
        return _lonely_out(line, found, reader)
    count = _with_more(cues.quantity_of(found), found)
    if both and not count and reader.table.find("vague_breaths", line.text):
        close(reader)
        reader.guess(
            tr("{sentence} gives no number: {n} breaths.", sentence=quoted(line.text), n=str(VAGUE_BREATHS))
        )
        spoken_breaths(line, found, reader, VAGUE_BREATHS)
        return True
    span = next((one for one in found if one.unit == "seconds" and one.low >= LONG_S), None)
    apart = not _leads(parts, line.text, reader.table) and (both or count)
    if parts[0].phase in ("in", "both") and (apart or (count and not both)):
        close(reader)
        spoken_breaths(line, found, reader, count or Times(1, 1))
        return True
    if len(reader.open) > MOST_OPEN:
        close(reader)
    reader.open += [(part, line) for part in parts]
    lasts = count or (Times(span.low, span.high, "s") if span else None)
    if both and lasts:
        close(reader, lasts, line)
    return True


def _says_again(line: Sentence, after: str, reader: Reader) -> bool:
    """Leave out a short sentence that only says the lengths of the open breath again ("4 in, 6 out.")."""
    if len(line.text.split()) > FEW * 2 or not reader.open:
        return False
    before = {part.phase: part.seconds for part, _ in reader.open if part.seconds is not None}
    parts = breaths.phases(line.text, reader.table, after, timed=bool(before))
    again = {part.phase: part.seconds for part in parts if part.seconds is not None}
    if len(again) < 2 or again != before:  # noqa: PLR2004
        return False
    reader.leave_out(line.text)
    return True


def _begins_anew(parts: tuple[Phased, ...], after: str, line: Sentence, reader: Reader) -> bool:
    """Tell whether a sentence begins a breath of its own: the open one is whole, and does not go on."""
    if not reader.open or parts[0].phase not in ("in", "both") or after not in ("out", "rest", "both"):
        return False
    apart = not reader.open[-1][0].phase and reader.open[0][1].block != line.block
    return apart or (after != "both" and not _continues(reader, parts))


def _counts_for_phase(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> bool:
    """Read "Count to six meanwhile", which gives the phase before it its length."""
    if not reader.open or len(found) != 1 or found[0].unit != "counts":
        return False
    part, came = reader.open[-1]
    if not part.phase or part.seconds is not None or not reader.table.starts("count_to", line.text):
        return False
    reader.open[-1] = (replace(part, text=f"{part.text} {line.text}", seconds=found[0].low), came)
    return True


def _with_more(count: Times | None, found: tuple[Quantity, ...]) -> Times | None:
    """Add the first time to "five more times"."""
    more = count and any(one.more and one.unit == "times" for one in found)
    return Times(count.low + 1, count.high + 1) if count and more else count


def _names_next(part: Phased, line: Sentence, reader: Reader) -> bool:
    """Tell whether the last out-breath was only the name of the timed one after it, and make it a line."""
    at = next((at for at in range(len(reader.open) - 1, -1, -1) if reader.open[at][0].phase), -1)
    if at < 0 or part.seconds is None:
        return False
    name, came = reader.open[at]
    if name.phase != "out" or name.seconds is not None or came.block != line.block:
        return False
    reader.open[at] = (replace(name, phase=""), came)
    return True


def _doubled(parts: tuple[Phased, ...], reader: Reader) -> tuple[Phased, ...]:
    """Give a phase that lasts "twice as long" its seconds: twice those of the phase before it."""
    found: list[Phased] = []
    before = next((part.seconds for part, _ in reversed(reader.open) if part.seconds), None)
    for part in parts:
        doubled = part.seconds is None and before and reader.table.find("twice_as_long", part.text)
        found.append(replace(part, seconds=before * 2) if doubled and before else part)
        before = found[-1].seconds or before
    return tuple(found)


def _held_vaguely(parts: tuple[Phased, ...], line: Sentence, reader: Reader) -> tuple[Phased, ...]:
    """Give a hold without a length, between phases that have one, two seconds."""
    timed = {part.phase for part in parts if part.seconds is not None}
    vague = [part for part in parts if part.phase in ("hold", "rest") and part.seconds is None]
    if not vague or not {"in", "out"} <= timed:
        return parts
    reader.guess(tr("{sentence} gives no number: {n} seconds.", sentence=quoted(line.text), n=f"{REST_S:g}"))
    return tuple(replace(part, seconds=REST_S) if part in vague else part for part in parts)


def _before_a_breath(lead: Phased, line: Sentence, reader: Reader) -> None:
    """Say what a sentence tells before its breath; among open breaths it is kept with them."""
    if reader.open:
        reader.open.append((Phased("", lead.text), line))
    else:
        reader.say(lead.text, line)


def _rests_vaguely(line: Sentence, found: tuple[Quantity, ...], after: str, reader: Reader) -> bool:
    """Read "Pause for a brief moment" after a timed breath: a rest of two seconds."""
    timed = any(part.seconds is not None for part, _ in reader.open)
    if found or not timed or not reader.table.starts("rest", line.text):
        return False
    if len(line.text.split()) > 12:  # noqa: PLR2004  more is no rest between breaths
        return False
    phase = "rest" if after == "out" else "hold"
    reader.open.append((Phased(phase, line.text, REST_S), line))
    reader.guess(tr("{sentence} gives no number: {n} seconds.", sentence=quoted(line.text), n=f"{REST_S:g}"))
    return True


def _timed_alike(reader: Reader, parts: tuple[Phased, ...]) -> bool:
    """Tell whether timed breaths follow each other: then each is told for itself."""
    return parts[0].seconds is not None and any(part.seconds is not None for part, _ in reader.open)


def _leads(parts: tuple[Phased, ...], text: str, table: Idioms) -> bool:
    """Tell whether a sentence opens with the in-breath, so that it can be a cue."""
    found = table.find("in", parts[0].text or text) or table.find("in", text)
    if parts[0].seconds is not None:
        return True
    return bool(found and len(text[: found.start()].split()) <= 3)  # noqa: PLR2004


def _continues(reader: Reader, parts: tuple[Phased, ...]) -> bool:
    """Tell whether a new in-breath goes on with the open ones (more breaths told one by one)."""
    return all(part.seconds is None for part in parts) and all(
        part.seconds is None for part, _ in reader.open
    )


def _lonely_out(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> bool:
    """Read an out-breath without an in-breath before it: an ordinary line, unless it is counted."""
    count = cues.quantity_of(found)
    if found and not count:
        return False
    close(reader)
    if count:
        spoken_breaths(line, found, reader, count)
        return True
    reader.say(line.text, line)
    return True
