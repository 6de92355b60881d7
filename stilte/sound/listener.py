"""One pass through a finished file: what all of it measures, and what is heard where the plan says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stilte.script.timeline import BreathPhase, Speech
from stilte.sound import beside, clicks, heard, loudness, onsets
from stilte.sound.master import target_lines
from stilte.sound.mix import PARTS, part_of, samples_of
from stilte.units import gain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from stilte.script.timeline import Event
    from stilte.sound.master import Master

    Samples = NDArray[np.float32]

_TOO_SOFT = 0.4
"""A sound that is by plan a smaller part of what is heard may well not be found."""


@dataclass(frozen=True, slots=True)
class Late:
    """A line or a breath, and how much later than planned it is heard; None: it is not heard at all."""

    event: Event
    at_s: float
    late_ms: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """What a track measures, whole and line by line."""

    frames: int
    powers: NDArray[np.float64]
    beside: beside.Beside
    tears: NDArray[np.float64]
    peak: float
    peak_at_s: float
    clipped: int
    speech_lufs: float | None
    bed_under_speech_db: float | None
    lines: tuple[Late, ...]
    breaths: tuple[Late, ...]


def listen(chunks: Iterable[Samples], master: Master, main_voice: str, gone_db: float) -> Heard:
    """Measure a decoded track as it goes by; what is `gone_db` softer than planned counts as gone."""
    places = tuple(_places(master))
    spoken = target_lines(master.mixer.timeline, main_voice)
    speech = _SpeechLevels(master)
    late: list[Late] = []
    figures: list[heard.Figures] = []
    ranges = [*_onset_ranges(places, master.rate_hz), *_line_ranges(spoken, len(places))]
    for item in _stream(chunks, master, ranges, gone_db):
        if isinstance(item, heard.Figures):
            figures.append(item)
            continue
        wanted, samples = item
        if wanted.key < len(places):
            late.extend(_late(places[wanted.key], samples, master))
        else:
            speech.add(spoken[wanted.key - len(places)], samples)
    return _heard(figures, speech, late, master.rate_hz)


def _stream(
    chunks: Iterable[Samples], master: Master, ranges: list[heard.Range], gone_db: float
) -> Iterator[heard.Figures | tuple[heard.Range, Samples]]:
    excerpts = heard.Excerpts(ranges, master.channels)
    ahead = clicks.frames_before(master.rate_hz)
    known = np.zeros((ahead, master.channels), dtype=np.float32)
    start, peak = 0, 0.0
    for chunk in chunks:
        known = np.concatenate((known[-ahead:], chunk))
        planned = master.block(start - ahead, start + len(chunk))
        figures = heard.measured(known, planned, master.rate_hz, heard.Place(start, ahead, peak, gone_db))
        yield figures
        yield from excerpts.feed(start, chunk)
        start, peak = start + len(chunk), figures.peak
    yield from excerpts.rest()


def _heard(figures: list[heard.Figures], speech: _SpeechLevels, late: list[Late], rate_hz: int) -> Heard:
    peak = max((figure.peak for figure in figures), default=0.0)
    loudest = next((n for n, figure in enumerate(figures) if figure.peak == peak), 0)
    before = sum(figure.frames for figure in figures[:loudest])
    return Heard(
        frames=sum(figure.frames for figure in figures),
        powers=heard.joined(figures, "powers"),
        beside=beside.joined(figure.beside for figure in figures),
        tears=heard.joined(figures, "tears"),
        peak=peak,
        peak_at_s=before / rate_hz,
        clipped=sum(figure.clipped for figure in figures),
        speech_lufs=speech.lufs(),
        bed_under_speech_db=speech.bed_db(),
        lines=tuple(one for one in late if isinstance(one.event, Speech)),
        breaths=tuple(one for one in late if isinstance(one.event, BreathPhase)),
    )


# Onsets


@dataclass(frozen=True, slots=True)
class _Place:
    event: Speech | BreathPhase
    length_frames: int


def _places(master: Master) -> Iterator[_Place]:
    """Yield what is looked for in the file: the start of every line and of every breath that sounds."""
    for event in master.mixer.sounding(0, master.length_frames):
        if isinstance(event, Speech | BreathPhase):
            shown_s = onsets.SHOWN_S if isinstance(event, Speech) else onsets.BREATH_SHOWN_S
            shown = min(event.length_frames, round(shown_s * master.rate_hz))
            yield _Place(event, max(shown // onsets.STRIDE, 1) * onsets.STRIDE)


def _onset_ranges(places: tuple[_Place, ...], rate_hz: int) -> Iterator[heard.Range]:
    reach = _reach(rate_hz)
    for key, place in enumerate(places):
        start = place.event.start_frame
        yield heard.Range(start - reach, start + place.length_frames + reach, key)


def _reach(rate_hz: int) -> int:
    return round(onsets.FAR_S * rate_hz / onsets.STRIDE) * onsets.STRIDE


def _late(place: _Place, samples: Samples, master: Master) -> Iterator[Late]:
    """Yield how late a sound is; nothing where it is too soft, by the plan, to be found."""
    event, reach = place.event, _reach(master.rate_hz)
    sound = _mono(_planned(event, place.length_frames, master))
    recording = _mono(samples if isinstance(event, Speech) else _without_the_rest(event, samples, master))
    sound = sound[: len(sound) // onsets.STRIDE * onsets.STRIDE]
    found = onsets.find(sound, recording[: len(sound) + 2 * reach], master.rate_hz)
    at_s = event.start_frame / master.rate_hz
    if found is not None:
        yield Late(event, at_s, round(1000 * found.late_frames / master.rate_hz, 1))
        return
    if onsets.share(sound, recording[reach : reach + len(sound)]) > _TOO_SOFT:
        yield Late(event, at_s, None)


def _planned(event: Speech | BreathPhase, frames: int, master: Master) -> Samples:
    """Return the beginning of a sound as the plan has it, at its level; a breath makes room for words."""
    if isinstance(event, BreathPhase):
        return master.block(event.start_frame, event.start_frame + frames, (part_of(event),))
    take = samples_of(event, master.mixer.sources)[:frames]
    return take * np.float32(gain(event.level_db + master.gain_db))


def _without_the_rest(event: BreathPhase, samples: Samples, master: Master) -> Samples:
    """Return what was heard around a breath less what the plan has there besides: a cue would drown it."""
    start = event.start_frame - _reach(master.rate_hz)
    rest = tuple(part for part in PARTS if part != part_of(event))
    return np.asarray(samples - master.block(start, start + len(samples), rest))


def _mono(samples: Samples) -> Samples:
    return _sum(samples) / np.float32(samples.shape[1])


# Levels


def _line_ranges(lines: tuple[Speech, ...], first_key: int) -> Iterator[heard.Range]:
    for key, line in enumerate(lines, start=first_key):
        yield heard.Range(line.start_frame, line.start_frame + line.length_frames, key)


class _Joined:
    """Stretches set end to end and weighed, a tenth of a second at a time."""

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._rest: Samples | None = None
        self._powers: list[NDArray[np.float64]] = []

    def add(self, samples: Samples) -> None:
        """Add a stretch at the end."""
        joined = samples if self._rest is None else np.concatenate((self._rest, samples))
        whole = len(joined) // (self._rate_hz // 10) * (self._rate_hz // 10)
        self._powers.append(loudness.powers(joined[:whole], self._rate_hz))
        self._rest = joined[whole:].copy()

    def lufs(self) -> float:
        """Return the loudness of all that was added; silence fills the last tenth, as in the master."""
        rest = () if self._rest is None else (self._rest,)
        return loudness.integrated_lufs(
            np.concatenate((*self._powers, loudness.joined_powers(rest, self._rate_hz)))
        )


def _sum(samples: Samples) -> Samples:
    return samples[:, 0] if samples.shape[1] == 1 else samples[:, 0] + samples[:, 1]


def _dot(one: Samples, other: Samples) -> float:
    return float(np.dot(one, other))


class _SpeechLevels:
    """The loudness of the lines, and how much of the bed is under them.

    What is heard is taken for so much of the take, so much of the bed, and what is neither; the two shares
    are those that leave least over, on all lines together.
    """

    def __init__(self, master: Master) -> None:
        self._master = master
        self._lines, self._bed = _Joined(master.rate_hz), _Joined(master.rate_hz)
        self._alike = np.zeros((2, 2))
        self._heard = np.zeros(2)
        self._count = 0

    def add(self, line: Speech, samples: Samples) -> None:
        """Add a line as it was heard."""
        self._count += 1
        self._lines.add(samples)
        start, stop = line.start_frame, line.start_frame + line.length_frames
        bed = self._master.mixer.block(start, stop, ("bed",)) * np.float32(gain(self._master.gain_db))
        self._bed.add(bed)
        take = samples_of(line, self._master.mixer.sources)[: len(samples), 0]
        under, sides = _dot(take, _sum(bed)), samples.shape[1]
        self._alike += [[sides * _dot(take, take), under], [under, _dot(bed.ravel(), bed.ravel())]]
        self._heard += [_dot(take, _sum(samples)), _dot(bed.ravel(), samples.ravel())]

    def lufs(self) -> float | None:
        """Return the loudness of the lines, joined; None where there are none."""
        return self._lines.lufs() if self._count else None

    def bed_db(self) -> float | None:
        """Return how loud the bed is under the lines, against them; None where there is none to be heard."""
        if not self._count or self._alike[1, 1] <= 0:
            return None
        share = float(np.linalg.lstsq(self._alike, self._heard, rcond=None)[0][1])
        level = self._bed.lufs() + 20 * float(np.log10(max(share, 1e-3)))
        return level - self._lines.lufs()
