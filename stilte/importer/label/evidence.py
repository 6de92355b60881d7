"""What speaks for and against saying a sentence: each finding with its weight, in log-odds that add up.

The weights were set by hand on posts in five languages; `benchmarks/importing.py` tells how they fare.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from stilte.importer.label.reasons import BETWEEN
from stilte.importer.label.verbs import shape_of
from stilte.importer.language.for_all import counts_for_all
from stilte.importer.language.phrases import number_pattern
from stilte.importer.language.quantities import quantities, told_time, without
from stilte.importer.language.sentence_kinds import asks_again, is_aside, is_furniture, names_rest
from stilte.importer.language.side_words import asks_other_side, names_other_part
from stilte.importer.language.until_amounts import until_amount

if TYPE_CHECKING:
    from stilte.importer.language.phrases import Idioms
    from stilte.importer.language.quantities import Quantity

SHAPES = {
    "told": 0.4,
    "likely order": 1.1,
    "order": 2.3,
    "polite": 2.3,
    "suggestion": 1.4,
    "infinitive": 1.3,
    "later order": 1.2,
}
CAUTION, OF_THE_PAGE, REPORTED = "warns", "belongs to the page", "tells what somebody said"
SHAPE_REASONS = {
    "order": "begins with an order",
    "polite": "asks politely",
    "suggestion": "suggests what to do",
    "told": "tells its reader what she does",
    "likely order": "looks like an order",
    "infinitive": "tells what to do, without a subject",
    "later order": "holds an order",
}
TIMED_REASONS = ("holds for a time", "asks for a repeat", "asks for the other side")
"""What a sentence asks for that has a time or a count."""
_SPECIAL = re.compile(
    r"(?:[€$£]\s?\d|\d\s?(?:€|EUR|%)|\b(?:19|20)\d\ds?\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b"
    r"|\+\d{2}[\d ]{7,}|\b0\d{2,3}[- ]\d{6,})"
)
_DEFINES = re.compile(
    r"\W*(?:[^\W\d_][\w’'-]*\s+){1,4}?(?:is|are|ist|sind|est|sont|es|son|zijn|means|betekent|bedeutet)\s+"
    r"(?:a|an|the|one|een|de|het|ein|eine|der|die|das|une?|le|la|una?|el)\s+\w",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"\W*(?:welkom|welcome|willkommen|bienvenue|bienvenid|herzlich willkommen)", re.IGNORECASE
)
_QUOTED = re.compile(r"^\W{0,2}[“”„\"«»]")
_BRACKETED = re.compile(r"\([^()]{3,160}\)")
_FEW = 3
_QUIET = 4.2
_MOST_BODY = 3
_MOST_LENGTH = 260
_MOST_DESCRIBED = 16
_MOST_ELLIPTIC = 6


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found in a sentence: how much it speaks for saying it, and what it is."""

    weight: float
    reason: str


def total(findings: tuple[Finding, ...]) -> float:
    """Return the sum of some findings."""
    return sum(finding.weight for finding in findings)


def strongest(findings: tuple[Finding, ...], *, speaks: bool) -> str:
    """Return the reasons that weigh most on one side, two at the most."""
    side = [one for one in findings if (one.weight > 0) == speaks and one.weight]
    side.sort(key=lambda one: -abs(one.weight))
    return BETWEEN.join(dict.fromkeys(one.reason for one in side[:2]))


@lru_cache(maxsize=16384)
def own_evidence(text: str, table: Idioms) -> tuple[Finding, ...]:
    """Return what a sentence says for and against itself."""
    bare = _BRACKETED.sub(" ", text)
    text = bare if len(bare.split()) > _FEW else text
    shape = shape_of(text, table)
    found = [Finding(SHAPES[shape], SHAPE_REASONS[shape])] if shape else []
    found += _body(text, table)
    found += _timing(text, table)
    found += _against(text, table, ordered=shape in ("order", "polite"))
    found += _form(text, table, shape)
    return tuple(found)


def _body(text: str, table: Idioms) -> list[Finding]:
    body = len(table.findall("evidence.body", text))
    found = [Finding(0.3 * min(body, _MOST_BODY), "names the body")] if body else []
    if table.find("breath_words", text):
        found.append(Finding(0.4, "speaks of the breath"))
    if _counts_phases(text, table):
        found.append(Finding(2.4, "names a phase of the breath"))
    elif table.find("in", text) or table.find("out", text):
        found.append(Finding(0.4, "names a phase of the breath"))
    if table.starts("posture", text):
        found.append(Finding(0.6, "names a posture"))
    if _addresses(text, table):
        found.append(Finding(0.4, "speaks to its reader"))
    return found


def _counts_phases(text: str, table: Idioms) -> bool:
    """Tell whether a short sentence gives both halves of a breath a number ("In for four, out for six")."""
    if len(text.split()) > _MOST_ELLIPTIC:
        return False
    numbers = re.findall(number_pattern(table), text, re.IGNORECASE)
    halves = all(table.find(one, text) or table.find(f"bare_{one}", text) for one in ("in", "out"))
    return halves and len(numbers) > 1 and not told_time(text, table)


def _addresses(text: str, table: Idioms) -> bool:
    if table.find("second_person", text):
        return True
    return table.language in ("de", "nl") and bool(re.search(r"\b(?:Sie|Ihre[nrms]?|Ihnen|uw|u)\b", text))


def _timing(text: str, table: Idioms) -> list[Finding]:
    timed = quantities(text, table)
    lasts = rf"\W*(?:{'|'.join(table.table['whole_length'])})\s*:"
    if table.find("frequency", text):
        weight = -2.2 if table.find("evidence.body", text) else -4.0
        return [Finding(weight, "tells how often a day or a week")]
    for asked, reason in (
        (
            timed and len(text.split()) <= _MOST_ELLIPTIC and re.match(lasts, text, re.IGNORECASE),
            "gives a time or a count",
        ),
        (asks_again(text, table) or asks_again(f"{text.partition(', ')[0]}.", table), "asks for a repeat"),
        (counts_for_all(text, table), "gives a time or a count"),
        (asks_other_side(text, table) or names_other_part(text, table), "asks for the other side"),
        (names_rest(text, table) and table.find("between", text), "holds for a time"),
    ):
        if asked:
            return [Finding(2.4, reason)]
    if until_amount(text, table) or _guide_is_quiet(text, table):
        return [Finding(_QUIET, "holds for a time")]
    if table.starts("release", text) and len(text.split()) <= _FEW:
        return [Finding(1.6, SHAPE_REASONS["likely order"])]
    return _held(text, timed, table)


def _held(text: str, timed: tuple[Quantity, ...], table: Idioms) -> list[Finding]:
    """Return what the times of a sentence speak for that asks for no repeat and no other side."""
    if timed and (table.find("hold", text) or table.find("stay", text)):
        return [Finding(1.3, "holds for a time")]
    if timed and not re.search(r"[^\W\d_]{3,}", without(text, *timed)):
        return [Finding(2.2, "holds for a time")]
    alone = bool(timed) and timed[0].start <= 1 and len(text.split()) <= _MOST_ELLIPTIC
    return [Finding(1.6 if alone else 0.6, "gives a time or a count")] if timed else []


def _guide_is_quiet(text: str, table: Idioms) -> bool:
    """Tell whether the one who speaks will be quiet for a time ("I'm gonna be quiet for two minutes")."""
    told = table.starts("guide_quiet", text) and any(one.unit == "seconds" for one in quantities(text, table))
    return bool(told and (table.find("pause", text) or table.find("guide_leaves", text)))


def _against(text: str, table: Idioms, *, ordered: bool) -> list[Finding]:
    found = []
    for key, weight, reason in (
        ("claims", -1.6, "speaks of effects"),
        ("lore", -1.3, "speaks of the body, research or other people in general"),
        ("story", -1.4, "tells of somebody"),
        ("offer", -1.8, "offers something"),
        ("reader", -1.8, "speaks of the post itself"),
        ("caution", -3.2, CAUTION),
        ("reported", -3.2, REPORTED),
    ):
        told = len(table.findall(f"evidence.{key}", text))
        if told:
            eased = 0.5 if ordered and key not in ("offer", "caution") else 1.0
            found.append(Finding(weight * eased * (1.0 if told == 1 else 1.3), reason))
    if is_furniture(text, table):
        found.append(Finding(-4.0, OF_THE_PAGE))
    if _speaks_about(text, table) and not ordered:
        found.append(Finding(-1.6, "speaks about the exercise"))
    if is_aside(text, table):
        found.append(Finding(-6.5, "speaks about the exercise"))
    if re.search(
        r"\b(?:read more|lees (?:meer|verder)|weiterlesen|lire la suite|leer más)\W*$", text, re.IGNORECASE
    ):
        found.append(Finding(-5.0, "leads to another page"))
    if told_time(text, table) and not until_amount(text, table):
        found.append(Finding(-1.2, "names a time that is no instruction"))
    if _DEFINES.match(text):
        found.append(Finding(-1.5, "defines"))
    if _SPECIAL.search(text):
        found.append(Finding(-1.6, "holds a date, a price or a number to call"))
    return found


def _speaks_about(text: str, table: Idioms) -> bool:
    """Tell whether a sentence has the exercise for its subject, and asks for no repeat."""
    words = "|".join(table.table["headings"]["exercise_word"])
    subject = rf"\W*(?:\w+ ){{0,2}}?(?:{words})\b(?: [„“\"][^„“”\"]{{1,40}}[“”\"])? \w+"
    return bool(re.match(subject, text, re.IGNORECASE)) and not asks_again(text, table)


@lru_cache(maxsize=8)
def _described(table: Idioms) -> re.Pattern[str]:
    opens = (
        r"the|your|both|de|het|je|uw|beide|der|die|das|dein\w*|ihr\w*|beide|les?|la|vos|votre|los|las|el|tus?"
    )
    return re.compile(
        rf"\W*(?:(?:{opens})\s+){{1,2}}(?:\w+\s+){{0,1}}?(?:{'|'.join(table.table['evidence']['body'])})\b",
        re.IGNORECASE,
    )


def is_description(text: str, table: Idioms) -> bool:
    """Tell whether a sentence tells how a part of the body is held ("The knees are wide")."""
    if len(text.split()) > _MOST_DESCRIBED:
        return False
    bare = table.starts("evidence.body", text) and not table.find("evidence.being", text)
    told = re.match(r"\W*\w+,?\s(?!of |and |en |und |et |y )\w", text)
    return bool(_described(table).match(text) or (bare and told and text.rstrip().endswith((".", "!"))))


def _lists_parts(text: str, table: Idioms) -> bool:
    """Tell whether a sentence without a verb lists how parts of the body lie."""
    few = len(text.split()) <= _MOST_DESCRIBED and "," in text
    still = not table.find("evidence.being", text) and not _addresses(text, table)
    return few and still and len(table.findall("evidence.body", text)) > 1


def _about_exercise(text: str, table: Idioms) -> bool:
    """Tell whether an order has the exercise as a whole for its object."""
    words = "|".join(table.table["headings"]["exercise_word"])
    pointed = re.search(
        rf"\b(?:this|deze|dit|diese[ns]?|cet|cette|este|esta) (?:{words})\b", text, re.IGNORECASE
    )
    return bool(pointed) and not asks_again(text, table) and not quantities(text, table)


def _form(text: str, table: Idioms, shape: str) -> list[Finding]:  # noqa: C901
    found = []
    if text.rstrip().endswith("?"):
        speaks = table.starts("perception", text) or table.find("evidence.body", text)
        asked = -5.0 if table.starts("own_question", text) else -0.7 if speaks else -1.8
        found.append(Finding(asked, "asks a question"))
    if not shape and table.find("evidence.being", text):
        found.append(Finding(-0.5, "describes"))
    if not shape and re.match(
        r"(?:this|these|deze|dit|diese[rs]?|cette?|ces|est[ae])\s+(?!is\s+repeat)\w+ \w+", text, re.IGNORECASE
    ):
        found.append(Finding(-0.9, "speaks about what was told"))
    if not shape and not table.find("evidence.body", text):
        bare = (
            not table.find("breath_words", text)
            and not quantities(text, table)
            and not _addresses(text, table)
        )
        found.append(Finding(-1.5 if bare else -0.4, "tells nothing to do"))
    if table.find("evidence.reassure", text):
        found.append(Finding(-1.2, "reassures its reader"))
    if not shape and text.rstrip().endswith("!"):
        found.append(Finding(-0.5, "exclaims"))
    if shape in ("order", "polite") and _about_exercise(text, table):
        found.append(Finding(-2.4, "asks something about the exercise"))
    if not shape and (is_description(text, table) or _lists_parts(text, table)):
        found.append(Finding(1.1, "describes how the body is held"))
    if len(text) > _MOST_LENGTH:
        found.append(Finding(-0.6, "is a long sentence"))
    if _GREETING.match(text):
        found.append(Finding(1.4, "greets its listener"))
    if _QUOTED.match(text):
        found.append(Finding(0.3, "is a quotation"))
    return found
