"""How fast voices are supposed to speak before they have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from stilte.script.estimate import estimate, spoken_s
from stilte.script.line import Utterance
from stilte.speech import speech_rate as module
from stilte.speech.speak import speak
from stilte.speech.speech_rate import pace
from stilte.speech.voice import Use, Voice
from stilte.store import Store

if TYPE_CHECKING:
    from pathlib import Path

DRAFT = Voice("stem", "nl", (Use("espeak", {"rate": 110}, draft=True),))
LINES = (
    "Kom rustig zitten en voel hoe je adem beweegt.",
    "Leg nu allebei je handen op je buik, een stukje onder je navel.",
    "Misschien merk je dat je buik zich vult, en dat je bekkenbodem een beetje meegeeft.",
    "Laat los.",
)


def test_what_espeak_says_is_estimated_within_a_tenth(tmp_path: Path) -> None:
    """In all of a few lines, by the voice of drafts, at its calm rate and at a slower one."""
    for rate in (110, 90):
        voice = replace(DRAFT, use=(Use("espeak", {"rate": rate}),))
        said = [(Utterance((line,), "stem", "nl"), None) for line in LINES]
        takes = speak(said, {"stem": voice}, store=Store(tmp_path, "takes"), rate_hz=24_000).takes
        guess = estimate(24_000, {"stem": pace(voice)})
        real = sum(take.length_frames for take in takes.values())
        assert sum(guess.speech(utterance) for utterance in takes) == pytest.approx(real, rel=0.1)


def test_a_slower_voice_file_makes_a_longer_estimate() -> None:
    """`speed` of the voice, and the engine's own rate, both count."""
    assert pace(replace(DRAFT, speed=0.5)) == pytest.approx(pace(DRAFT) / 2)
    assert pace(replace(DRAFT, use=(Use("espeak", {"rate": 220}),))) == pytest.approx(2 * pace(DRAFT))


def test_who_is_not_installed_does_not_set_the_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra `neural` a voice is the draft's, and the estimate is too."""
    both = Voice("stem", "nl", (Use("gtts", {}), Use("kokoro", {"speed": 0.8}), *DRAFT.use))
    monkeypatch.setattr(module, "find_spec", lambda name: name == "espeakng_loader" or None)
    slow = pace(both)
    monkeypatch.setattr(module, "find_spec", lambda name: name)
    assert slow < 0.9
    assert pace(both) > 1.1


def test_an_engine_that_was_never_measured_keeps_the_middle_pace() -> None:
    """A voice of recordings is as fast as `spoken_s` says."""
    voice = Voice("anna", "nl", (Use("recorded", {}),))
    line = Utterance((LINES[0],), "anna", "nl")
    assert estimate(1000, {"anna": pace(voice)}).speech(line) == round(1000 * spoken_s(LINES[0], "nl"))
