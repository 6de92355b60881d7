"""A text without what no voice can say: emoji, markdown, quotes; dashes and brackets become breath marks."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from stilte.speech.normalize.addresses import addresses, telephone_numbers
from stilte.speech.normalize.fold import fold
from stilte.speech.normalize.primes import primes

if TYPE_CHECKING:
    from stilte.speech.normalize.table import Table

_QUOTED_WORDS_WITH_A_BREATH = 3
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKDOWN = (
    (re.compile(r"^\s{0,3}(?:#{1,6}|>|[-*+])\s+", re.MULTILINE), ""),
    (re.compile(r"(\*\*\*|\*\*|\*|~~|`+)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<!\w)(__|_)(?=\S)(.+?)(?<=\S)\1(?!\w)"), r"\2"),
)
_QUOTES = re.compile(
    r"[“„‟\"]([^“”„‟\"]*)[”“\"]|«\s?([^«»]*?)\s?»|‹\s?([^‹›]*?)\s?›|(?<!\w)[‘‚']([^‘’']{2,}?)[’'](?!\w)"
)
_BREATHS = (
    (re.compile(r"\s*(?:…|\.{2,})\s*(?=[^\W\d_]*[a-zß-öø-ÿ])(?![A-ZÀ-ÖØ-Þ])"), ", "),
    (re.compile(r"\s*(?:…|\.{2,})"), ". "),
    (re.compile(r"\s*(?:[=~]{1,2}>|<[-=]{1,2}(?!\d)|-{1,2}>)\s*|(?<=\w)-{2,}(?=\w)"), ", "),
    (re.compile(r"(?<!\d)\s+[-–—]+\s+|\s+[-–—]+\s+(?!\d)|\s*—\s*(?!\d)|(?<!\d)\s*—\s*"), ", "),
    (re.compile(r"\s[-–]+$"), ""),
    (re.compile(r"\s*[(\[{]\s*|\s*[)\]}]"), ", "),
    (re.compile(r"\s*(?:[→⇒•·|]|[–-]>)\s*"), ", "),
)
_THOUSANDS = re.compile(
    r"(?<=\d)(?<!\d{4})[  '’](?=(?:000)(?:[  '’]000)*(?!\d))|(?<=\d)(?<!\d{4})['’](?=\d{3}(?!\d))"
)
# Keeps the private characters of plane 15, which are places for fixed pronunciations.
_LEFT = re.compile(r"[^\w\s.,;:!?'\-\U000F0000-\U000FFFFD]|_")


def clean(text: str, table: Table) -> str:
    """Return the text with only what is read: letters, numbers, signs that have a word, breath marks."""
    text = _THOUSANDS.sub("", fold(text, table).replace("\u00a0", " ").replace("\u202f", " "))
    if not text.isascii():  # whose every sign is read, or has a word
        text = "".join(char for char in text if _speaks(char, table))
    text = telephone_numbers(addresses(_LINK.sub(r"\1", text), table), table)
    text = primes(text, table)
    for pattern, into in _MARKDOWN:
        text = pattern.sub(into, text)
    text = _QUOTES.sub(_unquoted, text)
    text = _apostrophes(text, table)
    for pattern, into in _BREATHS:
        text = pattern.sub(into, text)
    return text


def tidy(text: str) -> str:
    """Return the text with breath marks made single and spaces put right; whatever has no word is dropped.

    >>> tidy(" , Adem in , , en uit ,. ")
    'Adem in, en uit.'
    """
    text = re.sub(r"\s+", " ", _LEFT.sub(" ", text))
    text = re.sub(r"(?<=\w) -(?=[^\W\d])", "-", text)  # five -day
    text = re.sub(r"\s+([.,;:!?])", r"\1", text)
    text = re.sub(r"[,;:]+(?=[.!?])|(?<=[.!?])[,;:.]+|(?<=[,;:])[,;:]+", "", text)
    text = re.sub(r"([.,;:!?])(?=[^\W\d_\U000F0000-\U000FFFFD])", r"\1 ", text)
    text = re.sub(r"([!?])[!?]+", r"\1", text)
    return text.lstrip(" ,;:.!?-").rstrip(" ,;:-")


def _speaks(char: str, table: Table) -> bool:
    kind = unicodedata.category(char)
    if kind in {"Cf", "Cs", "Co"} and not "\U000f0000" <= char <= "\U000ffffd":
        return False
    if kind == "Mn" and (0xFE00 <= ord(char) <= 0xFE0F or char == "\u20e3"):  # noqa: PLR2004  variation selectors, keycap
        return False
    return kind != "So" or char in "°№" or char in table.signs


def _unquoted(match: re.Match[str]) -> str:
    inside = next(group for group in match.groups() if group is not None)
    long = len(inside.split()) >= _QUOTED_WORDS_WITH_A_BREATH
    return f", {inside}, " if long else inside


def _apostrophes(text: str, table: Table) -> str:
    text = re.sub("[’‘ʼ´`]", "'", text)
    leading = "|".join(map(re.escape, table.kept_apostrophes)) or "(?!)"
    return re.sub(rf"(?<!\w)'(?!(?:{leading})\b)|'(?!\w)|[“”„‟\"«»‹›]", "", text, flags=re.IGNORECASE)
