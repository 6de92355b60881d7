"""A sentence that tells how long the marks of a script last ("Pause 10 seconds where you see [pause]")."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.importer.language.quantities import quantities
from stilte.importer.language.read_mark import read_mark

if TYPE_CHECKING:
    from stilte.importer.language.phrases import Idioms
    from stilte.importer.post import Block

_MARK = re.compile(r"[\[(][^\[\]()\n]{1,40}[\])]")
_ENDS = re.compile(r"(?<=[.!?])\s+|\n")
_MOST_SENTENCE = 300
_LEAST_MARKS = 2


def give_marks_times(blocks: tuple[Block, ...], table: Idioms) -> tuple[Block, ...]:
    """Write the time that a legend gives to a mark into each of those marks; the legend is not said."""
    words = "|".join(table.table.get("legend", ())) or "(?!)"
    for at, block in enumerate(blocks):
        for sentence in _ENDS.split(block.text):
            if len(sentence) > _MOST_SENTENCE or not re.search(
                rf"\b(?:{words})\b|=", sentence, re.IGNORECASE
            ):
                continue
            if symbol := _symbol(sentence, table, blocks):
                return _symbols_timed(blocks, at, *symbol)
            times = _times(sentence, table)
            if times and _marks_in(blocks, times) >= _LEAST_MARKS + len(times):
                told = tuple(_timed(one, times) if n != at else one for n, one in enumerate(blocks))
                legend = replace(block, text=block.text.replace(sentence, _unmarked(sentence)), page=True)
                return (*told[:at], legend, *told[at + 1 :])
    return blocks


def _times(sentence: str, table: Idioms) -> dict[str, str]:
    """Return the time of each mark that a sentence names, in the order of both."""
    marks = [one for one in _MARK.findall(sentence) if _untold(one)]
    lasts = [one for one in quantities(sentence, table) if one.unit == "seconds"]
    if not marks or len(marks) != len(lasts):
        return {}
    return {mark.lower(): f"{one.low:g} s" for mark, one in zip(marks, lasts, strict=True)}


def _untold(mark: str) -> bool:
    """Tell whether a mark gives no time of its own."""
    read = read_mark(mark)
    return read is not None and (not read.told or not re.search(r"\w", mark))


def _marks_in(blocks: tuple[Block, ...], times: dict[str, str]) -> int:
    return sum(one.lower() in times for block in blocks for one in _MARK.findall(block.text))


def _timed(block: Block, times: dict[str, str]) -> Block:
    def write(match: re.Match[str]) -> str:
        time = times.get(match[0].lower())
        return f"{match[0][:-1]} {time}{match[0][-1]}" if time else match[0]

    return replace(block, text=_MARK.sub(write, block.text))


def _unmarked(sentence: str) -> str:
    """Return a legend whose marks are no marks any more: quoted."""
    return _MARK.sub(lambda match: f"'{match[0][1:-1]}'", sentence)


_SYMBOL = re.compile(r"(?<![\w*#~/^])(?:[*#~/^•†‡§]{1,3}|\.{3,}|…)(?![\w*#~/^])")
_BREATH_S = 5.0


def _symbol(sentence: str, table: Idioms, blocks: tuple[Block, ...]) -> tuple[str, str] | None:
    """Return the symbol, or the dots, that a legend gives a time to, and the mark that stands for it."""
    found = quantities(sentence, table)
    lasts = [one for one in found if one.unit in ("seconds", "counts", "breaths")]
    named = "…" if table.find("names_dots", sentence) else ""
    told = list(_SYMBOL.findall(_MARK.sub(" ", sentence))) or ([named] if named else [])
    if len(lasts) != 1 or len(told) != 1:
        return None
    seconds = lasts[0].low * (_BREATH_S if lasts[0].unit == "breaths" else 1.0)
    used = sum(len(_places(told[0]).findall(block.text)) for block in blocks)
    return (told[0], f"[{seconds:g} s]") if used > _LEAST_MARKS else None


def _places(symbol: str) -> re.Pattern[str]:
    """Return where a symbol stands as a mark: at the end of a sentence or a line; dots where one ends."""
    if symbol[0] in ".…":
        return re.compile(r"(?:\.{3,}|…)(?=\s+[A-ZÀ-Þ]|\s*$)", re.MULTILINE)
    return re.compile(rf"(?:(?<=[.!?:,…])|(?<=^)|(?<=\w))\s*{re.escape(symbol)}(?=\s|$)", re.MULTILINE)


def _symbols_timed(blocks: tuple[Block, ...], at: int, symbol: str, mark: str) -> tuple[Block, ...]:
    ends = "." if symbol[0] in ".…" else ""
    told = [replace(one, text=_places(symbol).sub(f"{ends} {mark} ", one.text)) for one in blocks]
    told[at] = replace(blocks[at], page=True)
    return tuple(told)
