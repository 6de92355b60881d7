"""Numbers as words: cardinals, ordinals, years and decimals, by the rules of Unicode's CLDR."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from unicode_rbnf import FormatPurpose, RbnfEngine

from stilte.script.number_words import number_word

if TYPE_CHECKING:
    from stilte.speech.normalize.table import Table

# Longer numbers are read digit by digit: nobody could follow their names.
_LONGEST_NUMBER = 12


@lru_cache(maxsize=16)
def _engine(language: str) -> RbnfEngine | None:
    try:
        return RbnfEngine.for_language(language)
    except ValueError:
        return None


def _ruled(number: int, purpose: FormatPurpose, ruleset: str, table: Table) -> str:
    engine = _engine(table.language)
    if engine is None:
        return str(number)
    spelled = engine.format_number(number, purpose)
    text = spelled.text_by_ruleset.get(ruleset, spelled.text)
    return str(text).replace("\u00ad", "")


def cardinal(number: int, table: Table) -> str:
    """Return a whole number in words; one as it is said when counting."""
    return table.one if number == 1 and table.one else number_word(number, table.language)


def feminine(written: str, table: Table) -> str:
    """Return a number as said beside a feminine noun; as `spoken` where the table has no such nouns.

    >>> from stilte.speech.normalize.table import table_of
    >>> feminine("2", table_of("pt")), feminine("2", table_of("nl"))
    ('duas', 'twee')
    """
    if not written.isdigit() or not table.feminine_nouns:
        return spoken(written, table)
    return _ruled(int(written), FormatPurpose.CARDINAL, "spellout-cardinal-feminine", table)


def ordinal(number: int, table: Table, form: str = "") -> str:
    """Return an ordinal; `form` is a gender ("masculine") or, in German, the ending ("n").

    >>> from stilte.speech.normalize.table import table_of
    >>> ordinal(3, table_of("nl")), ordinal(3, table_of("de"), "n"), ordinal(1, table_of("fr"), "masculine")
    ('derde', 'dritten', 'premier')
    """
    ruleset = f"spellout-ordinal-{form}" if form else "spellout-ordinal"
    return _ruled(number, FormatPurpose.ORDINAL, ruleset, table)


def year(number: int, table: Table) -> str:
    """Return a year in words."""
    return _ruled(number, FormatPurpose.YEAR, "spellout-numbering-year", table)


def spoken(written: str, table: Table) -> str:
    """Return a number as the author wrote it in words: thousands, decimals, leading zeros.

    >>> from stilte.speech.normalize.table import table_of
    >>> spoken("1,5", table_of("nl")), spoken("1.000", table_of("nl")), spoken("1,000", table_of("en"))
    ('één komma vijf', 'duizend', 'one thousand')
    """
    mark = table.decimal_mark
    thousands = re.escape("." if mark == "," else ",")
    if re.fullmatch(rf"\d{{1,3}}(?:{thousands}\d{{3}})+(?:{re.escape(mark)}\d+)?", written):
        written = re.sub(thousands, "", written)
    whole, *rest = re.split(r"[.,]", written)
    if len(rest) == 1:
        return f"{_digits(whole, table)} {table.point} {_decimals(rest[0], table)}"
    return " ".join(_digits(part, table) for part in (whole, *rest))


def _digits(written: str, table: Table) -> str:
    if len(written) > _LONGEST_NUMBER or (len(written) > 1 and written.startswith("0")):
        return " ".join(cardinal(int(digit), table) for digit in written)
    return cardinal(int(written), table)


def _decimals(written: str, table: Table) -> str:
    return " ".join(cardinal(int(digit), table) for digit in written)
