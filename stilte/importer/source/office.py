"""Word (`.docx`) and OpenDocument (`.odt`) → blocks: paragraphs, headings and lists.

Both are a zip file with one XML part for the text. It is read with the standard library's `zipfile` and
lxml, in bounded steps: a part that unpacks to more than its limit is refused, whatever the file claims.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from stilte.importer.post import Block
from stilte.importer.source.fetch import refuse
from stilte.messages import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.errors import InputError

MOST_PART_BYTES = 30_000_000
MOST_BLOCKS = 20_000
_MOST_ENTRIES = 5_000
_HEADING = re.compile(
    r"(?:heading|kop|überschrift|titre|título|rubrik|title|titel)\s?_?(?:20_)?(\d)?", re.IGNORECASE
)
_OTHERS = {
    "META-INF/container.xml": "EPUB",
    "Index/Document.iwa": "Pages",
    "Index.zip": "Pages",
    "index.xml": "Pages",
    "ppt/presentation.xml": "PowerPoint",
    "xl/workbook.xml": "Excel",
}
"""Formats that are zip files, too, and are not read, by a part that each holds."""


def refuse_format(name: str, format_: str) -> InputError:
    """Return the error for a document of a format that is not read, with what to save it as."""
    return refuse(
        tr("{name} is a document of a kind that is not read: {format}.", name=name, format=format_),
        tr("Save it as Word (.docx) or as plain text, and import that."),
    )


def read_office(data: bytes, name: str) -> tuple[str, str, tuple[Block, ...]]:
    """Return title, language and blocks of a Word or OpenDocument text."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = {one.filename: one for one in archive.infolist()[:_MOST_ENTRIES]}
            if "word/document.xml" in parts:
                return "", "", tuple(_docx(_part(archive, parts["word/document.xml"], name)))
            if told := next((format_ for part, format_ in _OTHERS.items() if part in parts), ""):
                raise refuse_format(name, told)
            if "content.xml" in parts:
                return "", "", tuple(_odt(_part(archive, parts["content.xml"], name)))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, etree.XMLSyntaxError):
        raise refuse(
            tr("{name} is damaged or locked.", name=name),
            tr("Save the text again, or save it as plain text."),
        ) from None
    raise refuse(
        tr("{name} is not a text.", name=name),
        tr("Give a post as HTML, text, Markdown, Word, OpenDocument, PDF, subtitles, or a URL."),
    )


def _part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> etree._Element:
    """Return the root of an XML part, unpacked up to its limit."""
    with archive.open(info) as file:
        data = file.read(MOST_PART_BYTES + 1)
    if len(data) > MOST_PART_BYTES:
        most = MOST_PART_BYTES // 1_000_000
        message = tr("{name} unpacks to more than {most} MB of text.", name=name, most=most)
        raise refuse(message, tr("Save the exercise alone, as plain text, and import that."))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    root = etree.fromstring(data, parser=parser)
    if root is None:
        raise refuse(
            tr("{name} is damaged or locked.", name=name),
            tr("Save the text again, or save it as plain text."),
        )
    return root


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _attribute(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith(f"}}{name}")), "")


def _docx(root: etree._Element) -> Iterator[Block]:
    run, listed = 0, False
    for at, paragraph in enumerate(one for one in root.iter() if _local(one) == "p"):
        if at >= MOST_BLOCKS:
            return
        style, item, words = "", False, []
        for one in paragraph.iter():
            match _local(one):
                case "pStyle":
                    style = _attribute(one, "val")
                case "numPr":
                    item = True
                case "t":
                    words.append(one.text or "")
                case "tab":
                    words.append(" ")
                case "br" | "cr":
                    words.append("\n")
        text = "".join(words).strip()
        run += item and not listed
        listed = item
        if text:
            yield _block(text, style, run if item else 0)


def _odt(root: etree._Element) -> Iterator[Block]:
    run, last = 0, None
    for at, paragraph in enumerate(one for one in root.iter() if _local(one) in ("p", "h")):
        if at >= MOST_BLOCKS:
            return
        listing = next((one for one in paragraph.iterancestors() if _local(one) == "list"), None)
        run += listing is not None and listing is not last
        last = listing
        text = _odt_text(paragraph).strip()
        if text:
            style = (
                f"heading {_attribute(paragraph, 'outline-level') or 1}" if _local(paragraph) == "h" else ""
            )
            yield _block(
                text, style or _attribute(paragraph, "style-name"), run if listing is not None else 0
            )


def _odt_text(paragraph: etree._Element) -> str:
    words = [paragraph.text or ""]
    for one in paragraph.iter():
        if one is paragraph:
            continue
        name = _local(one)
        words.append("\n" if name == "line-break" else " " if name in ("s", "tab") else "")
        if name not in ("annotation", "note"):
            words.append(one.text or "")
        words.append(one.tail or "")
    return "".join(words)


def _block(text: str, style: str, run: int) -> Block:
    heading = _HEADING.match(style)
    flat = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    if heading and len(flat) <= 120:  # noqa: PLR2004
        return Block("heading", flat, level=int(heading[1] or 1))
    return Block("item", flat, run=run) if run else Block("text", flat)
