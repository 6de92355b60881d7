"""The positions of lines inside a hold, and the length of the hold that results."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Inside:
    """A line inside a hold, in frames; `at` counts from the start, negative from the end, None is spread."""

    length_frames: int
    at_frame: int | None


@dataclass(frozen=True, slots=True)
class HoldLayout:
    """The actual length of a hold, and the start of each line in it, in the order given."""

    length_frames: int
    starts: tuple[int, ...]


def lay_out_hold(planned_frames: int, opening_frames: int, lines: Sequence[Inside]) -> HoldLayout:
    """Return the layout of a hold: as long as planned, or as long as its lines need.

    A line that would meet the one before it waits for its end. Lines without a place share the quiet between
    their neighbours equally.

    >>> lay_out_hold(300, 10, [Inside(20, None), Inside(10, -100)])
    HoldLayout(length_frames=300, starts=(95, 200))
    """
    order = _order(planned_frames, lines)
    end = _counted_end(planned_frames, opening_frames, [lines[index] for index in order])
    starts: dict[int, int] = {}
    edge, loose = opening_frames, list[int]()
    for index in order:
        line = lines[index]
        if line.at_frame is None:
            loose.append(index)
            continue
        # Loose lines written before this one must fit between it and the line before.
        earliest = edge + sum(lines[one].length_frames for one in loose)
        start = max(earliest, _wanted(line.at_frame, end))
        starts.update(_spread(edge, start, loose, lines))
        starts[index] = start
        edge, loose = start + line.length_frames, []
    end = max(end, edge + sum(lines[one].length_frames for one in loose))
    starts.update(_spread(edge, end, loose, lines))
    return HoldLayout(end, tuple(starts[index] for index in range(len(lines))))


def _wanted(at_frame: int, end_frame: int) -> int:
    return min(at_frame, end_frame) if at_frame >= 0 else max(0, end_frame + at_frame)


def _order(planned_frames: int, lines: Sequence[Inside]) -> list[int]:
    """Return the order in which lines are said: by their place; one without stays behind its neighbour."""
    groups: list[tuple[float, list[int]]] = [(-math.inf, [])]
    for index, line in enumerate(lines):
        if line.at_frame is None:
            groups[-1][1].append(index)
        else:
            place = line.at_frame if line.at_frame >= 0 else planned_frames + line.at_frame
            groups.append((place, [index]))
    # A stable sort: lines at the same place keep the order in which they were written.
    groups.sort(key=lambda group: group[0])
    return [index for _, members in groups for index in members]


def _counted_end(planned_frames: int, opening_frames: int, lines: Sequence[Inside]) -> int:
    """Return the end that negative places count from: late enough for what is said before the first."""
    said = opening_frames
    for line in lines:
        if line.at_frame is not None and line.at_frame < 0:
            # The end moves as a whole: all later negative places keep their distance from it.
            return max(planned_frames, said + min(-line.at_frame, planned_frames))
        at = 0 if line.at_frame is None else min(line.at_frame, planned_frames)
        said = max(said, at) + line.length_frames
    return planned_frames


def _spread(
    edge: int, until: int, loose: Sequence[int], lines: Sequence[Inside]
) -> Iterator[tuple[int, int]]:
    """Yield the start of each loose line, so that the quiet around and between them is equal to one frame."""
    quiet = until - edge - sum(lines[index].length_frames for index in loose)
    said = 0
    for place, index in enumerate(loose, 1):
        yield index, edge + said + round(quiet * place / (len(loose) + 1))
        said += lines[index].length_frames
