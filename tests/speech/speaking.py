"""Three lines and a voice with three engines, which the tests of speaking share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.errors import Where
from stilte.script.line import Utterance
from stilte.speech.voice import Use, Voice

if TYPE_CHECKING:
    from stilte.speech.speak import Spoken

RATE_HZ = 44_100
VOICE = Voice("stem", "nl", (Use("best", {}), Use("next", {}), Use("last", {}, draft=True)))
TEXTS = ("Adem in", "en uit door je mond", "Laat los.")


def line(text: str, number: int = 1, speed: float = 1.0) -> tuple[Utterance, Where]:
    """Return what line `number` of a script says."""
    return Utterance((text,), "stem", "nl", speed), Where("scripts/a.yaml", number)


LINES = [line(text, number) for number, text in enumerate(TEXTS, 3)]


def samples(result: Spoken) -> dict[str, bytes]:
    """Return the bytes of every take, by its text."""
    return {utterance.text: take.open().samples.tobytes() for utterance, take in result.takes.items()}
