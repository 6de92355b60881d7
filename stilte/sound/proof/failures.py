"""What is outside tolerance in a proof, as problems with the line of the script that plays there."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from stilte.errors import Problem
from stilte.messages import Length, Number, plural, sentences, tr
from stilte.script.timeline import BreathPhase, Playing, Speech, Strike, is_silent
from stilte.sound.proof.results import Tolerance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Protocol

    from stilte.errors import Where
    from stilte.messages import Message
    from stilte.script.timeline import Event, Timeline
    from stilte.sound.mix.master import Target
    from stilte.sound.proof.deviations import Deviation
    from stilte.sound.proof.measurements import OnsetError
    from stilte.sound.proof.results import Proof

    class LayerAt(Protocol):
        """What names the loudest layer at a time, in a sentence; `besides_voice` leaves the voice out."""

        def __call__(self, at_s: float, /, *, besides_voice: bool = False) -> Message | str:
            """Return the sentence; "" for silence."""


_MOST_NAMED = 3


def failures(
    proof: Proof, target: Target, tolerance: Tolerance | None = None, layer_at: LayerAt | None = None
) -> tuple[Problem, ...]:
    """Return what is outside tolerance, at most three places of a kind; nothing where all is well.

    `layer_at` names in a sentence what is loudest at a time: the layer to look at.
    """
    tolerance, layer_at = tolerance or Tolerance(), layer_at or _no_layer
    return (
        *_length_failures(proof, tolerance),
        *_few(list(_onset_failures(proof.lines, tolerance, said=True))),
        *_few(list(_onset_failures(proof.breaths, tolerance, said=False))),
        *_level_failures(proof, target, tolerance, layer_at),
        *_found_failures(proof, layer_at),
    )


def _no_layer(_at_s: float, *, besides_voice: bool = False) -> Message | str:  # noqa: ARG001 (what is asked of it)
    return ""


def _few(problems: Sequence[Problem]) -> Iterator[Problem]:
    yield from problems[:_MOST_NAMED]
    if len(problems) > _MOST_NAMED:
        yield Problem(
            None, plural("And {n} more like it.", "And {n} more like it.", n=len(problems) - _MOST_NAMED)
        )


def _length_failures(proof: Proof, tolerance: Tolerance) -> Iterator[Problem]:
    off_s = proof.decoded_length_s - proof.length_s
    if abs(off_s) * 1000 > tolerance.length_ms:
        off = Number(abs(off_s), decimals=2)
        longer = tr("The finished track is {off} s longer than planned.", off=off)
        shorter = tr("The finished track is {off} s shorter than planned.", off=off)
        yield Problem(None, longer if off_s > 0 else shorter)


def _onset_failures(measured: Iterable[OnsetError], tolerance: Tolerance, *, said: bool) -> Iterator[Problem]:
    for late in measured:
        if late.late_ms is None:
            yield Problem(
                late.event.where, tr("{name} cannot be heard.", name=_name(late.event)), _listen_at(late.at_s)
            )
        elif abs(late.late_ms) > tolerance.onset_ms:
            message = _off(late.event, late.late_ms, said=said)
            yield Problem(late.event.where, message, _listen_at(late.at_s))


def _off(event: Event, late_ms: float, *, said: bool) -> Message:
    """Return by how much something comes too late or too early."""
    name, off = _name(event), Number(abs(late_ms), decimals=0)
    match said, late_ms > 0:
        case True, True:
            return tr("{name} is said {off} ms later than planned.", name=name, off=off)
        case True, False:
            return tr("{name} is said {off} ms earlier than planned.", name=name, off=off)
        case False, True:
            return tr("{name} is heard {off} ms later than planned.", name=name, off=off)
    return tr("{name} is heard {off} ms earlier than planned.", name=name, off=off)


def _level_failures(
    proof: Proof, target: Target, tolerance: Tolerance, layer_at: LayerAt
) -> Iterator[Problem]:
    lufs = proof.integrated_lufs if proof.speech_lufs is None else proof.speech_lufs
    where = _place(proof.timeline, proof.peak_at_s)
    there = sentences(_listen_at(proof.peak_at_s), layer_at(proof.peak_at_s))
    if not is_silent(proof.timeline) and abs(lufs - target.speech_lufs) > tolerance.speech_lu:
        measured, wanted = Number(lufs, decimals=1), Number(target.speech_lufs, decimals=1)
        track = tr("The track measures {lufs} LUFS instead of {wanted}.", lufs=measured, wanted=wanted)
        speech = tr("The speech measures {lufs} LUFS instead of {wanted}.", lufs=measured, wanted=wanted)
        message = track if proof.speech_lufs is None else speech
        yield Problem(None, message, _under_lines(proof, layer_at))
    if proof.true_peak_dbtp > target.true_peak_dbtp:
        peak, most = Number(proof.true_peak_dbtp, decimals=1), Number(target.true_peak_dbtp, decimals=1)
        message = tr("The loudest peak is {peak} dBTP, over its ceiling of {most}.", peak=peak, most=most)
        yield Problem(where, message, there)
    if proof.clipped_samples:
        clipped = plural("{n} sample is clipped.", "{n} samples are clipped.", n=proof.clipped_samples)
        yield Problem(where, clipped, there)
    if proof.planned_quiet_db is not None and proof.planned_quiet_db > tolerance.quiet_dbfs:
        level = Number(proof.planned_quiet_db, decimals=0)
        yield Problem(None, tr("What should be silence is at {level} dBFS.", level=level))


def _under_lines(proof: Proof, layer_at: LayerAt) -> Message | str:
    """Name the layer that is loudest beside the voice, in the middle of the first line that has one."""
    lines = (event for event in proof.timeline.events if isinstance(event, Speech))
    middles = ((line.start_frame + line.length_frames / 2) / proof.timeline.rate_hz for line in lines)
    return next((named for at_s in middles if (named := layer_at(at_s, besides_voice=True))), "")


def _found_failures(proof: Proof, layer_at: LayerAt) -> Iterator[Problem]:
    for _, same in groupby(proof.found, lambda found: found.kind):
        yield from _few([_found_failure(found, proof.timeline, layer_at) for found in same])


def _found_failure(found: Deviation, timeline: Timeline, layer_at: LayerAt) -> Problem:
    message = {
        "hole": tr("What should sound is gone for {length} s.", length=Number(found.length_s, decimals=2)),
        "sound": tr(
            "Something sounds that was not planned, for {length} s.",
            length=Number(found.length_s, decimals=2),
        ),
        "click": tr("There is a click."),
        "other": tr(
            "For {length} s something else sounds than was planned.",
            length=Number(found.length_s, decimals=0),
        ),
    }[found.kind]
    there = sentences(_listen_at(found.start_s), layer_at(found.start_s))
    return Problem(_place(timeline, found.start_s), message, there)


def _place(timeline: Timeline, at_s: float) -> Where | None:
    """Return the line of the script that plays at a time, or played last; the first before all of them."""
    before = [event for event in timeline.events if event.start_frame <= at_s * timeline.rate_hz]
    nearest = before[-1:] or timeline.events[:1]
    return nearest[0].where if nearest else None


_BREATHS = {
    "in": tr("The in-breath"),
    "hold": tr("The hold-breath"),
    "out": tr("The out-breath"),
    "rest": tr("The rest-breath"),
}


def _name(event: Event) -> str | Message:
    match event:
        case Speech():
            return f"'{event.text}'"
        case BreathPhase():
            return _BREATHS[event.phase]
        case Strike() | Playing():
            return tr("A sound")


def _listen_at(at_s: float) -> Message:
    return tr("Listen at {moment}.", moment=Length(max(at_s, 0.0)))
