"""The sentences of one chapter → steps: what each asks for, in the order of precedence."""

from __future__ import annotations

import re
from dataclasses import replace

from stilte.importer.breathing import breath_line, close, plain
from stilte.importer.draft import Step, Times
from stilte.importer.guiding import is_aside, is_furniture
from stilte.importer.holds import inherited_time, measured, vague
from stilte.importer.quantities import quantities
from stilte.importer.repeats import counts_open, is_repeat, is_switch, repeat, repeat_sides, switch
from stilte.importer.sentences import Sentence, is_pause
from stilte.importer.state import Reader, as_time, bare_then, dotted, quoted
from stilte.importer.words import Idioms, capital, pattern

MARK_S = 5.0
DOTS_S = 3.0
_QUOTED = re.compile(r"^\W{0,2}[“”„\"«»‟]([^“”„\"«»‟]+)[“”\"»«]\W*$")
_QUOTE_AT_END = re.compile(r"^(.{3,80}?)[\s:,]+[“”„\"«»‟]([^“”„\"«»‟]+)[“”\"»«]\W*$")


def read_chapter(lines: tuple[Sentence, ...], reader: Reader) -> None:
    """Read the sentences of a chapter into the reader's steps."""
    for line in lines:
        _sentence(line, reader)
    close(reader)


def _sentence(line: Sentence, reader: Reader) -> None:
    table, text = reader.table, line.text
    if is_furniture(text, table) or is_aside(text, table):
        return
    if is_pause(text, table) and not _rests(text, reader):
        _pause(line, reader)
    elif note := tip(text, table):
        close(reader)
        reader.add(Step("note", note), line)
    elif table.find("frequency", text):
        close(reader)
        reader.add(Step("note", text), line)
    elif inherits(text, reader):
        return
    elif pieces := _then(text, table):
        for piece in pieces:
            _timed(replace(line, text=piece), reader)
    else:
        _timed(line, reader)


def _rests(text: str, reader: Reader) -> bool:
    """Tell whether a pause is the last phase of an open breath ("4 seconds pause")."""
    last = next((part.phase for part, _ in reversed(reader.open) if part.phase), "")
    return last == "out" and not text.startswith(("(", "[")) and bool(quantities(text, reader.table))


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


def inherits(text: str, reader: Reader) -> bool:
    """Take times that are given once for every step ("for each muscle group, hold for 5 seconds …")."""
    found = [one for one in quantities(text, reader.table) if one.unit in ("seconds", "counts", "breaths")]
    if not found or not reader.table.starts("inherit", text):
        return False
    for name, one in zip(("hold", "release"), found, strict=False):
        reader.inherited[name] = as_time(one)
    reader.guess(f"{quoted(text)} is taken for every step after it that gives no time of its own.")
    return True


def _then(text: str, table: Idioms) -> tuple[str, ...]:
    """Cut "Hold for 10 seconds, then release" in two."""
    if not (table.find("hold", text) or table.find("stay", text) or table.starts("repeat", text)):
        return ()
    for cut in pattern(table, "then").finditer(text):
        head, tail = text[: cut.start()], text[cut.start() :].lstrip(" ,;")
        ours = bare_then(tail)
        follows = table.find("release", ours) or table.find("switch", ours) or table.starts("repeat", ours)
        held = quantities(head, table) or table.find("hold", head.split(":")[-1][:12])
        if follows and held and (table.find("hold", head) or table.starts("repeat", head)):
            return head.rstrip(" ,;") + ".", capital(tail)
    return ()


def _timed(line: Sentence, reader: Reader) -> None:
    """Read a sentence that may time something; the order of the questions is the order of precedence."""
    table, text = reader.table, line.text
    found = quantities(text, table)
    if _quote(line, reader):
        return
    if is_switch(text, table):
        switch(line, reader)
    elif is_repeat(text, found, table) or counts_open(text, reader):
        repeat(line, found, reader)
    elif breath_line(line, found, reader):
        return
    elif found:
        close(reader)
        measured(line, found, reader)
    elif vague(line, reader) or inherited_time(line, reader):
        return
    elif table.find("per_side", text) and table.starts("repeat", text):
        close(reader)
        repeat_sides(reader, line, None)
    else:
        plain(line, reader)


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
