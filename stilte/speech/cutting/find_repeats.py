"""What is said again right after it: a line read twice, a line begun and broken off.

The same words by the same voice in the same room are far more alike than any others of the recording.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stilte.speech.cutting.spoken_likeness import HOP_S, evened, group_cepstra, unlikenesses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from stilte.speech.cutting.find_stretches import Stretch
    from stilte.speech.cutting.long_recording import LongRecording

    Floats = NDArray[np.float64]
    Group = tuple[int, int]

_MOST_TOGETHER = 4
_BETWEEN = 2
"""How many stretches may stand between two readings: "sorry", "again"."""
_MOST_APART = 1.3
_LEAST_S = 0.45
_LEAST_BEGUN_S = 0.5
_ALIKE, _PERHAPS = 3.2, 2.0
"""Standard deviations under the median unlikeness of other pairs."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """Groups that are said again, and those that may be: these count where the words tell the same."""

    certain: set[Group]
    perhaps: set[Group]

    def of_parts(self, before: Sequence[Stretch], after: Sequence[Stretch]) -> Repeats:
        """Return the same groups as they are numbered after some of the stretches were parted."""
        starts = {one.start_s: n for n, one in enumerate(after)}
        first = [*(starts[one.start_s] for one in before), len(after)]
        return Repeats(
            *({(first[a], first[b]) for a, b in groups} for groups in (self.certain, self.perhaps))
        )


def find_repeats(
    recording: LongRecording,
    stretches: Sequence[Stretch],
    progress: Callable[[float], None] | None = None,
) -> Repeats:
    """Return the groups of stretches, first to before last, that are said again right after them."""
    names = [
        (first, last)
        for first in range(len(stretches))
        for last in range(first + 1, min(first + _MOST_TOGETHER, len(stretches)) + 1)
        if stretches[last - 1].end_s - stretches[first].start_s >= _LEAST_S
    ]
    rows = evened(
        group_cepstra(recording, [(stretches[a].start_s, stretches[b - 1].end_s) for a, b in names])
    )
    sounds = dict(zip(names, rows, strict=True))
    tell = progress or (lambda _: None)
    whole = _compared(_pairs(sounds), sounds, lambda share: tell(share / 2))
    begun = _compared(_begun(sounds), sounds, lambda share: tell((1 + share) / 2), open_end=True)
    return Repeats(
        *(
            {one for found in (whole, begun) for one in _standing_out(found, far)}
            for far in (_ALIKE, _PERHAPS)
        )
    )


def _compared(
    pairs: Iterator[tuple[Group, Group]],
    sounds: dict[Group, Floats],
    progress: Callable[[float], None],
    *,
    open_end: bool = False,
) -> list[tuple[Group, Group, float]]:
    named = list(pairs)
    both = [(sounds[one], sounds[other]) for one, other in named]
    apart = unlikenesses(both, open_end=open_end, progress=progress)
    return [(one, other, value) for (one, other), value in zip(named, apart, strict=True)]


def _standing_out(pairs: Sequence[tuple[Group, Group, float]], far: float) -> Iterator[Group]:
    if not pairs:
        return
    low, middle, high = np.percentile([apart for *_, apart in pairs], [25, 50, 75])
    bound = middle - far * max(float(high - low) / 1.35, 0.02)
    yield from (one for one, _, apart in pairs if apart < bound)


def _after(one: Group, sounds: dict[Group, Floats]) -> Iterator[Group]:
    """Yield the groups that begin right after one, or after a word or two."""
    for first in range(one[1], one[1] + _BETWEEN + 1):
        yield from (
            (first, last) for last in range(first + 1, first + _MOST_TOGETHER + 1) if (first, last) in sounds
        )


def _pairs(sounds: dict[Group, Floats]) -> Iterator[tuple[Group, Group]]:
    for one, rows in sounds.items():
        for other in _after(one, sounds):
            if 1 / _MOST_APART < len(rows) / len(sounds[other]) < _MOST_APART:
                yield one, other


def _begun(sounds: dict[Group, Floats]) -> Iterator[tuple[Group, Group]]:
    """Yield the pairs of which the first is shorter: it may be the beginning of the other."""
    for one, rows in sounds.items():
        if len(rows) * HOP_S >= _LEAST_BEGUN_S:
            for other in _after(one, sounds):
                if len(sounds[other]) > _MOST_APART * len(rows):
                    yield one, other
