"""A sentence that tells how long the marks of a script last ("Pause 10 seconds where you see [pause]")."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.importer.label.mark_key import give_marks_meanings
from stilte.importer.label.worded_marks import give_words_times
from stilte.importer.language.quantities import quantities
from stilte.importer.language.read_mark import read_mark

if TYPE_CHECKING:
    from stilte.importer.language.phrases import Idioms
    from stilte.importer.language.quantities import Quantity
    from stilte.importer.post import Block

_MARK = re.compile(r"[\[(][^\[\]()\n]{1,40}[\])]")
_ENDS = re.compile(r"(?<=[.!?])\s+|\n")
_MOST_SENTENCE = 300
_LEAST_MARKS = 2


def give_marks_times(blocks: tuple[Block, ...], table: Idioms) -> tuple[Block, ...]:
    """Write the time that a legend gives to a mark into each of those marks; the legend is not said."""
    blocks = give_words_times(_bare_brackets(give_marks_meanings(blocks, table)), table)
    words = "|".join(table.table.get("legend", ())) or "(?!)"
    for at, block in enumerate(blocks):
        if block.page:
            continue
        for sentence in _ENDS.split(block.text):
            if len(sentence) > _MOST_SENTENCE or not re.search(
                rf"\b(?:{words})\b|=", sentence, re.IGNORECASE
            ):
                continue
            if symbols := _symbols(sentence, table, blocks):
                for symbol, mark in symbols:
                    blocks = _symbols_timed(blocks, at, symbol, mark)
                return blocks
            times = _times(sentence, table)
            if times and _marks_in(blocks, times) >= _LEAST_MARKS + len(times):
                told = tuple(_timed(one, times) if n != at else one for n, one in enumerate(blocks))
                legend = replace(block, text=block.text.replace(sentence, _unmarked(sentence)), page=True)
                return (*told[:at], legend, *told[at + 1 :])
    return blocks


_BARE = re.compile(r"(?<=[.!?…\w])\s*\[(\d{1,3})\](?=\s|$)")
_LEAST_BARE, _LEAST_S = 3, 3


def _bare_brackets(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Read bare numbers in brackets as seconds ("[10]"), where they recur as no sources do."""
    numbers = [int(one) for block in blocks for one in _BARE.findall(block.text)]
    recur = len(numbers) >= _LEAST_BARE and len(set(numbers)) < len(numbers)
    if not recur or min(numbers) < _LEAST_S:
        return blocks
    return tuple(replace(one, text=_BARE.sub(r" [\1 s]", one.text)) for one in blocks)


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


def _symbols(sentence: str, table: Idioms, blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    """Return the symbols, or the dots, that a legend gives times to, with the marks that stand for them."""
    units = ("seconds", "counts", "breaths")
    lasts = [one for one in quantities(sentence, table) if one.unit in units]
    named = "…" if table.find("names_dots", sentence) else ""
    told = list(_SYMBOL.findall(_MARK.sub(" ", sentence))) or ([named] if named else [])
    times = [one.low * (_BREATH_S if one.unit == "breaths" else 1.0) for one in lasts]
    if len(lasts) == 1 and len(told) > 1:
        times = _bare_numbers(sentence, told, lasts[0])
    if not lasts or len(times) != len(told):
        return []
    found = []
    for symbol, seconds in zip(told, times, strict=True):
        used = sum(len(_places(symbol).findall(block.text)) for block in blocks)
        if used > (_LEAST_MARKS if len(told) == 1 else 0):
            found.append((symbol, f"[{seconds:g} s]"))
    return sorted(found, key=lambda one: -len(one[0]))


def _bare_numbers(sentence: str, told: list[str], first: Quantity) -> list[float]:
    """Return the number behind each symbol, where only the first tells its unit ("// 10 seconds, /// 30")."""
    parts = _SYMBOL.split(_MARK.sub(" ", sentence))[1:]
    numbers = [re.search(r"\d+", part) for part in parts]
    factor = first.low / float(numbers[0][0]) if numbers and numbers[0] and float(numbers[0][0]) else 1.0
    return [float(one[0]) * factor for one in numbers if one] if len(parts) == len(told) else []


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
