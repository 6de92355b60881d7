"""What was measured on a finished track, as its cue sheet has it: which figures, in which order."""

from __future__ import annotations

from stilte.messages import tr

PROOF_ROWS = (
    ("loudness", "speech_lufs", tr("loudness of the speech"), "LUFS"),
    ("loudness", "integrated_lufs", tr("loudness of the whole"), "LUFS"),
    ("loudness", "true_peak_dbtp", tr("true peak"), "dBTP"),
    ("loudness", "bed_under_speech_db", tr("bed under speech"), "dB"),
    ("proof", "worst_speech_onset_ms", tr("latest or earliest line"), "ms"),
    ("proof", "planned_quiet_db", tr("planned quiet"), "dBFS"),
    ("proof", "unplanned_silence_s", tr("unplanned silence"), "s"),
    ("proof", "clipped_samples", tr("clipped samples"), ""),
)
"""Its table, its key, what it is, its unit."""
