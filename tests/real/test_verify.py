"""A voice with `verify: true` is heard back, by a neural voice and a recogniser that are installed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from stilte.speech.catalogue import Trial, try_voice
from stilte.speech.engine import BUILT_IN, EngineUnavailable, EngineVoice, engine
from stilte.speech.recogniser import why_unavailable
from stilte.speech.voice import Use, Voice
from stilte.store import Store

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.real
REAL = os.environ.get("STILTE_REAL") == "1"
TEXT = "Breathe in, and let your shoulders sink."


@pytest.fixture(autouse=True)
def installed() -> None:
    """Skip where something is missing, but fail where everything must be here."""
    try:
        engine("kokoro").fingerprint(EngineVoice("en-US", {}))
        if (gone := why_unavailable()) is not None:
            raise gone
    except EngineUnavailable as missing:
        if REAL:
            raise
        pytest.skip(str(missing.why))


def tried(name: str, folder: Path) -> Trial:
    voice = Voice("calm", "en-US", (Use(name, {}),), verify=True)
    return try_voice(voice, TEXT, store=Store(folder, "takes"), rate_hz=24_000)


def test_a_line_that_is_understood_passes(tmp_path: Path) -> None:
    """Nothing is said about it, and the quiet at its comma is there."""
    found = tried("kokoro", tmp_path)
    assert found.used.passed_over == ()
    assert found.take.length_frames > 24_000 * 2


def test_what_is_not_understood_is_told_with_what_was_heard(tmp_path: Path) -> None:
    """A tone is no speech: three tries, then the take is used, and the author reads about it."""
    assert "tone" in BUILT_IN
    (told,) = tried("tone", tmp_path).used.passed_over
    assert "A recogniser heard" in str(told)
    assert TEXT in str(told)
