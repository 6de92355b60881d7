"""The finished file, decoded and measured against its plan.

Nothing here is copied from the plan: a line's place is where its take is found in the file, loudness and
peaks are the file's own, and the level of the bed under speech is how much of the bed is in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.sound import loudness, quiet, verdict
from stilte.sound.heard import decoded
from stilte.sound.listener import listen
from stilte.units import seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from stilte.errors import Problem
    from stilte.script.timeline import Timeline
    from stilte.sound.listener import Heard, Late
    from stilte.sound.master import Master, Target
    from stilte.sound.quiet import Found


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a finished file may be from its plan; a lost MPEG frame is 24 to 36 ms of `length_ms`.

    `alike` is the least correlation with the plan over a second. What MP3 does by itself stays well within
    these: docs/sound.md has the measurements.
    """

    onset_ms: float = 30.0
    length_ms: float = 20.0
    speech_lu: float = 0.5
    hole_db: float = 10.0
    sound_db: float = 6.0
    click_db: float = 6.0
    alike: float = 0.5
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
    timeline: Timeline

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
    chunks = decoded(path, master.rate_hz, master.channels)
    return judged(listen(chunks, master, main_voice, tolerance.hole_db), master, tolerance)


def judged(heard_track: Heard, master: Master, tolerance: Tolerance) -> Proof:
    """Hold what was heard against the plan."""
    found = (
        *quiet.holes(heard_track.beside),
        *quiet.sounds(heard_track.beside, tolerance.sound_db),
        *quiet.torn(heard_track.tears, master.rate_hz, tolerance.click_db),
        *quiet.strange(heard_track.beside, tolerance.alike),
    )
    return Proof(
        length_s=seconds(master.length_frames, master.rate_hz),
        decoded_length_s=seconds(heard_track.frames, master.rate_hz),
        speech_lufs=heard_track.speech_lufs,
        integrated_lufs=loudness.integrated_lufs(heard_track.powers),
        true_peak_dbtp=loudness.db(heard_track.peak),
        bed_under_speech_db=heard_track.bed_under_speech_db,
        clipped_samples=heard_track.clipped,
        planned_quiet_db=quiet.quiet_db(heard_track.beside),
        lines=heard_track.lines,
        breaths=heard_track.breaths,
        found=found,
        peak_at_s=heard_track.peak_at_s,
        timeline=master.mixer.timeline,
    )


def failures(proof: Proof, target: Target, tolerance: Tolerance | None = None) -> tuple[Problem, ...]:
    """Return what is outside tolerance, with the places to listen to; nothing where all is well."""
    return verdict.failures(proof, target, tolerance or Tolerance())
