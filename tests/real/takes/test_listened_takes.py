"""Takes that a recogniser listens to: soft and short ones are not called wrong, planted faults are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
import soxr

from stilte.speech.engine import EngineUnavailable, EngineVoice, Piece, engine
from stilte.speech.recogniser import why_unavailable
from stilte.speech.recording_faults.heard_words import heard_word_faults, listen_to
from stilte.store import Store
from tests.real.chromium import needed
from tests.speech.rooms import RATE_HZ, at_rms, recording

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.real

SOFT = 0.012
"""A voice at -58 dBFS: far softer than one that is called too soft."""
GOOD = (
    "Breathe in.",
    "Sit down quietly.",
    "Let your shoulders drop, and feel the weight of your arms.",
    "Breathe in slowly through your nose.",
    "With every breath you sink a little deeper.",
    "Stay here until you hear the bell.",
)
PLANTED = {
    "doubled words": (GOOD[3], (GOOD[3], GOOD[3])),
    "missing words": (GOOD[2], ("and feel the weight of your arms.",)),
    "other words": (GOOD[4], ("Notice the air that touches your upper lip.",)),
}


@pytest.fixture(scope="module", autouse=True)
def _recogniser() -> None:
    if why := why_unavailable():
        needed(str(why.why))


def spoken(text: str) -> np.ndarray:
    """Return a line by Piper's English voice."""
    try:
        clip = engine("piper").say((Piece(text),), EngineVoice("en", {"model": "en_US-joe-medium"}))
    except EngineUnavailable as gone:
        needed(str(gone.why))
    sound = soxr.resample(np.asarray(clip.samples).mean(axis=1), clip.rate_hz, RATE_HZ)
    return at_rms(sound.astype(float), 0.1)


def found_in(folder: Path, text: str, said: tuple[str, ...], level: float = 1.0) -> list[str]:
    """Return the kinds of faults that are heard in a take of a line."""
    words = np.concatenate([spoken(part) for part in said])
    path, store = folder / "take.wav", Store(folder / "cache", "heard")
    soundfile.write(path, recording(words, distance_db=47.0) * np.float32(level), RATE_HZ, subtype="PCM_24")
    listen_to(path, "en", store)
    return [fault.kind for fault in heard_word_faults(path, text, "en", store)]


@pytest.mark.parametrize("text", GOOD)
def test_a_soft_take_is_not_called_wrong(tmp_path: Path, text: str) -> None:
    """Whatever the recogniser makes of it."""
    assert found_in(tmp_path, text, (text,), SOFT) == []


@pytest.mark.parametrize("kind", PLANTED)
def test_words_that_are_wrong_are_told(tmp_path: Path, kind: str) -> None:
    """Said twice, left out, or those of another line."""
    text, said = PLANTED[kind]
    assert found_in(tmp_path, text, said) == [kind]
