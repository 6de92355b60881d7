"""The transcript as WebVTT and as SubRip: a cue a spoken line, in WebVTT with the voice that speaks it."""

from __future__ import annotations

import re
import textwrap
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stilte.release.track import Track
    from stilte.script.timeline import Speech

WIDTH = 65
"""The most characters a line may have; directories refuse longer ones."""

_LONGEST_WORD = 40


def transcript(track: Track) -> str:
    """Return every spoken line with its time; counting is left out, it would only flicker."""
    rate = track.timeline.rate_hz
    return "\n".join(["WEBVTT\n", *(_cue(line, rate) for line in track.lines)])


def subrip(track: Track) -> str:
    """Return the same lines as SubRip (SRT), for players without WebVTT: numbered, without the voices."""
    rate = track.timeline.rate_hz
    return "\n".join(_numbered(number, line, rate) for number, line in enumerate(track.lines, 1))


def _numbered(number: int, line: Speech, rate: int) -> str:
    start, end = (timestamp(time_ms).replace(".", ",") for time_ms in _times_ms(line, rate))
    # SubRip has no escapes: what could be read as a tag is written apart.
    plain = " ".join(line.text.replace("<", "‹").replace(">", "›").split())
    body = "\n".join(textwrap.wrap(plain, WIDTH, break_on_hyphens=False))
    return f"{number}\n{start} --> {end}\n{body}\n"


def _times_ms(line: Speech, rate: int) -> tuple[int, int]:
    start_ms = round(line.start_frame * 1000 / rate)
    return start_ms, max(start_ms + 1, round((line.start_frame + line.length_frames) * 1000 / rate))


def _cue(line: Speech, rate: int) -> str:
    start_ms, end_ms = _times_ms(line, rate)
    body = "\n".join(_wrapped(line.text, _speaker(line.utterance.voice)))
    return f"{timestamp(start_ms)} --> {timestamp(end_ms)}\n{body}\n"


def timestamp(time_ms: int) -> str:
    """Return a time as WebVTT writes it.

    >>> timestamp(3_723_004)
    '01:02:03.004'
    """
    whole_s, rest_ms = divmod(time_ms, 1000)
    return f"{whole_s // 3600:02d}:{whole_s // 60 % 60:02d}:{whole_s % 60:02d}.{rest_ms:03d}"


def _speaker(voice: str) -> str:
    """Return the voice tag, so short and plain that any word still fits behind it."""
    plain = re.sub(r"[^\w .-]", "", voice)[: WIDTH - _LONGEST_WORD - len("<v >")]
    return f"<v {plain or '-'}>"


def _wrapped(text: str, tag: str) -> list[str]:
    words = " ".join(_escaped(part) for word in text.split() for part in _broken(word))
    return textwrap.wrap(
        words, WIDTH, initial_indent=tag, break_long_words=False, break_on_hyphens=False
    ) or [tag]


def _broken(word: str) -> list[str]:
    """Cut a word that would not fit a line (an address, say), so that no line is too long."""
    if len(_escaped(word)) <= _LONGEST_WORD:
        return [word]
    size = _LONGEST_WORD if _escaped(word) == word else _LONGEST_WORD // len("&amp;")
    return [word[start : start + size] for start in range(0, len(word), size)]


def _escaped(word: str) -> str:
    return escape(word, quote=False)
