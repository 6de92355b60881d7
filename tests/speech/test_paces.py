"""How fast the shipped voices speak: calmly, whoever of their engines does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.paces import ROOT, measured, voice_of
from stilte.speech.speech_rate import pace
from stilte.speech.voice import Use, Voice
from stilte.speech.voices import voice_names

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = voice_names(ROOT / "voices")


@pytest.mark.parametrize("name", SHIPPED)
def test_the_draft_of_a_shipped_voice_is_calm_too(name: str, tmp_path: Path) -> None:
    """At most 120 words a minute inside a line, and `check` knows it to within a seventh."""
    voice = voice_of(name)
    draft = next(use for use in voice.use if use.engine == "espeak")
    found = measured(voice, draft, 12, tmp_path)
    assert 95 < found.words_a_minute <= 120.5
    assert found.estimated == pytest.approx(1.0, abs=0.15)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_voice_stretches_its_neural_engine(name: str) -> None:
    """Kokoro speaks over 130 words a minute at the speeds at which it is clear: words are slowed after it."""
    kokoro = next(use for use in voice_of(name).use if use.engine == "kokoro")
    assert 0.65 <= kokoro.settings["stretch"] <= 0.9


def test_the_estimate_knows_of_a_stretch() -> None:
    """A line at 0.75 is expected to last about a third longer, less the quiet at its marks."""
    plain, slow = (Voice("stem", "nl", (Use("espeak", settings),)) for settings in ({}, {"stretch": 0.75}))
    assert pace(slow) / pace(plain) == pytest.approx(0.75)
