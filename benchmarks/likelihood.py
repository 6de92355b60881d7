"""How likely a recogniser finds the true words of finished takes: a setting against what is shipped, in pairs.

    python -m benchmarks.likelihood --language nl --setting stretch=0.75 --base stretch=1
    python -m benchmarks.likelihood --language nl --set short --setting style=[em_alex,pf_dora] --setting speed=0.9

Counting wrong words needs thousands of them; the mean logarithm of the probability that Whisper (base) gives to
each token of the true text tells two settings apart by some dozens of lines. Above 0 is better; ± is the
standard error of the mean difference. What is heard is the take as it is in the track.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import click
import numpy as np
import soxr
import yaml

from benchmarks.words import LANGUAGES, SETS, lines
from stilte.script.line import Utterance
from stilte.speech import recogniser
from stilte.speech.engine import EngineVoice, engine
from stilte.speech.lexicon import lexicon_for
from stilte.speech.take_inputs import after_speaking
from stilte.speech.take_processing import TakeProcessing, shape_take
from stilte.speech.text import prepare, spoken_text
from stilte.speech.voice import Use

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from stilte.sound.clip import Clip

_WHISPER_HZ = 16_000
_QUIET_S = 0.4
_RATE_HZ = 44_100


def likelihood(samples: NDArray[np.float32], rate_hz: int, text: str, language: str) -> float:
    """Return the mean log probability of a text's tokens, given mono samples of it."""
    from faster_whisper.audio import pad_or_trim  # noqa: PLC0415 (an extra)
    from faster_whisper.tokenizer import Tokenizer  # noqa: PLC0415 (an extra)

    whisper = recogniser.whisper(1)
    quiet = np.zeros(round(_QUIET_S * _WHISPER_HZ), np.float32)
    heard = np.concatenate([quiet, soxr.resample(samples, rate_hz, _WHISPER_HZ).astype(np.float32), quiet])
    features = whisper.feature_extractor(heard)
    encoded = whisper.encode(pad_or_trim(features))
    tokenizer = Tokenizer(
        whisper.hf_tokenizer, multilingual=True, task="transcribe", language=language.partition("-")[0]
    )
    tokens = tokenizer.encode(f" {text}")
    found = whisper.model.align(encoded, tokenizer.sot_sequence, [tokens], features.shape[-1])[0]
    return float(np.mean(np.log(np.maximum(found.text_token_probs, 1e-12))))


@dataclass(frozen=True, slots=True)
class Settings:
    """One way to speak: an engine with its settings, hashable so that clips are spoken once."""

    engine: str
    language: str
    pairs: tuple[tuple[str, Any], ...]

    @property
    def use(self) -> Use:
        """Return it as an entry of a voice file."""
        return Use(self.engine, dict(self.pairs))

    def take(self, text: str) -> NDArray[np.float32]:
        """Return a finished take but for its level."""
        after = after_speaking(self.use)
        clip, words = _clip(self.engine, self.language, text, _spoken(dict(self.pairs)))
        processing = TakeProcessing(_RATE_HZ, after=after)
        return shape_take(clip, words, 1.0, processing, synthetic=True).samples


def _spoken(pairs: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    """Return what concerns the engine: the same clip serves every way to process it."""
    own = {
        name: value for name, value in pairs.items() if name in ("style", "speed", "variant", "rate", "model")
    }
    return tuple(
        sorted((name, tuple(value) if isinstance(value, list) else value) for name, value in own.items())
    )


@cache
def _clip(name: str, language: str, text: str, pairs: tuple[tuple[str, Any], ...]) -> tuple[Clip, str]:
    sentence = prepare(Utterance((text,), "voice", language), lexicon_for(language))
    return engine(name).say(sentence, EngineVoice(language, dict(pairs))), spoken_text(sentence)


def difference(base: Settings, other: Settings, texts: list[tuple[str, str]]) -> tuple[float, float, float]:
    """Return the mean of the first, how much better the second is, and the standard error of that."""
    values = np.array(
        [
            [likelihood(way.take(written), _RATE_HZ, read, way.language) for way in (base, other)]
            for written, read in texts
        ]
    )
    gains = values[:, 1] - values[:, 0]
    return float(values[:, 0].mean()), float(gains.mean()), float(gains.std(ddof=1) / len(gains) ** 0.5)


def _read(pairs: tuple[str, ...]) -> dict[str, Any]:
    split = (pair.partition("=") for pair in pairs)
    return {name: yaml.safe_load(value) for name, _, value in split}


def _settings(name: str, code: str, pairs: Mapping[str, Any]) -> Settings:
    held = tuple(
        sorted((key, tuple(value) if isinstance(value, list) else value) for key, value in pairs.items())
    )
    return Settings(name, LANGUAGES[code], held)


@click.command()
@click.option("--language", "code", default="nl")
@click.option("--engine", "name", default="kokoro")
@click.option("--set", "which", default="held-out", type=click.Choice(SETS))
@click.option("--base", multiple=True, help="Settings of both: speed=0.8.")
@click.option("--setting", multiple=True, help="Settings of the second alone: stretch=0.75.")
@click.option("--count", default=40)
def main(
    *, code: str, name: str, which: str, base: tuple[str, ...], setting: tuple[str, ...], count: int
) -> None:
    """Compare two ways to speak."""
    first, second = _read(base), {**_read(base), **_read(setting)}
    ways = (_settings(name, code, first), _settings(name, code, second))
    mean, gain, error = difference(*ways, lines(code, which)[:count])
    print(f"{code} {which}, {count} lines at most: {first}: {mean:.3f}; {second}: {gain:+.3f} ± {error:.3f}")


if __name__ == "__main__":
    main()
