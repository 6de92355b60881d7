"""Counts by their shape: a number and a word for a movement that no table names ("acht pirouettes")."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from stilte.importer.language.phrases import number_pattern, pattern
from stilte.importer.language.written_numbers import ends

if TYPE_CHECKING:
    from stilte.importer.language.phrases import Idioms

LEAST, MOST = 3, 200
_MOST_FOUND = 8
_UNITS = ("breaths", "times", "counts", "seconds", "minutes", "hours", "frequency", "step_counts")


@lru_cache(maxsize=8)
def _named(table: Idioms) -> re.Pattern[str]:
    """Return a number with the plural of a word, adjectives between, at whose end a clause may turn."""
    number, plural = number_pattern(table), "|".join(table.table["plurals"])
    adjective = rf"(?!(?:{'|'.join(table.table['no_adjectives'])})\s)[^\W\d_][\w-]*\s"
    turn = "|".join(
        (
            *table.table["directions"],
            *table.table["per_side"],
            *table.table["per_direction"],
            *table.table["after_movement"],
        )
    )
    end = rf"(?=\W*$|\s?[.,;:!)–—]|\s(?:{'|'.join(table.table['and_then'])}|{turn})(?!\w))"
    return re.compile(
        rf"(?P<n>{number})\s(?P<noun>(?:{adjective}){{0,2}}?(?P<last>{plural})){end}", re.IGNORECASE
    )


@lru_cache(maxsize=8)
def _turned(table: Idioms) -> re.Pattern[str]:
    """Return a bare number before a direction ("twintig naar achteren")."""
    turn = "|".join(table.table["directions"])
    return re.compile(rf"(?P<n>{number_pattern(table)})(?=\s(?:{turn})(?!\w))", re.IGNORECASE)


@lru_cache(maxsize=8)
def _told_whole(table: Idioms) -> re.Pattern[str]:
    """Return a count that a phrase makes one ("until you've done three", "drie is genoeg")."""
    phrases = [entry.replace("%N", f"({number_pattern(table)})") for entry in table.table["count_phrases"]]
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=8)
def _field(table: Idioms) -> re.Pattern[str]:
    """Return a field of repetitions or sets with a bare number in it ("Repetitions: start with four")."""
    names = "|".join((*table.table["field_reps"], *table.table["field_sets"]))
    between = r"(?:[^\W\d_][\w'’-]*\s){0,4}?"
    return re.compile(rf"\W*(?:{names})\s?[:=–—-]\s?{between}(?P<n>{number_pattern(table)})", re.IGNORECASE)


@lru_cache(maxsize=8)
def _before(table: Idioms) -> re.Pattern[str]:
    """Return what stands before a count: the head of a clause, or a verb of doing with few words after."""
    joins, about = "|".join(table.table["and_then"]), "|".join(table.table["approx"])
    doing = "|".join(table.table["doing"])
    free = rf"(?!(?:{'|'.join(table.table['no_adjectives'])})\s)\w+\s"
    return re.compile(
        rf"(?:(?:^\W*|[,;:.!?(–—]\s?|\s(?:{joins})\s)(?:(?:{joins})\s)*|(?<!\w)(?:{doing})\s(?:{free}){{0,2}}?)(?:(?:{about})\s)*$",
        re.IGNORECASE,
    )


def shaped_counts(text: str, table: Idioms, *, counted: bool = False) -> list[tuple[float, float, int, int]]:
    """Return counts of movements by their shape: their ends, and where their words begin and end.

    `counted` tells whether the text holds a count with a unit: a bare number may follow it.

    >>> from stilte.importer.language.phrases import idioms
    >>> shaped_counts("Draai daarna acht pirouettes.", idioms("nl"))
    [(8.0, 8.0, 13, 28)]
    """
    found = []
    if field := _field(table).match(text):
        found.append((*ends(field["n"], table), field.start("n"), field.end("n")))
    found += [
        (*ends(next(number for number in match.groups() if number), table), match.start(), match.end())
        for match in islice(_told_whole(table).finditer(text), _MOST_FOUND)
    ]
    found += [
        (*ends(match["n"], table), match.start(), match.end())
        for match in islice(_named(table).finditer(text), _MOST_FOUND)
        if _opens(match, text, table) and not _is_no_movement(match["last"], match["noun"], table)
    ]
    turned = list(islice(_turned(table).finditer(text), _MOST_FOUND))
    if len(turned) > 1 or found or counted:
        found += [
            (*ends(match["n"], table), match.start(), match.end())
            for match in turned
            if _opens(match, text, table)
        ]
    return [one for one in found if one[0] >= LEAST and one[1] <= MOST]


def _opens(match: re.Match[str], text: str, table: Idioms) -> bool:
    return bool(_before(table).search(text[max(0, match.start() - 60) : match.start()]))


def _is_no_movement(noun: str, phrase: str, table: Idioms) -> bool:
    """Tell whether a counted word is a part of the body, a unit, or a thing that nobody does."""
    if any(pattern(table, key).fullmatch(noun) for key in (*_UNITS, "uncounted", "evidence.body")):
        return True
    return any(pattern(table, key).search(phrase) for key in ("breath_words", "frequency"))
