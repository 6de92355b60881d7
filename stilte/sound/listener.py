"""What is listened for in a finished track, passage by passage, and what the passages come to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from sys import maxsize
from typing import TYPE_CHECKING

import numpy as np

from stilte.script.timeline import BreathPhase, Speech
from stilte.sound import beside, clicks, encode, mpeg, under
from stilte.sound.master import target_lines
from stilte.sound.passage import Passage, Span, measured
from stilte.sound.places import places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from stilte.sound.master import Master

    Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Late:
    """A line or a breath, and how much later than planned it is heard; None: it is not heard at all."""

    event: Speech | BreathPhase
    at_s: float
    late_ms: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """What a track measures, whole and line by line."""

    frames: int
    powers: Samples
    beside: beside.Beside
    tears: NDArray[np.float64]
    peak: float
    peak_at_s: float
    clipped: int
    speech_lufs: float | None
    bed_under_speech_db: float | None
    lines: tuple[Late, ...]
    breaths: tuple[Late, ...]


def spans(master: Master, main_voice: str) -> tuple[Span, ...]:
    """Return the passages of a track: each ends with the last tenth of a second that is decoded with a piece.

    So a passage needs no piece of the file but its own and those before it.
    """
    bounds = _bounds(master)
    found = tuple(places(master))
    lines = target_lines(master.mixer.timeline, main_voice)
    of_places = np.searchsorted(bounds[1:], [place.stop_frame for place in found])
    of_lines = np.searchsorted(bounds[1:], [line.start_frame + line.length_frames for line in lines])
    ahead = clicks.frames_before(master.rate_hz)
    made = list[Span]()
    needed = maxsize
    for n in reversed(range(len(bounds))):
        here = tuple(found[i] for i in np.flatnonzero(of_places == n))
        said = tuple(lines[i] for i in np.flatnonzero(of_lines == n))
        starts = (place.start_frame for place in here), (line.start_frame for line in said)
        needed = max(min(needed, bounds[n] - ahead, *chain(*starts)), 0)
        stop = bounds[n + 1] if n + 1 < len(bounds) else maxsize
        made.append(Span(needed, bounds[n], stop, here, said))
    return tuple(reversed(made))


def _bounds(master: Master) -> list[int]:
    """Return where the passages begin; each whole tenths of a second long."""
    tenth = master.rate_hz // 10
    seams = range(encode.PIECE, mpeg.frames_for(master.length_frames), encode.PIECE)
    return [0, *((seam * mpeg.FRAME_SAMPLES - mpeg.TOTAL_DELAY) // tenth * tenth for seam in seams)]


def listen(chunks: Iterable[Samples], master: Master, main_voice: str, gone_db: float) -> Heard:
    """Measure a decoded track as it goes by; what is `gone_db` softer than planned counts as gone."""
    wanted = spans(master, main_voice)
    passages = (
        measured(span, samples, master, gone_db, master.block)
        for span, samples in zip(wanted, _cut(chunks, wanted, master.channels), strict=True)
    )
    return heard(wanted, passages, master.rate_hz)


def _cut(chunks: Iterable[Samples], wanted: Iterable[Span], channels: int) -> Iterator[Samples]:
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


def heard(wanted: Iterable[Span], passages: Iterable[Passage], rate_hz: int) -> Heard:
    """Return what all passages come to, each asked for once and in order."""
    wholes, powers, tears, lines, late = [], [], [], list[under.Under](), list[Late]()

    def besides() -> Iterator[beside.Beside]:
        for span, passage in zip(wanted, passages, strict=True):
            wholes.append(passage.whole)
            powers.append(passage.powers)
            tears.append(passage.tears)
            lines.append(passage.lines)
            late.extend(_late(span, passage, rate_hz))
            yield passage.beside

    all_beside = beside.joined(besides())
    frames, peaks, peak_frames, clipped = np.array(wholes).T
    loudest, all_lines = int(peaks.argmax()), under.joined(lines)
    return Heard(
        frames=int(frames.sum()),
        powers=np.concatenate(powers),
        beside=all_beside,
        tears=np.concatenate(tears),
        peak=float(peaks[loudest]),
        peak_at_s=float(peak_frames[loudest]) / rate_hz,
        clipped=int(clipped.sum()),
        speech_lufs=under.speech_lufs(all_lines),
        bed_under_speech_db=under.bed_db(all_lines),
        lines=tuple(one for one in late if isinstance(one.event, Speech)),
        breaths=tuple(one for one in late if isinstance(one.event, BreathPhase)),
    )


def _late(span: Span, passage: Passage, rate_hz: int) -> Iterator[Late]:
    """Yield what was looked for in a passage and is heard, or should be."""
    for place, late_ms in zip(span.places, passage.late_ms.tolist(), strict=True):
        if not np.isnan(late_ms):
            event = place.event
            yield Late(event, event.start_frame / rate_hz, None if np.isinf(late_ms) else late_ms)
