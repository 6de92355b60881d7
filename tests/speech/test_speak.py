"""Every line of a track becomes a take: once, by one engine a voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.errors import InputError, Where
from stilte.script.routine import Utterance
from stilte.speech.speak import cached_lengths, speak
from stilte.speech.voice import Use, Voice
from stilte.store import Store

if TYPE_CHECKING:
    from pathlib import Path

RATE_HZ = 44_100
TONE = Voice("toon", "nl", (Use("tone", {"per_letter": 0.1}),))
LINES = [(Utterance((text,), "toon", "nl"), Where("scripts/a.yaml", 3)) for text in ("Adem in", "en uit")]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / ".cache", "takes")


def test_a_take_lasts_as_long_as_its_sound_and_the_quiet_around_it(store: Store) -> None:
    """Six letters of 0.1 s, 10 ms before and 60 ms after, to within the window of the trimming."""
    takes = speak(LINES, {"toon": TONE}, store=store, rate_hz=RATE_HZ).takes
    assert takes[LINES[0][0]].length_frames / RATE_HZ == pytest.approx(0.67, abs=0.006)
    assert takes[LINES[0][0]].open().samples.shape == (takes[LINES[0][0]].length_frames, 1)


def test_lengths_in_the_cache_are_known_without_speaking(store: Store) -> None:
    """`check` and `plan` learn what was spoken before, and nothing of what was not."""
    voices = {"toon": TONE}
    words = [utterance for utterance, _ in LINES]
    assert cached_lengths(words, voices, store=store, rate_hz=RATE_HZ) == {}
    spoken = speak(LINES[:1], voices, store=store, rate_hz=RATE_HZ)
    lengths = cached_lengths(words, voices, store=store, rate_hz=RATE_HZ)
    assert lengths == {words[0]: spoken.takes[words[0]].length_frames}


def test_a_voice_that_is_not_there_names_its_line_and_those_that_are(store: Store) -> None:
    """The author sees where the name stands and how it is spelled."""
    with pytest.raises(InputError, match=r"scripts/a.yaml:3: There is no voice 'toon'.* There are: toom"):
        speak(LINES, {"toom": TONE}, store=store, rate_hz=RATE_HZ)
