"""How loud the lines of a track are, and how much of the bed is under them.

What is heard is taken for so much of the take, so much of the bed, and what is neither; the two shares are
those that leave least over, on all lines together.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.dsp import loudness
from stilte.sound.dsp.stereo import mono_sum
from stilte.sound.mix.mixer import samples_of
from stilte.units import gain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from stilte.script.timeline import Speech
    from stilte.sound.mix.master import Master

    Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class SpeechToBed:
    """Lines and the bed under them, in rows of `loudness.stretch_powers`, and their products in (1, 5).

    The products: take by take, take by bed, bed by bed, take by what is heard, bed by what is heard.
    """

    line_rows: Samples
    bed_rows: Samples
    products: NDArray[np.float64]


_NO_ROWS = np.zeros((0, 2), dtype=np.float32)
NOTHING = SpeechToBed(_NO_ROWS, _NO_ROWS, np.zeros((0, 5)))


def measure_speech_to_bed(line: Speech, heard: Samples, master: Master) -> SpeechToBed:
    """Return the figures of a line as it was heard."""
    start, stop = line.start_frame, line.start_frame + line.length_frames
    bed = master.mixer.block(start, stop, ("bed",))
    bed *= np.float32(gain(master.gain_db))
    take = samples_of(line, master.mixer.sources)[: len(heard), 0]
    products = (
        heard.shape[1] * _dot(take, take),
        _dot(take, mono_sum(bed)),
        _dot(bed.ravel(), bed.ravel()),
        _dot(take, mono_sum(heard)),
        _dot(bed.ravel(), heard.ravel()),
    )
    return SpeechToBed(
        loudness.stretch_powers(heard, master.rate_hz).astype(np.float32),
        loudness.stretch_powers(bed, master.rate_hz).astype(np.float32),
        np.array([products]),
    )


def bed_under_line_db(line: SpeechToBed) -> float:
    """Return how loud the bed is under a line as it is heard, against it; NaN where there is no bed.

    The line is what is heard there less the bed, in power: they do not correlate.
    """
    bed_lufs = loudness.integrated_lufs(*line.bed_rows.T)
    if bed_lufs <= loudness.SILENCE_LUFS:
        return float("nan")
    alone = line.line_rows.copy()
    alone[:, 0] = np.maximum(alone[:, 0] - line.bed_rows[:, 0], 0.0)
    return bed_lufs - loudness.integrated_lufs(*alone.T)


def joined(parts: Sequence[SpeechToBed]) -> SpeechToBed:
    """Return lines set end to end."""
    columns = ([getattr(part, field.name) for part in (NOTHING, *parts)] for field in fields(SpeechToBed))
    return SpeechToBed(*map(np.concatenate, columns))


def speech_lufs(lines: SpeechToBed) -> float | None:
    """Return the loudness of lines, joined; None where there are none."""
    return loudness.integrated_lufs(*lines.line_rows.T) if len(lines.line_rows) else None


def bed_db(lines: SpeechToBed) -> float | None:
    """Return how loud the bed is under lines, against them; None where there is none to be heard."""
    takes, both, beds, takes_heard, beds_heard = lines.products.sum(axis=0)
    if beds <= 0:
        return None
    found = np.linalg.lstsq([[takes, both], [both, beds]], [takes_heard, beds_heard], rcond=None)
    level = loudness.integrated_lufs(*lines.bed_rows.T) + 20 * float(np.log10(max(found[0][1], 1e-3)))
    return level - loudness.integrated_lufs(*lines.line_rows.T)


def _dot(one: Samples, other: Samples) -> float:
    return float(np.dot(one, other))
