"""Subtitles (SRT, WebVTT) → text: sentences in order, and the time between them as marks of quiet."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_CUE = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}.*$")
_TAG = re.compile(r"<[^<>]{0,200}>|\{\\[^{}]{0,60}\}")
_QUIET_S = 1.5
_MOST_QUIET_S = 1800.0


@dataclass(frozen=True, slots=True)
class Cue:
    """A line of subtitles: when it begins and ends, in seconds, and its words."""

    start_s: float
    end_s: float
    text: str


def looks_like_subtitles(text: str) -> bool:
    """Tell whether a text is a file of subtitles."""
    return text.lstrip("\ufeff \n").startswith("WEBVTT") or any(
        _CUE.match(line) for line in text[:4000].split("\n")[:12]
    )


def read_cues(text: str) -> tuple[Cue, ...]:
    """Return the cues of a file of subtitles, in order."""
    found: list[Cue] = []
    times: tuple[float, float] | None = None
    words: list[str] = []
    for line in [*text.split("\n"), ""]:
        if match := _CUE.match(line):
            if times and words:
                found.append(Cue(*times, " ".join(words[:-1] if words[-1].isdigit() else words)))
            times, words = (_seconds(match, 1), _seconds(match, 5)), []
        elif not line.strip():
            if times and words:
                found.append(Cue(*times, " ".join(words)))
            times, words = None, []
        elif times:
            words.append(html.unescape(_TAG.sub("", line)).strip())
    return tuple(cue for cue in found if cue.text.strip())


def _seconds(match: re.Match[str], first: int) -> float:
    hours, minutes, seconds, part = (match[first + at] for at in range(4))
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(part.ljust(3, "0")) / 1000


def subtitles_text(text: str) -> str:
    """Return subtitles as a text: a line for each sentence."""
    return "\n".join(_lines(read_cues(text)))


def _lines(cues: tuple[Cue, ...]) -> Iterator[str]:
    said = ""
    before: Cue | None = None
    for cue in cues:
        gap = cue.start_s - before.end_s if before else 0.0
        if (
            said
            and before
            and (gap >= _QUIET_S or before.text.rstrip().endswith((".", "!", "?", "…", "”", '"')))
        ):
            yield said
            if gap >= _QUIET_S:
                yield f"[pause {min(gap, _MOST_QUIET_S):.1f}s]".replace(".0s", "s")
            said = ""
        repeated = before is not None and cue.text == before.text and gap < _QUIET_S
        said = said if repeated else f"{said} {cue.text.lstrip('- ')}".strip()
        before = cue
    if said:
        yield said
