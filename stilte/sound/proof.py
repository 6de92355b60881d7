"""The finished file, decoded and measured against its plan.

Nothing here is copied from the plan: a line's place is where its take is found in the file, loudness and
peaks are the file's own, and the level of the bed under speech is how much of the bed is in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.errors import Problem
from stilte.script.timeline import BreathPhase, Speech
from stilte.sound import loudness, quiet
from stilte.sound.listener import listen
from stilte.units import clock, seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from stilte.script.timeline import Event
    from stilte.sound.listener import Late
    from stilte.sound.master import Master, Target
    from stilte.sound.quiet import Found


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a finished file may be from its plan."""

    onset_ms: float = 30.0
    length_ms: float = 50.0
    speech_lu: float = 0.5
    hole_db: float = 15.0
    sound_db: float = 6.0
    click_db: float = 9.0
    quiet_dbfs: float = -55.0


@dataclass(frozen=True, slots=True)
class Proof:
    """What was measured. None where there is nothing of the kind to measure."""

    length_s: float
    decoded_length_s: float
    speech_lufs: float | None
    integrated_lufs: float
    true_peak_dbtp: float
    bed_under_speech_db: float | None
    clipped_samples: int
    planned_quiet_db: float | None
    lines: tuple[Late, ...]
    breaths: tuple[Late, ...]
    found: tuple[Found, ...]
    peak_at_s: float

    @property
    def loudness(self) -> Mapping[str, float | None]:
        """Return what the cue sheet has under `loudness`."""
        return {
            "speech_lufs": _rounded(self.speech_lufs),
            "integrated_lufs": _rounded(self.integrated_lufs),
            "true_peak_dbtp": _rounded(self.true_peak_dbtp),
            "bed_under_speech_db": _rounded(self.bed_under_speech_db),
        }

    @property
    def figures(self) -> Mapping[str, float | None]:
        """Return what the cue sheet has under `proof`."""
        return {
            "decoded_length_s": self.decoded_length_s,
            "worst_speech_onset_ms": worst_ms(self.lines),
            "unplanned_silence_s": round(sum((f.length_s for f in self.found if f.kind == "hole"), 0.0), 3),
            "planned_quiet_db": _rounded(self.planned_quiet_db),
            "clipped_samples": self.clipped_samples,
            "worst_breath_onset_ms": worst_ms(self.breaths),
            "unplanned_sound_s": round(sum((f.length_s for f in self.found if f.kind == "sound"), 0.0), 3),
            "clicks": sum(f.kind == "click" for f in self.found),
        }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def worst_ms(measured: Iterable[Late]) -> float | None:
    """Return the largest distance from the plan, early or late; what is not heard stands apart."""
    found = [abs(late.late_ms) for late in measured if late.late_ms is not None]
    return round(max(found), 1) if found else None


def prove(path: Path, master: Master, main_voice: str, tolerance: Tolerance | None = None) -> Proof:
    """Decode a finished file and measure it against its plan; raises `BuildError` if it cannot be decoded."""
    tolerance = tolerance or Tolerance()
    heard_track = listen(path, master, main_voice)
    measured_db = quiet.in_db(heard_track.squares)
    planned = quiet.planned_levels(master, len(measured_db))
    found = (
        *quiet.holes(master, planned, measured_db, tolerance.hole_db),
        *quiet.sounds(master, planned, measured_db, tolerance.sound_db),
        *quiet.torn(master, planned, heard_track.tears, tolerance.click_db),
    )
    return Proof(
        length_s=seconds(master.length_frames, master.rate_hz),
        decoded_length_s=seconds(heard_track.frames, master.rate_hz),
        speech_lufs=heard_track.speech_lufs,
        integrated_lufs=loudness.integrated_lufs(heard_track.powers),
        true_peak_dbtp=loudness.db(heard_track.peak),
        bed_under_speech_db=heard_track.bed_under_speech_db,
        clipped_samples=heard_track.clipped,
        planned_quiet_db=quiet.quiet_db(planned, measured_db),
        lines=heard_track.lines,
        breaths=heard_track.breaths,
        found=found,
        peak_at_s=heard_track.peak_at_s,
    )


def failures(proof: Proof, target: Target, tolerance: Tolerance | None = None) -> tuple[Problem, ...]:
    """Return what is outside tolerance, each with the place to listen to; nothing where all is well."""
    tolerance = tolerance or Tolerance()
    return (
        *_length_failures(proof, tolerance),
        *_onset_failures(proof.lines, "is said", tolerance),
        *_onset_failures(proof.breaths, "is heard", tolerance),
        *_level_failures(proof, target, tolerance),
        *(_found_failure(found) for found in proof.found),
    )


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
    if abs(lufs - target.speech_lufs) > tolerance.speech_lu:
        yield Problem(None, f"{what} measures {lufs:.1f} LUFS instead of {target.speech_lufs:.1f}.")
    if proof.true_peak_dbtp > target.true_peak_dbtp:
        peak = f"{proof.true_peak_dbtp:.1f} dBTP"
        yield Problem(None, f"The loudest peak is {peak}, over its ceiling of {target.true_peak_dbtp:.1f}.")
    if proof.clipped_samples:
        yield Problem(None, f"{proof.clipped_samples} samples are clipped.", _listen_at(proof.peak_at_s))
    if proof.planned_quiet_db is not None and proof.planned_quiet_db > tolerance.quiet_dbfs:
        yield Problem(None, f"What should be silence is at {proof.planned_quiet_db:.0f} dBFS.")


def _found_failure(found: Found) -> Problem:
    message = {
        "hole": f"The music is gone for {found.length_s:.2f} s.",
        "sound": f"Something sounds that was not planned, for {found.length_s:.2f} s.",
        "click": "There is a click.",
    }[found.kind]
    return Problem(None, message, _listen_at(found.start_s))


def _name(event: Event) -> str:
    match event:
        case Speech():
            return f"'{event.text}'"
        case BreathPhase():
            return f"The {event.phase}-breath"
        case _:
            return "A sound"


def _listen_at(at_s: float) -> str:
    return f"Listen at {clock(max(at_s, 0.0))}."
