"""Chapter starts and their marks, which are written a little early since players seek late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.script.layout.unrolled_steps import Breathing, Held, Played, Spoken, Struck, Titled
from stilte.script.timeline import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stilte.errors import Where
    from stilte.script.layout.measures import Measures
    from stilte.script.layout.schedule import Scheduled
    from stilte.script.routine import Routine

EARLY_S = 0.5
"""How much before a chapter its written mark is set, where there is quiet."""
SHORTEST_OPENING_S = 5.0
"""Lines before the first chapter that last less than this are its own beginning."""

_WELCOME = {
    "nl": "Welkom", "en": "Welcome", "de": "Willkommen", "fr": "Bienvenue", "es": "Bienvenida",
    "it": "Benvenuto", "pt": "Boas-vindas",
}  # fmt: skip


def chapter_marks(laid: Sequence[Scheduled], measures: Measures, routine: Routine) -> Iterator[Mark]:
    """Yield the chapters in order, from the first frame on.

    Lines before the first `chapter` are a chapter of their own, with the routine's title; so a listener who
    chooses the first chapter hears no introduction. Where there are none, or they are over in a moment, the
    first chapter begins at 0 with whatever precedes it.
    """
    quiet_since, first = 0, True
    opening = _opening(laid, measures)
    for one in laid:
        match one.block.moment:
            case Titled(title, where):
                if first and opening:
                    yield Mark(0, 0, _opening_title(routine, title), opening)
                start = 0 if first and not opening else one.start_frame
                written = max(quiet_since, start - measures.frames(EARLY_S)) if start else 0
                yield Mark(start, written, title, where)
                first = False
            case Spoken() | Held() | Breathing() | Struck() | Played():
                quiet_since = one.end_frame


def _opening(laid: Sequence[Scheduled], measures: Measures) -> Where | None:
    """Return where the lines before the first chapter begin; None where there is no chapter of them."""
    began: tuple[int, Where] | None = None
    for one in laid:
        match one.block.moment:
            case Titled():
                lasts = 0 if began is None else one.start_frame - began[0]
                return began[1] if began and lasts >= measures.frames(SHORTEST_OPENING_S) else None
            case Spoken(words=words) if began is None:
                began = (one.start_frame, words.where)
            case Breathing(step=step) | Held(step=step) if began is None:
                began = (one.start_frame, step.where)
    return None


def _opening_title(routine: Routine, first_chapter: str) -> str:
    """Return the routine's title, or a welcome where the first chapter has the same."""
    welcome = _WELCOME.get(routine.language.partition("-")[0].lower(), _WELCOME["en"])
    return welcome if routine.title.casefold() == first_chapter.casefold() else routine.title
