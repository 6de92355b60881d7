"""The marks that people write for quiet, bells and breaths in a text: found, set apart, and read.

One rule for all of them: something that is set off (brackets, stars, slashes, a line of its own) and holds
nothing but words of a small vocabulary (a pause, a time, a bell) is a mark, in whatever language.
"""

from __future__ import annotations

import re

from stilte.importer.language.phrases import capital
from stilte.importer.language.read_mark import (
    BELLS,
    BREATHE,
    CLOSE,
    IN,
    LONG,
    MOST_INNER,
    NOUNS,
    OPEN,
    OUT,
    PAUSES,
    SMALL,
    WAITS,
    mark_words,
    read_loosely,
    read_tokens,
)

_EDGE = r"[*_~\u2013\u2014\-•|]*"
_BRACKET = re.compile(
    rf"(?P<before>{_EDGE})\s?(?P<open>[{OPEN}]{{1,2}})(?P<inner>[^{OPEN}{CLOSE}\n]{{1,{MOST_INNER}}})[{CLOSE}]{{1,2}}"
    rf"\s?(?P<after>{_EDGE})"
)
_DECORATED = re.compile(
    rf"(?:(?<=\s)|^)(?P<edge>[*_~]{{1,3}}|[\u2013\u2014-]{{2,}}|[\u2013\u2014-](?=\s?\S{{1,12}}\s)|[=#|/\\♪♫]{{1,}}|\.{{2,}}|…)\s?"
    rf"(?P<inner>[^*_~=#|/\\♪♫\n(){{}}\[\]]{{1,{MOST_INNER}}}?)\s?(?:(?:[*_~=#|/\\♪♫\u2013\u2014-]{{1,}}|\.{{2,}}|…)(?=\W|$)|$)"
)
_TAG = re.compile(
    r"<\s*(?:amazon:)?(break|pause|silence|stille|stilte|bell|gong)\b([^<>]{0,120})/?>", re.IGNORECASE
)
_COMMAND = re.compile(
    r"\\(pause|silence|vspace)\s?[{\[]\s?([^{}\[\]]{1,20})[}\]]|\[\[slnc\s+(\d{1,6})\]\]", re.IGNORECASE
)
_NUMBERED_ANGLE = re.compile(r"<\s?#?\s?(\d{1,3}(?:[.,]\d{1,2})?)\s?s?\s?#?\s?>")
_SENTENCE_END = re.compile(r"[.!?…:]\s+")
_EDGE_AFTER = re.compile(r"[\s*_~–—-]*")
_DOTS_APART = re.compile(r"(?<=[.!?])\s+(?:…|\.{3,})[….]*(?=\s|$)(?!\s?\d)")
_STRENGTH_S = {"none": 0.0, "x-weak": 0.5, "weak": 1.0, "medium": 1.0, "strong": 2.0, "x-strong": 3.0}


def mark_tags(text: str) -> str:
    """Write the tags and commands of speech programs as marks in square brackets.

    >>> mark_tags('Rest. <break time="500ms"/> Go on. [[slnc 2000]]')
    'Rest.  [pause 0.5s]  Go on.  [pause 2s] '
    """
    text = _TAG.sub(_tag, text)
    text = _NUMBERED_ANGLE.sub(r" [pause \1s] ", text)
    return _COMMAND.sub(_command, text)


def _tag(match: re.Match[str]) -> str:
    name, attributes = match[1].lower(), match[2]
    if name in ("bell", "gong"):
        return " [bell] "
    length = re.search(r"(\d+(?:[.,]\d+)?)\s?(ms|s|sec|min|m)?\b", attributes)
    strength = re.search(r"strength\s*=\s*[\"']?([\w-]+)", attributes)
    if length:
        value = float(length[1].replace(",", ".")) * {"ms": 0.001, "min": 60.0, "m": 60.0}.get(
            length[2] or "s", 1.0
        )
        return f" [pause {value:g}s] "
    if strength:
        return f" [pause {_STRENGTH_S.get(strength[1].lower(), 1.0):g}s] "
    return " [pause] "


def _command(match: re.Match[str]) -> str:
    if match[3]:
        return f" [pause {int(match[3]) / 1000:g}s] "
    return f" [pause {match[2]}] " if match[1].lower() != "vspace" else " "


def split_marks(line: str) -> list[str]:
    """Return a line in pieces: words between marks, and each mark alone, as it was written.

    >>> split_marks("Close your eyes. [pause 5s] Soften your jaw. *pause* Rest // 8 sec")
    ['Close your eyes.', '[pause 5s]', 'Soften your jaw.', '*pause*', 'Rest', '// 8 sec']
    """
    pieces: list[str] = []
    at = 0
    for start, end, piece in sorted(_found(line)):
        if start < at:
            continue
        pieces += [line[at:start].strip(), piece]
        at = end
    return [piece for piece in (*pieces, line[at:].strip()) if piece and re.search(r"\w|…|\.\.\.", piece)]


def _found(line: str) -> list[tuple[int, int, str]]:
    found = []
    for match in _BRACKET.finditer(line):
        start, end = _with_its_word(match, line)
        if start < match.start() and read_tokens(match["inner"]):
            found.append((start, end, line[start:end].strip()))
        elif piece := _bracketed(match, line):
            found.append((match.start(), match.end(), piece))
    if re.search(r"[*_~=#|/\\♪♫–—…]|--|\.\.", line):
        for match in _DECORATED.finditer(line):
            if _stands_off(match, line) and read_tokens(match["inner"]):
                found.append((match.start(), match.end(), match[0].strip()))
            elif re.fullmatch(r"\d{1,3}", match["inner"].strip()) and match["edge"][0] in "/.…|":
                found.append((match.start(), match.end(), f"[pause {match['inner'].strip()} s]"))
    found += [(match.start(), match.end(), match[0].strip()) for match in _DOTS_APART.finditer(line)]
    return found


def _with_its_word(match: re.Match[str], line: str) -> tuple[int, int]:
    """Return the ends of a mark with the word before its bracket ("_- Pause (30 sec) -_")."""
    ended = [
        one.end() for one in _SENTENCE_END.finditer(line, max(0, match.start() - MOST_INNER), match.start())
    ]
    start = ended[-1] if ended else max(0, match.start() - MOST_INNER)
    before = line[start : match.start()]
    words = mark_words(before)
    if not words or words[0] not in NOUNS or len(words) > 2:  # noqa: PLR2004
        return match.start(), match.end()
    after = _EDGE_AFTER.match(line, match.end())
    return start, after.end() if after else match.end()


def _bracketed(match: re.Match[str], line: str) -> str:
    """Return a bracket that is a mark, or the breath that it names."""
    inner = match["inner"]
    if cue := _breath_cue(inner):
        return cue
    if re.fullmatch(r"\s*(?:\.{2,}|…+)\s*", inner):
        return match[0].strip()
    if not (read_tokens(inner) or read_loosely(inner, match["open"][0])):
        return ""
    before = line[: match.start()].rstrip()
    finished = not before or before.endswith((".", "!", "?", "…", ":", ")", "]", "”", '"', "»"))
    pausing = any(word in PAUSES | BELLS | WAITS for word in mark_words(inner))
    return match[0].strip() if finished or pausing or match["open"][0] != "(" else ""


def _stands_off(match: re.Match[str], line: str) -> bool:
    """Tell whether what stands between dashes is a line of its own, not a part of a sentence."""
    single = re.fullmatch("[–—-]", match["edge"])
    before = line[: match.start()].strip()
    return not single or not before or before.endswith((".", "!", "?", "…", ":"))


def _breath_cue(inner: str) -> str:
    """Return "[inhale]" as words to say, or ""."""
    words = mark_words(inner)
    known = words and all(word in IN | OUT | BREATHE | LONG | SMALL for word in words)
    named = any(word in IN | OUT for word in words) or (
        {"breathe", "adem", "atme", "atmen"} & set(words) and {"in", "out", "uit", "ein", "aus"} & set(words)
    )
    return capital(" ".join(inner.split())) + "." if known and named else ""
