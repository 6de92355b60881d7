"""Preparing the text for an engine: an utterance and a lexicon give a sentence of pieces."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from stilte.script.line import Said
from stilte.speech.engine import Piece, Sentence
from stilte.speech.lexicon import lexicon_for
from stilte.speech.normalize.clean import clean, tidy
from stilte.speech.normalize.expand import expand
from stilte.speech.normalize.hums import hum, hums_in
from stilte.speech.normalize.table import table_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.script.line import Utterance
    from stilte.speech.lexicon import Lexicon
    from stilte.speech.voice import Voice

# The start of plane 15: private characters, which no text and no rule contains.
_FIRST_PLACE = 0xF0000
_PLACES = re.compile("([\U000f0000-\U000ffffd])")
_WORD = re.compile(r"[^\W_](?:[\w']*\w)?")


def prepare(utterance: Utterance, lexicon: Lexicon) -> Sentence:
    """Return what an engine is given: words only, numbers spelled out, pronunciations in their pieces.

    The sentence is empty where nothing is left to say. Pieces join without a space between them.
    """
    table = table_of(utterance.language)
    fixed: list[Piece] = []
    text = "".join(
        _placed(Piece(part.as_said), fixed) if isinstance(part, Said) else _PLACES.sub("", part)
        for part in utterance.words
    )
    text = _hummed(_looked_up(clean(text, table), lexicon, fixed), table.language, fixed)
    return _pieces(tidy(expand(text, table)), fixed)


def preparer(folder: Path, root: Path) -> Callable[[Utterance, Voice], Sentence]:
    """Return what makes sentences for the voices of a project; `folder` is its `voices/`.

    What it returns raises InputError for a lexicon that cannot be read.
    """

    @lru_cache(maxsize=16)
    def shared(language: str) -> Lexicon:
        return lexicon_for(language, folder, root)

    def make(utterance: Utterance, voice: Voice) -> Sentence:
        lexicon = shared(utterance.language)
        return prepare(utterance, lexicon.over(voice.pronounce) if voice.pronounce else lexicon)

    return make


def spoken_text(sentence: Sentence) -> str:
    """Return the words of a sentence for an engine that takes only text."""
    return "".join(piece.text for piece in sentence)


def _placed(piece: Piece, fixed: list[Piece]) -> str:
    """Replace a piece by one private character, so that no rule changes it."""
    fixed.append(piece)
    return chr(_FIRST_PLACE + len(fixed) - 1)


def _looked_up(text: str, lexicon: Lexicon, fixed: list[Piece]) -> str:
    words = list(_WORD.finditer(text))
    made, done, index, most = [], 0, 0, lexicon.most_words
    while index < len(words):
        count, piece = lexicon.longest_at(text, words, index, most)
        if piece is not None:
            made += [text[done : words[index].start()], _placed(piece, fixed)]
            done = words[index + count - 1].end()
        index += count
    return "".join(made) + text[done:]


def _hummed(text: str, language: str, fixed: list[Piece]) -> str:
    """Set sounds without words (Mmm, Shhh) apart, with their phonemes."""
    made, done = [], 0
    for found in hums_in(text):
        if sound := hum(found[0], language):
            made += [text[done : found.start()], _placed(Piece(sound[1], sound[0]), fixed)]
            done = found.end()
    return "".join(made) + text[done:]


def _pieces(text: str, fixed: list[Piece]) -> Sentence:
    pieces: list[Piece] = []
    for part in filter(None, _PLACES.split(text)):
        piece = fixed[ord(part) - _FIRST_PLACE] if _PLACES.fullmatch(part) else Piece(part)
        if pieces and _plain(piece) and _plain(pieces[-1]):
            pieces[-1] = Piece(pieces[-1].text + piece.text)
        else:
            pieces.append(piece)
    return tuple(pieces) if re.search(r"[^\W_]", spoken_text(tuple(pieces))) else ()


def _plain(piece: Piece) -> bool:
    return piece.ipa is None and piece.language is None
