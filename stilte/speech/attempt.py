"""One line before the microphone: spoken until the take is sound, heard back where the voice asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.speech import finish as finishing
from stilte.speech.calibration import calibration_sentences
from stilte.speech.engine import EngineFailed, EngineUnavailable, Piece, engine
from stilte.speech.lines import LineFailed
from stilte.speech.recogniser import character_errors, hear

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from stilte.sound.clip import Clip
    from stilte.speech.engine import EngineVoice
    from stilte.speech.lines import Line, Speaker

    Doubt = Callable[[Line, str], None]

_PACES = (1.0, 0.96, 1.04)
"""The speeds of three tries: an engine that says the same thing every time says something else at another."""

_UNDERSTOOD = 0.4
"""The share of wrong letters up to which a recogniser has understood; short words are hard for it too."""


def said(line: Line, speaker: Speaker, doubt: Doubt | None = None) -> NDArray[np.float32]:
    """Return a take that is sound, but for its level; the one understood best where the voice is verified.

    Raises LineFailed where none of three is sound. `doubt` is told what a recogniser heard instead of a line.
    """
    wrong, synthetic = "", engine(speaker.use.engine).synthetic
    heard: list[tuple[float, int, str, NDArray[np.float32]]] = []
    for pace in _PACES:
        request = speaker.request(line.utterance.speed * pace)
        try:
            clip = _clip(line, speaker, request)
            take = finishing.shaped(clip, line.words, request.speed, speaker.finish, paced=synthetic)
        except finishing.BadTake as bad:
            wrong = f"{bad}."
            continue
        errors, words = _heard(clip, line, speaker)
        heard.append((errors, len(heard), words, take))
        if errors <= _UNDERSTOOD:
            return take
    if not heard:
        raise LineFailed(line, wrong)
    _, _, words, take = min(heard, key=lambda each: each[:2])
    if doubt:
        doubt(line, words)
    return take


def _clip(line: Line, speaker: Speaker, request: EngineVoice) -> Clip:
    try:
        return engine(speaker.use.engine).say(line.sentence, request)
    except EngineUnavailable:
        raise
    except EngineFailed as failed:
        raise LineFailed(line, failed.why) from failed
    except (ArithmeticError, LookupError, OSError, RuntimeError, TypeError, ValueError) as error:
        raise LineFailed(line, f"it broke ({type(error).__name__}: {error}).") from error


def _heard(clip: Clip, line: Line, speaker: Speaker) -> tuple[float, str]:
    """Return the share of letters that a recogniser gets wrong, and its words; 0 where nobody listens."""
    if not speaker.voice.verify or not engine(speaker.use.engine).synthetic:
        return 0.0, ""
    language = speaker.voice.language
    try:
        words = hear(clip, language)
    except EngineUnavailable:
        return 0.0, ""
    wrong, letters = character_errors(line.words, words, language)
    return wrong / max(letters, 1), words


def gain_db(speaker: Speaker) -> float:
    """Return the one gain of a voice: by its own examples, else by sentences that are always the same.

    Raises EngineFailed where none of them can be heard.
    """
    own = getattr(engine(speaker.use.engine), "examples", None)
    clips = own(speaker.request()) if own else _calibration(speaker)
    try:
        return finishing.gain_db(clips, speaker.finish)
    except finishing.BadTake as bad:
        raise EngineFailed(f"it {bad}.") from bad


def _calibration(speaker: Speaker) -> Iterator[Clip]:
    for text in calibration_sentences(speaker.voice.language):
        yield engine(speaker.use.engine).say((Piece(text),), speaker.request())
