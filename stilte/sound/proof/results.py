"""What a proof measured, and how far it may be from the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.units import seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stilte.script.timeline import Speech, Timeline
    from stilte.sound.proof.deviations import Deviation
    from stilte.sound.proof.measurements import OnsetError


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
    lines: tuple[OnsetError, ...]
    breaths: tuple[OnsetError, ...]
    beds_db: tuple[tuple[Speech, float], ...]
    found: tuple[Deviation, ...]
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
    def beds_under_lines_db(self) -> Mapping[float, float]:
        """Return how loud the bed is under each line, by the second at which it begins."""
        rate_hz = self.timeline.rate_hz
        return {seconds(line.start_frame, rate_hz): round(db, 1) for line, db in self.beds_db}

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


def worst_ms(measured: Iterable[OnsetError]) -> float | None:
    """Return the largest distance from the plan, early or late; what is not heard stands apart."""
    found = [abs(late.late_ms) for late in measured if late.late_ms is not None]
    return round(max(found), 1) if found else None
