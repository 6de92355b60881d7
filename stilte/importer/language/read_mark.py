"""What one mark of quiet asks for, by the words in it: a time, breaths, or strikes of a bell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from stilte.importer.language.one_of import one_of
from stilte.importer.language.phrases import idioms, languages, number_values
from stilte.reader.builtin_tables import builtin_table

VAGUE_S = 5.0
LONG_S, SHORT_S, DOTS_S, MINUTES_S = 10.0, 3.0, 3.0, 120.0
MOST_INNER = 80
MOST_SECONDS = 3600.0
MOST_STRIKES = 12
_WORDS = {
    key: frozenset(map(str, words))
    for key, words in builtin_table("stilte.importer", "language", "quiet_words.yaml").items()
}
PAUSES, WAITS, NOUNS = _WORDS["pauses"], _WORDS["waits"], _WORDS["nouns"]
_ENDS = frozenset(("eind", "einde", "end", "ende", "fin", "final"))
BELLS, _RINGS = _WORDS["bells"], _WORDS["rings"]
_SECONDS, _MINUTES, _MILLISECONDS = _WORDS["seconds"], _WORDS["minutes"], _WORDS["milliseconds"]
_BREATHS, IN, OUT, BREATHE = _WORDS["breaths"], _WORDS["in"], _WORDS["out"], _WORDS["breathe"]
LONG, _SHORT, SMALL, _ARTICLES = _WORDS["long"], _WORDS["short"], _WORDS["small"], _WORDS["articles"]
OPEN, CLOSE = r"(\[{<【«", r")\]}>】»"
_DOTS = re.compile(r"[\s\W]*(?:\.{3,}|…)[\s\W]*")
_TOKEN = re.compile(r"\d+:[0-5]\d|\d+\s?½|½|\d+(?:[.,]\d+)?|[^\W\d_]+(?:'[^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a mark asks for: quiet from `low` to `high` seconds (or breaths), or so many strikes of a bell.

    `told` is false where the mark gives no time.
    """

    kind: Literal["quiet", "bell"]
    low: float
    high: float
    unit: Literal["s", "breaths"] = "s"
    told: bool = True


@lru_cache(maxsize=1)
def _numbers() -> dict[str, float]:
    """Return the words for numbers of every language."""
    found: dict[str, float] = {}
    for name in languages():
        found |= {word: value for word, value in number_values(idioms(name)).items() if " " not in word}
    return {word: value for word, value in found.items() if word not in SMALL}


def read_loosely(inner: str, bracket: str) -> Mark | None:
    """Read a bracket that speaks of a pause in other words too."""
    words = mark_words(inner)
    measured = (
        bracket != "(" and set(words) & (_SECONDS | _MINUTES) and any(word[0].isdigit() for word in words)
    )
    if not words or not (words[0] in NOUNS or measured):
        return None
    return _quiet(words, [value for word in words if (value := _number(word)) is not None])


def mark_words(inner: str) -> list[str]:
    """Return the words and numbers of a mark, in small letters."""
    figures = _in_words().sub(lambda match: f"{_worded()[match[0].lower()]:g}", inner)
    return [token.lower() for token in _TOKEN.findall(figures)]


@lru_cache(maxsize=1)
def _worded() -> dict[str, float]:
    """Return the numbers of every language that are not whole and told in several words."""
    tables = [number_values(idioms(name)) for name in languages()]
    return {word: value for values in tables for word, value in values.items() if " " in word and value % 1}


@lru_cache(maxsize=1)
def _in_words() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){one_of(_worded())}(?!\w)", re.IGNORECASE)


def read_mark(text: str) -> Mark | None:
    """Return what a piece of text asks for if it is nothing but a mark, else None.

    >>> read_mark("— [PAUSE:5] —"), read_mark("Sit down.")
    (Mark(kind='quiet', low=5.0, high=5.0, unit='s', told=True), None)
    """
    stripped = text.strip()
    if len(stripped) > MOST_INNER + 12 or not stripped:
        return None
    if _DOTS.fullmatch(stripped):
        return Mark("quiet", DOTS_S, DOTS_S)
    mark = read_tokens(stripped)
    if mark is None and stripped[0] in OPEN and stripped[-1] in CLOSE:
        return read_loosely(stripped, stripped[0])
    if mark is None:
        return None
    words = mark_words(stripped)
    if stripped[0].isalnum() and not _plainly(words, stripped):
        return None
    return mark


def _plainly(words: list[str], text: str) -> bool:
    """Tell whether a line without brackets is a mark: a pause by its noun, alone or with a time."""
    named = words[0] in PAUSES | BELLS or any(
        word in ("silence", "stilte", "stille", "silencio") for word in words
    )
    timed = any(word[0].isdigit() or word in _numbers() for word in words)
    return named and (
        timed or len(words) == 1 or bool(re.search(r"[(\[]", text)) or bool({*words} & (LONG | _SHORT))
    )


@lru_cache(maxsize=4096)
def read_tokens(inner: str) -> Mark | None:
    """Return the mark that some words stand for, if all of them belong to marks."""
    words = mark_words(inner)
    if not words or len(words) > 9:  # noqa: PLR2004
        return None
    numbers = [(at, _number(word)) for at, word in enumerate(words) if _number(word) is not None]
    known = (
        PAUSES
        | WAITS
        | BELLS
        | _RINGS
        | _SECONDS
        | _MINUTES
        | _MILLISECONDS
        | _BREATHS
        | LONG
        | _SHORT
        | SMALL
    )
    values = [value for _, value in numbers if value is not None]
    if words[0] == "p" and len(words) == len(numbers) + 1 == 2:  # noqa: PLR2004
        return _quiet(words, values)
    foreign = any(word not in known and _number(word) is None for word in words)
    only_ends = words[0] in _ENDS and not set(words) & (PAUSES | WAITS | BELLS | _RINGS - _ENDS)
    if foreign or only_ends:
        return None
    if set(words) & BELLS:
        strikes = min(MOST_STRIKES, int(numbers[0][1] or 1)) if numbers else 1
        return Mark("bell", max(1, strikes), max(1, strikes))
    pausing = set(words) & (PAUSES | WAITS)
    measured = set(words) & (_SECONDS | _MINUTES | _MILLISECONDS | _BREATHS)
    if not (pausing or (numbers and measured)):
        return None
    return _quiet(words, values)


def _number(word: str) -> float | None:
    if ":" in word:
        minutes, seconds = word.split(":")
        return float(minutes) * 60 + float(seconds)
    if word.endswith("½"):
        return float(word.rstrip("½ ") or 0) + 0.5
    return float(word.replace(",", ".")) if word[0].isdigit() else _numbers().get(word)


def _quiet(words: list[str], numbers: list[float]) -> Mark | None:
    said = set(words)
    if said & _BREATHS:
        count = numbers or [1.0]
        return Mark("quiet", min(count), max(count), "breaths")
    if not numbers and said & _ARTICLES and said & (_SECONDS | _MINUTES):
        numbers = [1.0]
    if not numbers:
        vague = (
            LONG_S if said & LONG else SHORT_S if said & _SHORT else MINUTES_S if said & _MINUTES else VAGUE_S
        )
        return Mark("quiet", vague, vague, told=False)
    if said & _MINUTES and said & _SECONDS and len(numbers) == 2:  # noqa: PLR2004
        numbers = [numbers[0] * 60 + numbers[1]]
    else:
        factor = 60.0 if said & _MINUTES else 0.001 if said & _MILLISECONDS else 1.0
        numbers = [value * factor for value in numbers[:2]]
    low, high = min(numbers), max(numbers)
    return Mark("quiet", low, high) if high <= MOST_SECONDS else None
