"""Single words spoken inside a carrier sentence and cut at its gap, against the shipped way, in pairs.

    python -m benchmarks.short_lines --language nl --set short --before "Zeg nu:" --gap-speed 0.15

Kokoro's graph divides the length of each token by `speed`. Declared without a size, that input takes one speed
for each token: the gap alone is slow. The lengths that the graph finds are made a second output, so that where the
gap lies is known to 25 ms and not guessed from the level. Both are a change of some forty bytes of the file
(protobuf: a message that comes twice is merged); nothing of it is used by the engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import click
import numpy as np
import onnxruntime

from benchmarks.likelihood import likelihood
from benchmarks.words import LANGUAGES, SETS, lines
from stilte.script.line import Utterance
from stilte.sound.clip import Clip
from stilte.speech.engine import EngineVoice
from stilte.speech.engines import kokoro_model
from stilte.speech.engines.kokoro import Kokoro, _blend, _styles, _whole
from stilte.speech.engines.kokoro_alphabet import tokens, written
from stilte.speech.engines.phonemes import phonemes
from stilte.speech.lexicon import lexicon_for
from stilte.speech.take_inputs import after_speaking
from stilte.speech.take_processing import TakeProcessing, shape_take
from stilte.speech.text import prepare, spoken_text
from stilte.speech.voice import Use

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from stilte.speech.engine import Sentence

_RATE_HZ = 44_100
_FRAME = 600
"""Samples of a frame, in which the graph counts the lengths of tokens: 25 ms."""
_FADE = 120
_LENGTHS = b"/encoder/Gather_output_0"
_SHIPPED = {
    "nl": {"speed": 0.8, "stretch": 0.75, "deess": True, "treble": -2},
    "en": {"speed": 0.72, "stretch": 0.75},
}


def _field(number: int, held: bytes) -> bytes:
    return bytes([number << 3 | 2, len(held)]) + held


def _speed_input(size: bytes) -> bytes:
    return _field(1, b"speed") + _field(2, _field(1, b"\x08\x01" + _field(2, _field(1, size))))


def with_token_speeds(model: bytes) -> bytes:
    """Return a model whose `speed` may have any size, and whose second output is the frames of each token."""
    fixed, free = _speed_input(b"\x08\x01"), _speed_input(b"\x12\x00")
    if model.count(fixed) != 1:
        raise ValueError("This is not the graph that was looked into.")
    lengths = _field(1, _LENGTHS) + _field(2, _field(1, b"\x08\x07" + _field(2, _field(1, b"\x12\x00"))))
    return model.replace(fixed, free) + _field(7, _field(12, lengths))


@cache
def _session() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    model = with_token_speeds(kokoro_model._model(None))  # noqa: SLF001 (an experiment)
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def synthesize(
    signs: str, speeds: NDArray[np.float32], style: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Return mono samples at 24,000 Hz and the frames of each token, the zeros at both ends among them."""
    given = {
        "tokens": np.array([[0, *tokens(signs), 0]], np.int64),
        "style": style[np.newaxis],
        "speed": speeds.astype(np.float32),
    }
    samples, frames = _session().run(None, given)
    return samples.reshape(-1), frames


@dataclass(frozen=True, slots=True)
class Carrier:
    """What stands around a word, at which speeds; with `{}` in it the word itself stands there too.

    The row of the style is that of the whole length, or (`own_row`) that of the word by itself.
    """

    before: str
    after: str
    speed: float
    gap_speed: float
    own_row: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A word cut out of its carrier; the quietest 25 ms of each gap against the word's loudest, in dB."""

    samples: NDArray[np.float32]
    gaps_db: tuple[float, ...]


def _signs(text: str, language: str) -> tuple[str, Sentence]:
    sentence = prepare(Utterance((text,), "voice", language), lexicon_for(language))
    return written(phonemes(sentence, language), language), sentence


def cut_word(word: str, carrier: Carrier, voice: EngineVoice) -> Cut:
    """Speak a word inside its carrier and return what lies between the quietest points of the gaps."""
    before, after = (
        _signs(text.replace("{}", word.rstrip(".")), voice.language)[0] if text else ""
        for text in (carrier.before, carrier.after)
    )
    own = _whole(_signs(word, voice.language)[0])
    first = f"{before} " if before else ""
    own = f"{own.rstrip('.!?')}{after[0]} " if after else own
    signs = _whole(f"{first}{own}{after[1:].lstrip()}")
    gaps = [range(len(first) - 1, len(first) + 1)] if first else []
    if after:
        gaps.append(range(len(first) + len(own) - 1, len(first) + len(own) + 1))
    speeds = np.full(len(signs) + 2, carrier.speed, np.float32)
    for gap in gaps:
        speeds[gap.start : gap.stop] = carrier.gap_speed
    row = len(own if carrier.own_row else signs) - 1
    samples, frames = synthesize(signs, speeds, _blend(_styles(voice))[row])
    return _between(samples, frames, gaps, opens=bool(first))


def _between(
    samples: NDArray[np.float32], frames: NDArray[np.int64], gaps: list[range], *, opens: bool
) -> Cut:
    ends = np.concatenate([[0], np.cumsum(frames)])
    levels = 10 * np.log10(np.mean(samples.reshape(-1, _FRAME) ** 2, axis=1) + 1e-10)
    points, found = [], []
    for gap in gaps:
        at = int(ends[gap.start] + np.argmin(levels[ends[gap.start] : ends[gap.stop]]))
        points.append(at)
        found.append(levels[at])
    begin = points[0] if opens else 0
    end = points[-1] + 1 if len(points) > int(opens) else len(levels)
    loudest = float(levels[begin:end].max())
    cut = samples[begin * _FRAME : end * _FRAME].copy()
    cut[:_FADE] *= np.linspace(0, 1, _FADE, dtype=np.float32)
    cut[-_FADE:] *= np.linspace(1, 0, _FADE, dtype=np.float32)
    return Cut(cut, tuple(float(level) - loudest for level in found))


def _finished(clip: Clip, words: str, code: str) -> NDArray[np.float32]:
    processing = TakeProcessing(_RATE_HZ, after=after_speaking(Use("kokoro", _SHIPPED[code])))
    return shape_take(clip, words, 1.0, processing, synthetic=True).samples


@cache
def _shipped(word: str, read: str, code: str) -> tuple[float, int]:
    """Return the log probability and the samples of a take as shipped."""
    voice = EngineVoice(LANGUAGES[code], _SHIPPED[code])
    sentence = _signs(word, voice.language)[1]
    take = _finished(Kokoro().say(sentence, voice), spoken_text(sentence), code)
    return likelihood(take, _RATE_HZ, read, voice.language), len(take)


@dataclass(frozen=True, slots=True)
class Compared:
    """A word as shipped and in a carrier: log probabilities, levels in its gaps, its length against the shipped."""

    shipped: float
    carried: float
    gaps_db: tuple[float, ...]
    length: float


def compare(word: str, read: str, carrier: Carrier, code: str) -> Compared:
    """Speak a word both ways and let the recogniser hear the finished takes."""
    voice = EngineVoice(LANGUAGES[code], _SHIPPED[code])
    cut = cut_word(word, carrier, voice)
    said = spoken_text(_signs(word, voice.language)[1])
    take = _finished(Clip(cut.samples[:, np.newaxis], kokoro_model.RATE_HZ), said, code)
    shipped, samples = _shipped(word, read, code)
    carried = likelihood(take, _RATE_HZ, read, voice.language)
    return Compared(shipped, carried, cut.gaps_db, len(take) / samples)


@click.command()
@click.option("--language", "code", default="nl", type=click.Choice(tuple(_SHIPPED)))
@click.option("--set", "which", default="short", type=click.Choice(SETS))
@click.option("--before", default="")
@click.option("--after", default="")
@click.option("--speed", default=0.8)
@click.option("--gap-speed", default=0.15)
@click.option("--own-row", is_flag=True)
def main(
    *, code: str, which: str, before: str, after: str, speed: float, gap_speed: float, own_row: bool
) -> None:
    """Compare a carrier with the shipped way, line by line."""
    carrier = Carrier(before, after, speed, gap_speed, own_row=own_row)
    found = []
    for word, read in lines(code, which):
        pair = compare(word, read, carrier, code)
        found.append(pair.carried - pair.shipped)
        levels = " ".join(f"{level:.0f}" for level in pair.gaps_db)
        print(
            f"{word:22}{pair.shipped:8.2f}{pair.carried:8.2f}  gap {levels} dB, {pair.length:.2f} of the length"
        )
    gains = np.array(found)
    error = gains.std(ddof=1) / len(gains) ** 0.5
    print(f"{code} {which} {carrier}: {gains.mean():+.3f} ± {error:.3f}, worse in {(gains < 0).sum()}")


if __name__ == "__main__":
    main()
