"""Everything that sounds, in its place and at its level, as one signal: any stretch of it, at any time.

A mix is a pure function of frames. `block` gives the same samples however a track is cut, so that stretches
can be made in any order, by any number of workers, and kept under a key of what goes into them. Levels here
are relative to the voice, which stands at `REFERENCE_LUFS`; the master moves the whole.
"""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from stilte.script.timeline import BreathPhase, Playing, Speech, Strike
from stilte.sound.bedplan import BedPlan, bed_plan
from stilte.sound.duck import Ducking
from stilte.sound.envelope import STEP, draw
from stilte.units import gain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from stilte.script.line import Utterance
    from stilte.script.timeline import Event, Timeline
    from stilte.sound.beds.bed import Bed
    from stilte.sound.clip import Clip

Part = Literal["voice", "bed", "bells", "breath"]
PARTS: tuple[Part, ...] = get_args(Part)

_TILE = 16_384
MIX_VERSION = 2
"""Raised whenever the same inputs would give other samples: kept pieces of an older mix are then not used."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the mix finds what it places: asked again for every block, so that nothing need be kept.

    `take` gives mono, `strike` and `sound` mono or stereo, `breath` shape (frames, 2), at the track's rate.
    """

    take: Callable[[Utterance], Clip]
    bed: Callable[[str], Bed]
    strike: Callable[[str], Clip]
    sound: Callable[[str], Clip]
    breath: Callable[[BreathPhase], NDArray[np.float32]]
    breath_version: str = ""


def channels_for(timeline: Timeline) -> int:
    """Return 1 where nothing but speech sounds, else 2."""
    only_speech = all(isinstance(event, Speech) or _silent(event) for event in timeline.events)
    return 1 if only_speech and all(change.bed is None for change in timeline.beds) else 2


def _silent(event: Event) -> bool:
    return isinstance(event, BreathPhase) and (event.sound == "none" or event.phase in {"hold", "rest"})


def part_of(event: Event) -> Part:
    """Return the stem on which an event sounds."""
    match event:
        case Speech():
            return "voice"
        case BreathPhase():
            return "breath"
        case Strike() | Playing():
            return "bells"


@dataclass(frozen=True, slots=True, eq=False)
class Mixer:
    """A timeline that can be heard; made by `mixer`."""

    timeline: Timeline
    sources: Sources
    channels: int
    beds: BedPlan
    starts: NDArray[np.int64]
    stops: NDArray[np.int64]
    digest: Callable[[Event], str]

    @property
    def rate_hz(self) -> int:
        """Return the frames in a second."""
        return self.timeline.rate_hz

    @property
    def length_frames(self) -> int:
        """Return the length of the track."""
        return self.timeline.length_frames

    def block(
        self, start_frame: int, stop_frame: int, parts: tuple[Part, ...] = PARTS
    ) -> NDArray[np.float32]:
        """Return a stretch as float32 of shape (frames, channels); silence before the track and after it."""
        mixed = np.zeros((stop_frame - start_frame, self.channels), dtype=np.float32)
        first, last = max(start_frame, 0), min(stop_frame, self.length_frames)
        if first >= last:
            return mixed
        inside = mixed[first - start_frame : last - start_frame]
        if "bed" in parts:
            self._add_beds(inside, first)
        for event in self.sounding(first, last):
            if part_of(event) in parts:
                self._add_event(inside, first, event)
        return mixed

    def sounding(self, start_frame: int, stop_frame: int) -> Iterator[Event]:
        """Yield the events that sound in a range, in order of start."""
        for index in np.flatnonzero((self.starts < stop_frame) & (self.stops > start_frame)):
            event = self.timeline.events[index]
            if not _silent(event):
                yield event

    def piece_key(self, start_frame: int, stop_frame: int) -> str:
        """Return a hash of all that goes into a stretch; counted from its start, so that it may move."""
        digest = hashlib.blake2b(digest_size=20)

        def add(*parts: object) -> None:
            digest.update(repr(parts).encode())

        inside = min(stop_frame, self.length_frames) - start_frame
        add(MIX_VERSION, self.rate_hz, self.channels, stop_frame - start_frame, inside, min(start_frame, 0))
        for run in self.beds.sounding(start_frame, stop_frame):
            add(run.bed.fingerprint, start_frame - run.start_frame, start_frame % STEP)
            digest.update(self.beds.gains(run, start_frame, stop_frame).tobytes())
        for event in self.sounding(start_frame, stop_frame):
            add(event.start_frame - start_frame, event.length_frames, event.level_db, self.digest(event))
            if isinstance(event, BreathPhase):
                digest.update(self.beds.breath_gains(start_frame, stop_frame).tobytes())
        return digest.hexdigest()

    def _add_beds(self, mixed: NDArray[np.float32], first_frame: int) -> None:
        last_frame = first_frame + len(mixed)
        for run in self.beds.sounding(first_frame, last_frame):
            start, stop = max(run.start_frame, first_frame), min(run.stop_frame, last_frame)
            factors = draw(self.beds.gains(run, start, stop), start, stop, self.channels)
            _add(mixed[start - first_frame :], run.bed.block(start - run.start_frame, stop - start), factors)

    def _add_event(self, mixed: NDArray[np.float32], first_frame: int, event: Event) -> None:
        samples = samples_of(event, self.sources)[: event.length_frames]
        skipped = max(first_frame - event.start_frame, 0)
        place = event.start_frame + skipped - first_frame
        heard = samples[skipped : skipped + len(mixed) - place]
        _add(mixed[place:], heard, self._factors(event, first_frame + place, len(heard)))

    def _factors(self, event: Event, start_frame: int, frames: int) -> NDArray[np.float32] | np.float32:
        level = np.float32(gain(event.level_db))
        if not isinstance(event, BreathPhase):
            return level
        stop_frame = start_frame + frames
        gains = self.beds.breath_gains(start_frame, stop_frame)
        return draw(gains, start_frame, stop_frame, self.channels) * level


def _add(
    mixed: NDArray[np.float32], samples: NDArray[np.float32], factors: NDArray[np.float32] | np.float32
) -> None:
    """Add samples from the first frame of `mixed` on; mono sounds in the middle."""
    if samples.shape[1] == mixed.shape[1]:
        for start in range(0, len(samples), _TILE):  # small enough to stay in a processor's cache
            tile = slice(start, min(start + _TILE, len(samples)))
            mixed[tile] += samples[tile] * (factors[tile] if isinstance(factors, np.ndarray) else factors)
        return
    middle = samples[:, 0] * factors
    for channel in range(mixed.shape[1]):
        mixed[: len(samples), channel] += middle


def samples_of(event: Event, sources: Sources) -> NDArray[np.float32]:
    """Return what sounds at an event, before its level."""
    match event:
        case Speech():
            return sources.take(event.utterance).samples
        case Strike():
            return sources.strike(event.sound).samples
        case Playing():
            return sources.sound(event.sound).samples
        case BreathPhase():
            return sources.breath(event)


def mixer(
    timeline: Timeline, sources: Sources, *, clear: bool = False, ducking: Ducking | None = None
) -> Mixer:
    """Return the mix of a timeline; nothing is rendered yet."""
    starts = np.array([event.start_frame for event in timeline.events], dtype=np.int64)
    lengths = np.array([event.length_frames for event in timeline.events], dtype=np.int64)
    beds = bed_plan(timeline, sources.bed, ducking or Ducking(), clear=clear)
    return Mixer(timeline, sources, channels_for(timeline), beds, starts, starts + lengths, _digests(sources))


def _digests(sources: Sources) -> Callable[[Event], str]:
    """Return what names the sound of an event: a hash of its samples, taken once, or how it is made."""
    take = functools.cache(lambda utterance: _hash(sources.take(utterance)))
    strike = functools.cache(lambda name: _hash(sources.strike(name)))
    sound = functools.cache(lambda name: _hash(sources.sound(name)))

    def digest(event: Event) -> str:
        match event:
            case Speech():
                return take(event.utterance)
            case Strike():
                return strike(event.sound)
            case Playing():
                return sound(event.sound)
            case BreathPhase():
                return f"{sources.breath_version} {event.sound} {event.phase}"

    return digest


def _hash(clip: Clip) -> str:
    return clip.digest or hashlib.blake2b(np.ascontiguousarray(clip.samples).data, digest_size=16).hexdigest()
