"""The finished file, decoded and measured against its plan.

Nothing here is copied from the plan: a line's place is where its take is found in the file, loudness and
peaks are the file's own, and the level of the bed under speech is how much of the bed is in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.sound.dsp import loudness
from stilte.sound.proof import deviations
from stilte.sound.proof.decode import decode_blocks
from stilte.sound.proof.measurements import measure
from stilte.sound.proof.results import Proof, Tolerance
from stilte.units import seconds

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.sound.mix.master import Master
    from stilte.sound.proof.measurements import Measurements


def prove(path: Path, master: Master, main_voice: str, tolerance: Tolerance | None = None) -> Proof:
    """Decode a finished file and measure it against its plan; raises `BuildError` if it cannot be decoded."""
    tolerance = tolerance or Tolerance()
    chunks = decode_blocks(path, master.rate_hz, master.channels)
    return judge(measure(chunks, master, main_voice, tolerance.hole_db), master, tolerance)


def judge(heard_track: Measurements, master: Master, tolerance: Tolerance) -> Proof:
    """Hold what was heard against the plan."""
    found = (
        *deviations.holes(heard_track.comparison),
        *deviations.sounds(heard_track.comparison, tolerance.sound_db),
        *deviations.clicks(heard_track.click_strengths, master.rate_hz, tolerance.click_db),
        *deviations.unlike_the_plan(heard_track.comparison, tolerance.alike),
    )
    return Proof(
        length_s=seconds(master.length_frames, master.rate_hz),
        decoded_length_s=seconds(heard_track.frames, master.rate_hz),
        speech_lufs=heard_track.speech_lufs,
        integrated_lufs=loudness.integrated_lufs(heard_track.powers),
        true_peak_dbtp=loudness.db(heard_track.peak),
        bed_under_speech_db=heard_track.bed_under_speech_db,
        clipped_samples=heard_track.clipped,
        planned_quiet_db=deviations.quiet_db(heard_track.comparison),
        lines=heard_track.lines,
        breaths=heard_track.breaths,
        beds_db=heard_track.beds_db,
        found=found,
        peak_at_s=heard_track.peak_at_s,
        timeline=master.mixer.timeline,
    )
