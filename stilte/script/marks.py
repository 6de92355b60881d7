"""Marks inside a text: `<2s>`, `<n>`, `<left>`, `<item>`, `<key>`, `<word|as said>`, and `<<` for a `<`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.errors import not_found
from stilte.reader.report import Unclear
from stilte.reader.times import time_range_s, whole
from stilte.script.line import Gap, Line, Place, Said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Part = str | Said | Gap | Place

MOST_LETTERS = 5000
_MARK = re.compile(r"<<|<([^<>]*)>|<")
_LENGTH = re.compile(r"[0-9]")
_WORD = re.compile(r"\w")
_BREATHS = re.compile(r"([0-9]+) ?breaths?")


def read_line(
    text: str, places: Mapping[str, tuple[Part, ...]], breath_s: float = 10.0
) -> tuple[Line, str | None]:
    """Return a text with its marks read, and the time written at its end (None without one).

    `places` gives what each name stands for: a `Place` where only the round can tell, or words. `breath_s` is
    what one of the breaths in `<2 breaths>` lasts.

    >>> read_line("Armen los. <2s> Knieën zacht. <8s>", {})
    (Line(parts=('Armen los.', Gap(length_s=2.0), 'Knieën zacht.')), '8s')
    """
    if not text.strip():
        raise Unclear("Here is an empty line of text.", "Write what is to be said, or leave the step out.")
    if len(text) > MOST_LETTERS:
        raise Unclear(f"This line has {len(text):,} letters.", "Write a line for every breath or two.")
    parts = list(_parts(text, places))
    last = parts[-1] if parts else None
    after = last.written if isinstance(last, _Quiet) else None
    spoken = parts if after is None else parts[:-1]
    line = Line(_joined(part.gap(breath_s) if isinstance(part, _Quiet) else part for part in spoken))
    _check_gaps(line, text)
    return line, after


def read_plain(text: str, places: Mapping[str, tuple[Part, ...]], what: str) -> Line:
    """Return a text that may hold places and pronunciations, but no quiet."""
    line, after = read_line(text, places)
    if after or any(isinstance(part, Gap) for part in line.parts):
        raise Unclear(f"{what} cannot hold quiet: it is no spoken line.", "Leave the `<…s>` out.")
    return line


@dataclass(frozen=True, slots=True)
class _Quiet:
    """A time between `<` and `>`, not yet known to be a gap or the pause at the end."""

    written: str

    def gap(self, breath_s: float) -> Gap:
        breaths = _BREATHS.fullmatch(self.written)
        length = whole(breaths[1]) * breath_s if breaths else time_range_s(self.written)
        if isinstance(length, float):
            return Gap(length)
        raise Unclear(
            f"<{self.written}> is a range: inside a line quiet is exact.", "Write one time, as <2s>."
        )


def _parts(text: str, places: Mapping[str, tuple[Part, ...]]) -> Iterator[Part | _Quiet]:
    end = 0
    for found in _MARK.finditer(text):
        yield text[end : found.start()]
        end = found.end()
        if found[0] == "<<":
            yield "<"
        elif found[1] is None:
            raise Unclear(
                "A `<` here has no `>` after it.", "Close the mark, or write `<<` for the sign itself."
            )
        else:
            yield from _mark(found[1].strip(), places)
    if rest := text[end:].rstrip():
        yield rest


def _mark(name: str, places: Mapping[str, tuple[Part, ...]]) -> tuple[Part | _Quiet, ...]:
    if name in places and not places[name]:
        message = f"<{name}> was given as the round of a `repeat` outside the one that stands here."
        raise Unclear(message, "Use it outside this `repeat`, or give a text without <n>, <left> or <item>.")
    if name in places:
        return places[name]
    if "|" in name:
        word, _, as_said = (side.strip() for side in name.partition("|"))
        if not word or not as_said or "|" in as_said:
            raise Unclear(f"<{name}> is not whole.", "Write <word|as it is said>, as <Qigong|tsji-koeng>.")
        return (Said(word, as_said),)
    if _LENGTH.match(name):
        _check_length(name)
        return (_Quiet(name),)
    raise Unclear(*_unknown(name, places))


def _check_length(name: str) -> None:
    if not name.rstrip().endswith(("breath", "breaths")):
        time_range_s(name)


def _unknown(name: str, places: Mapping[str, tuple[Part, ...]]) -> tuple[str, str]:
    if name in ("n", "left"):
        return f"<{name}> counts rounds, and no `repeat` stands around this line.", "Put the line inside one."
    if name == "item":
        return "<item> is an entry of a list, and no `repeat` over a list stands around this line.", ""
    if not name:
        return "Between `<` and `>` stands nothing.", "Write `<<` for the sign itself."
    known = [f"<{place}>" for place in places]
    message, cure = (
        not_found("mark", f"<{name}>", known) if known else (f"There is no mark <{name}> here.", "")
    )
    return message, f"{cure} Quiet is written <2s>, a pronunciation <word|as said>, a `<` as `<<`.".strip()


def _joined(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Join neighbouring words, with single spaces inside and none next to quiet and at the ends."""
    joined: list[Part] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    last = len(joined) - 1
    for i, part in enumerate(joined):
        if isinstance(part, str):
            words = re.sub(r"[ \t\n]+", " ", part)
            words = words.lstrip(" ") if i == 0 or isinstance(joined[i - 1], Gap) else words
            joined[i] = words.rstrip(" ") if i == last or isinstance(joined[i + 1], Gap) else words
    return tuple(part for part in joined if part)


def _check_gaps(line: Line, text: str) -> None:
    if not line.parts or isinstance(line.parts[0], Gap):
        quiet = text.partition(">")[0].strip().lstrip("<")
        message = f"<{quiet}> stands at the start of the line, where nothing has been said yet."
        raise Unclear(message, f"Write a step `- pause: {quiet}` before it.")
    for first, second in zip(line.parts, (*line.parts[1:], Gap(0)), strict=True):
        if isinstance(first, Gap) and (isinstance(second, Gap) or _unsayable(second)):
            message = "After a quiet inside the line there is nothing to say."
            raise Unclear(message, "Put full stops before the `<`, and write one quiet, not two.")


def _unsayable(part: Part) -> bool:
    return isinstance(part, str) and not _WORD.search(part)
