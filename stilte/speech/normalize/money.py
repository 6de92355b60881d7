"""Amounts of money: "€ 12,50" is twelve euros fifty, in the order in which a language says it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.speech.normalize.number_words import cardinal, spoken

if TYPE_CHECKING:
    from stilte.speech.normalize.table import Table

_AMOUNT = r"\d{1,3}(?:[.,\u00a0 ]\d{3})+(?:[.,]\d{2})?|\d+(?:[.,]\d{1,2})?"
_NAMES = {
    "euro": "€",
    "euros": "€",
    "eur": "€",
    "dollar": "$",
    "dollars": "$",
    "usd": "$",
    "dólares": "$",
    "dollari": "$",
}
# The dash that stands for no cents: "€ 5,-".
_NOTHING = r"(?:[.,](?:-{1,2}|[–—]))?"


def money(text: str, table: Table) -> str:
    """Return a text with amounts in words; a range names its currency once."""
    if not table.money:
        return text
    text = re.sub(
        rf"(?i)(?<![\w.,])(\d+[.,]\d{{2}}) ?({'|'.join(_NAMES)})(?!\w)",
        lambda m: f"{_NAMES[m[2].lower()]}{m[1]}",
        text,
    )
    text = re.sub(r"([€$£]\s?\d{1,3})[kK](?!\w)", r"\g<1>000", text)
    sign = "|".join(map(re.escape, table.money))
    text = re.sub(
        rf"({sign})\s?({_AMOUNT}){_NOTHING}\s?[-–—]\s?(?:\1\s?)?({_AMOUNT}){_NOTHING}(?![\d-])",
        lambda m: table.range.format(a=_bare(m[2], table), b=_said(m[3], m[1], table)),
        text,
    )
    text = re.sub(rf"({sign})\s?({_AMOUNT}){_NOTHING}(?!\d)", lambda m: _said(m[2], m[1], table), text)
    text = re.sub(
        rf"(?<![\w.,])({_AMOUNT}){_NOTHING}\s?[-–—]\s?({_AMOUNT}){_NOTHING}\s?({sign})",
        lambda m: table.range.format(a=_bare(m[1], table), b=_said(m[2], m[3], table)),
        text,
    )
    return re.sub(rf"(?<![\w.,])({_AMOUNT}){_NOTHING}\s?({sign})", lambda m: _said(m[1], m[2], table), text)


def _parts(written: str) -> tuple[int, int]:
    """Return whole units and hundredths, whichever sign stands before the hundredths.

    >>> _parts("1.250,00"), _parts("5.5"), _parts("1,000")
    ((1250, 0), (5, 50), (1000, 0))
    """
    whole, mark, cents = re.fullmatch(r"(.*?)(?:([.,])(\d{1,2}))?", written).groups()  # type: ignore[union-attr]
    return int(re.sub(r"\D", "", whole)), int(cents.ljust(2, "0")) if mark else 0


def _said(written: str, sign: str, table: Table) -> str:
    whole, cents = _parts(written)
    one, many = table.money[sign]
    units = one if whole == 1 else many.format(n=cardinal(whole, table))
    if not cents:
        return units
    if not whole:
        single, several = table.cents[sign if sign in table.cents else "€"]
        return single if cents == 1 else several.format(n=cardinal(cents, table))
    return table.with_cents.format(whole=units, cents=cardinal(cents, table))


def _bare(written: str, table: Table) -> str:
    whole, cents = _parts(written)
    return spoken(written, table) if cents else cardinal(whole, table)
