"""The shapes in which people tell each other what to do: orders, polite orders, plurals."""

from __future__ import annotations

import itertools
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from stilte.importer.language.phrases import Idioms

Shape = Literal["", "order", "polite", "later order", "infinitive", "suggestion", "told", "likely order"]

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_HEAD_WORDS = 3
_CLAUSE = re.compile(
    r"[,;:–—]\s+|\s-\s|\s(?:and|then|en|dan|und|dann|et|puis|y|luego|daarna|danach|ensuite|después|or|of|oder|ou|o)\s+",
    re.IGNORECASE,
)
_MOST_INFINITIVE, _LEAST_VERB = 22, 5
_SHORT = 7


@lru_cache(maxsize=8)
def order_words(table: Idioms) -> frozenset[str]:
    """Return the words that open an order, with the forms that a language makes of them."""
    plain = frozenset(word.lower() for word in table.table["imperatives"])
    if table.language == "de":
        stems = {word[:-1] for word in plain if word.endswith("e") and len(word) > 3}  # noqa: PLR2004
        return plain | {f"{stem}t" for stem in stems} | {f"{stem}et" for stem in stems}
    return plain


@lru_cache(maxsize=8)
def infinitives(table: Idioms) -> frozenset[str]:
    """Return the infinitives of the orders of a language, as far as they follow a rule."""
    found: set[str] = set()
    for word in (word.lower() for word in table.table["imperatives"]):
        if table.language == "de":
            stem = word.removesuffix("e")
            found |= {f"{stem}en", f"{stem}n"} if len(stem) > 2 else set()  # noqa: PLR2004
        elif table.language == "nl":
            found |= {f"{word}en", f"{word}{word[-1]}en", f"{word}n"}
            if short := re.fullmatch(r"(.*)(aa|ee|oo|uu)([^aeiou])", word):
                found.add(f"{short[1]}{short[2][0]}{short[3]}en")
            if re.fullmatch(r".*[fs]", word):
                found.add(f"{word[:-1]}{'v' if word[-1] == 'f' else 'z'}en")
    return frozenset(found)


def is_infinitive(word: str, table: Idioms) -> bool:
    """Tell whether a word is the infinitive of an order, also with a word in front ("anlehnen")."""
    known = infinitives(table)
    if word in known or table.language not in ("de", "nl"):
        return word in known
    return any(word[at:] in known for at in range(2, len(word) - _LEAST_VERB + 1))


@lru_cache(maxsize=16384)
def shape_of(sentence: str, table: Idioms) -> Shape:  # noqa: PLR0911
    """Return in which shape a sentence tells its reader what to do; "" where it does not.

    >>> from stilte.importer.language.phrases import idioms
    >>> shape_of("Heben Sie die Arme.", idioms("de")), shape_of("De knieën buigen.", idioms("nl"))
    ('polite', 'infinitive')
    """
    words = [word.lower() for word in _WORD.findall(sentence)]
    if not words:
        return ""
    if _opens_with_order(sentence, words, table):
        return "order"
    if _polite(sentence, words, table):
        return "polite"
    if table.find("evidence.suggest", sentence) or _together(sentence, words, table):
        return "suggestion"
    if _infinitive(sentence, words, table):
        return "infinitive"
    if _later_order(sentence, table):
        return "later order"
    if _told(sentence, words, table):
        return "told"
    return "likely order" if _likely_order(sentence, words, table) else ""


@lru_cache(maxsize=8)
def _no_orders(table: Idioms) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(table.table["no_orders"]), frozenset(table.table["after_orders"])


def _likely_order(sentence: str, words: list[str], table: Idioms) -> bool:
    """Tell whether a sentence opens like an order with a verb that no table holds."""
    if len(words) < 2 or sentence.rstrip().endswith("?"):  # noqa: PLR2004
        return False
    never, after = _no_orders(table)
    ends = (
        ("ing", "s", "ed", "ly", "tion")
        if table.language == "en"
        else ("en", "ing", "heid", "tie", "ung", "heit", "keit")
    )
    return words[0] not in never and words[1] in after and not words[0].endswith(ends) and len(words[0]) > 2  # noqa: PLR2004


@lru_cache(maxsize=8)
def _you(table: Idioms) -> frozenset[str]:
    return frozenset(
        {"nl": ("je", "jij", "u"), "de": ("du", "ihr"), "en": ("you",), "fr": ("vous", "tu")}.get(
            table.language, ()
        )
    )


@lru_cache(maxsize=8)
def _told_forms(table: Idioms) -> frozenset[str]:
    plain = frozenset(word.lower() for word in table.table["imperatives"])
    if table.language == "de":
        stems = {word[:-1] for word in plain if word.endswith("e") and len(word) > 3}  # noqa: PLR2004
        return frozenset(f"{stem}{end}" for stem in stems for end in ("st", "est", "t", "et"))
    return plain | frozenset(f"{word}t" for word in plain) if table.language == "nl" else plain


def _told(sentence: str, words: list[str], table: Idioms) -> bool:
    """Tell whether a sentence tells its reader what she does."""
    if sentence.rstrip().endswith("?"):
        return False
    forms, you = _told_forms(table), _you(table)
    pairs = itertools.pairwise(words)
    return any(
        (first in you and second in forms) or (first in forms and second in you) for first, second in pairs
    )


def _opens_with_order(sentence: str, words: list[str], table: Idioms) -> bool:
    orders, leads = order_words(table), frozenset(table.table["lead_ins"])
    head = 0
    while head < min(_HEAD_WORDS, len(words) - 1) and words[head] in leads and words[head] not in orders:
        head += 1
    first = sentence.lstrip("\"'“„«([ ")[:1]
    if words[head] in orders and words[head] not in _subjects(table):
        following = words[head + 1] if head + 1 < len(words) else ""
        asks = sentence.rstrip().endswith("?") and following in _subjects(table) | {
            "je",
            "jij",
            "jullie",
            "u",
            "du",
            "ihr",
            "sie",
            "we",
            "wij",
            "wir",
        }
        return not asks and not (following in _finite(table) and first.isupper())
    return False


@lru_cache(maxsize=8)
def _subjects(table: Idioms) -> frozenset[str]:
    return frozenset(table.table["subjects"])


@lru_cache(maxsize=8)
def _finite(table: Idioms) -> frozenset[str]:  # noqa: ARG001
    """Return the verbs that make a subject of the word before them ("Rest is what …")."""
    return frozenset(
        ("is", "are", "was", "ist", "sind", "war", "est", "sont", "es", "son", "zijn", "has", "heeft", "hat")
    )


def _polite(sentence: str, words: list[str], table: Idioms) -> bool:
    opening = " ".join(words[:5])
    match table.language:
        case "de":
            return bool(
                re.search(
                    r"(?:^|[,;:] |und |dann |nun |jetzt )(?:\w+ ){0,2}?\w+(?:en|ern|eln) Sie\b", sentence
                )
            ) or bool(re.match(r"\w+t (?:euch|eure\w*|ihr)\b", opening))
        case "nl":
            return bool(re.match(r"(?:(?:nu|dan|daarna|vervolgens) )?\w+t u\b", opening))
        case "fr":
            return bool(re.match(r"(?:\w+ ){0,2}?[a-zà-ÿ]{3,}ez\b", opening)) and words[0] not in (
                "vous",
                "si",
                "quand",
                "nous",
            )
        case "es":
            return bool(re.match(r"(?:\w+ ){0,1}?\w{3,}(?:ate|ete|ense|ese|ase|aos|ad|ed|id)\b", opening))
    return False


@lru_cache(maxsize=8)
def _we(table: Idioms) -> frozenset[str]:
    return frozenset(("wij", "we")) if table.language == "nl" else frozenset(("wir",))


def _together(sentence: str, words: list[str], table: Idioms) -> bool:
    """Tell whether a sentence says what "we" do."""
    if table.language == "fr":
        return bool(re.fullmatch(r"[a-zà-ÿ]{3,}ons", words[0])) and words[0] not in ("nous", "alors")
    if table.language not in ("nl", "de") or sentence.rstrip().endswith("?"):
        return False
    known, we = infinitives(table), _we(table)
    pairs = itertools.pairwise(words)
    return any(
        (first in we and second in known) or (first in known and second in we) for first, second in pairs
    )


def _infinitive(sentence: str, words: list[str], table: Idioms) -> bool:
    if len(words) > _MOST_INFINITIVE or sentence.rstrip().endswith("?"):
        return False
    finite = frozenset(word.lower() for word in table.table["evidence"]["finite"])
    if table.language in ("fr", "es"):
        ending = (
            ("er", "ir", "re", "dre")
            if table.language == "fr"
            else ("ar", "er", "ir", "arse", "erse", "irse")
        )
        return len(words[0]) > 4 and words[0].endswith(ending) and not table.find("evidence.being", sentence)  # noqa: PLR2004
    if table.language not in ("de", "nl") or finite & set(words):
        return False
    clauses = [_WORD.findall(clause.lower()) for clause in _CLAUSE.split(sentence)]
    ends_so = any(clause and is_infinitive(clause[-1], table) for clause in clauses)
    opens_so = is_infinitive(words[0], table)
    body = bool(table.find("evidence.body", sentence) or table.find("breath_words", sentence))
    shaped = any(clause and re.fullmatch(r"\w{3,}(?:en|eln|ern)", clause[-1]) for clause in clauses)
    all_end_so = len(clauses) > 1 and all(clause and is_infinitive(clause[-1], table) for clause in clauses)
    ends_so = ends_so and (body or len(words) <= _SHORT or all_end_so)
    return ends_so or opens_so or (shaped and body and len(words) > 2)  # noqa: PLR2004


def _later_order(sentence: str, table: Idioms) -> bool:
    """Tell whether a later part of a sentence opens with an order ("Flat on the floor, cross one ankle")."""
    orders = order_words(table)
    for clause in _CLAUSE.split(sentence)[1:]:
        words = [word.lower() for word in _WORD.findall(clause)]
        if words and words[0] in orders:
            return True
        if table.language == "de" and re.match(r"\w+en Sie\b", clause.strip()):
            return True
        if table.language == "fr" and words and re.fullmatch(r"[a-zà-ÿ]{3,}ez", words[0]):
            return True
    return False
