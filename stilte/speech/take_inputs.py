"""The inputs of a take: the line with its words, and the voice and engine that speak it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.messages import Message, tr
from stilte.speech import take_processing
from stilte.speech.engine import EngineFailed, EngineVoice
from stilte.speech.engines.settings import PROCESSING, processing_setting
from stilte.speech.level_calibration import VERSION as CALIBRATION
from stilte.speech.take_processing import AfterSpeaking
from stilte.speech.text import spoken_text
from stilte.store import key_of

if TYPE_CHECKING:
    from stilte.errors import Where
    from stilte.script.line import Utterance
    from stilte.speech.engine import Sentence
    from stilte.speech.take_processing import TakeProcessing
    from stilte.speech.voice import Use, Voice


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
    processing: TakeProcessing

    def request(self, speed: float = 1.0) -> EngineVoice:
        """Return what the engine is asked for, with a step's own speed."""
        return EngineVoice(self.voice.language, self.use.settings, self.voice.speed * speed)

    def key(self, line: Line) -> str:
        """Return the name of a take in the cache."""
        speed = self.voice.speed * line.utterance.speed
        number = self.number(line)
        return key_of("take", self._base(), f"{speed:.6g}", line.sentence, *((number,) if number > 1 else ()))

    def number(self, line: Line) -> int:
        """Return which take of a line is used, from 1."""
        return self.voice.takes.get(line.utterance.text, 1)

    def level_key(self) -> str:
        """Return the name of the voice's own gain in the cache."""
        return key_of("level", self._base(), f"{self.voice.speed:.6g}")

    def _base(self) -> str:
        after = self.processing.after
        parts = (
            *((after,) if after != take_processing.AfterSpeaking() else ()),
            take_processing.VERSION,
            CALIBRATION,
            self.use.engine,
            self.fingerprint,
            self.voice.language,
            self.processing,
            self.voice.verify,
        )
        return repr(parts)


def after_speaking(use: Use) -> AfterSpeaking:
    """Return what is done with what an engine said; raises EngineUnavailable for what cannot be."""
    asked = {name: processing_setting(use.engine, use.settings, name) for name in PROCESSING}
    return AfterSpeaking(float(asked["stretch"]), bool(asked["deess"]), float(asked["treble"]))


class LineFailed(EngineFailed):
    """An engine did not speak a line of the script."""

    def __init__(self, line: Line, why: str | Message) -> None:
        super().__init__(tr("'{text}': {why}", text=_short(line.utterance.text), why=why))
        self.where, self.line = line.where, line
        self._said = why

    def __reduce__(self) -> tuple[type[LineFailed], tuple[Line, str | Message]]:
        return LineFailed, (self.line, self._said)


def _short(text: str, most: int = 50) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
