"""Sentences by what they ask for: again, the other side."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from stilte.importer.language.phrases import bare_then, number_pattern, pattern
from stilte.importer.language.quantities import quantities, without

if TYPE_CHECKING:
    from stilte.importer.language.phrases import Idioms
from stilte.importer.language.quantities import Quantity

_FEW_WORDS = 3
_MOST_WORDS = 20
_PAGE_WORDS = 25
_POINTING_WORDS = 12
_NAME_WORDS = 5


def is_furniture(line: str, table: Idioms) -> bool:
    """Tell whether a sentence belongs to the page: sharing, comments, rights, other posts."""
    if re.search(r"https?://|www\.|\S+@\S+\.\w|\b\d{2}[- ]?\d{8}\b|»|^\w+ \| ", line):
        return True
    short = len(line.split()) <= _PAGE_WORDS
    return bool(
        short and (table.starts("furniture", line.strip("*_ ")) or re.match(r"\W*(?:©|\[?\w+\]? \| )", line))
    )


def is_aside(line: str, table: Idioms) -> bool:
    """Tell whether a sentence speaks about the text or the exercise, not to who does it."""
    return bool(table.starts("aside", line))


def _unconditioned(text: str, table: Idioms) -> str:
    """Return a sentence without a condition at its end ("… twice if you have time")."""
    words = "|".join(table.table["conditions"])
    cut = re.search(rf",?\s(?:{words})\s[^,]{{3,60}}$", text, re.IGNORECASE)
    return f"{text[: cut.start()]}." if cut and quantities(text[: cut.start()], table) else text


def asks_again(text: str, table: Idioms) -> bool:
    """Tell whether a sentence asks for what came before, again, and little else."""
    if fields := fields_of(text, table):
        return "reps" in fields or "sets" in fields
    text = _unconditioned(text, table)
    found = quantities(text, table)
    timed = [one for one in found if one.unit != "counts"]
    if not timed and not vague_times(text, table):
        return False
    if timed and max(one.high for one in timed) <= 1:
        return False
    rest = without(text, *found)
    if names_itself(text, table) or len(rest.split()) > _MOST_WORDS or table.find("frequency", text):
        return False
    if _by_its_shape(rest, timed, table) or _by_its_verb(text, rest, timed, table):
        return True
    return _by_pointing_back(text, rest, timed, table)


FIELDS = ("sets", "reps", "hold", "rest", "sides")
_MOST_ALONE = 14


@lru_cache(maxsize=8)
def _field_names(table: Idioms) -> re.Pattern[str]:
    kinds = "|".join(f"(?P<{kind}>{'|'.join(table.table[f'field_{kind}'])})" for kind in FIELDS)
    return re.compile(rf"(?<![\w-])(?:{kinds})\s?[:=]\s?", re.IGNORECASE)


@lru_cache(maxsize=4096)
def fields_of(text: str, table: Idioms) -> dict[str, str]:
    """Return the fields of a line: sets, reps, hold, rest and sides, each as written.

    >>> from stilte.importer.language.phrases import idioms
    >>> fields_of("Hold: 5 sec   Reps: 10 | Rest: 30 sec", idioms("en"))
    {'hold': '5 sec', 'reps': '10', 'rest': '30 sec'}
    """
    bare = text.strip(" ([–—-•*")
    names = list(_field_names(table).finditer(bare))
    if not names or names[0].start() > 0:
        return {}
    found: dict[str, str] = {}
    for at, name in enumerate(names):
        end = names[at + 1].start() if at + 1 < len(names) else len(bare)
        kind = next(kind for kind in FIELDS if name[kind])
        found.setdefault(kind, bare[name.end() : end].strip(" ,;|.)]"))
    if (
        len(found) == 1
        and sum(one.unit == "times" for one in quantities(next(iter(found.values())), table)) > 1
    ):
        return {}  # "Number: 10 reps, 2 sets" is read as a sentence
    timed = "sides" in found or any(_is_amount(kind, value, table) for kind, value in found.items())
    return found if timed and (len(found) > 1 or _alone(found, bare, table)) else {}


def _is_amount(kind: str, value: str, table: Idioms) -> bool:
    """Tell whether a field holds an amount; of sets and repetitions any number will do."""
    bare = re.search(number_pattern(table), value, re.IGNORECASE) if kind in ("sets", "reps") else None
    return bool(bare or quantities(value, table) or re.match(r"\D{0,3}\d{1,3}(?!\d)", value))


def _alone(found: dict[str, str], text: str, table: Idioms) -> bool:
    """Tell whether the only field of a line is short, and no length of the whole."""
    kind, value = next(iter(found.items()))
    if len(value.split()) > _MOST_ALONE or kind == "sides":
        return False
    counts = any(one.unit in ("times", "breaths") for one in quantities(text, table))
    whole = re.match(rf"(?:{'|'.join(table.table['whole_length'])})\s?:", text, re.IGNORECASE)
    return not whole and (kind in ("hold", "rest") or counts or value[:1].isdigit())


def joined_fields(text: str, table: Idioms) -> str:
    """Return a line of fields as one sentence; any other line as it is."""
    return re.sub(r"\s*\|\s*", ", ", text).rstrip(" .") + "." if fields_of(text, table) else text


def names_itself(text: str, table: Idioms) -> bool:
    """Tell whether a sentence opens with the name of what it counts ("Blinzeln: 20-mal schnell blinzeln")."""
    name = re.match(r"[^\W\d_][\w–-]{2,}(?: [\w–-]+)?: (?=\S+ \S+ \S)", text)
    small = frozenset(table.table["count_words"])
    words = re.findall(r"[^\W\d_]+", name[0].lower()) if name else []
    return bool(words) and not any(word in small for word in words) and not table.find("repeat", text)


def opens_with_name(text: str, table: Idioms) -> bool:
    """Tell whether a fragment opens with the name of what it counts or times ("Plank 30 sec")."""
    found = quantities(text, table)
    head = text[: found[0].start].strip(" \"'“„–—-:(•*") if found else ""
    words = re.findall(r"[^\W\d_]+", head)
    if not words or len(words) > _NAME_WORDS or not words[0][:1].isupper() or re.search(r"[,;.!?]", head):
        return False
    small = {*table.table["count_words"], *table.table["anaphors"], *table.table["lead_ins"]}
    never = {*small, *table.table["no_orders"], *table.table["no_adjectives"]}
    return words[0].lower() not in never and len(words[0]) > 2  # noqa: PLR2004


def names_rest(text: str, table: Idioms) -> bool:
    """Tell whether a clause names a rest with its time, and nothing that is held ("30 seconds rest")."""
    found = quantities(text, table)
    lasts = len(found) == 1 and found[0].unit in ("seconds", "breaths")
    return bool(
        lasts
        and any(table.find(key, text) for key in ("rest", "pause", "field_rest"))
        and not table.find("hold", text)
    )


def _by_pointing_back(text: str, rest: str, timed: list[Quantity], table: Idioms) -> bool:
    """Tell whether a sentence gives a count to what it points back at."""
    if not any(one.unit == "times" for one in timed) or len(rest.split()) > _POINTING_WORDS:
        return False
    points = {*re.findall(r"[^\W\d_]+", rest.lower())} & frozenset(table.table["anaphors"])
    own = table.find("evidence.body", text) or table.find("in", text) or table.find("out", text)
    return bool(points) and not own


def _by_its_shape(rest: str, timed: list[Quantity], table: Idioms) -> bool:
    """Tell whether a sentence is little more than a count and a word for the exercise."""
    if not timed or timed[0].unit not in ("times", "breaths"):
        return False
    small = frozenset(table.table["count_words"])
    for key in ("per_side", "per_direction", "by_turns"):
        rest = pattern(table, key).sub(" ", rest)
    words = [word for word in re.findall(r"[^\W\d_]+", rest.lower()) if word not in small]
    return not words


def _by_its_verb(text: str, rest: str, timed: list[Quantity], table: Idioms) -> bool:
    joined = bare_then(text, table)
    opens = table.starts("repeat", joined) or table.starts("repeat", bare_then(rest, table))
    short = len(rest.split()) <= _FEW_WORDS and table.find("repeat", rest)
    alone = table.starts("repeat_alone", text) and len(rest.split()) <= _FEW_WORDS
    return bool((opens or short or alone) and (timed or vague_times(text, table)))


def vague_times(text: str, table: Idioms) -> bool:
    """Tell whether a sentence gives a vague count ("a few times")."""
    return any("times" in one and re.search(one["find"], text, re.IGNORECASE) for one in table.table["vague"])
