"""The other side: the whole item again, with left and right swapped."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.importer.build.draft import Step

if TYPE_CHECKING:
    from stilte.importer.language.phrases import Idioms

_COMPOUND = (
    r"(?:hand|voet|arm|been|knie|oor|pols|schouder|heup|zij|bil|elleboog|enkel|oog|duim|kant|wang)|\W|$"
)

_TOWARDS = r"\b(?:nach|naar|to the|to|à|vers la|a la|hacia la) "

Entry = tuple[tuple[str, str], ...]


def both_sides(steps: tuple[Step, ...], table: Idioms, switch: Step) -> Step:
    """Return a `repeat` over the sides: words of a side become marks, `switch` is said between the two."""
    text = "\n".join(texts_of(steps))
    first: dict[str, str] = {}
    second: dict[str, str] = {}
    for pair in _pairs(table):
        found = _word(pair).search(text)
        if found:
            _name(pair, found[0] == pair["words"][1], first, second)
    entries = (_entry(first), _entry(second))
    marked = tuple(_marked(step, first) for step in steps)
    if not first:
        names = table.table["default_sides"]
        entries = ((("", names[0]),), (("", names[1]),))
    return Step("repeat", entries=entries, steps=(*marked, switch))


def names_side(text: str, table: Idioms) -> bool:
    """Tell whether a text names a side."""
    return any(_word(pair).search(text) for pair in _pairs(table))


def turns_both_ways(steps: tuple[Step, ...], table: Idioms) -> bool:
    """Tell whether a movement goes to both sides by its own words ("turn to the left, then to the right")."""
    for text in texts_of(steps):
        ways = {way.lower() for way in re.findall(rf"{_TOWARDS}(\w+)", text, re.IGNORECASE)}
        both = any({word.lower() for word in pair["words"]} <= ways for pair in _pairs(table))
        if both and table.find("and_back", text):
            return True
    return False


def _pairs(table: Idioms) -> list[dict[str, list[str]]]:
    return list(table.table["sides"])


def _word(pair: dict[str, list[str]]) -> re.Pattern[str]:
    return re.compile(_exact(pair))


def _exact(pair: dict[str, list[str]]) -> str:
    words = "|".join(pair["words"])
    return rf"\b(?:{words})(?={_COMPOUND}|(?<=ker)|(?<=ter))"


def _name(pair: dict[str, list[str]], turned: bool, first: dict[str, str], second: dict[str, str]) -> None:  # noqa: FBT001
    """Give each word of a pair its key: the key's own word in the first round, the other in the second.

    The first key of the table is for the side that the author names first.
    """
    led = turned if not first else _turned(first)
    a, b = reversed(pair["words"]) if led else pair["words"]
    key, other = pair["keys"]
    first |= {key: a, other: b}
    second |= {key: b, other: a}


def _turned(first: dict[str, str]) -> bool:
    return next(iter(first.values())).lower().startswith(("rech", "righ"))


def _entry(values: dict[str, str]) -> Entry:
    return tuple(values.items())


def _marked(step: Step, first: dict[str, str]) -> Step:
    """Put marks for the words of the first side into every text of a step."""
    keys = {word: key for key, word in first.items()}
    if not keys:
        return step
    body = "|".join(sorted(map(re.escape, keys), key=len, reverse=True))
    word = re.compile(_exact({"words": [body]}))

    def mark(text: str) -> str:
        return word.sub(lambda match: f"<{keys[match[0]]}>", text)

    cues = tuple(
        replace(cue, lines=tuple((phase, mark(text)) for phase, text in cue.lines)) for cue in step.cues
    )
    inner = tuple(_marked(one, first) for one in step.steps)
    return replace(step, text=mark(step.text), cues=cues, steps=inner, during=tuple(map(mark, step.during)))


def texts_of(steps: tuple[Step, ...]) -> list[str]:
    """Return everything that some steps say."""
    found = []
    for step in steps:
        found += [
            step.text,
            *step.during,
            *(text for cue in step.cues for _, text in cue.lines),
            *texts_of(step.steps),
        ]
    return found
