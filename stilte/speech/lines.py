"""What is to be spoken, and by whom: everything that a take depends on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.speech import finish as finishing
from stilte.speech.calibration import VERSION as CALIBRATION
from stilte.speech.engine import EngineFailed, EngineVoice
from stilte.speech.text import spoken_text
from stilte.store import key_of

if TYPE_CHECKING:
    from stilte.errors import Where
    from stilte.script.line import Utterance
    from stilte.speech.engine import Sentence
    from stilte.speech.finish import Finish
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
            self.voice.verify,
        )
        return repr(parts)


class LineFailed(EngineFailed):
    """An engine did not speak a line of the script."""

    def __init__(self, line: Line, why: str) -> None:
        super().__init__(f"'{_short(line.utterance.text)}': {why}")
        self.where = line.where


def _short(text: str, most: int = 50) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
