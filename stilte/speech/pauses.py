"""The quiet inside a line: what a voice leaves at a comma or a full stop, made long enough to follow.

Listeners prefer slow pauses to slow words, and synthetic voices keep pauses at punctuation short. Quiet that
stands where a mark should be is lengthened; words are never touched, and no quiet is put where the voice
left none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from stilte.speech.trim import WINDOW_S, detect_sound
from stilte.units import frames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

COMMA_S = 0.6
SENTENCE_S = 1.1
_LEAST_S = 0.12
"""Shorter quiet is a closed mouth ("p", "t"), not a breath."""

_ASTRAY = 0.2
"""How far, as a share of the line, quiet may lie from where the letters put its mark."""

# Long enough to avoid a click, shorter than any sound of speech.
_FADE_S = 0.005
# Followed by a space: not the comma in 1,5 or the full stop in an address.
_MARKS = re.compile(r"[,;:.!?…–—]+(?=\s)")


@dataclass(frozen=True, slots=True)
class _Gap:
    """Quiet between two stretches of sound, in frames."""

    start: int
    end: int

    @property
    def middle(self) -> int:
        return (self.start + self.end) // 2


def lengthen_pauses(
    samples: NDArray[np.float32], rate_hz: int, text: str, speed: float = 1.0
) -> NDArray[np.float32]:
    """Return a take with its quiet at breath marks at least `COMMA_S` or `SENTENCE_S` long, at speed 1.

    `samples` has shape (frames,), trimmed.
    """
    cuts = [
        (gap.middle, more)
        for gap, wanted_s in _at_marks(list(_gaps(samples, rate_hz)), len(samples), text)
        if (more := frames(wanted_s / speed, rate_hz) - (gap.end - gap.start)) > 0
    ]
    parts = np.split(
        _dipped(samples, [at for at, _ in cuts], frames(_FADE_S, rate_hz)), [at for at, _ in cuts]
    )
    # Inserted at the middle of each gap, where both sides are softest.
    quiet = [np.zeros(more, np.float32) for _, more in cuts]
    return np.concatenate([parts[0], *chain.from_iterable(zip(quiet, parts[1:], strict=True))])


def _dipped(samples: NDArray[np.float32], cuts: list[int], size: int) -> NDArray[np.float32]:
    """Fade out before each cut and in after it, so that there is no click next to the quiet."""
    shaped, rise = samples.copy(), np.linspace(0, 1, size, dtype=np.float32)
    for at in cuts:
        shaped[at - size : at] *= rise[::-1]
        shaped[at : at + size] *= rise
    return shaped


def _gaps(samples: NDArray[np.float32], rate_hz: int) -> Iterator[_Gap]:
    size = frames(WINDOW_S, rate_hz)
    heard = np.flatnonzero(detect_sound(samples, rate_hz))
    for before in np.flatnonzero((np.diff(heard) - 1) * WINDOW_S >= _LEAST_S):
        yield _Gap((int(heard[before]) + 1) * size, int(heard[before + 1]) * size)


def _at_marks(gaps: list[_Gap], length: int, text: str) -> Iterator[tuple[_Gap, float]]:
    """Yield, in order, the gaps that belong to a mark: the longest near it, each once."""
    after = 0
    for share, wanted_s in _marks(text):
        near = [gap for gap in gaps if gap.start >= after and abs(gap.middle / length - share) <= _ASTRAY]
        if near:
            # The longest: a closure of `p` or `t` near the mark is shorter than the pause at it.
            gap = max(near, key=lambda each: each.end - each.start)
            after = gap.end
            yield gap, wanted_s


def _marks(text: str) -> Iterable[tuple[float, float]]:
    """Return for each mark inside a text where it stands, as a share of its letters, and its quiet."""
    text = text.strip()
    letters = max(sum(map(str.isalnum, text)), 1)
    for mark in _MARKS.finditer(text):
        before = sum(map(str.isalnum, text[: mark.start()]))
        yield before / letters, SENTENCE_S if set(mark[0]) & set(".!?…") else COMMA_S
