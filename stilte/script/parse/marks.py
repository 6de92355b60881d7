"""Marks inside a text: `<2s>`, `<n>`, `<left>`, `<item>`, `<key>`, `<word|as said>`, and `<<` for a `<`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.errors import not_found
from stilte.messages import Number, sentences, tr
from stilte.reader.report import Unreadable
from stilte.reader.times import time_range_s, whole
from stilte.script.line import Gap, Line, Place, Said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stilte.errors import Where
    from stilte.messages import Message


@dataclass(frozen=True, slots=True)
class Absent:
    """What a mark stands for in a track whose entry does not give it."""

    track: str
    entry: Where

    def problem(self, name: str) -> tuple[Message, Message]:
        """Return the message and the cure for a line that needs it."""
        message = tr(
            "<{name}> is missing in the track '{track}', which is defined at {entry}.",
            name=name,
            track=self.track,
            entry=self.entry,
        )
        return message, tr("Write `{name}: …` in that entry of `tracks` too.", name=name)


class UnknownMark(Unreadable):
    """A mark that stands for nothing here; `name` is what stands in it."""

    def __init__(self, name: str, message: str | Message, instead: str | Message) -> None:
        super().__init__(message, instead)
        self.name = name


LinePart = str | Said | Gap | Place
Part = LinePart | Absent

MOST_LETTERS = 5000
_MARK = re.compile(r"<<|<([^<>]*)>|<")
_LENGTH = re.compile(r"[0-9]")
_WORD = re.compile(r"\w")
_BREATHS = re.compile(r"([0-9]+) ?breaths?")
_LINES = re.compile(r"[0-9.,–-]+ ?lines?")
_OTHER_UNITS = {
    "breath": re.compile(r"([0-9]+) ?(?:adem|atem|respir)\w*", re.IGNORECASE),
    "line": re.compile(r"([0-9.,]+) ?(?:regel|zin|zeile|ligne|línea)\w*", re.IGNORECASE),
}
"""Units that are written in the author's own language, by the word used here."""


def read_line(
    text: str, places: Mapping[str, tuple[Part, ...]], breath_s: float | None = 10.0
) -> tuple[Line, str | None]:
    """Return a text with its marks read, and the time written at its end (None without one).

    `places` gives what each name stands for: a `Place` where only the round can tell, or words. `breath_s` is
    what one of the breaths in `<2 breaths>` lasts, None where that changes from round to round.

    >>> read_line("Armen los. <2s> Knieën zacht. <8s>", {})
    (Line(parts=('Armen los.', Gap(length_s=2.0), 'Knieën zacht.')), '8s')
    """
    if not text.strip():
        raise Unreadable(
            tr("Here is an empty line of text."), tr("Write what is to be said, or leave the step out.")
        )
    if len(text) > MOST_LETTERS:
        raise Unreadable(
            tr("This line has {count} letters.", count=Number(len(text))),
            tr("Write a line for every breath or two."),
        )
    parts = list(_parts(text, places))
    last = parts[-1] if parts else None
    after = last.written if isinstance(last, _Quiet) else None
    spoken = parts if after is None else parts[:-1]
    line = Line(_joined(part.gap(breath_s) if isinstance(part, _Quiet) else part for part in spoken))
    _check_gaps(line, text)
    return line, after


def read_plain(text: str, places: Mapping[str, tuple[Part, ...]], what: Message) -> Line:
    """Return a text that may hold places and pronunciations, but no quiet."""
    line, after = read_line(text, places)
    if after or any(isinstance(part, Gap) for part in line.parts):
        raise Unreadable(
            tr("{what} cannot contain quiet: it is not a spoken line.", what=what),
            tr("Leave the `<…s>` out."),
        )
    return line


@dataclass(frozen=True, slots=True)
class _Quiet:
    """A time between `<` and `>`, not yet known to be a gap or the pause at the end."""

    written: str

    def gap(self, breath_s: float | None) -> Gap:
        breaths = _BREATHS.fullmatch(self.written)
        if breaths and breath_s is None:
            message = tr(
                "<{written}> is not one time: the breath changes from round to round here.",
                written=self.written,
            )
            raise Unreadable(message, tr("Write seconds, as <2s>."))
        if _LINES.fullmatch(self.written):
            message = tr(
                "<{written}> depends on the whole line, and so can only be at its end.", written=self.written
            )
            raise Unreadable(message, tr("Write seconds here, as <2s>, or make two lines of it."))
        length = whole(breaths[1]) * (breath_s or 0) if breaths else time_range_s(self.written)
        if isinstance(length, float):
            return Gap(length)
        raise Unreadable(
            tr("<{written}> is a range: inside a line quiet is exact.", written=self.written),
            tr("Write one time, as <2s>."),
        )


def _parts(text: str, places: Mapping[str, tuple[Part, ...]]) -> Iterator[LinePart | _Quiet]:
    end = 0
    for found in _MARK.finditer(text):
        yield text[end : found.start()]
        end = found.end()
        if found[0] == "<<":
            yield "<"
        elif found[1] is None:
            raise Unreadable(
                tr("A `<` here has no `>` after it."),
                tr("Close the mark, or write `<<` for the sign itself."),
            )
        else:
            yield from _mark(found[1].strip(), places)
    if rest := text[end:].rstrip():
        yield rest


def _mark(name: str, places: Mapping[str, tuple[Part, ...]]) -> tuple[LinePart | _Quiet, ...]:
    if name in places and not places[name]:
        message = tr(
            "<{name}> was given as the round of a `repeat` outside the one around this line.", name=name
        )
        raise Unreadable(
            message, tr("Use it outside this `repeat`, or give a text without <n>, <left> or <item>.")
        )
    if name in places:
        return tuple(_given(name, part) for part in places[name])
    if "|" in name:
        word, _, as_said = (side.strip() for side in name.partition("|"))
        if not word or not as_said or "|" in as_said:
            raise Unreadable(
                tr("<{name}> is incomplete.", name=name),
                tr("Write <word|as it is said>, as <Qigong|tsji-koeng>."),
            )
        return (Said(word, as_said),)
    if _LENGTH.match(name):
        _check_length(name)
        return (_Quiet(name),)
    raise UnknownMark(name, *_unknown(name, places))


def _given(name: str, part: Part) -> LinePart:
    if isinstance(part, Absent):
        raise Unreadable(*part.problem(name))
    return part


def _check_length(name: str) -> None:
    for unit, own in _OTHER_UNITS.items():
        if found := own.fullmatch(name.strip()):
            unit_ = unit if found[1] == "1" else f"{unit}s"
            raise Unreadable(
                tr("<{text}> is not a time.", text=name),
                tr("Write `{number} {unit}`.", number=found[1], unit=unit_),
            )
    if not name.rstrip().endswith(("breath", "breaths")) and not _LINES.fullmatch(name.strip()):
        time_range_s(name)


def _unknown(name: str, places: Mapping[str, tuple[Part, ...]]) -> tuple[Message, str | Message]:
    if name in ("n", "left", "countdown"):
        return tr("<{name}> counts rounds, and this line is not inside a `repeat`.", name=name), tr(
            "Put the line inside one."
        )
    if name == "item":
        return tr("<item> is an entry of a list, and this line is not inside a `repeat` over a list."), ""
    if not name:
        return tr("There is nothing between `<` and `>`."), tr("Write `<<` for the sign itself.")
    known = [f"<{place}>" for place in places]
    forms = tr("Quiet is written <2s>, a pronunciation <word|as said>, a `<` as `<<`.")
    if not known:
        return tr("There is no mark <{name}> here.", name=name), forms
    missing = tr("There is no mark '<{name}>'.", name=name)
    return missing, sentences(not_found(missing, f"<{name}>", known)[1], forms)


def _joined(parts: Iterable[LinePart]) -> tuple[LinePart, ...]:
    """Join neighbouring words, with single spaces inside and none next to quiet and at the ends."""
    joined: list[LinePart] = []
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
        message = tr("<{quiet}> is at the start of the line, where nothing has been said yet.", quiet=quiet)
        raise Unreadable(message, tr("Write a step `- pause: {quiet}` before it.", quiet=quiet))
    for first, second in zip(line.parts, (*line.parts[1:], Gap(0)), strict=True):
        if isinstance(first, Gap) and (isinstance(second, Gap) or _unsayable(second)):
            message = tr("There is nothing to say after a quiet inside the line.")
            raise Unreadable(message, tr("Put full stops before the `<`, and write one quiet, not two."))


def _unsayable(part: LinePart) -> bool:
    return isinstance(part, str) and not _WORD.search(part)
