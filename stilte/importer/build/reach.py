"""How far back a demand reaches: the movement, the item, the steps it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.importer.build.draft import Step, Times
from stilte.importer.build.sides import names_side, texts_of
from stilte.importer.language.phrases import pattern
from stilte.importer.language.quantities import quantities
from stilte.importer.language.sentence_kinds import asks_again

if TYPE_CHECKING:
    from collections.abc import Callable

    from stilte.importer.build.chapter_state import Reader
    from stilte.importer.label.labelled_post import Sentence
    from stilte.importer.language.phrases import Idioms
    from stilte.importer.language.quantities import Quantity

_MOST_BACK = 8
_FEW_WORDS = 3
_STEM = 4
_SET_UP_WORDS = 10


def item_start(reader: Reader, line: Sentence) -> int:
    """Return where the item that a sentence speaks of begins: chapter, list item, or paragraph."""
    end = len(reader.steps)
    while end and reader.steps[end - 1].verb == "note":  # a caution belongs to what it stands after
        end -= 1
    end = end or len(reader.steps)
    ends = [
        at for at, step in enumerate(reader.steps[:end]) if step.entries or step.verb in ("chapter", "note")
    ]
    limit = (
        min(ends[-1] + 1, max(0, len(reader.steps) - 1) if end < len(reader.steps) else end) if ends else 0
    )
    if reader.whole or not reader.origins:
        return limit
    last = reader.origins[end - 1]
    for same in (
        lambda origin: origin.block == line.block,
        lambda origin: bool(line.run) and origin.run == line.run,
        lambda origin: origin.block == last.block or (bool(last.run) and origin.run == last.run),
    ):
        start = _back_while(reader, limit, same, end)
        if start < end:
            return _back_to_side(start, limit, reader)
    return limit


def _back_to_side(start: int, limit: int, reader: Reader) -> int:
    """Reach further back, to the last step that names a side, where the item itself names none.

    Transcripts and slow scripts tell one thing in many paragraphs.
    """
    named = [
        at
        for at in range(max(limit, start - _MOST_BACK), len(reader.steps))
        if any(names_side(text, reader.table) for text in texts_of((reader.steps[at],)))
    ]
    if not named or named[-1] >= start:
        return start
    ends = [at for at in range(named[-1] + 1, start) if reader.steps[at].verb in ("repeat", "breathe")]
    return start if ends else named[-1]


def after_last(reader: Reader, ends: Callable[[Step], bool]) -> int:
    """Return the number of the step after the last one for which that holds, 0 where none does."""
    for at in range(len(reader.steps) - 1, -1, -1):
        if ends(reader.steps[at]):
            return at + 1
    return 0


def _back_while(reader: Reader, limit: int, same: Callable[[Sentence], bool], end: int | None = None) -> int:
    """Return the first of the last steps that all came from one place, no further back than a limit."""
    at = len(reader.steps) if end is None else end
    while at > limit and same(reader.origins[at - 1]):
        at -= 1
    return at


def without_posture(start: int, reader: Reader) -> int:
    """Leave the sitting or lying down before an item, and what is taken for it, out of its repetition."""
    at = start
    while at < len(reader.steps) - 1 and _is_posture(reader.steps[at], reader.table):
        at += 1
    return at


def from_side(start: int, line: Sentence, reader: Reader) -> int:
    """Leave what names no side, before the first step that names one, out of the change of sides.

    All of it goes along where the sentence asks for the whole, or where it speaks of one of two.
    """
    table, steps = reader.table, reader.steps
    if table.find("rounds", line.text) or table.find("for_all", line.text):
        return start
    named = next(
        (
            at
            for at in range(start, len(steps))
            if any(names_side(text, table) for text in texts_of((steps[at],)))
        ),
        start,
    )
    one = pattern(table, "one_of_two")
    return start if any(one.search(text) for text in texts_of(tuple(steps[start:named]))) else named


def _is_posture(step: Step, table: Idioms) -> bool:
    few = len(step.text.split()) <= _SET_UP_WORDS
    set_up = table.starts("posture", step.text) or (few and table.starts("set_up", step.text))
    named = set_up and not names_side(step.text, table)
    return step.verb == "note" or bool(step.verb == "say" and not step.voice and named)


def numbered_steps(text: str, table: Idioms) -> range | None:
    """Return the numbers in "repeat steps 2 to 4"."""
    word = table.table["headings"]["step"][0]
    joins = "|".join([*table.table["and_then"], *table.table["range"], "-", "–", "t/m", "&", "through"])
    found = re.search(
        rf"\b{word}\w{{0,4}}\s(\d{{1,2}})(?:\s?(?:{joins})\s?(\d{{1,2}}))?", text, re.IGNORECASE
    )
    if not found:
        return None
    return range(int(found[1]), int(found[2] or found[1]) + 1)


def movement_start(reader: Reader, line: Sentence, numbered: range | None) -> int:
    """Return where the movement begins: its list, paragraph, or chapter; never the lying down."""
    if numbered:
        named = [at for at, origin in enumerate(reader.origins) if origin.number in numbered]
        if named:
            return named[0]
    own = _back_while(reader, 0, lambda origin: origin.block == line.block)
    if line.kind == "item" and own < len(reader.steps) and not reader.table.find("repeat", line.text):
        return without_posture(max(own, _counted_before(line, reader)), reader)
    if reader.table.find("rounds", line.text):
        return without_posture(_after_chapter(reader), reader)
    last = len(reader.steps) - 1
    if last > 0 and reader.table.find("single_movement", line.text):
        return last
    limit = min(after_last(reader, _ends_movement), max(0, last))
    if limit == last and last >= 0 and reader.steps[last].verb in ("repeat", "breathe"):
        limit = _before_last(reader)
    if reader.steps and reader.steps[-1].voice and not line.run:
        return max(limit, last)
    run = line.run or (reader.origins[-1].run if reader.origins else 0)
    listed = _back_while(reader, limit, lambda origin: bool(run) and origin.run == run)
    same = _back_while(reader, limit, lambda origin: origin.block == line.block)
    start = listed if listed < len(reader.steps) else same if same < len(reader.steps) else limit
    return without_posture(start, reader)


def _counted_before(line: Sentence, reader: Reader) -> int:
    """Return where a sentence begins that counts its own words, behind a movement counted before it."""
    start = after_last(reader, lambda step: step.verb == "repeat")
    own = start < len(reader.steps) and all(one.at == line.at for one in reader.origins[start:])
    return start if own and line.at >= 0 else 0


def names_own_movement(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> bool:
    """Tell whether a sentence counts what nothing before it told ("Make eight pirouettes")."""
    table, text = reader.table, line.text
    if len(found) != 1 or not found[0].shaped or not pattern(table, "doing").match(text.lstrip()):
        return False
    noun = re.findall(r"[^\W\d_]+", text[: found[0].end])[-1].lower()
    start = movement_start(reader, line, None)
    before = re.findall(r"[^\W\d_]+", " ".join(texts_of(tuple(reader.steps[start:]))).lower())
    return not any(word[:_STEM] == noun[:_STEM] for word in before) and not table.find("rounds", text)


def _ends_movement(step: Step) -> bool:
    """Tell whether a step is a whole of its own; one breath that a movement goes with is none."""
    once = step.verb == "breathe" and step.times == Times(1, 1) and not step.breath
    return step.verb in ("repeat", "breathe", "chapter", "note") and not once


def _before_last(reader: Reader) -> int:
    """Return where what a repeat or a breath at the end may take along begins: after the one before it."""
    for at in range(len(reader.steps) - 2, -1, -1):
        if reader.steps[at].verb in ("repeat", "breathe", "chapter", "note"):
            return at + 1
    return 0


def _after_chapter(reader: Reader) -> int:
    return after_last(reader, lambda step: step.verb == "chapter")


def count_follows(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> bool:
    """Leave a demand for a repeat out that was torn from its count ("Do this", new page, "5 times")."""
    closed = line.text.rstrip().endswith((".", "!", "?", ":"))
    few = len(line.text.split()) <= _FEW_WORDS and reader.table.starts("repeat", line.text)
    after = quantities(reader.ahead[0].text, reader.table) if reader.ahead else ()
    counts = bool(after) and after[0].unit == "times" and asks_again(reader.ahead[0].text, reader.table)
    torn = bool(few and not closed and not found and counts)
    if torn:
        reader.leave_out(line.text)
    return torn


def told_out(line: Sentence, reader: Reader) -> bool:
    """Tell whether the words for the other part follow in its own paragraph: it is told by itself."""
    return any(
        one.label == "spoken" and one.block == line.block and not asks_again(one.text, reader.table)
        for one in reader.ahead[:1]
    )
