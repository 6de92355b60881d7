"""Pronunciation lexicons in the W3C's form (PLS 1.0): `<lexeme>` with graphemes and a phoneme or an alias."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.errors import Where
from stilte.messages import Message, tr
from stilte.outside_files import OutsideFileError, read_outside_file
from stilte.reader.source import shown
from stilte.speech.voice import Pronounce

if TYPE_CHECKING:
    from pathlib import Path

    from lxml import etree

    from stilte.reader import Report

# Far more than any lexicon; protects memory from a wrong file.
MOST_BYTES = 10**7
MOST_LETTERS = 500
_SHOWN_LETTERS = 40
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_pls(path: Path, root: Path, language: str, report: Report) -> dict[str, Pronounce]:
    """Return the entries of a PLS file, none if it is for another language; "" stands for any language.

    Entities are never expanded.
    """
    from lxml import etree  # noqa: PLC0415 (few projects have such a file)

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        lexicon = etree.fromstring(read_outside_file(path, root, MOST_BYTES), parser)
    except OutsideFileError as refused:
        report.error(Where(_name(path, root), 1), refused.message, refused.instead)
        return {}
    except etree.XMLSyntaxError as error:
        line = getattr(error, "lineno", None) or 1
        cure = tr("It should be a pronunciation lexicon as the W3C describes it (PLS 1.0).")
        report.error(
            Where(shown(path, root), line),
            tr("This is not readable XML: {error}.", error=_first(error)),
            cure,
        )
        return {}
    if language and not _speaks(lexicon.get(_XML_LANG, language), language):
        return {}
    alphabet = lexicon.get("alphabet", "ipa")
    found = dict[str, Pronounce]()
    for lexeme in lexicon.iterfind("{*}lexeme"):
        said = _pronunciation(lexeme, alphabet)
        if said is None:
            continue
        for grapheme in lexeme.iterfind("{*}grapheme"):
            word = (grapheme.text or "").strip()
            if max(map(len, (word, said.say or "", said.ipa or ""))) > MOST_LETTERS:
                report.error(Where(_name(path, root), _line(lexeme)), *too_long(word))
            elif word:
                found[word] = said
    return found


def _line(lexeme: etree._Element) -> int:
    return lexeme.sourceline if isinstance(lexeme.sourceline, int) else 1


def too_long(word: str) -> tuple[Message, Message]:
    """Return what to tell of an entry that no voice could say in one breath."""
    told = word if len(word) <= _SHOWN_LETTERS else f"{word[:_SHOWN_LETTERS]}…"
    message = tr("The entry '{word}' is longer than {most} letters.", word=told, most=MOST_LETTERS)
    return message, tr("An entry is a word, or a few; write longer text in the script.")


def _name(path: Path, root: Path) -> str:
    """Return how a file is told; one that is a link is told by its own name."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else shown(path, root)


def _pronunciation(lexeme: etree._Element, alphabet: str) -> Pronounce | None:
    alias, phoneme = lexeme.find("{*}alias"), lexeme.find("{*}phoneme")
    say = (alias.text or "").strip() if alias is not None else None
    is_ipa = phoneme is not None and phoneme.get("alphabet", alphabet) == "ipa"
    ipa = (phoneme.text or "").strip() if phoneme is not None and is_ipa else None
    return Pronounce(say=say or None, ipa=ipa or None) if say or ipa else None


def _speaks(theirs: str, ours: str) -> bool:
    return theirs.partition("-")[0].lower() == ours.partition("-")[0].lower()


def _first(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
