"""The sentences of one chapter → steps: what each asks for, and what it speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from stilte.importer import breath as breaths
from stilte.importer.draft import Cues, Step, Times
from stilte.importer.find import guides, is_aside, is_furniture
from stilte.importer.sentences import is_pause
from stilte.importer.sides import both_sides
from stilte.importer.words import Quantity, capital, quantities, without

if TYPE_CHECKING:
    from stilte.importer.breath import Phased
    from stilte.importer.sentences import Sentence
    from stilte.importer.words import Idioms

MARK_S = 5.0
DOTS_S = 3.0
VAGUE_BREATHS = Times(3, 3)
_QUOTED = re.compile(r"^\W{0,2}[“”„\"«»‟]([^“”„\"«»‟]+)[“”\"»«]\W*$")
_QUOTE_AT_END = re.compile(r"^(.{3,80}?)[\s:,]+[“”„\"«»‟]([^“”„\"«»‟]+)[“”\"»«]\W*$")
_NAMED = re.compile(r"\b(\d{1,2}-\d{1,2}(?:-\d{1,2}){0,2})\b")
_STAYS_S = 60.0


@dataclass(slots=True)
class Reader:
    """The steps of a chapter while they are gathered, and what is still open."""

    table: Idioms
    whole: bool
    inherited: dict[str, Times] = field(default_factory=dict)
    named: str = ""
    steps: list[Step] = field(default_factory=list)
    origins: list[Sentence] = field(default_factory=list)
    open: list[tuple[Phased, Sentence]] = field(default_factory=list)
    guesses: list[str] = field(default_factory=list)

    def add(self, step: Step, origin: Sentence) -> None:
        """Append a step that came from a sentence."""
        self.steps.append(step)
        self.origins.append(origin)

    def say(self, text: str, origin: Sentence) -> None:
        """Append a spoken line, with its dots as quiet."""
        line = dotted(text)
        if re.search(r"\w", line):
            self.add(Step("say", line), origin)

    def wrap(self, start: int, step: Step, origin: Sentence) -> None:
        """Put everything from `start` on inside a step."""
        del self.steps[start:], self.origins[start:]
        self.add(step, origin)

    def guess(self, text: str) -> None:
        """Note something that the author should look at."""
        if text not in self.guesses:
            self.guesses.append(text)


def dotted(text: str) -> str:
    """Return a line with its inner dots as two seconds of quiet, and a `<` that is none of ours doubled.

    >>> dotted("Voel je gezicht… laat je kaken los…")
    'Voel je gezicht <2s> laat je kaken los.'
    """
    plain = text.replace("<", "<<").strip()
    plain = re.sub(r"\s*(?:\.{3,}|…)\s*$", ".", plain)
    plain = re.sub(r"^(?:\.{3,}|…)\s*", "", plain)
    return re.sub(r"\s*(?:\.{3,}|…)\s*(?=\w)", " <2s> ", plain)


def read_chapter(lines: tuple[Sentence, ...], reader: Reader) -> None:
    """Read the sentences of a chapter into the reader's steps."""
    for at, line in enumerate(lines):
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        _sentence(line, reader, following)
    close(reader)


def _sentence(line: Sentence, reader: Reader, following: str) -> None:
    table, text = reader.table, line.text
    if is_furniture(text, table) or is_aside(text, table):
        return
    if is_pause(text, table):
        _pause(line, reader)
    elif note := tip(text, table):
        close(reader)
        reader.add(Step("note", note), line)
    elif table.find("frequency", text) and not _only_when(text, table):
        close(reader)
        reader.add(Step("note", text), line)
    elif _inherits(text, reader):
        return
    elif pieces := _then(text, table):
        for piece in pieces:
            _timed(replace(line, text=piece), reader, following)
    else:
        _timed(line, reader, following)


def _only_when(text: str, table: Idioms) -> bool:
    """Tell whether words like "in the morning" stand in a line that guides and has no time."""
    return not guides(text, table) and not quantities(text, table) and False


def tip(text: str, table: Idioms) -> str:
    """Return what a tip or a caution says, or ""."""
    found = re.match(rf"\W*(?:{'|'.join(table.table['tip'])})\s*[:!]\s*(.+)", text, re.IGNORECASE | re.DOTALL)
    return found[1].strip("*_ ") if found else ""


def _pause(line: Sentence, reader: Reader) -> None:
    close(reader)
    found = [one for one in quantities(line.text, reader.table) if one.unit != "times"]
    if found and found[0].unit == "breaths":
        reader.add(Step("breathe", times=Times(found[0].low, found[0].high)).noting(quoted(line.text)), line)
        return
    dots = not re.search(r"\w", line.text)
    length = (found[0].low, found[0].high) if found else (DOTS_S, DOTS_S) if dots else (MARK_S, MARK_S)
    if dots and reader.steps and reader.steps[-1].verb == "pause" and reader.steps[-1].text == "dots":
        return
    step = Step("pause", "dots" if dots else "", Times(*length, "s")).noting(quoted(line.text))
    reader.add(step, line)


def quoted(text: str) -> str:
    """Return the words of a post as a comment."""
    return '"' + " ".join(text.replace('"', "'").split()) + '"'


def _inherits(text: str, reader: Reader) -> bool:
    """Take times that are given once for every step ("for each muscle group, hold for 5 seconds …")."""
    found = [one for one in quantities(text, reader.table) if one.unit in ("seconds", "counts", "breaths")]
    if not found or not reader.table.starts("inherit", text):
        return False
    for name, one in zip(("hold", "release"), found, strict=False):
        reader.inherited[name] = _as_time(one)
    reader.guess(f"{quoted(text)} is taken for every step after it that gives no time of its own.")
    return True


def _then(text: str, table: Idioms) -> tuple[str, ...]:
    """Cut "Hold for 10 seconds, then release" in two."""
    from stilte.importer.words import pattern  # noqa: PLC0415

    if not (table.find("hold", text) or table.find("stay", text)):
        return ()
    for cut in pattern(table, "then").finditer(text):
        head, tail = text[: cut.start()], text[cut.start() :].lstrip(" ,;")
        ours = _bare_then(tail)
        if table.find("release", ours) or table.find("switch", ours) or table.starts("repeat", ours):
            if table.find("hold", head) and (quantities(head, table) or table.find("hold", head.split(":")[-1][:12])):
                return head.rstrip(" ,;") + ".", capital(tail)
    return ()


def _bare_then(text: str) -> str:
    return re.sub(r"^(?:en|and|und|dan|then|dann|daarna|danach)\s+", "", text, flags=re.IGNORECASE)


def _as_time(one: Quantity) -> Times:
    return Times(one.low, one.high, "breaths" if one.unit == "breaths" else "s")


def _timed(line: Sentence, reader: Reader, following: str) -> None:
    """Read a sentence that may time something; the order of the questions is the order of precedence."""
    table, text = reader.table, line.text
    found = quantities(text, table)
    if _quote(line, reader):
        return
    if _is_switch(text, table):
        _switch(line, reader)
    elif _is_repeat(text, found, table) or _counts_open(text, reader):
        _repeat(line, found, reader)
    elif _breath_line(line, found, reader, following):
        return
    elif found:
        close(reader)
        _measured(line, found, reader)
    elif _vague(line, reader):
        return
    elif _inherited(line, reader):
        return
    elif table.find("per_side", text) and table.starts("repeat", text):
        close(reader)
        _sides(reader, line, None)
    else:
        _plain(line, reader)


def _plain(line: Sentence, reader: Reader) -> None:
    if reader.open:
        reader.open.append((breaths.Phased("", line.text), line))
    elif not _during(line, reader):
        reader.say(line.text, line)


def _during(line: Sentence, reader: Reader) -> bool:
    """Lay a line that is meant for during the breaths before it into their middle."""
    last = reader.steps[-1] if reader.steps else None
    if not last or last.verb != "breathe" or not last.times or last.times.low < 4 or not reader.table.find("during", line.text):  # noqa: PLR2004
        return False
    cues = [cue for cue in last.cues if cue.lines]
    while len(cues) < int(last.times.low) // 2 - 1:
        cues.append(Cues())
    cues += [Cues((("out", line.text),)), Cues()]
    step = replace(last, cues=tuple(cues), sound="breath").noting(f"{quoted(line.text)} stands after the breaths; it is said during them.")
    reader.wrap(len(reader.steps) - 1, step, line)
    return True


def _quote(line: Sentence, reader: Reader) -> bool:
    """Read words that the listener says: quoted, behind a verb of saying."""
    table = reader.table
    whole, ending = _QUOTED.match(line.text), _QUOTE_AT_END.match(line.text)
    before = reader.steps[-1].text if reader.steps and reader.steps[-1].verb == "say" else ""
    if whole and (table.find("whisper", before) or before.rstrip().endswith(":")):
        close(reader)
        _whisper(whole[1], line, reader)
        return True
    if ending and table.find("whisper", ending[1]):
        close(reader)
        reader.say(ending[1].rstrip(" :,"), line)
        _whisper(ending[2], line, reader)
        return True
    return False


def _whisper(text: str, line: Sentence, reader: Reader) -> None:
    step = Step("say", dotted(text), voice=reader.table.table["whisper_voice"])
    reader.add(step.noting(f"{quoted(line.text)}: words for the listener, whispered."), line)


def _is_switch(text: str, table: Idioms) -> bool:
    return bool(table.find("switch", text) and re.match(rf"\W*(?:{'|'.join(table.table['switch_starts'])})\b", text, re.IGNORECASE))


def _switch(line: Sentence, reader: Reader) -> None:
    close(reader)
    _sides(reader, line, Step("say", capital(line.text), on="first", pause="8-10"))


def _sides(reader: Reader, line: Sentence, said: Step | None) -> None:
    """Repeat the whole item on the other side."""
    start = _item_start(reader, line)
    inside = tuple(reader.steps[start:])
    if not inside:
        reader.say(line.text, line)
        return
    ours = Step("say", reader.table.table["switch_line"], on="first", pause="8-10").noting("ours: the post leaves the change to its reader")
    step = both_sides(inside, reader.table, said or ours).noting(quoted(line.text))
    reader.wrap(start, step, line)


def _item_start(reader: Reader, line: Sentence) -> int:
    """Return where the item that a sentence speaks of begins: the chapter, the list item, or the paragraph."""
    limit = max((at + 1 for at, step in enumerate(reader.steps) if step.entries or step.verb == "chapter"), default=0)
    if reader.whole:
        return limit
    same = [at for at, origin in enumerate(reader.origins) if origin.block == line.block]
    if not same and line.run:
        same = [at for at, origin in enumerate(reader.origins) if origin.run == line.run]
    return max(limit, same[0] if same else 0)


def _is_repeat(text: str, found: tuple[Quantity, ...], table: Idioms) -> bool:
    timed = [one for one in found if one.unit != "counts"]
    alone = bool(found) and not re.search(r"\w{3,}", without(text, *found)) and found[0].unit in ("times", "breaths")
    asks = table.starts("repeat", _bare_then(text)) or table.starts("repeat_alone", text)
    vague = table.find("vague", text) if isinstance(table.table["vague"][0], str) else None
    few = len(without(text, *found).split()) <= 12  # noqa: PLR2004
    return bool((alone or asks or vague) and few and (timed or (asks and _vague_times(text, table))) and not _both(text, table) or (alone))


def _counts_open(text: str, reader: Reader) -> bool:
    """Tell whether a line opens with a count while a whole breath is open ("20 Mal ruhig ein- und ausatmen")."""
    whole = breaths.complete([part for part, _ in reader.open]) > 0
    return whole and bool(reader.table.starts("repeat_alone", text))


def _both(text: str, table: Idioms) -> bool:
    return len({part.phase for part in breaths.phases(text, table)} & {"in", "out"}) == 2  # noqa: PLR2004


def _vague_times(text: str, table: Idioms) -> bool:
    return any("times" in entry and re.search(entry["find"], text, re.IGNORECASE) for entry in table.table["vague"])


def _repeat(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> None:
    """Repeat what came before: open breaths, or the movement back to where it began."""
    timed = [one for one in found if one.unit != "counts"]
    one = timed[0] if timed else Quantity("times", 3, 3, 0, 0)
    added = 1 if one.more else 0
    count = Times(one.low + added, one.high + added) if one.unit != "seconds" else Times(one.low, one.high, "s")
    sides = reader.table.find("per_side", line.text)
    if reader.open and any(part.phase in ("in", "out", "both") for part, _ in reader.open):
        close(reader, count, line)
    elif one.unit == "breaths" or (one.unit == "seconds" and reader.table.find("breathe", line.text)):
        close(reader)
        reader.add(Step("breathe", times=count, breath=reader.named, sound="breath").noting(quoted(line.text)), line)
    else:
        close(reader)
        _movement(line, count, reader)
    if sides:
        _sides(reader, line, None)


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


def estimate_s(step: Step) -> float:
    """Return about how long a step lasts, in seconds: 0.6 s a word, 4 s after a line."""
    words = len(step.text.split()) * 0.6 if step.verb == "say" else 0.0
    if step.verb == "say":
        return words + (8.0 if step.pause else 4.0)
    length = step.times.low if step.times else 0.0
    if step.verb in ("hold", "pause", "silence"):
        return length * (10.0 if step.times and step.times.unit == "breaths" else 1.0)
    if step.verb == "breathe":
        return length if step.times and step.times.unit == "s" else length * _cycle_s(step.breath)
    rounds = len(step.entries) or (1 if step.times and step.times.unit == "s" else length)
    if step.verb == "repeat" and step.times and step.times.unit == "s":
        return length
    return rounds * sum(estimate_s(one) for one in step.steps) if step.verb == "repeat" else 0.0


def _cycle_s(breath: str) -> float:
    numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", breath)]
    return sum(numbers) or {"box": 16.0, "coherent": 11.0}.get(breath, 10.0)


def _movement_start(reader: Reader, line: Sentence) -> int:
    """Return where the movement begins: its numbered list, its paragraph, else its chapter; never the lying down."""
    ended = [at + 1 for at, step in enumerate(reader.steps[:-1]) if step.verb in ("repeat", "breathe", "chapter", "note")]
    limit = ended[-1] if ended else 0
    if reader.steps and reader.steps[-1].voice and not line.run:
        return max(limit, len(reader.steps) - 1)
    run = line.run or (reader.origins[-1].run if reader.origins else 0)
    same = [at for at, origin in enumerate(reader.origins) if origin.block == line.block]
    listed = [at for at, origin in enumerate(reader.origins) if run and origin.run == run]
    start = max(limit, (same or listed or [0])[0])
    while start < len(reader.steps) - 1 and reader.table.starts("posture", reader.steps[start].text) and reader.steps[start].verb == "say":
        start += 1
    return start


def _breath_line(line: Sentence, found: tuple[Quantity, ...], reader: Reader, following: str) -> bool:
    """Read a sentence that names phases of a breath; it stays open until its count is known."""
    after = next((part.phase for part, _ in reversed(reader.open) if part.phase), "")
    parts = breaths.phases(line.text, reader.table, after)
    if not parts:
        return False
    both = {part.phase for part in parts} >= {"in", "out"} or parts[0].phase == "both"
    if parts[0].phase in ("in", "both") and after in ("out", "rest") and not _continues(reader, parts):
        close(reader)
    if parts[0].phase == "out" and after not in ("in", "hold"):
        return _lonely_out(line, found, reader)
    count = breaths.quantity_of(found)
    span = next((one for one in found if one.unit == "seconds" and one.low >= _STAYS_S), None)
    if parts[0].phase in ("in", "both") and not _leads(line.text, reader.table) and (both or count):
        close(reader)
        _spoken_breaths(line, found, reader, count or Times(1, 1))
        return True
    reader.open += [(part, line) for part in parts]
    if both and (count or span):
        close(reader, count or Times(span.low, span.high, "s") if span or count else None, line)
    return True


def _leads(text: str, table: Idioms) -> bool:
    """Tell whether a sentence opens with the in-breath, so that it can be a cue."""
    found = table.find("in", text)
    return bool(found and len(text[: found.start()].split()) <= 3)  # noqa: PLR2004


def _continues(reader: Reader, parts: tuple[Phased, ...]) -> bool:
    """Tell whether a new in-breath goes on with the open ones (more breaths told one by one)."""
    return len(parts) == 1 and all(part.seconds is None for part, _ in reader.open) and parts[0].seconds is None


def _lonely_out(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> bool:
    """Read an out-breath without an in-breath before it: an ordinary line, unless it is counted."""
    count = breaths.quantity_of(found)
    close(reader)
    if count:
        _spoken_breaths(line, found, reader, count)
        return True
    reader.say(line.text, line)
    return True


def _spoken_breaths(line: Sentence, found: tuple[Quantity, ...], reader: Reader, count: Times) -> None:
    """Say the sentence, then let that many breaths pass."""
    reader.say(spoken(line.text, found), line)
    sound = "breath" if count.low > 1 else ""
    reader.add(Step("breathe", times=count, breath=reader.named, sound=sound).noting(quoted(line.text)), line)


def spoken(text: str, found: tuple[Quantity, ...]) -> str:
    """Return a sentence as it is said: without ranges, short forms ("3x", "sec") and bracketed times."""
    gone = [one for one in found if not one.spoken or one.low != one.high or text[one.start : one.start + 1] in "(["]
    said = without(text, *gone) if gone else text
    return capital(said) if re.search(r"\w", said) else ""


def close(reader: Reader, count: Times | None = None, line: Sentence | None = None) -> None:
    """End the open breaths, with the count that was found, or with as many as their words tell."""
    if not reader.open:
        return
    opened, reader.open = reader.open, []
    trailing = []
    while count is None and opened and not opened[-1][0].phase:
        trailing.insert(0, opened.pop())
    parts, origin = [part for part, _ in opened], opened[0][1]
    pattern = breaths.pattern_of(parts) or (reader.named if count else "")
    cycles = breaths.complete(parts)
    if not cycles and count is None:
        for part, came in opened:
            reader.say(part.text, came)
    else:
        _breathe(parts, origin, reader, count, pattern, line)
    for part, came in trailing:
        _plain(replace(came, text=part.text), reader)


def _breathe(parts: list[Phased], origin: Sentence, reader: Reader, count: Times | None, pattern: str, line: Sentence | None) -> None:
    times = count or (VAGUE_BREATHS if pattern else Times(breaths.complete(parts), breaths.complete(parts)))
    if count is None and pattern:
        reader.guess(f"{quoted(origin.text)} does not say how often: three breaths.")
    lines, step = breaths.breathe(parts, times, reader.table, pattern)
    for one in lines:
        reader.say(one.text, origin)
    words = line.text if line else origin.text
    reader.add(step.noting(quoted(words)), origin)


def _measured(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> None:
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
        _hold(line, found, _as_time(length), reader)
    elif times and table.find("breathe", text):
        _spoken_breaths(line, found, reader, Times(times.low, times.high))
    elif times:
        _times(line, found, times, reader)
    if sides:
        _sides(reader, line, None)


def _times(line: Sentence, found: tuple[Quantity, ...], times: Quantity, reader: Reader) -> None:
    said = capital(without(line.text, *found))
    if times.high <= 1:
        reader.say(line.text, line)
        return
    inside = (Step("say", dotted(said)),)
    reader.add(Step("repeat", times=Times(times.low, times.high), steps=inside).noting(quoted(line.text)), line)


def _sets(line: Sentence, found: tuple[Quantity, ...], times: Quantity, length: Quantity, reader: Reader) -> None:
    said = spoken(without(line.text, *found), ())
    reader.say(said if len(said.split()) > 2 else "", line)  # noqa: PLR2004
    inside = (Step("hold", times=_as_time(length)),)
    reader.add(Step("repeat", times=Times(times.low, times.high), steps=inside).noting(quoted(line.text)), line)


def _breaths_of(line: Sentence, found: tuple[Quantity, ...], one: Quantity, reader: Reader) -> None:
    table = reader.table
    if table.find("hold", line.text) or (table.find("stay", line.text) and not table.starts("bare_breaths", line.text)):
        _hold(line, found, Times(one.low, one.high, "breaths"), reader)
    else:
        _spoken_breaths(line, found, reader, Times(one.low, one.high))


def _hold(line: Sentence, found: tuple[Quantity, ...], length: Times, reader: Reader) -> None:
    """Hold for a time: a line that only asks for it opens the hold, another stands before it."""
    table = reader.table
    said = spoken(line.text, found)
    if table.starts("breathe", line.text) and length.unit == "s" and length.low > 15:  # noqa: PLR2004
        reader.say(said, line)
        reader.add(Step("breathe", times=length, breath=reader.named, sound="breath").noting(quoted(line.text)), line)
        return
    opens = table.starts("hold", said) or (table.starts("stay", said)) or said.lower().rstrip(".!").endswith(("halten", "vasthouden"))
    if opens and len(said.split()) <= 14 and length.low >= 5:  # noqa: PLR2004
        reader.add(Step("hold", dotted(said), times=length).noting(quoted(line.text)), line)
    else:
        reader.say(said, line)
        reader.add(Step("hold", times=length).noting(quoted(line.text)), line)


def _vague(line: Sentence, reader: Reader) -> bool:
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


def _vague_step(line: Sentence, entry: dict[str, object], reader: Reader) -> None:
    unit, value = next((key, entry[key]) for key in ("breaths", "times", "minutes", "seconds") if key in entry)
    low, high = (float(n) for n in (value if isinstance(value, list) else (value, value)))  # type: ignore[union-attr,misc]
    factor = 60.0 if unit == "minutes" else 1.0
    if unit == "times" and not reader.table.find("breathe", line.text):
        reader.add(Step("repeat", times=Times(low, high), steps=(Step("say", dotted(line.text)),)), line)
    elif unit in ("breaths", "times") and not (reader.table.find("stay", line.text) and unit == "breaths"):
        _spoken_breaths(line, (), reader, Times(low, high))
    elif unit == "breaths":
        _hold(line, (), Times(low, high, "breaths"), reader)
    elif unit == "minutes":
        _hold(line, (), Times(low * factor, high * factor, "s"), reader)
    else:
        reader.say(line.text, line)
        reader.add(Step("pause", "vague", Times(low, high, "s")).noting(quoted(line.text)), line)
    told = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    reader.guess(f"{quoted(line.text)} gives no number: {told} {unit}.")


def _inherited(line: Sentence, reader: Reader) -> bool:
    """Give "Hold" or "then relax" the time that was given once for all."""
    said = _bare_then(line.text)
    for name in ("hold", "release"):
        if name in reader.inherited and reader.table.find(name, said) and (len(said.split()) <= 6):  # noqa: PLR2004
            close(reader)
            head, mark, tail = said.rpartition(": ")
            if head and mark:
                reader.say(head + mark + tail, line)
            else:
                reader.say(line.text, line)
            reader.add(Step("hold", times=reader.inherited[name]).noting("the time that was given once for all"), line)
            return True
    return False
