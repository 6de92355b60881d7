"""Kokoro's alphabet: only signs it knows, in stretches it can take."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stilte.speech.engine import Piece
from stilte.speech.engines.kokoro_alphabet import LANGUAGES, parts, tokens, written
from stilte.speech.engines.phonemes import phonemes


@pytest.mark.parametrize(
    ("language", "ipa", "signs"),
    [
        ("nl", "ɡrˈuːt ɵs", "ɡɾˈuːt øs"),
        ("en-us", "bɹˈɜːd dʒˈoʊ", "bɹˈɜɹd ʤˈO"),
        ("en", "bˈəʊt", "bˈQt"),
        ("it", "tʃˈaːo", "ʧˈaːo"),
    ],
)
def test_ipa_is_written_with_the_signs_of_the_model(language: str, ipa: str, signs: str) -> None:
    """Every language has its own way of writing what espeak says."""
    assert written(ipa, language) == signs


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_any_text_has_a_number_for_every_sign(text: str, language: str) -> None:
    """Whatever is not in the alphabet is left out, never an error."""
    signs = written(text, language)
    assert len(tokens(signs)) == len(signs)


@given(st.text(alphabet="ab ,.?", max_size=200), st.integers(5, 40))
def test_long_lines_are_cut_without_losing_a_sound(signs: str, most: int) -> None:
    """Parts are short enough and join to the whole, spaces aside."""
    cut = parts(signs, most)
    assert all(len(part) <= most for part in cut)
    assert "".join(cut).replace(" ", "") == signs.replace(" ", "")


def test_a_line_is_cut_at_the_end_of_a_sentence() -> None:
    """A full stop is a better place than a comma, a comma than a space."""
    assert parts("ab, cd. ef, gh", 10) == ["ab, cd.", "ef, gh"]
    assert parts("ab, cd ef gh", 9) == ["ab,", "cd ef gh"]
    assert parts("abc defghijk", 8) == ["abc", "defghijk"]


def test_phonemes_keep_breath_marks_and_what_is_fixed() -> None:
    """Clauses go through espeak, given phonemes stay, another language is read as itself."""
    sentence = (
        Piece("Adem in, "),
        Piece("tsjie", "tʃˈi"),
        Piece("-veld. "),
        Piece("body", None, "en-us"),
        Piece("!"),
    )
    said = phonemes(sentence, "nl")
    assert said.startswith("ˈaːdəm ˈɪn, tʃˈi")
    assert said.endswith("bˈɑːdi!")
    assert ". " in said
