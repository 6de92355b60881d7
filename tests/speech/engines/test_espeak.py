"""The embedded voice: repeatable, safe under threads, and told how words are said."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from stilte.sound.dsp.loudness import clip_lufs
from stilte.speech.engine import EngineUnavailable, EngineVoice, Piece
from stilte.speech.engines.espeak import Espeak, equalised
from stilte.speech.engines.espeak_library import Manner, ipa, languages, speak, voice_name
from stilte.speech.engines.espeak_mnemonics import mnemonics
from stilte.speech.take_checks import fault

LINE = "Sssst. Adem zacht in door je neus, en weer uit."
DUTCH = EngineVoice("nl-NL", {"variant": "f5"})


def digest(text: str) -> str:
    """Return what tells one sound from another."""
    return hashlib.sha256(speak(text, Manner("nl+f5"))[0]).hexdigest()


def test_the_same_words_give_the_same_bytes_in_any_order() -> None:
    """What was said before is not heard."""
    before = digest(LINE)
    for other in ("Fffff zzzz sjjj.", "Voel je voeten.", "Xerxes"):
        digest(other)
    assert digest(LINE) == before


def test_the_same_words_give_the_same_bytes_in_another_process() -> None:
    """Nor at another time: left alone, the library seeds its noise from the clock, in whole seconds."""
    wanted = "from tests.speech.engines.test_espeak import LINE, digest"
    code = f"import sys; sys.path[:0] = {sys.path!r}; {wanted}; print(digest(LINE))"
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == digest(LINE)


def test_many_threads_neither_crash_it_nor_change_it() -> None:
    """Two threads inside the library would end the process."""
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(digest, [LINE] * 24))) == 1


@pytest.mark.parametrize(
    ("asked", "name"), [("nl-NL", "nl"), ("nl-BE", "nl"), ("en-GB", "en-gb"), ("de-AT", "de"), ("zh", "cmn")]
)
def test_languages_go_by_their_nearest_name(asked: str, name: str) -> None:
    """A country that it does not know falls back on the language."""
    assert voice_name(asked) == name


def test_a_language_that_nobody_speaks_is_refused() -> None:
    """In a line that says which."""
    with pytest.raises(EngineUnavailable, match="espeak does not speak 'tlh'"):
        Espeak().fingerprint(EngineVoice("tlh", {}))


def test_a_variant_that_is_not_there_is_refused() -> None:
    """The library itself would speak with another voice, and say nothing."""
    with pytest.raises(EngineUnavailable, match="no variant of espeak 'f55'"):
        Espeak().fingerprint(EngineVoice("nl", {"variant": "f55"}))


def test_it_knows_the_languages_of_the_field() -> None:
    """Every language that we ship a voice for."""
    assert {"nl", "en-us", "en-gb", "de", "fr", "es", "it", "pt"} <= {voice_name(tag) for tag in languages()}


@pytest.mark.parametrize(
    ("tag", "as_well"), [("en-GB", "en"), ("fr-FR", "fr"), ("pt-PT", "pt"), ("no", "nb")]
)
def test_every_language_that_it_lists_is_spoken(tag: str, as_well: str) -> None:
    """Also where the library's own look-up, by a second name of the same voice, finds nothing."""
    sentence = (Piece("Alpha, beta, gamma."),)
    one, other = (Espeak().say(sentence, EngineVoice(name, {})).samples for name in (tag, as_well))
    assert np.array_equal(one, other)
    assert len(one)


@pytest.mark.parametrize(
    ("text", "language", "sounds"),
    [("Adem in", "nl", "ˈaːdəm ˈɪn"), ("Breathe, rest.", "en-US", "bɹˈiːð ɹˈɛst"), ("", "nl", "")],
)
def test_ipa_is_what_neural_voices_are_given(text: str, language: str, sounds: str) -> None:
    """Clauses are joined by a space; nothing gives nothing."""
    assert ipa(text, language) == sounds


def test_a_pronunciation_in_ipa_is_said() -> None:
    """The phonemes change the sound; what the language has no sound for falls back on the text."""
    said = Espeak().say((Piece("qi", "tʃˈi"),), DUTCH)
    spelled = Espeak().say((Piece("tsjie"),), DUTCH)
    read = Espeak().say((Piece("qi"),), DUTCH)
    assert abs(said.frames - spelled.frames) < 0.1 * spelled.frames
    assert not np.array_equal(said.samples, read.samples)
    assert mnemonics("ʘǀ", "nl") is None
    assert np.array_equal(Espeak().say((Piece("qi", "ʘǀ"),), DUTCH).samples, read.samples)


def test_a_word_of_another_language_is_said_its_way() -> None:
    """As far as the sounds of the voice's own language go."""
    dutch = Espeak().say((Piece("mindfulness"),), DUTCH)
    english = Espeak().say((Piece("mindfulness", language="en"),), DUTCH)
    assert not np.array_equal(dutch.samples, english.samples)


@pytest.mark.parametrize("variant", ["klatt", "klatt4", "klatt6"])
def test_variants_by_another_synthesizer_speak_too(variant: str) -> None:
    """Klatt's synthesizer inside espeak: heard, not clipped, the same after another voice has spoken."""
    voice = EngineVoice("nl", {"variant": variant})
    sentence = (Piece("Je benen zijn zwaar, en je schouders zijn zacht."),)
    first = Espeak().say(sentence, voice)
    Espeak().say(sentence, DUTCH)
    assert fault(first.samples[:, 0], first.rate_hz, sentence[0].text) is None
    assert np.array_equal(Espeak().say(sentence, voice).samples, first.samples)


def test_the_warm_chain_softens_the_edge() -> None:
    """A tone at 3 kHz loses 3 dB, one at 500 Hz nothing."""
    at_s = np.arange(22_050) / 22_050

    def change_db(hz: float) -> float:
        tone = (0.1 * np.sin(2 * np.pi * hz * at_s)).astype(np.float32)
        return clip_lufs(equalised(tone, 22_050)[:, None], 22_050) - clip_lufs(tone[:, None], 22_050)

    assert change_db(2800) == pytest.approx(-3.2, abs=0.3)
    assert change_db(500) == pytest.approx(0, abs=0.2)
    assert change_db(9000) == pytest.approx(-4, abs=0.3)
