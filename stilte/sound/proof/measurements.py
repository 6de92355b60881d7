"""The measurements on a finished track, passage by passage, and their combination for the whole."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from sys import maxsize
from typing import TYPE_CHECKING

import numpy as np

from stilte.script.timeline import BreathPhase, Speech
from stilte.sound.encode import mp3, mpeg_frames
from stilte.sound.mix.master import target_lines
from stilte.sound.proof import clicks, comparison, speech_to_bed
from stilte.sound.proof.expected_onsets import expected_onsets
from stilte.sound.proof.passage import Passage, PassageBounds, measure_passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from stilte.sound.mix.master import Master

    Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class OnsetError:
    """A line or a breath, and how much later than planned it is heard; None: it is not heard at all."""

    event: Speech | BreathPhase
    at_s: float
    late_ms: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Measurements:
    """What a track measures, whole and line by line."""

    frames: int
    powers: Samples
    comparison: comparison.Comparison
    click_strengths: NDArray[np.float64]
    peak: float
    peak_at_s: float
    clipped: int
    speech_lufs: float | None
    bed_under_speech_db: float | None
    lines: tuple[OnsetError, ...]
    breaths: tuple[OnsetError, ...]
    beds_db: tuple[tuple[Speech, float], ...]


def passage_bounds(master: Master, main_voice: str) -> tuple[PassageBounds, ...]:
    """Return the passages of a track: each ends with the last tenth of a second that is decoded with a piece.

    So a passage needs no piece of the file but its own and those before it.
    """
    bounds = _bounds(master)
    found = tuple(expected_onsets(master))
    lines = target_lines(master.mixer.timeline, main_voice)
    of_places = np.searchsorted(bounds[1:], [place.stop_frame for place in found])
    every = tuple(event for event in master.mixer.timeline.events if isinstance(event, Speech))
    of_every = np.searchsorted(bounds[1:], [line.start_frame + line.length_frames for line in every])
    of_lines = np.searchsorted(bounds[1:], [line.start_frame + line.length_frames for line in lines])
    ahead = clicks.frames_before(master.rate_hz)
    made = list[PassageBounds]()
    needed = maxsize
    for n in reversed(range(len(bounds))):
        here = tuple(found[i] for i in np.flatnonzero(of_places == n))
        said = tuple(lines[i] for i in np.flatnonzero(of_lines == n))
        all_said = tuple(every[i] for i in np.flatnonzero(of_every == n))
        starts = (place.start_frame for place in here), (line.start_frame for line in all_said)
        needed = max(min(needed, bounds[n] - ahead, *chain(*starts)), 0)
        stop = bounds[n + 1] if n + 1 < len(bounds) else maxsize
        made.append(PassageBounds(needed, bounds[n], stop, here, said, all_said))
    return tuple(reversed(made))


def _bounds(master: Master) -> list[int]:
    """Return where the passages begin; each whole tenths of a second long."""
    tenth = master.rate_hz // 10
    seams = range(mp3.PIECE, mpeg_frames.frames_for(master.length_frames), mp3.PIECE)
    return [
        0,
        *((seam * mpeg_frames.FRAME_SAMPLES - mpeg_frames.TOTAL_DELAY) // tenth * tenth for seam in seams),
    ]


def measure(chunks: Iterable[Samples], master: Master, main_voice: str, gone_db: float) -> Measurements:
    """Measure a decoded track as it goes by; what is `gone_db` softer than planned counts as gone."""
    wanted = passage_bounds(master, main_voice)
    passages = (
        measure_passage(span, samples, master, gone_db, master.block)
        for span, samples in zip(wanted, _cut(chunks, wanted, master.channels), strict=True)
    )
    return combine(wanted, passages, master.rate_hz)


def _cut(chunks: Iterable[Samples], wanted: Iterable[PassageBounds], channels: int) -> Iterator[Samples]:
    """Yield what each span needs of a signal that goes by, or what there is of it."""
    rest, held, start = iter(chunks), [np.zeros((0, channels), dtype=np.float32)], 0
    for span in wanted:
        stop = start + sum(map(len, held))
        while stop < span.stop_frame and (chunk := next(rest, None)) is not None:
            held.append(chunk)
            stop += len(chunk)
        held = [np.concatenate(held)[max(span.needed_frame - start, 0) :]]
        start = min(span.needed_frame, stop)
        yield held[0][: span.stop_frame - start]


def combine(wanted: Iterable[PassageBounds], passages: Iterable[Passage], rate_hz: int) -> Measurements:
    """Combine the measurements of all passages, each read once and in order."""
    wholes, powers, click_strengths, lines, late = (
        [],
        [],
        [],
        list[speech_to_bed.SpeechToBed](),
        list[OnsetError](),
    )
    beds_db = list[tuple[Speech, float]]()

    def besides() -> Iterator[comparison.Comparison]:
        for span, passage in zip(wanted, passages, strict=True):
            wholes.append(passage.whole)
            powers.append(passage.powers)
            click_strengths.append(passage.click_strengths)
            lines.append(passage.lines)
            late.extend(_late(span, passage, rate_hz))
            beds_db.extend(zip(span.every_line, passage.beds_db.tolist(), strict=True))
            yield passage.comparison

    all_beside = comparison.joined(besides())
    frames, peaks, peak_frames, clipped = np.array(wholes).T
    loudest, all_lines = int(peaks.argmax()), speech_to_bed.joined(lines)
    return Measurements(
        frames=int(frames.sum()),
        powers=np.concatenate(powers),
        comparison=all_beside,
        click_strengths=np.concatenate(click_strengths),
        peak=float(peaks[loudest]),
        peak_at_s=float(peak_frames[loudest]) / rate_hz,
        clipped=int(clipped.sum()),
        speech_lufs=speech_to_bed.speech_lufs(all_lines),
        bed_under_speech_db=speech_to_bed.bed_db(all_lines),
        lines=tuple(one for one in late if isinstance(one.event, Speech)),
        breaths=tuple(one for one in late if isinstance(one.event, BreathPhase)),
        beds_db=tuple((line, db) for line, db in beds_db if not np.isnan(db)),
    )


def _late(span: PassageBounds, passage: Passage, rate_hz: int) -> Iterator[OnsetError]:
    """Yield what was looked for in a passage and is heard, or should be."""
    for place, late_ms in zip(span.places, passage.late_ms.tolist(), strict=True):
        if not np.isnan(late_ms):
            event = place.event
            yield OnsetError(event, event.start_frame / rate_hz, None if np.isinf(late_ms) else late_ms)
