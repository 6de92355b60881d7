"""What a proof comes to: a few places to listen to, each with the line of the script that plays there."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from stilte.errors import Problem
from stilte.script.heard import is_silent
from stilte.script.timeline import BreathPhase, Playing, Speech, Strike
from stilte.units import clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stilte.errors import Where
    from stilte.script.timeline import Event, Timeline
    from stilte.sound.listener import Late
    from stilte.sound.master import Target
    from stilte.sound.proof import Proof, Tolerance
    from stilte.sound.quiet import Found

_MOST_NAMED = 3


def failures(proof: Proof, target: Target, tolerance: Tolerance) -> tuple[Problem, ...]:
    """Return what is outside tolerance, at most three places of a kind; nothing where all is well."""
    return (
        *_length_failures(proof, tolerance),
        *_few(list(_onset_failures(proof.lines, "is said", tolerance))),
        *_few(list(_onset_failures(proof.breaths, "is heard", tolerance))),
        *_level_failures(proof, target, tolerance),
        *_found_failures(proof),
    )


def _few(problems: Sequence[Problem]) -> Iterator[Problem]:
    yield from problems[:_MOST_NAMED]
    if len(problems) > _MOST_NAMED:
        yield Problem(None, f"And {len(problems) - _MOST_NAMED} more like it.")


def _length_failures(proof: Proof, tolerance: Tolerance) -> Iterator[Problem]:
    off_s = proof.decoded_length_s - proof.length_s
    if abs(off_s) * 1000 > tolerance.length_ms:
        more = "longer" if off_s > 0 else "shorter"
        yield Problem(None, f"The finished track is {abs(off_s):.2f} s {more} than planned.")


def _onset_failures(measured: Iterable[Late], verb: str, tolerance: Tolerance) -> Iterator[Problem]:
    for late in measured:
        if late.late_ms is None:
            yield Problem(late.event.where, f"{_name(late.event)} cannot be heard.", _listen_at(late.at_s))
        elif abs(late.late_ms) > tolerance.onset_ms:
            when = "later" if late.late_ms > 0 else "earlier"
            message = f"{_name(late.event)} {verb} {abs(late.late_ms):.0f} ms {when} than planned."
            yield Problem(late.event.where, message, _listen_at(late.at_s))


def _level_failures(proof: Proof, target: Target, tolerance: Tolerance) -> Iterator[Problem]:
    lufs = proof.integrated_lufs if proof.speech_lufs is None else proof.speech_lufs
    what = "The track" if proof.speech_lufs is None else "The speech"
    where, there = _place(proof.timeline, proof.peak_at_s), _listen_at(proof.peak_at_s)
    if not is_silent(proof.timeline) and abs(lufs - target.speech_lufs) > tolerance.speech_lu:
        yield Problem(None, f"{what} measures {lufs:.1f} LUFS instead of {target.speech_lufs:.1f}.")
    if proof.true_peak_dbtp > target.true_peak_dbtp:
        peak = f"{proof.true_peak_dbtp:.1f} dBTP"
        message = f"The loudest peak is {peak}, over its ceiling of {target.true_peak_dbtp:.1f}."
        yield Problem(where, message, there)
    if proof.clipped_samples:
        yield Problem(where, f"{proof.clipped_samples} samples are clipped.", there)
    if proof.planned_quiet_db is not None and proof.planned_quiet_db > tolerance.quiet_dbfs:
        yield Problem(None, f"What should be silence is at {proof.planned_quiet_db:.0f} dBFS.")


def _found_failures(proof: Proof) -> Iterator[Problem]:
    for _, same in groupby(proof.found, lambda found: found.kind):
        yield from _few([_found_failure(found, proof.timeline) for found in same])


def _found_failure(found: Found, timeline: Timeline) -> Problem:
    message = {
        "hole": f"What should sound is gone for {found.length_s:.2f} s.",
        "sound": f"Something sounds that was not planned, for {found.length_s:.2f} s.",
        "click": "There is a click.",
        "other": f"For {found.length_s:.0f} s something else sounds than was planned.",
    }[found.kind]
    return Problem(_place(timeline, found.start_s), message, _listen_at(found.start_s))


def _place(timeline: Timeline, at_s: float) -> Where | None:
    """Return the line of the script that plays at a time, or played last; the first before all of them."""
    before = [event for event in timeline.events if event.start_frame <= at_s * timeline.rate_hz]
    nearest = before[-1:] or timeline.events[:1]
    return nearest[0].where if nearest else None


def _name(event: Event) -> str:
    match event:
        case Speech():
            return f"'{event.text}'"
        case BreathPhase():
            return f"The {event.phase}-breath"
        case Strike() | Playing():
            return "A sound"


def _listen_at(at_s: float) -> str:
    return f"Listen at {clock(max(at_s, 0.0))}."
