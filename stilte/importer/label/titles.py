"""The title of an exercise: its own name, else the post's, else a heading, else the name of the file."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from stilte.importer.label.headings import NUMBERED, TIMED_TAIL, heading_role, step_number
from stilte.importer.label.no_line import is_no_line
from stilte.importer.language.phrases import pattern
from stilte.importer.language.quantities import quantities, without

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stilte.importer.label.line import Line
    from stilte.importer.language.phrases import Idioms

_QUOTES = '“”„"«»‟'
_MOST_TITLE = 120
_FEW = 4
_FIRST_WORDS = 5
_HEAD_LINES, _TITLE_WORDS = 8, 12
_LEAST_SHARED, _SHARE = 2, 0.6
_EDGE = " :–—-|,·•❖✦★\t"


def exercise_title(title: str, lines: Sequence[Line], table: Idioms, source: str = "") -> str:
    """Return the title of a post's exercise; `title` is what the page calls itself."""
    found = [line for line in lines if line.kind == "heading" and not line.page]
    parts = [line for line in found if line.number is not None or NUMBERED.match(line.text)]
    headings = [line.text for line in found if len(parts) < _FEW - 1 or line not in parts]
    usable = [
        heading
        for heading in headings
        if not is_no_line(heading) and heading_role(heading, table) != "furniture"
    ]
    named = [name for heading in usable if (name := own_name(heading, table))]
    if len(named) == 1:
        return named[0]
    if below := _below_letterhead(title, lines, usable, table):
        return below[:_MOST_TITLE]
    own = () if title in headings else _same_title(title, usable)
    for candidate in (*own, title, *usable[:2]):
        bare = bare_title(candidate, table)
        if (
            bare
            and not is_no_line(candidate)
            and (candidate in usable or candidate not in headings)
            and not is_generic(bare, table)
            and not step_number(bare, table)
        ):
            return bare[:_MOST_TITLE]
    stem = PurePath(re.sub(r"[?#].*", "", source).rstrip("/")).stem
    name = " ".join(stem.replace("_", " ").split())
    return name or bare_title(title, table) or _first_words(lines) or "Import"


def _below_letterhead(title: str, lines: Sequence[Line], headings: Sequence[str], table: Idioms) -> str:
    """Return the title below a head that names who made the sheet ("City Hospital"); "" without one."""
    head = [line for line in lines if not line.page][:_HEAD_LINES]
    if not head or head[0].kind != "heading" or head[0].text != title or not _names_makers(title, table):
        return ""
    found = (
        bare
        for line in head[1:]
        if (line.text in headings or line.text.isupper() or _names_exercise(line.text, table))
        and not line.text.rstrip().endswith((".", "?", "!"))
        and len(line.text.split()) <= _TITLE_WORDS
        and line.kind != "item"
        and not (is_no_line(line.text) or _names_makers(line.text, table) or NUMBERED.match(line.text))
        and (bare := bare_title(line.text, table))
        and not is_generic(bare, table)
    )
    bare = next(found, "")
    label, _, rest = bare.partition(": ")
    inner = rest if len(rest.split()) > 1 and table.find("headings.exercise", label) else bare
    return inner.capitalize() if inner.isupper() else inner


def _names_makers(text: str, table: Idioms) -> bool:
    rest, makers = pattern(table, "makers").subn(" ", text)
    return makers > 0 and not _names_exercise(rest, table)


def _names_exercise(text: str, table: Idioms) -> bool:
    return any(table.find(key, text) for key in ("headings.exercise", "breath_words", "evidence.body"))


def _same_title(title: str, headings: Sequence[str]) -> tuple[str, ...]:
    """Return the first heading that says what the head of the page says, in its own words."""
    known = _words(title)
    for heading in headings[:_FEW]:
        found = _words(heading)
        if len(known & found) >= max(_LEAST_SHARED, _SHARE * min(len(known), len(found))):
            return (heading,)
    return ()


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", text.lower()))


def _first_words(lines: Sequence[Line]) -> str:
    """Return the first words of a post, for one that has no title; "" where there are none."""
    first = next((one.text for one in lines if not one.page and not is_no_line(one.text)), "")
    words = first.split()
    head = " ".join(words[:_FIRST_WORDS]).rstrip(".,;:!?…–—- ")
    return f"{head} …" if head and len(words) > _FIRST_WORDS else head


def own_name(heading: str, table: Idioms) -> str:
    """Return the name in "Exercise: the fan", or "".

    >>> from stilte.importer.language.phrases import idioms
    >>> own_name("Qigong Oefening: “De Bron”", idioms("nl"))
    'De Bron'
    """
    words = "|".join(table.table["headings"]["exercise_word"])
    found = re.match(
        rf"^\W*(?:{words})\s*\d{{0,2}}\s*[:–—-]\s*(.+)$", NUMBERED.sub("", heading), re.IGNORECASE
    )
    return bare_title(found[1], table) if found else ""


def is_generic(title: str, table: Idioms) -> bool:
    """Tell whether a heading only says that here is the exercise."""
    generic = "|".join(table.table["headings"]["generic"])
    return bool(re.fullmatch(generic, title.strip("!?.: "), re.IGNORECASE))


def bare_title(title: str, table: Idioms) -> str:
    """Return a title without its times, quotes and signs at the edges.

    >>> from stilte.importer.language.phrases import idioms
    >>> bare_title("Four Shapes for a Rainy Sunday, 25-50 minutes", idioms("en"))
    'Four Shapes for a Rainy Sunday'
    """
    bare = re.sub(r"^\d{1,2}(?:\.\d{1,2})+\.?\s+", "", " ".join(title.split()).strip(_EDGE))
    bare = re.sub(r"^[(\[][^()\[\]]*\d[^()\[\]]*[)\]]\s*[:–—-]?\s*(?=\w)", "", bare)
    bare = re.sub(r"\s*[(\[][^()\[\]]*\d[^()\[\]]*[)\]]\s*$", "", bare)
    if (tail := TIMED_TAIL.search(bare)) and (found := quantities(tail[1], table)):
        rest = without(tail[1], *found)
        bare = bare[: tail.start()] if len(rest.split()) <= _FEW else bare
    inner = bare.strip(_EDGE)
    if inner[:1] in _QUOTES and inner[-1:] in _QUOTES and not set(inner[1:-1]) & set(_QUOTES):
        inner = inner[1:-1]
    return inner.strip(_EDGE)


def chapter_title(heading: str, table: Idioms) -> str:
    """Return a heading as the title of a chapter.

    >>> from stilte.importer.language.phrases import idioms
    >>> chapter_title("Stap 2: “Heffen” (2 minuten)", idioms("nl"))
    'Heffen'
    """
    bare = re.sub(r"^[^\w“”„\"«»‟(]+", "", NUMBERED.sub("", heading))
    found = step_number(bare, table)
    if found and heading_role(bare, table) == "step":
        bare = bare[found[1] :]
    return bare_title(bare, table) or heading.strip(_EDGE)
