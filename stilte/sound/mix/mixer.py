"""Everything that sounds, in its place and at its level, as one signal: any stretch of it, at any time.

A mix is a pure function of frames. `block` gives the same samples however a track is cut, so that stretches
can be made in any order, by any number of workers, and kept under a key of what goes into them. Levels here
are relative to the voice, which stands at `REFERENCE_LUFS`; the master moves the whole.
"""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from stilte.script.timeline import BreathPhase, Playing, Speech, Strike
from stilte.sound.clip import REFERENCE_LUFS
from stilte.sound.dsp import loudness
from stilte.sound.mix.bed_automation import BedPlan, bed_plan, room_runs, stretches_without_bed
from stilte.sound.mix.ducking import Ducking
from stilte.sound.mix.envelope import STEP, draw
from stilte.sound.mix.side import on_side
from stilte.units import gain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from stilte.script.line import Side, Utterance
    from stilte.script.timeline import Event, Timeline
    from stilte.sound.beds.bed import Bed
    from stilte.sound.clip import Clip

Part = Literal["voice", "bed", "room", "bells", "breath"]
PARTS: tuple[Part, ...] = get_args(Part)

_TILE = 16_384
_AS_USUAL_DB = 0.3
"""What the distance of the bed has to spare: no bed moves for so little."""
_SOFTEST_DB = 30.0
"""Under a line as soft as this the bed is as good as gone."""
MIX_VERSION = 2
"""Raised whenever the same inputs would give other samples: kept pieces of an older mix are then not used."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Functions that give the mixer its sounds; called for every block, so that none stays in memory.

    `tuned` gives a bell at a tone (else in tune with a ground tone), None for what cannot be tuned.
    `take` gives mono, `strike` and `sound` mono or stereo, `breath` shape (frames, 2), at the track's rate.
    """

    take: Callable[[Utterance], Clip]
    bed: Callable[[str], Bed]
    strike: Callable[[str], Clip]
    sound: Callable[[str], Clip]
    breath: Callable[[BreathPhase], NDArray[np.float32]]
    breath_version: str = ""
    tuned: Callable[[str, float | None, float | None], Clip | None] | None = None


def channels_for(timeline: Timeline) -> int:
    """Return 1 where nothing but speech sounds, else 2."""
    only_speech = all(_in_the_middle(event) or _silent(event) for event in timeline.events)
    return 1 if only_speech and all(change.bed is None for change in timeline.beds) else 2


def _in_the_middle(event: Event) -> bool:
    return isinstance(event, Speech) and event.side is None


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
    """The mix of a timeline, rendered on demand; made by `mixer`."""

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
        self._add_beds(inside, first, parts)
        for event in self.events_in(first, last):
            if part_of(event) in parts:
                self._add_event(inside, first, event)
        return mixed

    def events_in(self, start_frame: int, stop_frame: int) -> Iterator[Event]:
        """Yield the events that sound in a range, in order of start."""
        # Over arrays: a track of hours has thousands of events, and this is asked for every block.
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
        for run in self.beds.runs_in(start_frame, stop_frame):
            add(run.bed.fingerprint, start_frame - run.start_frame, start_frame % STEP)
            digest.update(self.beds.gains(run, start_frame, stop_frame).tobytes())
        for event in self.events_in(start_frame, stop_frame):
            add(event.start_frame - start_frame, event.length_frames, event.level_db, self._digest(event))
            if side_of(event):
                add(side_of(event))
            if isinstance(event, BreathPhase):
                digest.update(self.beds.breath_gains(start_frame, stop_frame).tobytes())
        return digest.hexdigest()

    def _add_beds(self, mixed: NDArray[np.float32], first_frame: int, parts: tuple[Part, ...]) -> None:
        last_frame = first_frame + len(mixed)
        for run in self.beds.runs_in(first_frame, last_frame):
            if ("room" if run.is_room else "bed") not in parts:
                continue
            start, stop = max(run.start_frame, first_frame), min(run.stop_frame, last_frame)
            factors = draw(self.beds.gains(run, start, stop), start, stop, self.channels)
            _add(mixed[start - first_frame :], run.bed.block(start - run.start_frame, stop - start), factors)

    def _add_event(self, mixed: NDArray[np.float32], first_frame: int, event: Event) -> None:
        samples = self.samples_of(event)[: event.length_frames]
        skipped = max(first_frame - event.start_frame, 0)
        place = event.start_frame + skipped - first_frame
        heard = on_side(samples[skipped : skipped + len(mixed) - place], side_of(event))
        _add(mixed[place:], heard, self._factors(event, first_frame + place, len(heard)))

    def samples_of(self, event: Event) -> NDArray[np.float32]:
        """Return what sounds at an event, before its level: a bell in tune with the bed under it."""
        if isinstance(event, Strike | Playing) and (clip := self._tuned(event)):
            return clip.samples
        return samples_of(event, self.sources)

    def _tuned(self, event: Strike | Playing) -> Clip | None:
        ground_hz = self.beds.tone_hz(event.start_frame)
        if not self.sources.tuned or (event.tone_hz is None and ground_hz is None):
            return None
        return self.sources.tuned(event.sound, event.tone_hz, ground_hz)

    def _digest(self, event: Event) -> str:
        """Return what identifies the sound of an event."""
        if isinstance(event, Strike | Playing) and (clip := self._tuned(event)):
            return _hash(clip)
        return self.digest(event)

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
    # A stereo room in a track of speech alone is heard by one of its channels.
    middle = samples[:, 0] * (factors[:, 0] if isinstance(factors, np.ndarray) else factors)
    for channel in range(mixed.shape[1]):
        mixed[: len(samples), channel] += middle


def side_of(event: Event) -> Side | None:
    """Return the side on which an event is heard; None for the middle."""
    return None if isinstance(event, BreathPhase) else event.side


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
    timeline: Timeline,
    sources: Sources,
    *,
    clear: bool = False,
    ducking: Ducking | None = None,
    room: Callable[[], Bed] | None = None,
) -> Mixer:
    """Return the mix of a timeline; nothing is rendered yet. `room` opens what is heard where no bed is."""
    starts = np.array([event.start_frame for event in timeline.events], dtype=np.int64)
    lengths = np.array([event.length_frames for event in timeline.events], dtype=np.int64)
    soft_db = _softness(sources)
    beds = bed_plan(timeline, sources.bed, ducking or Ducking(), clear=clear, soft_db=soft_db)
    if room and stretches_without_bed(timeline):
        beds = replace(beds, runs=(*beds.runs, *room_runs(timeline, room())))
    return Mixer(timeline, sources, channels_for(timeline), beds, starts, starts + lengths, _digests(sources))


def _softness(sources: Sources) -> Callable[[Speech], float]:
    """Return what tells how far a line is under the level of a voice, by its take and its own level."""

    @functools.cache
    def level_lufs(utterance: Utterance) -> float:
        return _level_lufs(sources.take(utterance))

    def soft_db(line: Speech) -> float:
        soft = REFERENCE_LUFS - level_lufs(line.utterance) - line.level_db
        # In steps: a take that comes out a hair softer must not move the bed, nor what is encoded of it.
        return float(np.clip(np.ceil(2.0 * (soft - _AS_USUAL_DB)) / 2.0, 0.0, _SOFTEST_DB))

    return soft_db


_LEVELS_LUFS: dict[tuple[str, int], float] = {}
"""The levels of takes that this process has measured, by their samples: a script is mixed after each edit."""
_MOST_LEVELS = 20_000


def _level_lufs(clip: Clip) -> float:
    """Return the loudness of a take."""
    if not clip.digest:
        return loudness.clip_lufs(clip.samples, clip.rate_hz)
    key = (clip.digest, clip.rate_hz)
    if key not in _LEVELS_LUFS:
        if len(_LEVELS_LUFS) >= _MOST_LEVELS:
            _LEVELS_LUFS.clear()
        _LEVELS_LUFS[key] = loudness.clip_lufs(clip.samples, clip.rate_hz)
    return _LEVELS_LUFS[key]


def _digests(sources: Sources) -> Callable[[Event], str]:
    """Return what identifies the sound of an event: a hash of its samples, or how it is made."""
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
