"""Web and mail addresses, names with a sign before them, telephone numbers: as one spells them out."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from stilte.speech.normalize.number_words import cardinal

if TYPE_CHECKING:
    from stilte.speech.normalize.table import Table

_ENDINGS = (
    "nl|be|com|org|net|eu|info|de|fr|es|it|pt|uk|ch|at|io|fm|tv|app|co|lu|dk|se|no|pl|br|me|online|shop|yoga|"
    "mp3|pdf|yaml|yml|txt|html|wav|jpg|png|docx"
)
# A host label: letters and digits, hyphens only inside (RFC 1123).
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_HOST = rf"{_LABEL}(?:\.{_LABEL})+"
_PATH = r"(?:/[\w.~%/+-]*)?"
_QUERY = r"(?:[?#][^\s<>\"]*)?"
# A full stop or comma at the end belongs to the sentence, not to the address.
_END = r"(?<![.,;:!?])"
_MAIL = re.compile(rf"(?<![\w.])(?:mailto:)?([\w.+-]+@{_HOST}){_END}(?!\w)")
_WEB = re.compile(
    rf"(?<![\w@.])(?:(?:https?|ftp)://|(?=www\.))({_HOST}(?::\d+)?{_PATH}){_QUERY}{_END}", re.IGNORECASE
)
_BARE = re.compile(
    rf"(?<![\w@./-])((?:{_LABEL}\.)*[^\W_][\w-]*[^\W_]\.({_ENDINGS}))({_PATH}){_QUERY}{_END}(?![\w@])",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w.,:+/-])(?:\+\d|00\d|\(?0\d|\(\d{3}\)|\d{3}(?=[-.]\d{3}[-.]\d{4}(?!\d)))"
    r"(?:\)?[\s./-]{0,3}\(?\d)+(?![\w-]|[.,:]\d)"
)
# Digits in a date look like a telephone number: they are left to the rules for dates.
_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}")
_FEWEST_DIGITS, _MOST_DIGITS = 9, 15
_LONGEST_GROUP = 4
_SPELLED = 2
_HASHTAG = re.compile(r"(?<![\w&#])#(?=[^\W\d_]\w)")


def addresses(text: str, table: Table) -> str:
    """Return a text with its addresses in words.

    >>> from stilte.speech.normalize.table import table_of
    >>> addresses("www.stilte.nl/oefening, info@stilte.nl", table_of("nl"))
    'w w w punt stilte punt n l slash oefening, info apenstaartje stilte punt n l'
    """
    if not table.address:
        return text
    text = _MAIL.sub(lambda m: _spelled(m[1], table), text)
    text = _WEB.sub(lambda m: _spelled(m[1], table), text)
    text = _BARE.sub(lambda m: _bare(m, table), text)
    return _HASHTAG.sub(f"{table.address['hashtag']} ", text)


def telephone_numbers(text: str, table: Table) -> str:
    """Return a text with telephone numbers digit by digit, a breath mark between their groups.

    >>> from stilte.speech.normalize.table import table_of
    >>> telephone_numbers("06-123456", table_of("nl")), telephone_numbers("0612345678", table_of("nl"))
    ('06-123456', 'nul zes één twee, drie vier vijf, zes zeven acht')
    """
    after = table.phone_after
    if after:
        words = "|".join(map(re.escape, after))
        text = re.sub(rf"(?i)(?<!\w)((?:{words}):?\s)(\+?\d[\d\s./-]{{4,}}\d)(?![\w-]|[.,:]\d)",
                      lambda m: m[1] + _digits(m[2], table, 6), text)  # fmt: skip
    return _PHONE.sub(lambda m: _digits(m[0], table, _FEWEST_DIGITS), text)


def _bare(match: re.Match[str], table: Table) -> str:
    """Spell an address without `www.`, unless its ending is a word before which a space may be missing."""
    ending, path = match[2], match[3]
    if not ending.islower() or (ending in table.address["words"] and not path.strip("/")):
        return match[0]
    return _spelled(match[1] + path, table)


def _spelled(address: str, table: Table) -> str:
    names = table.address
    host, slash, path = address.partition("/")
    said = re.sub(r"(?<=\.)([a-z]{2})(?=$|\.|:)", lambda m: " ".join(m[1]), host, flags=re.IGNORECASE)
    said = re.sub(r"^www(?=\.)", "w w w", said, flags=re.IGNORECASE)
    said = said + (slash + path if path.strip("/") else "")
    for sign, word in ((".", "dot"), ("/", "slash"), ("-", "hyphen"), ("_", "underscore"), ("@", "at")):
        said = said.rstrip("/").replace(sign, f" {names[word]} ")
    said = re.sub(r"[~%+:]", " ", said)
    return re.sub(r"\s+", " ", said).strip()


def _digits(written: str, table: Table, fewest: int) -> str:
    digits = re.sub(r"\D", "", written)
    if not fewest <= len(digits) <= _MOST_DIGITS or _DATE.fullmatch(written):
        return written
    plus = f"{table.signs.get('+', '')} " if written.lstrip("(").startswith("+") else ""
    groups = [part for group in re.findall(r"\d+", written) for part in _short(group)]
    return plus + ", ".join(" ".join(cardinal(int(digit), table) for digit in group) for group in groups)


def _short(group: str) -> list[str]:
    """Return a long run of digits in groups that one can remember.

    >>> _short("0612345678"), _short("123456")
    (['0612', '345', '678'], ['123', '456'])
    """
    parts = -(-len(group) // _LONGEST_GROUP)
    size, longer = divmod(len(group), parts)
    ends = [0]
    for index in range(parts):
        ends.append(ends[-1] + size + (index < longer))
    return [group[a:b] for a, b in pairwise(ends)]
