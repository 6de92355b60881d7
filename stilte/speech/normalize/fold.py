"""Characters as a language writes them: entities, ligatures and styled letters unfolded, others' scripts out.

Unicode's compatibility forms (NFKC) are taken for all but a few signs that have a word of their own here.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stilte.speech.normalize.table import Table

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_KEPT = frozenset("…´¨¯¸ªº²³½⅓⅔¼¾⅛№\u2033\u2032")
_UNSPOKEN = frozenset("™℠")
# A digit, an optional variation selector, and COMBINING ENCLOSING KEYCAP: the emoji 1️⃣.
_KEYCAP = re.compile("([0-9])\ufe0f?\u20e3\\s*")
_LIST_MARK = re.compile(r"(?:NEGATIVE |DOUBLE )?CIRCLED |DINGBAT (?:NEGATIVE )?CIRCLED |PARENTHESIZED ")
# A single Greek letter in other text is a symbol with a name; in a Greek word it is not.
_GREEK_LETTER = re.compile(r"(?<![Ͱ-Ͽἀ-῿])[αβγδεθλμπρστφψω](?![Ͱ-Ͽἀ-῿])")
# After a word or punctuation a raised 2 or 3 is a footnote; after a unit it is a square or a cube.
_FOOTNOTE = re.compile(r"(?<=[^\W\d_]{3})[²³]|(?<=[.,;:!?])[²³]")
_TIMES = re.compile(r"(?<=\d)\s?×(?!\w)|(?<=\d)\s?×(?=\d)")
"""A sign after a number: every language says it as a word."""
# Plane 15, private use: the places of words whose pronunciation is fixed (`text._placed`).
_PRIVATE = re.compile("[\U000f0000-\U000ffffd]")


def fold(text: str, table: Table) -> str:
    """Return a text in the letters and digits of the language; what no voice of it can say is left out.

    >>> from stilte.speech.normalize.table import table_of
    >>> fold("ﬁjn, 37℃, ①Sta&nbsp;op", table_of("nl"))
    'fijn, 37°C, 1, Sta op'
    """
    text = unfold(text, table)
    if text.isascii():
        return text
    return "".join(char for char in text if not is_foreign(char, table))


def unfold(text: str, table: Table) -> str:
    """Return a text with compatibility forms and entities resolved, foreign letters still in it."""
    text = unicodedata.normalize("NFC", _ENTITY.sub(lambda m: html.unescape(m[0]), text))
    text = _KEYCAP.sub(r"\1, ", text)
    text = "".join(char if char < "\x80" else _plain(char) for char in text)
    text = _FOOTNOTE.sub("", text)
    text = _GREEK_LETTER.sub(lambda m: table.greek.get(m[0], m[0]), text)
    return unicodedata.normalize("NFC", text).replace("\u2044", "/")


def unsayable(text: str, table: Table) -> tuple[str, ...]:
    """Return what of a text is left out because the language has no word or letter for it, each run once."""
    if text.isascii() and "&" not in text:  # every sign of ASCII has a word; an entity may be any other
        return ()
    unfolded = _TIMES.sub("", unfold(text, table))
    runs = "".join(char if char >= "\x80" and _is_lost(char, table) else "\n" for char in unfolded).split(
        "\n"
    )
    return tuple(dict.fromkeys(run for run in runs if run))


def is_foreign(char: str, table: Table) -> bool:
    """Tell whether a character is a letter or mark of a script that the language is not written in."""
    return char >= "\u0300" and bool(table.signs) and _is_foreign(char)


@lru_cache(maxsize=4096)
def _is_foreign(char: str) -> bool:
    kind, name = unicodedata.category(char), unicodedata.name(char, "")
    if kind[0] == "M":
        return not 0xFE00 <= ord(char) <= 0xFE0F and char != "\u20e3"  # noqa: PLR2004 (selectors of emoji: no letters)
    return kind[0] == "L" and not name.startswith(("LATIN", "MODIFIER"))


def _is_lost(char: str, table: Table) -> bool:
    if not table.signs or _PRIVATE.match(char):
        return False
    sign = unicodedata.category(char) in {"Sm", "Sc"} and char not in "€$£<>=+−→⇒|~^"
    combining = unicodedata.category(char)[0] == "M" and char < "\u0370"
    return (is_foreign(char, table) and not combining) or (sign and char not in table.signs)


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    if char in _KEPT or _PRIVATE.match(char):
        return char
    if char in _UNSPOKEN:
        return ""
    number, name = unicodedata.numeric(char, None), unicodedata.name(char, "")
    if number is not None and number == int(number):
        if _LIST_MARK.match(name):
            return f"{int(number)}, "
        if name.startswith(("ROMAN NUMERAL", "SMALL ROMAN")) or unicodedata.category(char) == "Nd":
            return str(int(number))
    folded = unicodedata.normalize("NFKC", char)
    if name.startswith("SUPERSCRIPT") and folded.isdigit():
        return ""  # a footnote's mark; squares and cubes are kept above
    accent = len(folded) > 1 and folded[0] == " "
    return char if accent and not folded.isspace() else folded
