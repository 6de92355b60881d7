"""Bells and sounds over a hold or over breaths: when they sound. They do not move other events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.script.routine import STRIKE_EVERY_S, Bell
from stilte.script.timeline import Playing, Strike
from stilte.units import frames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stilte.script.layout.unrolled_steps import Over
    from stilte.script.overlay import Overlay


def fixed_offsets(overlay: Overlay, length_frames: int, rate_hz: int) -> tuple[int, ...]:
    """Return its starts in frames from the start of the hold or breaths; nothing where it has no fixed place.

    `every` rings inside, never at the ends; what counts from the end counts from the real one.
    """
    if overlay.every_s is not None:
        beat = overlay.every_s * rate_hz
        many = int((length_frames - 1) / beat) if length_frames > 0 else 0
        return tuple(round(number * beat) for number in range(1, many + 1))
    if overlay.at_s is None:
        return ()
    at = frames(overlay.at_s, rate_hz)
    return (min(at, length_frames) if at >= 0 else max(0, length_frames + at),)


def loose_offsets(
    over: Sequence[Over], said: Sequence[tuple[int, int]], length_frames: int
) -> Iterator[tuple[Over, int]]:
    """Yield the overlays without a fixed place, spread over the quiet between their neighbouring lines.

    `said` gives the start and the length of every line before the end, in the order written.
    """
    loose = [one for one in over if one.overlay.at_s is None and one.overlay.every_s is None]
    for place in sorted({one.overlay.after_lines for one in loose}):
        here = [one for one in loose if one.overlay.after_lines == place]
        start = max((begin + length for begin, length in said[: place + 1]), default=0)
        end = said[place + 1][0] if place + 1 < len(said) else length_frames
        quiet = max(0, end - start)
        for number, one in enumerate(here, 1):
            yield one, start + round(quiet * number / (len(here) + 1))


def over_tail_frames(over: Iterable[tuple[Over, int]], length_frames: int, rate_hz: int) -> int:
    """Return how long the last of them sounds on after the end; `over` gives what each lasts."""
    tails = (
        offset + _last_strike(one.overlay, rate_hz) + lasting - length_frames
        for one, lasting in over
        for offset in fixed_offsets(one.overlay, length_frames, rate_hz) or (length_frames // 2,)
    )
    return max(0, *tails, 0)


def sounded(over: Over, start_frame: int, lasting_frames: int, rate_hz: int) -> Iterator[Strike | Playing]:
    """Yield what an overlay puts on the timeline, begun at a frame."""
    step = over.overlay.step
    if not isinstance(step, Bell):
        yield Playing(
            start_frame, lasting_frames, step.sound, over.level_db, step.where, step.side, step.tone_hz
        )
        return
    apart = frames(STRIKE_EVERY_S, rate_hz)
    for strike in range(step.strikes):
        start = start_frame + strike * apart
        yield Strike(start, lasting_frames, step.sound, over.level_db, step.where, step.side, step.tone_hz)


def _last_strike(overlay: Overlay, rate_hz: int) -> int:
    step = overlay.step
    return (step.strikes - 1) * frames(STRIKE_EVERY_S, rate_hz) if isinstance(step, Bell) else 0
