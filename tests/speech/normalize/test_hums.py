"""Sounds without words: hums, hisses and sighs go to engines as phonemes, never letter by letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.script.line import Utterance
from stilte.speech.engines.espeak import _given
from stilte.speech.lexicon import Lexicon
from stilte.speech.text import prepare

if TYPE_CHECKING:
    from stilte.speech.engine import Piece

LANGUAGES = ("nl", "en", "de", "fr", "es", "it", "pt")
HUMS = (
    "Mmm", "Mmmmmm", "Sss", "Shhh", "Hhh", "Pfff", "Brrr", "Ommm", "Zzz", "Fff", "Vvv", "Rrr", "Nnng", "Haaa",
    "Ahhh", "Hmm", "Pst", "Aaah", "MMM",
)  # fmt: skip


def pieces(text: str, language: str) -> tuple[Piece, ...]:
    return prepare(Utterance((text,), "stem", language), Lexicon())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("hum", HUMS)
def test_a_hum_is_said_by_its_phonemes(hum: str, language: str) -> None:
    """Whatever the language, a hum is a piece of its own with phonemes, which the embedded voice can say."""
    before, sound, after = pieces(f"Zacht: {hum}.", language)
    assert sound.ipa
    assert (before.text, after.text) == ("Zacht: ", ".")
    assert _given(sound, language).startswith("[[")


@pytest.mark.parametrize(
    ("written", "ipa"),
    [
        ("Mmm", "mmmmmm"),
        ("Mmmmm", "mmmmmmmmmm"),
        ("Shhh", "ʃʃʃʃʃʃ"),
        ("Sjjj", "ʃʃʃʃʃʃ"),
        ("Pfff", "pffffff"),
        ("Ommm", "oːmmmmmm"),
        ("Haaaa", "haːː"),
    ],
)
def test_a_longer_hum_has_more_of_its_sound(written: str, ipa: str) -> None:
    """A hum lasts as long as it is written, within reason."""
    assert next((piece.ipa for piece in pieces(written, "nl") if piece.ipa), None) == ipa


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Schifffahrt, Betttuch", "de"),
        ("De zeeën en www", "nl"),
        ("Deel III, 5 mm, KGB, hummus", "nl"),
        ("Less, off, all, hall", "en"),
        ("xxx", "nl"),
    ],
)
def test_words_are_no_hums(text: str, language: str) -> None:
    """A word with double or triple letters, a numeral, a unit or an abbreviation stays what it is."""
    assert all(piece.ipa is None for piece in pieces(text, language))
