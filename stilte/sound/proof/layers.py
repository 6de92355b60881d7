"""Which layer of a track is loudest at a place: where a proof fails, an author looks there first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.messages import tr
from stilte.script.timeline import BreathPhase, Playing, Speech, Strike

if TYPE_CHECKING:
    from collections.abc import Callable

    from stilte.messages import Message
    from stilte.script.timeline import Event, Timeline
    from stilte.sound.mix.master import Master
    from stilte.sound.mix.mixer import Part

_AROUND_S = 0.5


def layer_at(master: Master, at_s: float, *, besides_voice: bool = False) -> Message | str:
    """Return a sentence that names what is loudest in the half second around a place; "" for silence."""
    first = max(round((at_s - _AROUND_S / 2) * master.rate_hz), 0)
    stop = first + round(_AROUND_S * master.rate_hz)
    names: tuple[Part, ...] = (
        ("bed", "bells", "breath") if besides_voice else ("voice", "bed", "bells", "breath")
    )
    powers = {name: float(np.square(master.mixer.block(first, stop, (name,))).sum()) for name in names}
    loudest = max(powers, key=lambda name: powers[name])
    if not powers[loudest]:
        return ""
    return _SENTENCES[loudest](master.mixer.timeline, first, stop)


def _bed(timeline: Timeline, first: int, _stop: int) -> Message:
    before = [change.bed for change in timeline.beds if change.start_frame <= first and change.bed]
    named = before[-1] if before else next((change.bed for change in timeline.beds if change.bed), "")
    return tr("Look at the music '{name}': it is the loudest there.", name=named)


def _voice(timeline: Timeline, first: int, stop: int) -> Message:
    line = _event(timeline, first, stop, Speech)
    name = line.utterance.voice if isinstance(line, Speech) else ""
    return tr("Look at the voice '{name}': it is the loudest there.", name=name)


def _bells(timeline: Timeline, first: int, stop: int) -> Message:
    event = _event(timeline, first, stop, Strike) or _event(timeline, first, stop, Playing)
    name = event.sound if isinstance(event, Strike | Playing) else ""
    return tr("Look at the sound '{name}': it is the loudest there.", name=name)


def _breath(_timeline: Timeline, _first: int, _stop: int) -> Message:
    return tr("Look at the sound of the breath: it is the loudest there.")


def _event(timeline: Timeline, first: int, stop: int, kind: type[Event]) -> Event | None:
    """Return the last event of a kind that sounds in a stretch."""
    found = (e for e in timeline.events if isinstance(e, kind) and e.start_frame < stop)
    return max((e for e in found if e.start_frame + e.length_frames > first), key=_start, default=None)


def _start(event: Speech | Strike | Playing | BreathPhase) -> int:
    return event.start_frame


_SENTENCES: dict[Part, Callable[[Timeline, int, int], Message]] = {
    "voice": _voice,
    "bed": _bed,
    "bells": _bells,
    "breath": _breath,
}
