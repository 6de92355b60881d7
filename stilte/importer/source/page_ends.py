"""Heads and feet of pages, in text that was copied from them; lines that they or a hyphen broke."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

HYPHEN = re.compile(r"(?<=[a-zà-ÿ])[-\u00ad\u2010]$")
_PAGE_END = re.compile(
    r"^\W*(?:(?:pagina|page|seite|página|blz\.?|p\.)\s*\d+.*|.{0,80}\b(?:pagina|page|seite|página|blz\.?)\s+\d+(?:\s*(?:van|of|von|de|/)\s*\d+)?"
    r"|-?\s*\d{1,3}\s*-?|©.*|.{3,80}\s{3,}\d{1,3})\W*$",
    re.IGNORECASE,
)
_POURED = 400
_HEAD_WORDS = 3
_MOST_HEAD_WORDS = 12
_AND_ENDS = frozenset(["en", "und", "and", "et", "y", "of", "oder", "or", "ou", "o"])
_LINE = 180
_ENDS = (".", "!", "?", ",", ";", "…", "”", '"', "“", ")", "]")


def without_running_heads(line: str) -> tuple[str, list[str]]:
    """Take out the heads of pages that a PDF poured into its paragraph: the same words, the number counting.

    >>> rest = "Adem rustig in en uit, en nog eens. " * 12
    >>> line, heads = without_running_heads(f"Cursus Stil Zitten 1 {rest}Je li- Cursus Stil Zitten 2 chaam.")
    >>> line[-12:], heads
    (' Je lichaam.', ['Cursus Stil Zitten 1', 'Cursus Stil Zitten 2'])
    """
    if len(line) < _POURED:
        return line, []
    words = list(re.finditer(r"\S+", line))
    texts = [word[0] for word in words]
    groups: dict[tuple[str, ...], list[int]] = {}
    for at in range(_HEAD_WORDS, len(texts)):
        if texts[at].isdecimal() and len(texts[at]) <= _HEAD_WORDS:
            groups.setdefault(tuple(texts[at - _HEAD_WORDS : at]), []).append(at)
    gone: set[tuple[int, int]] = set()
    for key, places in groups.items():
        counting = all(int(texts[b]) == int(texts[a]) + 1 for a, b in pairwise(places))
        named = sum(word[0].isupper() or word.isdecimal() for word in key) > 1
        if len(places) > 1 and counting and named and not any(word.endswith(_ENDS) for word in key):
            gone.update(_heads_at(texts, places))
    pieces: list[str] = []
    at = 0
    for start, end in sorted(gone):
        pieces.append(line[at : words[start].start()])
        at = max(at, words[end].end())
    pieces.append(line[at:])
    whole = pieces[0]
    for piece in pieces[1:]:
        whole = joined(whole, piece) if whole.strip() else piece.lstrip()
    return whole, [" ".join(texts[start : end + 1]) for start, end in sorted(gone)]


def _heads_at(texts: list[str], places: list[int]) -> list[tuple[int, int]]:
    """Return first and last word of each head, if one of them stands inside a sentence."""
    length = _HEAD_WORDS
    while length < _MOST_HEAD_WORDS and places[0] > length:
        before = {texts[at - length - 1] for at in places}
        if len(before) > 1 or before.pop().endswith(_ENDS):
            break
        length += 1
    starts = [at - length for at in places]
    inside = any(start and not texts[start - 1].endswith((".", "!", "?", ":")) for start in starts)
    return list(zip(starts, places, strict=True)) if inside else []


def without_page_ends(lines: list[str]) -> tuple[list[str], list[tuple[int, str]]]:
    """Empty the heads and feet of pages; return the lines, and what went with the number of its line.

    They are lines with the page's number, or the same line on many pages. Only a text that has several such
    lines is one that was copied from pages.
    """
    gone: list[tuple[int, str]] = []
    cleared: list[str] = []
    for at, line in enumerate(lines, 1):
        clear, heads = without_running_heads(line)
        cleared.append(clear)
        gone += [(at, head) for head in heads]
    ends = [
        at for at, line in enumerate(cleared) if line.strip() and len(line) < _LINE and _PAGE_END.match(line)
    ]
    counts = Counter(re.sub(r"\d+", "#", " ".join(cleared[at].split())) for at in ends)
    numbered = [at for at in ends if re.search(r"\d", cleared[at])]
    if len(numbered) < 2 or not any(count > 1 or "©" in line for line, count in counts.items()):  # noqa: PLR2004
        return cleared, gone
    gone += [(at + 1, cleared[at].strip()) for at in ends]
    empty = frozenset(ends)
    return _rejoined(["" if at in empty else line for at, line in enumerate(cleared)], empty), gone


def _rejoined(lines: list[str], gone: frozenset[int]) -> list[str]:
    """Let a sentence that a page broke go on: nothing empty stands between its halves."""
    found = [*lines]
    for at in sorted(gone):
        before = next((n for n in range(at - 1, max(-1, at - 6), -1) if found[n].strip()), None)
        after = next((n for n in range(at + 1, min(len(found), at + 6)) if found[n].strip()), None)
        broken = (
            before is not None
            and after is not None
            and not found[before].rstrip().endswith((".", "!", "?", ":"))
        )
        if (
            broken
            and before is not None
            and after is not None
            and (found[after][:1].islower() or HYPHEN.search(found[before].rstrip()[-4:]))
        ):
            found[before] = joined(found[before], found[after])
            found[after] = ""
    return found


def joined(first: str, second: str) -> str:
    """Return two lines as one, the hyphen of a word that was broken between them gone.

    >>> joined("met je knieën opge-", "trokken."), joined("in- en", "uitademen")
    ('met je knieën opgetrokken.', 'in- en uitademen')
    """
    head, tail = first.rstrip(), second.strip()
    word = tail.split(" ", 1)[0].strip(",.;:").lower()
    if HYPHEN.search(head[-4:]) and tail[:1].islower() and word not in _AND_ENDS:
        return head[:-1] + tail
    return f"{head} {tail}"
