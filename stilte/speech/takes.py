"""Takes: spoken lines, kept by what went into them, so that a line is spoken once.

A take lies in the cache as float32 samples, mono, at the track's rate, and is read by mapping it into memory:
hours of speech never stand there at once.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.clip import Clip
from stilte.speech import finish as finishing
from stilte.speech.calibration import VERSION as CALIBRATION
from stilte.speech.calibration import calibration_sentences
from stilte.speech.engine import EngineFailed, EngineUnavailable, EngineVoice, Piece, engine
from stilte.speech.text import spoken_text
from stilte.store import HEADER_BYTES, key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from stilte.errors import Where
    from stilte.script.routine import Utterance
    from stilte.speech.engine import Sentence
    from stilte.speech.finish import Finish
    from stilte.speech.voice import Use, Voice
    from stilte.store import Store

_TRIES = 3
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
        return Clip(samples, self.rate_hz)


@dataclass(frozen=True, slots=True)
class Line:
    """What is to be spoken, and the line of the script that asked for it first."""

    utterance: Utterance
    sentence: Sentence
    where: Where | None

    @property
    def words(self) -> str:
        """Return what the engine is given, as text."""
        return spoken_text(self.sentence)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice by one of its engines: everything but the words that a take depends on."""

    voice: Voice
    use: Use
    fingerprint: str
    finish: Finish

    def request(self, speed: float = 1.0) -> EngineVoice:
        """Return what the engine is asked for, with a step's own speed."""
        return EngineVoice(self.voice.language, self.use.settings, self.voice.speed * speed)

    def key(self, line: Line) -> str:
        """Return the name of a take in the cache."""
        speed = self.voice.speed * line.utterance.speed
        return key_of("take", self._base(), f"{speed:.6g}", line.sentence)

    def level_key(self) -> str:
        """Return the name of the voice's own gain in the cache."""
        return key_of("level", self._base(), f"{self.voice.speed:.6g}")

    def _base(self) -> str:
        parts = (
            finishing.VERSION,
            CALIBRATION,
            self.use.engine,
            self.fingerprint,
            self.voice.language,
            self.finish,
        )
        return repr(parts)


class LineFailed(EngineFailed):
    """An engine did not speak a line of the script."""

    def __init__(self, line: Line, why: str) -> None:
        super().__init__(f"'{_short(line.utterance.text)}': {why}")
        self.where = line.where


def kept(lines: Sequence[Line], speaker: Speaker, store: Store) -> dict[Utterance, Take]:
    """Return the takes that the cache holds."""
    found = {}
    for line in lines:
        key = speaker.key(line)
        if (path := store.find(key)) is not None:
            found[line.utterance] = _take(key, path, speaker)
    return found


def spoken(
    lines: Sequence[Line], speaker: Speaker, store: Store, progress: Callable[[int], None] | None = None
) -> dict[Utterance, Take]:
    """Return a take of every line, speaking those that are not in the cache.

    Raises LineFailed or EngineUnavailable once the engine does not speak a line; what it spoke until then is
    kept for the next time.
    """
    takes = kept(lines, speaker, store)
    missing = [line for line in lines if line.utterance not in takes]
    if missing:
        gain_db = voice_gain_db(speaker, store)
        for line, take in _in_parallel(missing, lambda line: _made(line, speaker, gain_db, store), speaker):
            takes[line.utterance] = take
            if progress:
                progress(len(takes))
    return takes


def _in_parallel(
    lines: Sequence[Line], make: Callable[[Line], Take], speaker: Speaker
) -> Iterator[tuple[Line, Take]]:
    """Yield takes as they are ready; at the first failure ask for no more."""
    pool = ThreadPoolExecutor(engine(speaker.use.engine).workers, thread_name_prefix="speak")
    try:
        futures = {pool.submit(make, line): line for line in lines}
        for future in as_completed(futures):
            yield futures[future], future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _made(line: Line, speaker: Speaker, gain_db: float, store: Store) -> Take:
    samples = finishing.levelled(_said(line, speaker), gain_db, speaker.finish)
    key = speaker.key(line)
    return _take(key, store.write(key, samples.astype("<f4").tobytes()), speaker)


def _said(line: Line, speaker: Speaker) -> NDArray[np.float32]:
    """Speak a line until a take is sound; raises LineFailed where none of three is."""
    request = speaker.request(line.utterance.speed)
    wrong = ""
    for _ in range(_TRIES):
        try:
            clip = engine(speaker.use.engine).say(line.sentence, request)
            return finishing.shaped(clip, line.words, request.speed, speaker.finish)
        except finishing.BadTake as bad:
            wrong = f"{bad}."
        except EngineUnavailable:
            raise
        except EngineFailed as failed:
            raise LineFailed(line, failed.why) from failed
    raise LineFailed(line, wrong)


def voice_gain_db(speaker: Speaker, store: Store) -> float:
    """Return the one gain of a voice, from sentences that are always the same; spoken once, then kept."""
    key = speaker.level_key()
    if (known := store.read(key)) is not None:
        return float(known)
    own = getattr(engine(speaker.use.engine), "examples", None)
    clips = own(speaker.request()) if own else _calibration(speaker)
    gain_db = finishing.gain_db(clips, speaker.finish)
    store.write(key, repr(gain_db).encode())
    return gain_db


def _calibration(speaker: Speaker) -> Iterator[Clip]:
    for text in calibration_sentences(speaker.voice.language):
        yield engine(speaker.use.engine).say((Piece(text),), speaker.request())


def _take(key: str, path: Path, speaker: Speaker) -> Take:
    count = (path.stat().st_size - HEADER_BYTES) // _SAMPLE_BYTES
    return Take(key, path, count, speaker.finish.rate_hz)


def _short(text: str, most: int = 50) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
