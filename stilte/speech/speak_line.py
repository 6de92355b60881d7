"""Speaking one line: retries it until its take passes the checks, and a recogniser's if asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.foreign_text import foreign_text
from stilte.messages import Message, sentences, tr
from stilte.sound.clip import Clip
from stilte.speech import take_processing
from stilte.speech.engine import EngineFailed, EngineUnavailable, Piece, engine
from stilte.speech.level_calibration import calibration_sentences
from stilte.speech.normalize.hums import hum
from stilte.speech.recogniser import character_errors, recognise
from stilte.speech.take_choice.chosen_takes import pace_of_take
from stilte.speech.take_inputs import LineFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from stilte.speech.engine import EngineVoice
    from stilte.speech.take_inputs import Line, Speaker

    Doubt = Callable[[Line, str | Message], None]

_PACES = (1.0, 0.96, 1.04)
"""The speeds of three tries: an engine that says the same thing every time says something else at another."""

_UNDERSTOOD = 0.4
"""The share of wrong letters up to which a recogniser has understood; short words are hard for it too."""


def speak_line(line: Line, speaker: Speaker, doubt: Doubt | None = None) -> NDArray[np.float32]:
    """Return a take that is sound, but for its level; the one understood best where the voice is verified.

    Raises LineFailed where none of three is sound. `doubt` is told what an author should listen to: what a
    recogniser heard instead of a line, a room that is too loud.
    """
    synthetic, wrong = engine(speaker.use.engine).synthetic, sentences()
    heard: list[tuple[float, int, str, NDArray[np.float32]]] = []
    own = pace_of_take(speaker.number(line)) if synthetic else 1.0
    for pace in _PACES if synthetic else _PACES[:1]:
        request = speaker.request(line.utterance.speed * own * pace)
        try:
            clip = _clip(line, speaker, request)
            shaped = take_processing.shape_take(
                clip, line.words, request.speed, speaker.processing, synthetic=synthetic
            )
        except take_processing.BadTake as bad:
            wrong = bad.why
            continue
        if shaped.advice and doubt:
            doubt(line, shaped.advice)
        # What will be in the track: quiet that is trimmed away makes short lines hard to hear.
        take = Clip(shaped.samples[:, None], speaker.processing.rate_hz)
        errors, words = _heard(take, line, speaker)
        heard.append((errors, len(heard), words, shaped.samples))
        if errors <= _UNDERSTOOD:
            return shaped.samples
    if not heard:
        raise LineFailed(line, wrong)
    _, _, words, best = min(heard, key=lambda each: each[:2])
    if doubt:
        doubt(line, tr("A recogniser heard '{words}' for '{text}'.", words=words, text=line.utterance.text))
    return best


def _clip(line: Line, speaker: Speaker, request: EngineVoice) -> Clip:
    try:
        return engine(speaker.use.engine).say(line.sentence, request)
    except EngineUnavailable:
        raise
    except EngineFailed as failed:
        raise LineFailed(line, failed.why) from failed
    except (ArithmeticError, LookupError, OSError, RuntimeError, TypeError, ValueError) as error:
        said = foreign_text(f"{type(error).__name__}: {error}")
        raise LineFailed(line, tr("it failed ({said}).", said=said)) from error


def _heard(take: Clip, line: Line, speaker: Speaker) -> tuple[float, str]:
    """Return the share of letters that a recogniser gets wrong, and its words; 0 where nobody listens."""
    if not speaker.voice.verify or not engine(speaker.use.engine).synthetic:
        return 0.0, ""
    language = speaker.voice.language
    expected = _words_of(line, language)
    if not any(letter.isalnum() for letter in expected):
        return 0.0, ""
    try:
        words = recognise(take, language)
    except EngineUnavailable:
        return 0.0, ""
    wrong, letters = character_errors(expected, words, language)
    return wrong / max(letters, 1), words


def _words_of(line: Line, language: str) -> str:
    """Return what a recogniser can hear of a line: a hum or a hiss is not a word."""
    base = language.partition("-")[0]
    return "".join(piece.text for piece in line.sentence if not (piece.ipa and hum(piece.text, base)))


def gain_db(speaker: Speaker) -> float:
    """Return the one gain of a voice: by its own examples, else by sentences that are always the same.

    Raises EngineFailed where none of them can be heard.
    """
    own = getattr(engine(speaker.use.engine), "examples", None)
    clips = own(speaker.request()) if own else _calibration(speaker)
    try:
        return take_processing.gain_db(clips, speaker.processing, synthetic=not own)
    except take_processing.BadTake as bad:
        raise EngineFailed(bad.why) from bad


def _calibration(speaker: Speaker) -> Iterator[Clip]:
    for text in calibration_sentences(speaker.voice.language):
        yield engine(speaker.use.engine).say((Piece(text),), speaker.request())
