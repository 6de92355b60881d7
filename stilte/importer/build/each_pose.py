"""A time that is given once for all poses → a hold for each pose without a time of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.importer.build.chapter_state import CHANGE_S
from stilte.importer.build.draft import Step, Times, Verb
from stilte.importer.build.other_side import repeat_sides
from stilte.importer.build.sides import both_sides
from stilte.importer.language.phrases import bare_then
from stilte.messages import tr

if TYPE_CHECKING:
    from stilte.importer.build.chapter_state import Reader
    from stilte.importer.build.chapters import Chapter
    from stilte.importer.label.labelled_post import Sentence

_NAMED = re.compile(r"\W*[^\W\d_][^:.!?]{1,40}:\s+\S")
_TIMED = ("hold", "breathe", "repeat")


def hold_each_line(reader: Reader) -> None:
    """Hold each pose of a list, or of lines that begin with the name of a pose, for the time of all poses."""
    holds, count = _times_for_all(reader), reader.inherited.get("times")
    if not holds:
        return
    steps, origins = reader.steps, reader.origins
    reader.steps, reader.origins = [], []
    start = 0
    while start < len(steps):
        end = start + 1
        while end < len(steps) and origins[end].block == origins[start].block:
            end += 1
        pose = [*steps[start:end]]
        if _is_pose(pose, origins[start]):
            pose += holds
            pose = [_sided(tuple(pose), reader)] if "each side" in reader.inherited else pose
            pose = [Step("repeat", times=count, steps=tuple(pose))] if count else pose
        reader.steps += pose
        reader.origins += [origins[start]] * len(pose)
        start = end


def _times_for_all(reader: Reader) -> list[Step]:
    """Return the hold of every pose; for muscles tension and release, if no line asks for them."""
    note = str(tr("the time that was given once for all"))
    times = [reader.inherited.get("each")]
    if times == [None] and not any(note in step.comments for step in reader.steps):
        times = [reader.inherited.get(name) for name in ("each part", "release")]
        times = times if times[0] else []
    quiet = "more for all" in reader.inherited
    verbs: tuple[Verb, ...] = ("hold", "pause") if quiet else ("hold", "hold")
    return [Step(verb, times=one).noting(note) for verb, one in zip(verbs, times, strict=False) if one]


def _is_pose(steps: list[Step], origin: Sentence) -> bool:
    named = origin.kind == "item" or bool(_NAMED.match(steps[0].text))
    plain = all(step.verb == "say" and not step.voice for step in steps)
    return named and plain and not any(step.verb in _TIMED for step in steps)


def _sided(steps: tuple[Step, ...], reader: Reader) -> Step:
    change = Step("say", reader.table.table["switch_line"], on="first", pause=CHANGE_S)
    note = str(tr("ours: the post leaves the change to its reader"))
    return both_sides(steps, reader.table, change.noting(note))


def fill_part(reader: Reader) -> None:
    """Let a part that times nothing last as long as its own field says ("Time: 1 minute")."""
    length, timed = reader.part_length, ("hold", "breathe", "repeat", "pause")
    if length is None or not reader.steps or any(step.verb in timed for step in reader.steps):
        return
    reader.add(Step("hold", times=Times(length.low, length.high, "s")), reader.origins[-1])


def time_each_pose(chapter: Chapter, reader: Reader) -> None:
    """Give a chapter without a time of its own the time that was given once for all poses."""
    if not chapter.titled:
        hold_each_line(reader)
    each = reader.inherited.get("each")
    count = reader.inherited.get("times")
    spoken = any(step.verb == "say" for step in reader.steps)
    timed = any(step.verb in ("hold", "breathe") for step in all_steps(tuple(reader.steps)))
    counted = any(step.verb == "repeat" and not step.entries for step in all_steps(tuple(reader.steps)))
    said = any(step.verb == "say" for step in all_steps(tuple(reader.steps)))
    if not chapter.titled or not said or not reader.origins or counted:
        return
    last = reader.origins[-1]
    if count is not None and not any(_lasts(step) for step in all_steps(tuple(reader.steps))):
        _count_all(count, last, reader)
    holds = [] if timed or not spoken else _times_for_all(reader)
    for step in holds:
        reader.add(step, last)
    if not timed and not spoken:
        reader.steps = [_hold_sides(step, _times_for_all(reader)) for step in reader.steps]
    if each is None or not holds:
        return
    named = chapter.heading is not None and reader.table.find("per_side", chapter.heading.text)
    sided = any(step.entries for step in reader.steps)
    if (named or "each side" in reader.inherited) and not sided:
        repeat_sides(reader, last, None)


def _hold_sides(step: Step, holds: list[Step]) -> Step:
    """Put the time of every pose into a pose of two sides, before the line that asks to change them."""
    if not step.entries or not holds:
        return step
    changes = bool(step.steps) and step.steps[-1].verb == "say" and step.steps[-1].on == "first"
    at = len(step.steps) - changes
    return replace(step, steps=(*step.steps[:at], *holds, *step.steps[at:]))


def _lasts(step: Step) -> bool:
    return step.verb == "hold" or (step.verb == "breathe" and step.times != Times(1, 1))


def _count_all(count: Times, last: Sentence, reader: Reader) -> None:
    """Repeat what a chapter tells as often as was said once for all."""
    start = next(at for at, step in enumerate(reader.steps) if step.verb != "note")
    step = Step("repeat", times=count, steps=tuple(reader.steps[start:]))
    reader.wrap(start, step.noting(str(tr("the time that was given once for all"))), last)


def tense_each_paragraph(reader: Reader) -> None:
    """Tense and let go in each paragraph that tells both, for the times that were given once before."""
    tense, let_go = (reader.inherited.get(name) for name in ("tense", "let go"))
    if not tense or not let_go:
        return
    told = str(tr("the time that was given once for all"))
    end = len(reader.steps)
    while end:
        start = end - 1
        while start and reader.origins[start - 1].block == reader.origins[start].block:
            start -= 1
        part = reader.steps[start:end]
        said = [bare_then(step.text, reader.table) if step.verb == "say" else "" for step in part]
        loose = [at for at, text in enumerate(said) if at and reader.table.starts("lets", text)]
        if loose and all(step.verb == "say" for step in part):
            at, origin = start + loose[-1], reader.origins[start]
            reader.steps.insert(at + 1, Step("hold", times=let_go).noting(told))
            reader.steps.insert(at, Step("hold", times=tense).noting(told))
            reader.origins[at:at] = [origin, origin]
        end = start


def time_each_part(reader: Reader) -> None:
    """Tense and let go after each item of a list, where both times were given once before it."""
    tense, let_go = reader.inherited.get("tense"), reader.inherited.get("let go")
    items = [at for at, line in enumerate(reader.origins) if line.kind == "item"]
    if not tense or not let_go or any(reader.steps[at].verb == "repeat" for at in items):
        return
    told = str(tr("the time that was given once for all"))
    ends = [
        at
        for at in items
        if at + 1 == len(reader.origins) or reader.origins[at + 1].block != reader.origins[at].block
    ]
    for end in reversed(ends):
        start = next(at for at in items if reader.origins[at].block == reader.origins[end].block)
        if any(step.verb in _TIMED for step in reader.steps[start : end + 1]):
            continue
        between = _let_go_at(start, end, reader)
        for at, time in ((end + 1, let_go), (between, tense)):
            reader.steps.insert(at, Step("hold", times=time).noting(told))
            reader.origins.insert(at, reader.origins[end])


def _let_go_at(start: int, end: int, reader: Reader) -> int:
    """Return the line of an item that lets go; behind the item where none does."""
    table, last = reader.table, bare_then(reader.steps[end].text, reader.table)
    lets = table.starts("release", last) or last != reader.steps[end].text
    return end if end > start and lets else end + 1


def all_steps(steps: tuple[Step, ...]) -> list[Step]:
    """Return some steps and every step inside them."""
    return [inner for step in steps for inner in (step, *all_steps(step.steps))]
