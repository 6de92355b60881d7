"""Words that stand for quiet in a script, with the time that a note gives them once.

"Where you see PAUSE, wait about ten seconds." · "Bei --- lange Pause --- wartet ihr mindestens 20 Sekunden."
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.importer.language.quantities import quantities

if TYPE_CHECKING:
    from stilte.importer.language.phrases import Idioms
    from stilte.importer.post import Block

_LEAST = 3
_MOST_SENTENCE = 300
_BREATH_S = 5.0
_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n")
_CAPITALS = r"(?<![\w'’-])[A-ZÀ-Þ]{3,}(?: [A-ZÀ-Þ]{2,}){0,2}(?![\w'’-])"
_DECORATED = r"(?P<edge>-{1,3}|[–—]{1,2}|[*_~=/|]{1,3}) ?[^\W\d_]+(?: [^\W\d_]+){0,3} ?(?P=edge)"
_ENDING = re.compile(
    r"(?:^|(?<=[.!?:,;…])\s*|(?<=\w)\s+)"
    rf"(?P<mark>{_CAPITALS}|{_DECORATED})[.!…]?(?=\s+[A-ZÀ-Þ„“\"]|\s*$)",
    re.MULTILINE,
)


def give_words_times(blocks: tuple[Block, ...], table: Idioms) -> tuple[Block, ...]:
    """Put the time that a note gives to words in capitals or between dashes in the place of those words.

    They count as marks where they end a sentence or a line at least three times in all. The paragraph of the
    note belongs to the page: it is for whoever reads the script aloud.
    """
    used = Counter(_name(found["mark"]) for block in blocks for found in _ENDING.finditer(block.text))
    if not used:
        return blocks
    times: dict[str, float] = {}
    notes: set[int] = set()
    for at, block in enumerate(blocks):
        for sentence in _SENTENCES.split(block.text):
            if len(sentence) <= _MOST_SENTENCE and (told := _told(sentence, used, table)):
                times = told | times
                notes.add(at)
    if not times or sum(used[mark] for mark in times) < _LEAST:
        return blocks
    return tuple(
        replace(block, page=True) if at in notes else _timed(block, times) for at, block in enumerate(blocks)
    )


def _told(sentence: str, used: Counter[str], table: Idioms) -> dict[str, float]:
    """Return the seconds of each mark that a sentence names: the time after it, or the only one before it."""
    names = re.finditer(f"{_CAPITALS}|{_DECORATED}", sentence)
    marks = [found for found in names if _name(found[0]) in used]
    times = [one for one in quantities(sentence, table) if one.unit in ("seconds", "counts", "breaths")]
    if not marks or not times:
        return {}
    found = {}
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        ends = following.start() if following else len(sentence)
        after = [one for one in times if mark.end() <= one.start < ends]
        chosen = after or (times if len(marks) == len(times) == 1 else [])
        if chosen:
            seconds = chosen[0].low * (_BREATH_S if chosen[0].unit == "breaths" else 1.0)
            found[_name(mark[0])] = seconds
    return found


def _timed(block: Block, times: dict[str, float]) -> Block:
    def write(match: re.Match[str]) -> str:
        seconds = times.get(_name(match["mark"]))
        return match[0] if seconds is None else f" [{seconds:g} s]"

    text = _ENDING.sub(write, block.text)
    return block if text == block.text else replace(block, text=text.strip())


def _name(mark: str) -> str:
    """Return a mark without what stands around its words; words in capitals stay so."""
    return " ".join(re.findall(r"[^\W\d_]+", mark))
