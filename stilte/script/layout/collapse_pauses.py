"""Dropping planned quiet that is followed by other quiet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from stilte.script.layout.unrolled_steps import Held, Noted, Quiet, RoundBegins, RoundEnds, Titled
from stilte.script.routine import Music

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stilte.script.layout.unrolled_steps import UnrolledStep

_Follows = Literal["end", "beat ends", "quiet", "something"]


def without_doubled_quiet(moments: Iterable[UnrolledStep]) -> tuple[UnrolledStep, ...]:
    """Return the moments with the routine's `pause` only where it counts.

    It is dropped where a pause, a silence or a hold that opens without speech follows, and at the end of
    the track. At the end of a round with a fixed beat any pause is dropped: what is left is the quiet.
    """
    kept: list[UnrolledStep] = []
    follows: _Follows = "end"
    for moment in reversed(tuple(moments)):
        if isinstance(moment, Quiet) and _is_dropped(moment, follows):
            continue
        kept.append(moment)
        follows = _before(moment, follows)
    return tuple(reversed(kept))


def _is_dropped(quiet: Quiet, follows: _Follows) -> bool:
    if follows == "beat ends":
        return quiet.source != "silence"
    return quiet.source == "default" and follows != "something"


def _before(moment: UnrolledStep, follows: _Follows) -> _Follows:
    """Return what follows for whatever stands before this moment; what takes no time is looked through."""
    match moment:
        case Titled() | Noted() | Music():
            return follows
        case RoundEnds():
            return follows if moment.every_s is None else "beat ends"
        case RoundBegins():
            empty_beat = moment.every_s is not None and follows == "beat ends"
            return "something" if empty_beat else follows
        case Quiet():
            return "quiet" if moment.source in {"pause", "silence"} else "something"
        case Held():
            return "quiet" if moment.opens_silently else "something"
    return "something"
