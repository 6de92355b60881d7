"""Lines → sentences: marks of quiet stand alone, quotations stay whole."""

from __future__ import annotations

import re
import textwrap

from stilte.importer.language.quiet_marks import split_marks
from stilte.importer.language.read_mark import read_mark

_ABBREVIATIONS = re.compile(
    r"(?:\b(?:ca|bijv|bv|nr|evt|o\.a|d\.w\.z|m\.b\.v|resp|max|approx|e\.g|i\.e|vs|Dr|Mr|Mrs|Ms|St|z\.B|bzw"
    r"|ggf|u\.a|Nr|d\.h|Std|ev|p\.ex|env|aprox|Sr|Sra|Uhr(?=\.\s?[a-z]))|\b[A-Z]|^\d{1,2})\.$"
)
_QUOTE = re.compile(r"[“”„\"«»‟][^“”„\"«»‟]{1,600}[“”\"»«]")
_GLUED = re.compile(r"([a-zà-ÿ)]{2,}[.!?])(?=[A-ZÀ-Þ][a-zà-ÿ])")
_UNSTOPPED = re.compile(
    r"(?<!\w)(?!(?:das|dem|des|im|ins|beim|zum|vom|am|und|oder|ein|kein|het|de|the|to|and|el|le) )"
    r"((?:[a-zà-ÿ]{2,}|\d{1,3})) (?=(?:Nun|Jetzt|Dann|Danach|Anschließend|Am Anfang|Lösen"
    r"|Wiederholen Sie"
    r"|Halten Sie|Atmen Sie|Daarna|Vervolgens|Herhaal|Adem|Then|Next|Now|Repeat"
    r"|Ensuite|Puis|Luego|Después|Repite) [a-zà-ÿ])"
)
_ARROW = re.compile(r"(?<=\w)\s?(?:-+>|=+>|→|⇒)\s?(?=\w)")
_CITATION = re.compile(r"\s?\[(?:\d{1,3}|edit|bron\??|citation needed)\]")
_FIGURE = re.compile(
    r"\s?[\[(](?:(?:see|siehe|zie|voir|ver)\s)?(?:fig(?:ure|uur)?|abb(?:ildung)?|afb(?:eelding)?|foto|photo|picture|bild)"
    r"\.?\s\d{1,3}[a-z]?[\])]",
    re.IGNORECASE,
)
_SMALL_STARTS = 2
MOST_LINE = 290
MOST_PARAGRAPH = 4000


def split(text: str) -> tuple[str, ...]:
    """Return the sentences of a text.

    >>> split("Sluit je ogen. (30 sec) Zeg: “Dank je. Het is goed.” Adem ca. 3x.")
    ('Sluit je ogen.', '(30 sec)', 'Zeg: “Dank je. Het is goed.”', 'Adem ca. 3x.')
    """
    found: list[str] = []
    for line in _ARROW.sub(": ", text).split("\n"):
        for part in _pieces(line.rstrip("\\ ")):
            for piece in split_marks(_FIGURE.sub("", _CITATION.sub("", part))):
                whole = _UNSTOPPED.sub("\\1\n", _GLUED.sub(r"\1 ", piece))
                found += (
                    [piece] if read_mark(piece) else [s for one in whole.split("\n") for s in _sentences(one)]
                )
    return tuple(
        short for sentence in found for short in _shortened(sentence) if re.search(r"\w|…|\.\.\.", short)
    )


def _pieces(line: str) -> list[str]:
    """Cut a line that no author wrote: patterns are then searched in a bounded text."""
    if len(line) <= MOST_PARAGRAPH:
        return [line]
    return textwrap.wrap(line, MOST_PARAGRAPH)


def _sentences(line: str) -> list[str]:
    held = {match.start(): match.end() for match in _QUOTE.finditer(line)}
    lower = _in_lower_case(line)
    found, start, at = [], 0, 0
    while at < len(line):
        if at in held:
            at = held[at]
            closed = line[at - 2] in ".!?…" and bool(re.match(r"\s+[A-ZÀ-Þ(\[]", line[at:]))
        else:
            closed = _closes(line, start, at, lower=lower)
            at += 1
        if closed:
            found.append(line[start:at].strip())
            start = at
    return [one for one in (*found, line[start:].strip()) if one]


def _in_lower_case(line: str) -> bool:
    """Tell whether a paragraph begins its sentences with small letters, as quick posts do."""
    small, large = _SMALL.findall(line), re.findall(r"[.!?]\s+[A-ZÀ-Þ]", line)
    return bool(small) and not large and (line.lstrip()[:1].islower() or len(small) >= _SMALL_STARTS)


_SMALL = re.compile(r"(?<=[a-zà-ÿ\d)][.!?])\s+(?=[a-zà-ÿ])")


def _closes(line: str, start: int, at: int, *, lower: bool = False) -> bool:
    if line[at] not in ".!?…":
        return False
    if not _OPENS.match(line, at + 1) and not (lower and _SMALL.match(line, at + 1)):
        return False
    if line[at] == "…" or line[max(0, at - 2) : at + 1] == "...":
        return bool(re.match(r"\s+[A-ZÀ-Þ¿¡]", line[at + 1 : at + 4]))
    if line[at] == "." and _UNIT.search(line[max(start, at - 12) : at]) and _GOES_ON.match(line, at + 1):
        return False
    return not (line[at] == "." and _ABBREVIATIONS.search(line[max(start, at - 12) : at + 1]))


_UNIT = re.compile(r"(?:\d|\b(?:few|paar))\s?(?:secs?|sek|min|mins|std|wdh)$|\b(?:min|max)$", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\s+(?:[\d(]|(?:Pause|Ruhe|Stille|Rest|Halten|Dehn\w+|Atem\w*|Entspann\w+|Anspann\w+)\b)"
)
"""What a unit in short is of ("30 Sek. Pause"); any other capital after it opens a sentence."""
_OPENS = re.compile(r"[)\]”\"’]?(?:\s+[\"“„«(\[¿¡]?[A-ZÀ-Þ0-9(\[¿¡•\U0001F300-\U0001FAFF]|\s*$)")


def _shortened(sentence: str) -> list[str]:
    """Cut a sentence that is too long to be one spoken line, at semicolons, dashes or commas."""
    if len(sentence) <= MOST_LINE:
        return [sentence]
    for mark in ("; ", " – ", ": ", ", "):
        middle = min(
            (m.end() for m in re.finditer(re.escape(mark), sentence)),
            key=lambda x: abs(x - len(sentence) // 2),
            default=0,
        )
        if middle and 20 < middle < len(sentence) - 20:  # noqa: PLR2004
            return [*_shortened(sentence[:middle].strip()), *_shortened(sentence[middle:].strip())]
    space = sentence.rfind(" ", 0, MOST_LINE)
    return [sentence] if space <= 0 else [sentence[:space], *_shortened(sentence[space + 1 :])]
