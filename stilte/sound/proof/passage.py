"""A passage of a finished track: all that it measures, from its own samples and what the plan has there.

A passage knows nothing of the others, but for the sound just before it. So passages can be measured in any
order and side by side, and what one of them measured holds as long as its bytes and its plan do.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.dsp import loudness
from stilte.sound.proof import clicks, comparison
from stilte.sound.proof.comparison import Comparison
from stilte.sound.proof.expected_onsets import late_ms
from stilte.sound.proof.speech_to_bed import SpeechToBed, bed_under_line_db, measure_speech_to_bed
from stilte.sound.proof.speech_to_bed import joined as joined_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from stilte.script.timeline import Speech
    from stilte.sound.mix.master import Master
    from stilte.sound.proof.expected_onsets import ExpectedOnset

    Samples = NDArray[np.float32]

PASSAGE_VERSION = 8
"""Raised whenever the same sound would measure otherwise: kept figures of older code are then not used."""
_CHUNK_S = 2
_LEAST_PEAK = 1e-4


@dataclass(frozen=True, slots=True)
class PassageBounds:
    """The frames of a passage, the first one before them that is needed, and what ends in them.

    `lines` are those by which loudness is measured, `every_line` all that are said.
    """

    needed_frame: int
    start_frame: int
    stop_frame: int
    places: tuple[ExpectedOnset, ...]
    lines: tuple[Speech, ...]
    every_line: tuple[Speech, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """What a passage measures. `powers` are weighted, one a tenth of a second; `tears` as `clicks` has them.

    `whole` has its frames, its true peak, the frame of that, and how many samples are clipped; `late_ms` a
    figure for each place of its span, as `places` gives it. `beds_db` is how loud the bed is under each of
    `every_line`, against that line; NaN where there is none.
    """

    whole: NDArray[np.float64]
    powers: Samples
    click_strengths: NDArray[np.float64]
    late_ms: NDArray[np.float64]
    comparison: Comparison
    lines: SpeechToBed
    beds_db: NDArray[np.float64]


def measure_passage(
    span: PassageBounds,
    heard: Samples,
    master: Master,
    gone_db: float,
    planned: Callable[[int, int], Samples],
) -> Passage:
    """Return the figures of a passage; what is `gone_db` softer than planned counts as gone.

    `heard` begins at the needed frame and may end early; `planned` gives any stretch of the plan.
    """

    def cut(start: int, stop: int) -> Samples:
        return _cut(heard, start - span.needed_frame, stop - span.needed_frame)

    rate_hz, ahead = master.rate_hz, clicks.frames_before(master.rate_hz)
    last = max(min(span.stop_frame, span.needed_frame + len(heard)), span.start_frame)
    powers, click_strengths, besides = [np.zeros(0, np.float32)], [np.zeros((0, 2))], list[Comparison]()
    for first in range(span.start_frame, last, _CHUNK_S * rate_hz):
        stop = min(first + _CHUNK_S * rate_hz, last)
        known, plan = cut(first - ahead, stop), planned(first - ahead, stop)
        chunk = known[ahead:]
        powers.append(loudness.powers(chunk, rate_hz).astype(np.float32))
        besides.append(comparison.compare(chunk, plan[ahead:], rate_hz, gone_db))
        click_strengths.append(clicks.click_strengths(known, plan, first - ahead, rate_hz))
    known = cut(span.start_frame - ahead, last)
    block_peaks, counted = loudness.block_peaks(known), set(span.lines)
    said = [(line, measure_speech_to_bed(line, cut(*_frames(line)), master)) for line in span.every_line]
    peak, peak_frame = _peak(known, block_peaks, span.start_frame - ahead)
    clipped = clipped_in(known[ahead:]) if block_peaks.max(initial=0.0) >= 1.0 else 0
    return Passage(
        whole=np.array([last - span.start_frame, peak, peak_frame, clipped], dtype=np.float64),
        powers=np.concatenate(powers),
        click_strengths=np.concatenate(click_strengths),
        late_ms=np.array([late_ms(p, cut(p.start_frame, p.stop_frame), master) for p in span.places]),
        comparison=comparison.joined(besides),
        lines=joined_lines([figures for line, figures in said if line in counted]),
        beds_db=np.array([bed_under_line_db(figures) for _, figures in said]),
    )


def _peak(known: Samples, block_peaks: Samples, first_frame: int) -> tuple[float, int]:
    """Return the true peak of a stretch that begins at a frame, and the frame of it."""
    frames, peaks = loudness.peaks_over(
        known, max(float(block_peaks.max(initial=0.0)), _LEAST_PEAK), block_peaks
    )
    if not len(peaks):
        return 0.0, first_frame
    return float(peaks.max()), first_frame + int(frames[peaks.argmax()])


def clipped_in(samples: Samples) -> int:
    """Return how many samples are at full scale or over."""
    return int((np.abs(samples) >= 1.0).sum())


def _frames(line: Speech) -> tuple[int, int]:
    return line.start_frame, line.start_frame + line.length_frames


def _cut(samples: Samples, start: int, stop: int) -> Samples:
    """Return a stretch of a signal, silence before and after it."""
    if start >= 0 and stop <= len(samples):
        return samples[start:stop]
    found = np.zeros((stop - start, samples.shape[1]), dtype=np.float32)
    first, last = max(start, 0), min(stop, len(samples))
    if first < last:
        found[first - start : last - start] = samples[first:last]
    return found


_ARRAYS = ("whole", "powers", "click_strengths", "late_ms", "beds_db")


def pack(passage: Passage) -> bytes:
    """Return a passage as bytes that can be kept."""
    arrays = {name: getattr(passage, name) for name in _ARRAYS}
    for name, nested in (("comparison", passage.comparison), ("lines", passage.lines)):
        arrays |= {f"{name}.{field.name}": getattr(nested, field.name) for field in fields(nested)}
    body = io.BytesIO()
    np.savez(body, **arrays)
    return body.getvalue()


def unpack(body: bytes) -> Passage:
    """Return the passage of which these are the bytes."""
    with np.load(io.BytesIO(body)) as kept:
        levels = Comparison(*(kept[f"comparison.{field.name}"] for field in fields(Comparison)))
        lines = SpeechToBed(*(kept[f"lines.{field.name}"] for field in fields(SpeechToBed)))
        whole, powers, click_strengths, late_ms, beds_db = (kept[name] for name in _ARRAYS)
        return Passage(whole, powers, click_strengths, late_ms, levels, lines, beds_db)
