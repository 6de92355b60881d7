"""Sentences under a mark of their author → a repeat, breaths, a hold, or both sides."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.importer.build.breaths import phases as breath_phases
from stilte.importer.build.breaths.close import close
from stilte.importer.build.breaths.compact import Phased
from stilte.importer.build.breaths.cues import join_words
from stilte.importer.build.chapter_state import CHANGE_S, Reader, dotted, left_out
from stilte.importer.build.draft import Step, Times, estimate_s
from stilte.importer.build.sides import both_sides
from stilte.importer.language.sentence_kinds import asks_again
from stilte.importer.language.side_words import asks_other_side
from stilte.messages import Message, plural, tr
from stilte.script.parse.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stilte.importer.label.labelled_post import Sentence
    from stilte.importer.label.marks import Mark

    Read = Callable[[Sequence[Sentence]], None]

_MOST_OF_A_HOLD = 0.8
"""The share of a hold that may be spoken: the rest is its quiet."""


def outermost(line: Sentence, marks: tuple[Mark, ...]) -> Mark | None:
    """Return the widest mark over a sentence."""
    over = [mark for mark in marks if mark.first <= line.at <= mark.last]
    return max(over, key=lambda mark: mark.last - mark.first, default=None)


def read_marked(mark: Mark, lines: Sequence[Sentence], reader: Reader, read: Read) -> None:
    """Add what a mark says of some sentences; `read` reads them as if they had none."""
    told = []
    for one in lines:
        if _says_the_same(mark, one, reader):
            reader.leave_out(one.text)
        else:
            told.append(one)
    if not any(one.label in ("spoken", "timing") for one in told):
        read(told)
    elif mark.kind == "breaths":
        _breaths(mark, told, reader, read)
    elif mark.kind == "hold":
        _hold(mark, told, reader, read)
    else:
        _again(mark, told, reader, read)


def says_again(mark: Mark, following: Sequence[Sentence], reader: Reader) -> int:
    """Leave out the sentence after a mark that only asks for what the mark does; return how many."""
    if not following or outermost(following[0], reader.marks) is not None:
        return 0
    if not _says_the_same(mark, following[0], reader):
        return 0
    if reader.steps:
        comment = left_out([following[0].text])
        reader.steps[-1] = replace(reader.steps[-1], comments=(*reader.steps[-1].comments, comment))
    else:
        reader.leave_out(following[0].text)
    return 1


def _says_the_same(mark: Mark, line: Sentence, reader: Reader) -> bool:
    """Tell whether a sentence that is not said asks for just what the mark does."""
    if line.label != "timing" or mark.kind == "hold":
        return line.label == "timing" and not asks_again(line.text, reader.table)
    asks = asks_other_side if mark.kind == "sides" else asks_again
    return asks(line.text, reader.table)


def _again(mark: Mark, lines: Sequence[Sentence], reader: Reader, read: Read) -> None:
    """Repeat the sentences so often, or on both sides."""
    start = len(reader.steps)
    read(lines)
    start = min(start, len(reader.steps))
    inside = tuple(_counted(step, reader) for step in reader.steps[start:])
    if not inside:
        return
    if mark.kind == "repeat":
        step = Step("repeat", times=Times(mark.count, mark.count), steps=inside)
    else:
        ours = Step("say", reader.table.table["switch_line"], on="first", pause=CHANGE_S)
        step = both_sides(inside, reader.table, ours)
    reader.wrap(start, step.noting(str(_words(mark))), lines[0])


def _counted(step: Step, reader: Reader) -> Step:
    """Let a breath whose count was guessed happen once a round."""
    if "guessed count" not in step.marks:
        return step
    reader.take_back_counts()
    return replace(step, times=Times(1, 1), marks=())


def _breaths(mark: Mark, lines: Sequence[Sentence], reader: Reader, read: Read) -> None:
    """Lay the spoken sentences over breaths; a single one that names no phase is said before them."""
    spoken = [one for one in lines if one.label in ("spoken", "timing")]
    read([one for one in lines if one not in spoken])
    parts = _phases(spoken, reader)
    if not parts:
        read(spoken)
    named, reader.named = reader.named, mark.breath or reader.named
    if mark.breath:
        parts = _in_pattern(parts, mark.breath)
    start, count = len(reader.steps), Times(mark.count, mark.count)
    if parts:
        reader.open += parts
        close(reader, count, spoken[-1])
    else:
        reader.add(Step("breathe", times=count, breath=reader.named, sound="breath"), spoken[0])
    reader.named = named
    _note_first(mark, start, reader)


def _in_pattern(parts: list[tuple[Phased, Sentence]], breath: str) -> list[tuple[Phased, Sentence]]:
    """Return phases without their own seconds; what has no time in the pattern is said in the one before.

    Before any other it is said in no phase of its own.
    """
    lasting = {phase for phase, _ in pattern(breath).phases()}
    found: list[tuple[Phased, Sentence]] = []
    for part, one in parts:
        lasts = part.phase in (*lasting, "both", "")
        if lasts or not found:
            found.append((replace(part, phase=part.phase if lasts else "", seconds=None), one))
        else:
            before, came = found.pop()
            found.append((replace(before, text=join_words(before.text, part.text)), came))
    return found


def _phases(spoken: Sequence[Sentence], reader: Reader) -> list[tuple[Phased, Sentence]]:
    """Return the phase of each sentence: as its words say, else in and out by turns; nothing for one."""
    named = [(breath_phases.phases(one.text, reader.table), one) for one in spoken]
    if any(parts for parts, _ in named):
        return [
            (part if part.phase != "lead" else replace(part, phase=""), one)
            for parts, one in named
            for part in parts or (Phased("", one.text),)
        ]
    turns = ["in" if at % 2 == 0 else "out" for at in range(len(spoken))]
    by_turns = [(Phased(phase, one.text), one) for phase, one in zip(turns, spoken, strict=True)]
    return by_turns if len(by_turns) > 1 else []


def _hold(mark: Mark, lines: Sequence[Sentence], reader: Reader, read: Read) -> None:
    """Hold for so many seconds; the sentences are said in the hold as far as they leave it quiet."""
    spoken = [one for one in lines if one.label in ("spoken", "timing")]
    inside: list[Sentence] = []
    room_s = mark.count * _MOST_OF_A_HOLD
    for one in reversed(spoken):
        room_s -= estimate_s(Step("say", one.text))
        if room_s < 0:
            break
        inside.insert(0, one)
    read([one for one in lines if one not in inside])
    texts = [dotted(one.text) for one in inside]
    start = len(reader.steps)
    held = Times(mark.count, mark.count, "s")
    step = Step("hold", "".join(texts[:1]), times=held, during=tuple(texts[1:]))
    reader.add(step, (inside or spoken)[0])
    _note_first(mark, start, reader)


def _note_first(mark: Mark, start: int, reader: Reader) -> None:
    if len(reader.steps) > start:
        first = reader.steps[start]
        reader.steps[start] = replace(first, comments=()).noting(*first.comments, str(_words(mark)))


def _words(mark: Mark) -> Message:
    """Return what stands above the step: whose wish it is."""
    match mark.kind:
        case "repeat":
            return plural("marked: once", "marked: {n} times", n=mark.count)
        case "breaths":
            return plural("marked: {n} breath", "marked: {n} breaths", n=mark.count)
        case "hold":
            return plural("marked: hold {n} second", "marked: hold {n} seconds", n=mark.count)
        case _:
            return tr("marked: on both sides")
