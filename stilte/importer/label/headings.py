"""What a heading is for: the exercise, a step of it, its close, the article around it, a tip, or the page."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from stilte.importer.language.quantities import quantities
from stilte.script.number_words import number_word

if TYPE_CHECKING:
    from stilte.importer.language.phrases import Idioms
    from stilte.importer.language.quantities import Quantity

Role = Literal["exercise", "step", "closing", "plain", "article", "furniture", "tip"]

NUMBERED = re.compile(r"^\s*(?:#\s*)?\d{1,2}(?:\s*[.):]|\s+[–-]|[–-](?!\d))\s*")
"""A number before a heading."""
_BRACKET = re.compile(r"[(\[][^()\[\]]*[)\]]")
_CROSS = r"(?:[x×]\s?\d{1,3}|\d{1,3}\s?[x×])(?:\s(?:each|per|pro|je|par|por|a)\s[\w ]{1,30})?\s*$"
TIMED_TAIL = re.compile(rf"(?:[:,|]|\s[–—-]|\s(?={_CROSS}))\s*([^:|]*)$")
_ROMAN = re.compile(r"^(?:i{1,3}|iv|vi{0,3}|ix|x)$", re.IGNORECASE)


@lru_cache(maxsize=4096)
def heading_role(title: str, table: Idioms) -> Role:  # noqa: PLR0911
    """Return what a heading is for."""
    name = re.sub(r"^\W+", "", title).strip()
    bare = NUMBERED.sub("", name)
    if not name:
        return "plain"
    if table.starts("furniture", bare):
        return "furniture"
    if re.match(rf"(?:\w+ )?(?:{'|'.join(table.table['tip'])})\b\s*[:!]?", bare, re.IGNORECASE):
        return "tip"
    if re.match(rf"(?:{'|'.join(table.table['headings']['article'])})\b", bare, re.IGNORECASE):
        return "article"
    if step_number(name, table):
        return "step"
    if table.starts("headings.closing", bare):
        return "closing"
    if bare != name:
        return "step"
    return "exercise" if table.find("headings.exercise", name) else "plain"


@lru_cache(maxsize=4096)
def step_number(title: str, table: Idioms) -> tuple[int, int] | None:
    """Return the number of a heading such as "Step 3:" or "Tweede oefening", and where its own words begin.

    >>> from stilte.importer.language.phrases import idioms
    >>> step_number("Stap 2 – De wijzer", idioms("nl")), step_number("Stap opzij", idioms("nl"))
    ((2, 9), None)
    """
    found = _step(table).match(title)
    if not found:
        return None
    number = found["number"].lower()
    if number.isdigit():
        return int(number), found.end()
    if _ROMAN.match(number) and number not in _ordinals(table):
        return ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x").index(number) + 1, found.end()
    return _ordinals(table).get(number, 1), found.end()


@lru_cache(maxsize=8)
def _step(table: Idioms) -> re.Pattern[str]:
    steps = "|".join(table.table["headings"]["step"])
    ordinals = "|".join(map(re.escape, _ordinals(table)))
    return re.compile(
        rf"\W{{0,3}}(?:{steps})\s*(?P<number>\d{{1,2}}(?!\d|\s?(?:x|min|sec))|(?:[ivx]{{1,4}}|{ordinals})\b)\s*(?:[.:)–—-]+\s*|$|(?=\()|(?<=\d)\s+(?=[A-ZÀ-Þ]))",
        re.IGNORECASE,
    )


@lru_cache(maxsize=8)
def _ordinals(table: Idioms) -> dict[str, int]:
    return {number_word(number, table.language).lower(): number for number in range(1, 13)}


def heading_quantities(heading: str, table: Idioms) -> tuple[tuple[Quantity, ...], str]:
    """Return the quantities in the brackets, or at the end, of a heading, and the words that hold them.

    >>> from stilte.importer.language.phrases import idioms
    >>> [(one.unit, one.low) for one in heading_quantities("Propped Mouse: 5 minutes", idioms("en"))[0]]
    [('seconds', 300.0)]
    """
    for words in reversed(_BRACKET.findall(heading)):
        if found := _told(words, table):
            return found, words
    tail = TIMED_TAIL.search(heading)
    if tail and (found := _told(tail[1], table)):
        return found, tail[1]
    return (), ""


def _told(words: str, table: Idioms) -> tuple[Quantity, ...]:
    """Return the quantities of a heading; a mere number of things ("Relief: five gifts") is none."""
    return tuple(one for one in quantities(words, table) if not one.shaped)
