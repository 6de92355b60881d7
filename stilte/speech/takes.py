"""Takes: spoken lines, kept by what went into them, so that a line is spoken once.

A take lies in the cache as float32 samples, mono, at the track's rate, and is read by mapping it into memory:
hours of speech never stand there at once.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from stilte.errors import BuildError, Problem, refusal
from stilte.messages import tr
from stilte.sound.clip import Clip
from stilte.speech.engine import engine
from stilte.speech.speak_line import gain_db, speak_line
from stilte.speech.take_processing import levelled
from stilte.store import HEADER_BYTES, body_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from stilte.script.line import Utterance
    from stilte.speech.speak_line import Doubt
    from stilte.speech.take_inputs import Line, Speaker
    from stilte.store import Store

# float32.
_SAMPLE_BYTES = 4


@dataclass(frozen=True, slots=True)
class Take:
    """One spoken line in the cache, final: trimmed, levelled, at the track's rate, mono."""

    key: str
    path: Path
    length_frames: int
    rate_hz: int

    def open(self) -> Clip:
        """Map the samples into memory, read-only, of shape (frames, 1)."""
        shape = (self.length_frames, 1)
        samples = np.memmap(self.path, dtype="<f4", mode="r", offset=HEADER_BYTES, shape=shape)
        return Clip(samples, self.rate_hz, body_digest(self.path))


class Elsewhere(Protocol):
    """Who speaks on other machines what no cache holds."""

    def speaks(self, speaker: Speaker) -> bool:
        """Tell whether a voice is spoken there, and not in this process."""

    def spoken(
        self, lines: Sequence[Line], speaker: Speaker, doubt: Doubt | None
    ) -> Iterator[tuple[Line, Take]]:
        """Yield lines with their takes, as they are ready; raises what speaking them here would."""


def cached_takes(
    lines: Sequence[Line], speaker: Speaker, store: Store, *, whole: bool = True
) -> dict[Utterance, Take]:
    """Return the takes that the cache holds; only where they must be `whole` is each read."""
    found, size_of = {}, store.body_bytes if whole else store.glance
    for line in lines:
        key = speaker.key(line)
        if (size_bytes := size_of(key)) is not None:
            found[line.utterance] = take_of(key, size_bytes, speaker, store)
    return found


def speak_lines(
    lines: Sequence[Line],
    speaker: Speaker,
    store: Store,
    progress: Callable[[int], None] | None = None,
    doubt: Doubt | None = None,
    *,
    at_once: int | None = None,
    elsewhere: Elsewhere | None = None,
) -> dict[Utterance, Take]:
    """Return a take of every line, speaking those that are not in the cache, at most so many `at_once`.

    Raises LineFailed or EngineUnavailable once the engine does not speak a line; what it spoke until then is
    kept for the next time. Raises BuildError where the cache cannot be written.
    """
    takes = cached_takes(lines, speaker, store)
    missing = [line for line in lines if line.utterance not in takes]
    if not missing:
        return takes
    if elsewhere and elsewhere.speaks(speaker):
        spoken = elsewhere.spoken(missing, speaker, doubt)
    else:
        spoken = _spoken_here(missing, speaker, store, doubt, at_once)
    for line, take in spoken:
        takes[line.utterance] = take
        if progress:
            progress(len(takes))
    return takes


def _spoken_here(
    lines: Sequence[Line], speaker: Speaker, store: Store, doubt: Doubt | None, at_once: int | None
) -> Iterator[tuple[Line, Take]]:
    gain_db = voice_gain_db(speaker, store)

    def make(line: Line) -> Take:
        clip = speak_line(line, speaker, doubt)
        return _kept(line, levelled(clip, gain_db, speaker.processing), speaker, store)

    return _in_parallel(lines, make, min(engine(speaker.use.engine).workers, at_once or len(lines)))


def _in_parallel(
    lines: Sequence[Line], make: Callable[[Line], Take], workers: int
) -> Iterator[tuple[Line, Take]]:
    """Yield takes as they are ready; at the first failure ask for no more."""
    pool = ThreadPoolExecutor(workers, thread_name_prefix="speak")
    try:
        futures = {pool.submit(make, line): line for line in lines}
        for future in as_completed(futures):
            yield futures[future], future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _kept(line: Line, samples: NDArray[np.float32], speaker: Speaker, store: Store) -> Take:
    key, body = speaker.key(line), samples.astype("<f4").tobytes()
    _written(store, key, body)
    return take_of(key, len(body), speaker, store)


def voice_gain_db(speaker: Speaker, store: Store) -> float:
    """Return the one gain of a voice, kept beside its takes; raises EngineFailed where it cannot be heard."""
    key = speaker.level_key()
    if (known := store.read(key)) is not None:
        return float(known)
    found = gain_db(speaker)
    _written(store, key, repr(found).encode())
    return found


def _written(store: Store, key: str, body: bytes) -> None:
    try:
        store.write(key, body)
    except OSError as error:
        reason = refusal(error)
        cure = tr("Free some space there, or name another place under `cache` in podcast.yaml.")
        raise BuildError(
            Problem(None, tr("The takes cannot be written to the cache: {reason}.", reason=reason), cure)
        ) from error


def take_of(key: str, size_bytes: int, speaker: Speaker, store: Store) -> Take:
    """Return a take by the length of its entry's body."""
    return Take(key, store.path(key), size_bytes // _SAMPLE_BYTES, speaker.processing.rate_hz)
