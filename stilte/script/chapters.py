"""Where chapters begin, and where players are told that they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.script.moments import Breathing, Held, Played, Spoken, Struck, Titled
from stilte.script.timeline import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stilte.script.lay import Laid
    from stilte.script.measures import Measures

EARLY_S = 0.5
"""How much before a chapter its written mark is set, where there is quiet: a player may land late."""


def chapter_marks(laid: Iterable[Laid], measures: Measures) -> Iterator[Mark]:
    """Yield the chapters in order; the first begins at 0, with whatever precedes it."""
    quiet_since, first = 0, True
    for one in laid:
        match one.block.moment:
            case Titled(title, where):
                start = 0 if first else one.start_frame
                written = max(quiet_since, start - measures.frames(EARLY_S)) if start else 0
                yield Mark(start, written, title, where)
                first = False
            case Spoken() | Held() | Breathing() | Struck() | Played():
                quiet_since = one.end_frame
