"""Sentences as phonemes: espeak's IPA clause by clause, what the author fixed in its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.speech.engines.espeak_library import ipa

if TYPE_CHECKING:
    from stilte.speech.engine import Piece, Sentence

_CLAUSES = re.compile(r"([,.;:!?]+)")
# espeak writes a change of language as `(en)` inside its IPA.
_FLAG = re.compile(r"\([a-z][\w-]*\)")
_AROUND = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


def phonemes(sentence: Sentence, language: str) -> str:
    """Return the IPA of a sentence with its breath marks.

    >>> from stilte.speech.engine import Piece
    >>> phonemes((Piece("Adem in, "), Piece("qi", "tʃˈi")), "nl")
    'ˈaːdəm ˈɪn, tʃˈi'
    """
    return "".join(_of_piece(piece, language) for piece in sentence)


def _of_piece(piece: Piece, language: str) -> str:
    if piece.ipa is not None:
        return piece.ipa
    parts = _CLAUSES.split(piece.text)
    return "".join(
        part if at % 2 else _of_clause(part, piece.language or language) for at, part in enumerate(parts)
    )


def _of_clause(text: str, language: str) -> str:
    context = _AROUND.fullmatch(text)
    if context is None or not re.search(r"\w", context[2]):
        return " " if text[:1].isspace() else ""
    return context[1] + _FLAG.sub("", ipa(context[2], language)) + context[3]
