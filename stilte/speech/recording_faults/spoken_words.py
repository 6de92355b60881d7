"""A take's words against those of its line, by what a recogniser heard.

A recogniser mishears soft voices and short lines, and in Dutch every fourth word of a machine's voice. So a
fault is told only where the rest of the line was understood well, or where nothing of it is there at all.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from stilte.messages import tr
from stilte.speech.recogniser import distance, normal
from stilte.speech.recording_faults.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEAST_WORDS = 4
_UNDERSTOOD = 0.2
"""The share of wrong letters in the rest of a line up to which the rest was understood."""
_LEAST_MISSING = 7
_LEAST_DOUBLED = 2
_NOTHING_ALIKE = 0.7
_LITTLE_ALIKE = 0.45
"""Two lines that have nothing in common share about 0.4 of their letters in order."""
_LEAST_LETTERS = 15
_REAL_WORD = 4


def word_faults(text: str, heard: str, language: str) -> Iterator[Fault]:
    """Yield a fault where words of a line are missing, said twice, or others."""
    wanted, found = normal(text, language).split(), normal(heard, language).split()
    if len(wanted) < _LEAST_WORDS or not found:
        return
    if doubled := _doubled(wanted, found):
        told = tr("'{words}' is said twice.", words=doubled)
        yield Fault("doubled words", told, tr("Record the line anew, or keep it if it is meant so."))
    elif missing := _missing(wanted, found):
        told = tr("'{words}' seems to be missing.", words=missing)
        yield Fault("missing words", told, tr("Listen to it, and record the line anew if it is so."))
    elif _is_another(wanted, found):
        told = tr("A recogniser heard other words: '{words}'.", words=heard.strip())
        yield Fault("other words", told, tr("Listen whether this is the right line."))


def _errors(wanted: list[str], found: list[str]) -> float:
    letters = "".join(wanted)
    return distance(letters, "".join(found)) / max(len(letters), 1)


def _doubled(wanted: list[str], found: list[str]) -> str:
    """Return the words that stand twice in a row, though the line has them once; "" where there are none."""
    for count in range(len(found) // 2, 0, -1):
        for at in range(len(found) - 2 * count + 1):
            once, rest = found[at : at + count], found[:at] + found[at + count :]
            is_long = count >= _LEAST_DOUBLED or len(once[0]) >= _LEAST_MISSING // 2
            same = once == found[at + count : at + 2 * count]
            if same and is_long and _errors(wanted, rest) <= _UNDERSTOOD < _gain(wanted, found, rest):
                return " ".join(once)
    return ""


def _gain(wanted: list[str], found: list[str], rest: list[str]) -> float:
    """Return 1 where the line fits better without the second reading, else 0."""
    return float(_errors(wanted, rest) < _errors(wanted, found))


def _missing(wanted: list[str], found: list[str]) -> str:
    """Return the words in a row that were not heard where all others were; "" where there are none."""
    whole = _errors(wanted, found)
    for count in range(len(wanted) - 2, 1, -1):
        for at in range(len(wanted) - count + 1):
            gone = wanted[at : at + count]
            rest = wanted[:at] + wanted[at + count :]
            long = sum(map(len, gone)) >= _LEAST_MISSING
            if long and len("".join(rest)) >= _LEAST_MISSING and _errors(rest, found) <= _UNDERSTOOD / 2:
                return " ".join(gone) if whole > _UNDERSTOOD else ""
    return ""


def _is_another(wanted: list[str], found: list[str]) -> bool:
    one, other = "".join(wanted), "".join(found)
    shared = set(wanted) & {word for word in found if len(word) >= _REAL_WORD}
    if min(len(one), len(other)) < _LEAST_LETTERS or shared:
        return False
    alike = difflib.SequenceMatcher(None, one, other).ratio()
    return _errors(wanted, found) > _NOTHING_ALIKE and alike < _LITTLE_ALIKE
