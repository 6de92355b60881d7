"""What an author could make elastic, when a wanted length cannot be reached."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from stilte.script.moments import Breathing, Held, Quiet, RoundBegins, RoundEnds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stilte.errors import Where
    from stilte.script.blocks import Block
    from stilte.script.counts import CountRange
    from stilte.script.draft import Draft

_MOST_NAMED = 3


def could_stretch(draft: Draft, ranges: Sequence[CountRange]) -> str:
    """Return what could be made elastic, the longest first, each with its place; empty if nothing could."""
    lasting: Counter[tuple[Where, str]] = Counter()
    known = {one.where for one in ranges}
    for where, what, frames in _exact(draft):
        if where not in known:
            lasting[where, what] += frames
    named = [f"{what} at {where}" for (where, what), _ in lasting.most_common(_MOST_NAMED)]
    return f"These could be made elastic: {'; '.join(named)}." if named else ""


def _exact(draft: Draft) -> Iterator[tuple[Where, str, int]]:
    """Yield everything exact that lasts: its place, what to write instead, and its frames."""
    depth = 0
    for block in draft.blocks:
        match block.moment:
            case RoundBegins(every_s):
                depth += every_s is not None
            case RoundEnds(every_s):
                depth -= every_s is not None
        if depth == 0 and not block.elastic and block.planned_frames > 0:
            yield from _cure(block)


def _cure(block: Block) -> Iterator[tuple[Where, str, int]]:
    match block.moment:
        case Quiet(_, source, where):
            what = "the silence (as a `pause`)" if source == "silence" else "the pause (as a range)"
            yield where, what, block.planned_frames
        case Held(step):
            yield step.where, "the hold (as a range)", block.planned_frames
        case Breathing(step):
            yield step.where, f"`breathe: {step.count.low}` (as a range of counts)", block.planned_frames
