"""Tones as an author writes them: the name of a note, or hertz."""

from __future__ import annotations

import re

from stilte.messages import tr
from stilte.reader import Unreadable

LOWEST_HZ, HIGHEST_HZ = 30.0, 1000.0
_SEMITONES = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}
_NOTE = re.compile(r"([A-Ga-g])([#♯b♭]?)([0-6])")


def tone_hz(text: str) -> float:
    """Return the frequency of a note such as D2 or F#3 (A4 is 440 Hz), or of a number of hertz.

    >>> round(tone_hz("D2"), 3), round(tone_hz("Bb1"), 3), tone_hz("136.1 Hz"), tone_hz("432")
    (73.416, 58.27, 136.1, 432.0)
    """
    value = _hertz(text.strip())
    if value is not None and LOWEST_HZ <= value <= HIGHEST_HZ:
        return value
    raise Unreadable(
        tr("'{text}' is not a tone.", text=text),
        tr(
            "Write a note, like D2 or F#3, or hertz from {lowest} to {highest}.",
            lowest=round(LOWEST_HZ),
            highest=round(HIGHEST_HZ),
        ),
    )


def _hertz(text: str) -> float | None:
    if note := _NOTE.fullmatch(text):
        steps = _SEMITONES[note[1].lower()] + {"": 0, "#": 1, "♯": 1}.get(note[2], -1) + 12 * int(note[3])
        return float(440.0 * 2.0 ** ((steps - 57) / 12))
    number = re.fullmatch(r"([0-9]+(?:[.,][0-9]+)?) ?(?:[Hh]z)?", text)
    return float(number[1].replace(",", ".")) if number else None
