"""Lines that explain the marks of a script: "(…) = ten seconds", "* = breathe in, ** = breathe out"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from stilte.importer.label.verbs import shape_of
from stilte.importer.language.phrases import capital
from stilte.importer.language.quantities import quantities, without
from stilte.importer.language.read_mark import read_mark

if TYPE_CHECKING:
    from stilte.importer.language.phrases import Idioms
    from stilte.importer.post import Block

_BRACKET, _SIGNS = r"[\[(][^\[\]()\n]{1,20}[\])]", r"[*#~/^•†‡§+|>–—-]{1,3}|\.{3,}|…"
_QUOTE = r"[\"'“”„‘’`]?"
_MARK = rf"{_QUOTE}(?P<mark>{_BRACKET}|{_SIGNS}){_QUOTE}"
_EXPLAINED = re.compile(rf"({_BRACKET}|\.{{3}}|…)\s?=\s\w")
_LABEL = re.compile(r"\s*[^\W\d_][^:=\n]{1,30}:\s+")
_MOST_WORDS, _BREATH_S, _FEW = 9, 5.0, 3
_ORDERS = ("order", "polite", "infinitive")


def give_marks_meanings(blocks: tuple[Block, ...], table: Idioms) -> tuple[Block, ...]:
    """Write what a key says of each mark in the place of those marks; the key itself is not said.

    A time becomes a mark with that time, a movement or a breath the words for it. A mark of anything else
    ("* = optional"), as any mark in a heading, is only taken away.
    """
    meanings: dict[str, str] = {}
    found: list[Block] = []
    explained = False
    for block in blocks:
        told = [(line, _entries(line, table), _is_key(line)) for line in block.text.split("\n")]
        if block.page or not any(entries or is_key for _, entries, is_key in told):
            found.append(block)
            continue
        for _, entries, is_key in told:
            meanings |= {mark: meaning for mark, meaning in entries if mark not in meanings}
            explained |= is_key
        rest = "\n".join(line for line, entries, is_key in told if not (entries or is_key))
        key = "\n".join(line for line, entries, is_key in told if entries or is_key)
        found += [replace(block, text=rest)] if rest.strip() else []
        found.append(replace(block, kind="text", text=key, page=True))
    used = {
        mark: meaning
        for mark, meaning in meanings.items()
        if any(_places(mark).search(_text(one)) for one in found if not one.page)
    }
    if not used and not explained:
        return blocks
    return tuple(one if one.page else _explained(one, used) for one in found)


@lru_cache(maxsize=8)
def _entry(table: Idioms) -> re.Pattern[str]:
    is_for = rf"\s?(?:=|→|(?<=[*#~/^†‡§+]):(?=\s)|(?:{'|'.join(table.table['means'])})(?!\w))\s?"
    joints = rf"(?:[;,]\s?|\s(?:{'|'.join(table.table['and_then'])})\s)"
    following = _MARK.replace("?P<mark>", "?:")
    return re.compile(
        rf"{_MARK}{is_for}(?P<meaning>[^\n]+?)(?P<end>{joints}(?={following}{is_for})|[.!]?\s*$)",
        re.IGNORECASE,
    )


def _entries(line: str, table: Idioms) -> list[tuple[str, str]]:
    """Return the marks that a line explains, each with what is written for it; none where it does more."""
    label = _LABEL.match(line)
    if label and not _entry(table).match(line, label.end()):
        label = None
    at = label.end() if label else len(line) - len(line.lstrip())
    found: list[tuple[str, str]] = []
    while at < len(line) and (entry := _entry(table).match(line, at)):
        meaning = entry["meaning"].strip(" .")
        own = read_mark(entry["mark"])
        timed = own is not None and own.told and re.search(r"\w", entry["mark"])
        if timed or not re.search(r"[^\W_]", meaning) or len(meaning.split()) > _MOST_WORDS:
            return []
        found.append((entry["mark"].lower(), _written(meaning, table)))
        at = entry.end()
    return found if at >= len(line.rstrip()) else []


def _is_key(line: str) -> bool:
    """Tell whether a line explains a mark that tells its own time ("[pause 20] = so many seconds")."""
    return any(read_mark(found[1]) is not None for found in _EXPLAINED.finditer(line))


def _written(meaning: str, table: Idioms) -> str:
    """Return a meaning as a mark with its time, or as a sentence to say; "" for what nobody does."""
    if read_mark(f"[{meaning}]") is not None:
        return f"[{meaning}]"
    lasts = [one for one in quantities(meaning, table) if one.unit != "times"]
    breathes = table.find("in", meaning) or table.find("out", meaning)
    if len(lasts) == 1 and not breathes and len(without(meaning, *lasts).split()) <= _FEW:
        seconds = lasts[0].low * (_BREATH_S if lasts[0].unit == "breaths" else 1.0)
        return f"[{seconds:g} s]"
    return f"{capital(meaning)}." if breathes or shape_of(meaning, table) in _ORDERS else ""


@lru_cache(maxsize=64)
def _places(mark: str) -> re.Pattern[str]:
    """Return where a mark stands as one: a bracket anywhere, signs behind words or on a line of their own."""
    if mark[0] in "([":
        return re.compile(rf"\s*{re.escape(mark)}", re.IGNORECASE)
    ends = (
        r"[^\S\n]*$" if len(mark) == 1 and mark in "+|>/–—-" else r"(?:[^\S\n]*$|[^\S\n]+(?=[^\W\d_a-zà-ÿ]))"
    )
    return re.compile(rf"(?:^|(?<=[\w.!?:,…])[^\S\n]*){re.escape(mark)}{ends}", re.MULTILINE)


def _text(block: Block) -> str:
    return "---" if block.kind == "rule" and not block.text else block.text


def _explained(block: Block, meanings: dict[str, str]) -> Block:
    text = _text(block)
    for mark in sorted(meanings, key=len, reverse=True):
        meaning = "" if block.kind == "heading" else meanings[mark]
        text = _places(mark).sub(partial(_after, meaning=meaning), text)
    if text == _text(block):
        return block
    kind = "text" if block.kind == "rule" else block.kind
    return replace(block, kind=kind, text=text.strip())


def _after(place: re.Match[str], meaning: str) -> str:
    """Return a meaning with the end of the sentence that it stands behind."""
    if not meaning:
        return " " if place.string[place.end() :].strip() else ""
    before = place.string[: place.start()].rstrip()[-1:]
    ends = "." if before and (before.isalnum() or before == ",") and not meaning.startswith("[") else ""
    return f"{ends} {meaning} "
