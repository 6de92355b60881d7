"""Words said right: the shipped lexicons, the project's, PLS files, and a voice's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.errors import InputError
from stilte.script.line import Utterance
from stilte.speech.engine import Piece
from stilte.speech.lexicon import lexicon_for
from stilte.speech.text import preparer, spoken_text
from stilte.speech.voice import Pronounce, Use, Voice

if TYPE_CHECKING:
    from pathlib import Path

FIELD_WORDS = ("qi", "qigong", "dantian", "psoas", "shavasana", "prana", "chakra", "mudra")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("word", FIELD_WORDS)
def test_the_words_of_the_field_are_shipped(language: str, word: str) -> None:
    """Each has a respelling for voices that read text and IPA for those that take phonemes."""
    piece = lexicon_for(language).find(word.capitalize())
    assert piece is not None
    assert piece.ipa
    assert piece.text.lower() != word or language == "nl"


@pytest.mark.parametrize(
    ("language", "word", "said"),
    [("nl", "chakra's", "tsjakra's"), ("nl", "Mudra’s", "moedra's"), ("en", "chakras", "chah-kras")],
)
def test_an_ending_is_carried_over(language: str, word: str, said: str) -> None:
    """A plural of an entry is said like the entry, with its ending."""
    piece = lexicon_for(language).find(word)
    assert piece is not None
    assert piece.text == said
    assert piece.ipa is not None
    assert piece.ipa.endswith(("s", "z"))


@pytest.mark.parametrize("word", ["qin", "adem", "asan", "yins"])
def test_other_words_are_left_alone(word: str) -> None:
    """Only whole words are entries, and a short one takes no ending."""
    assert lexicon_for("nl").find(word) is None


def test_nearer_entries_win(tmp_path: Path) -> None:
    """A voice's own entry goes before the project's, the project's before PLS, PLS before ours."""
    (tmp_path / "a.pls").write_text(
        '<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"'
        ' alphabet="ipa" xml:lang="nl">'
        "<lexeme><grapheme>qi</grapheme><phoneme>ki</phoneme></lexeme>"
        "<lexeme><grapheme>Hara</grapheme><grapheme>hare</grapheme><alias>harra</alias></lexeme></lexicon>"
    )
    (tmp_path / "lexicon.nl.yaml").write_text("Hara: haa raa\npsoas: {ipa: pso}\n")
    lexicon = lexicon_for("nl-BE", tmp_path, pronounce={"PSOAS": Pronounce(say="pso as")})
    assert lexicon.find("Qi") == Piece("Qi", "ki")
    assert lexicon.find("hare") == Piece("harra")
    assert lexicon.find("hara") == Piece("haa raa")
    assert lexicon.find("psoas") == Piece("pso as")


def test_a_pls_file_for_another_language_is_passed_over(tmp_path: Path) -> None:
    """`xml:lang` says for whom a PLS file is."""
    (tmp_path / "a.pls").write_text(
        '<lexicon xmlns="x" xml:lang="en">'
        "<lexeme><grapheme>qi</grapheme><alias>key</alias></lexeme></lexicon>"
    )
    assert lexicon_for("nl", tmp_path).find("qi") == lexicon_for("nl").find("qi")


def test_a_pls_file_cannot_read_other_files(tmp_path: Path) -> None:
    """An external entity stays unread."""
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "a.pls").write_text(
        f'<!DOCTYPE lexicon [<!ENTITY x SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
        '<lexicon xmlns="x"><lexeme><grapheme>woord</grapheme><alias>a&x;</alias></lexeme></lexicon>'
    )
    piece = lexicon_for("nl", tmp_path).find("woord")
    assert piece is None or "secret" not in piece.text


def test_every_problem_of_the_files_is_named(tmp_path: Path) -> None:
    """A lexicon that cannot be read is told with file and line, all at once."""
    (tmp_path / "lexicon.nl.yaml").write_text("qi: tsjie\npsoas: {zeg: pso}\n")
    (tmp_path / "b.pls").write_text("<lexicon>\n<lexeme>")
    with pytest.raises(InputError) as caught:
        lexicon_for("nl", tmp_path)
    text = str(caught.value)
    assert "lexicon.nl.yaml:2" in text
    assert "b.pls:2" in text


def test_a_project_prepares_for_its_voices(tmp_path: Path) -> None:
    """What `preparer` returns knows the project's words and the voice's own."""
    (tmp_path / "lexicon.nl.yaml").write_text("dageraad: daa ge raad\n")
    voice = Voice("rustig", "nl", (Use("espeak", {}),), pronounce={"oever": Pronounce(say="oe ver")})
    sentence = preparer(tmp_path, tmp_path)(Utterance(("Dageraad aan de oever, 2x",), "rustig", "nl"), voice)
    assert spoken_text(sentence) == "daa ge raad aan de oe ver, twee keer"


@pytest.mark.parametrize(
    ("written", "said"), [("Eén", "één"), ("wél", "wel"), ("écht", "echt"), ("lichaam", "lichaam")]
)
def test_dutch_words_that_espeak_misreads_are_known(written: str, said: str) -> None:
    """A capital before its accent, accents of emphasis, and stress on the wrong syllable."""
    piece = lexicon_for("nl").find(written)
    assert piece is not None
    assert piece.text == said
    assert piece.ipa or piece.text != written
