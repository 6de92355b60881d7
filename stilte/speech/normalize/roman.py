"""Roman numerals: after a word that is counted ("Deel II"), after a ruler's name, at the start of a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.speech.normalize.any_word import any_word
from stilte.speech.normalize.number_words import cardinal, ordinal

if TYPE_CHECKING:
    from stilte.speech.normalize.table import Table

_VALUES = {"I": 1, "V": 5, "X": 10}
# Up to XXXIX: higher numerals need L, C, D or M, which are words and initials too often.
_ROMAN = r"X{0,3}(?:IX|IV|V?I{0,3})"
# The lookahead requires a sign: every part of the numeral pattern may be empty.
_NUMERAL = rf"(?=[IVX])({_ROMAN})(?![\w'])"
# At least two signs: a single I, V or X is a word or a letter too often.
_TWO = rf"(?=[IVX]{{2}})({_ROMAN})(?![\w'])"


def roman_numerals(text: str, table: Table) -> str:
    """Return a text with roman numerals up to XXXIX in words where they can be nothing else.

    >>> from stilte.speech.normalize.table import table_of
    >>> roman_numerals("Deel II van Willem III", table_of("nl"))
    'Deel twee van Willem de derde'
    """
    if not table.numbered:
        return text
    nouns, rulers = any_word(table.numbered), any_word(table.rulers)
    text = re.sub(rf"(?<!\w)((?:{rulers}) ){_TWO}\.?(?=\W|$)", lambda m: m[1] + _ruler(m[2], table), text)
    text = re.sub(rf"(?<!\w)((?i:{nouns}) ){_TWO}", lambda m: m[1] + cardinal(_value(m[2]), table), text)
    ends = r"(?=\s*(?:[.,;:!?()–—-]|$))" if table.language == "en" else ""  # "the part I like"
    text = re.sub(
        rf"(?<!\w)((?i:{nouns}) ){_NUMERAL}{ends}", lambda m: m[1] + cardinal(_value(m[2]), table), text
    )
    if table.roman_ordinal:  # XXe siècle, XXe eeuw
        text = re.sub(
            rf"(?<!\w)(?=[IVX])({_ROMAN})(?:{any_word(tuple(table.roman_ordinal))})(?!\w)",
            lambda m: ordinal(_value(m[1]), table, table.roman_form),
            text,
        )
    if table.roman_before:  # XX secolo
        text = re.sub(
            rf"(?<!\w){_NUMERAL}(?=\s(?:{any_word(table.roman_before)})(?!\w))",
            lambda m: ordinal(_value(m[1]), table, table.roman_form),
            text,
        )
    text = re.sub(
        rf"(?<=[a-zà-ÿ\U000f0000-\U000ffffd] ){_TWO}", lambda m: cardinal(_value(m[1]), table), text
    )
    return re.sub(rf"^(\s*){_TWO}(?=[.):]\s)", lambda m: m[1] + cardinal(_value(m[2]), table), text)


def _ruler(numeral: str, table: Table) -> str:
    number = _value(numeral)
    if number > table.ruler["ordinal_to"]:
        return cardinal(number, table)
    return str(table.ruler["form"].format(o=ordinal(number, table, table.roman_form)))


def _value(numeral: str) -> int:
    values = [_VALUES[letter] for letter in numeral]
    return sum(
        -value if any(value < later for later in values[index:]) else value
        for index, value in enumerate(values)
    )
