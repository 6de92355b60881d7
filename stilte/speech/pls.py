"""Pronunciation lexicons in the W3C's form (PLS 1.0): `<lexeme>` with graphemes and a phoneme or an alias."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.errors import Where
from stilte.reader.source import shown
from stilte.speech.voice import Pronounce

if TYPE_CHECKING:
    from pathlib import Path

    from lxml import etree

    from stilte.reader import Report

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_pls(path: Path, root: Path, language: str, report: Report) -> dict[str, Pronounce]:
    """Return the entries of a PLS file, none if it is for another language; entities are never expanded."""
    from lxml import etree  # noqa: PLC0415 (few projects have such a file)

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        lexicon = etree.fromstring(path.read_bytes(), parser)
    except (etree.XMLSyntaxError, OSError) as error:
        line = getattr(error, "lineno", None) or 1
        cure = "It should be a pronunciation lexicon as the W3C describes it (PLS 1.0)."
        report.error(Where(shown(path, root), line), f"This is not readable XML: {_first(error)}.", cure)
        return {}
    if not _speaks(lexicon.get(_XML_LANG, language), language):
        return {}
    alphabet = lexicon.get("alphabet", "ipa")
    return {
        (grapheme.text or "").strip(): said
        for lexeme in lexicon.iterfind("{*}lexeme")
        if (said := _pronunciation(lexeme, alphabet)) is not None
        for grapheme in lexeme.iterfind("{*}grapheme")
    }


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
