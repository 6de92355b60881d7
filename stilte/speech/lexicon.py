"""Pronunciations of words that engines get wrong: built-in, the project's and a voice's, in that order.

A lexicon file holds `word: respelling` or `word: {say, ipa, lang}`. Words are whole and in any case; an
ending of the language ("chakra's", "mudras") is carried over.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from stilte.file_names import stem_of, yaml_files
from stilte.messages import tr
from stilte.reader import Report, Text, read_fields
from stilte.reader.builtin_tables import builtin_table
from stilte.speech.engine import Piece
from stilte.speech.normalize.table import table_of
from stilte.speech.pls import MOST_LETTERS, read_pls, too_long
from stilte.speech.voice import Pronounce

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from stilte.errors import Problem
    from stilte.reader import Fields

PRONOUNCE_KEYS = ("say", "ipa", "lang")
"""How a word may be said: respelled, in IPA, as a word of another language."""
_SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by their word in lower case; `endings` maps an ending of the language to its IPA."""

    entries: Mapping[str, Pronounce] = field(default_factory=dict)
    endings: Mapping[str, str] = field(default_factory=dict)

    def over(self, entries: Mapping[str, Pronounce]) -> Lexicon:
        """Return the lexicon with entries that win over those it has."""
        return Lexicon({**self.entries, **{_key(word): said for word, said in entries.items()}}, self.endings)

    def find(self, word: str) -> Piece | None:
        """Return how a word is said; None where the lexicon leaves it to the engine.

        >>> Lexicon({"mudra": Pronounce(say="moedra", ipa="mˈudraː")}, {"'s": "s"}).find("Mudra's")
        Piece(text="moedra's", ipa='mˈudraːs', language=None)
        """
        key = _key(word)
        if key in self.entries:
            return _piece(word, self.entries[key])
        for ending in sorted(self.endings, key=len, reverse=True):
            stem = key.removesuffix(ending)
            if (
                stem != key
                and stem in self.entries
                and (len(stem) >= _SHORTEST_STEM or ending.startswith("'"))
            ):
                return _piece(word, self.entries[stem], ending, self.endings[ending])
        return None

    def longest_at(
        self, text: str, words: Sequence[re.Match[str]], index: int, most: int
    ) -> tuple[int, Piece | None]:
        """Return how many words from `index` on are one entry, and how it is said; (1, None) for none.

        No entry has more than `most` words.
        """
        for count in range(min(most, len(words) - index), 0, -1):
            piece = self.find(text[words[index].start() : words[index + count - 1].end()])
            if piece is not None:
                return count, piece
        return 1, None

    @property
    def most_words(self) -> int:
        """Return how many words the longest entry has."""
        return _most_words(tuple(self.entries))


@lru_cache(maxsize=64)
def _most_words(keys: tuple[str, ...]) -> int:
    return max((1 + key.count(" ") + key.count("-") for key in keys), default=1)


def lexicon_for(
    language: str,
    folder: Path | None = None,
    root: Path | None = None,
    pronounce: Mapping[str, Pronounce] | None = None,
) -> Lexicon:
    """Return the lexicon of a language: shipped entries, those of the project, a voice's own.

    The project's are `lexicon.LANGUAGE.yaml` and `*.pls` in `folder`.

    Raises InputError with every problem of those files.
    """
    report = Report()
    lexicon = Lexicon(_shipped(_base(language)), table_of(language).endings)
    for path in _project_files(language, folder):
        lexicon = lexicon.over(_read(path, root or path.parent, language, report))
    report.check()
    return lexicon.over(pronounce or {})


def wrong_lexicons(folder: Path, root: Path) -> dict[str, tuple[Problem, ...]]:
    """Return what is wrong with a project's lexicons, by language; under "" what is wrong with PLS files."""
    wrong: dict[str, tuple[Problem, ...]] = {}
    for path in sorted([*_lexicon_files(folder), *_pls_files(folder)]):
        language, report = _base(stem_of(path).partition(".")[2]), Report()
        _read(path, root, language, report)
        if report.failed:
            wrong[language] = (*wrong.get(language, ()), *report.errors)
    return wrong


def pronunciations(fields: Fields) -> dict[str, Pronounce]:
    """Return the entries of a mapping of words, as in a lexicon file or under `pronounce`."""
    return {word: _pronunciation(word, fields) for word in fields.values}


def _pronunciation(word: str, fields: Fields) -> Pronounce:
    said = _written(word, fields)
    if max(map(len, (word, said.say or "", said.ipa or ""))) <= MOST_LETTERS:
        return said
    fields.report.error(fields.where(word), *too_long(word))
    return Pronounce()


def _written(word: str, fields: Fields) -> Pronounce:
    if isinstance(fields.node(word), Text):
        return Pronounce(say=fields.text(word))
    entry = fields.table(word, PRONOUNCE_KEYS)
    if not any(key in entry for key in PRONOUNCE_KEYS):
        cure = tr("Write `{word}: respelled`, or `{word}: {ipa: …}`.", word=word)
        fields.report.error(fields.where(word), tr("'{word}' does not say how it is said.", word=word), cure)
    return Pronounce(entry.text("say", None), entry.text("ipa", None), entry.text("lang", None))


def _project_files(language: str, folder: Path | None) -> list[Path]:
    """Return the files for a language, those for its region last."""
    if folder is None:
        return []
    wanted = tuple(dict.fromkeys([_base(language), language.lower()]))
    found = {stem_of(path).lower().partition(".")[2]: path for path in reversed(list(_lexicon_files(folder)))}
    return [*_pls_files(folder), *(found[name] for name in wanted if name in found)]


def _lexicon_files(folder: Path) -> Iterator[Path]:
    return (path for path in yaml_files(folder, only_files=False) if path.name.lower().startswith("lexicon."))


def _pls_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.suffix.lower() == ".pls")


def _read(path: Path, root: Path, language: str, report: Report) -> dict[str, Pronounce]:
    if path.suffix.lower() == ".pls":
        return read_pls(path, root, language, report)
    return pronunciations(read_fields(path, root, report, None, tr("words and how they are said")))


@lru_cache(maxsize=16)
def _shipped(language: str) -> dict[str, Pronounce]:
    shipped = builtin_table("stilte.speech", "lexicons", f"{language}.yaml")
    return {_key(word): Pronounce(**said) for word, said in shipped.items()}


def _piece(word: str, said: Pronounce, ending: str = "", ending_ipa: str = "") -> Piece:
    text = said.say + ending if said.say else word
    return Piece(text, said.ipa + ending_ipa if said.ipa else None, said.lang)


def _key(word: str) -> str:
    return " ".join(word.replace("’", "'").casefold().split())


def _base(language: str) -> str:
    return language.partition("-")[0].lower()
