"""An author's Markdown as blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import html

from stilte.release.markdown import markdown
from stilte.release.wordpress.blocks import Block, bullet_list, heading, no_shortcodes, paragraph, text

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEVELS = {"h2": 2, "h3": 3, "h4": 4}
_NESTING = ("p", "ul", "ol", "blockquote")


def prose_blocks(source: str) -> Iterator[Block]:
    """Yield the blocks of a Markdown text; what has no simple block of its own comes as HTML."""
    body = str(markdown(source)).strip()
    for part in html.fragments_fromstring(body) if body else ():
        if not isinstance(part, str):
            yield _block(part)
        elif part.strip():
            yield paragraph(text(part.strip()))


def _block(element: html.HtmlElement) -> Block:
    if element.tag == "p":
        return paragraph(_inside(element))
    if element.tag in _LEVELS:
        return heading(_inside(element), _LEVELS[element.tag])
    if element.tag in ("ul", "ol") and not any(
        item.xpath(f".//{tag}") for item in element for tag in _NESTING
    ):
        return bullet_list([_inside(item) for item in element], ordered=element.tag == "ol")
    return Block("html", _whole(element))


def _whole(element: html.HtmlElement) -> str:
    return no_shortcodes(str(html.tostring(element, encoding="unicode", with_tail=False)).strip())


def _inside(element: html.HtmlElement) -> str:
    """Return what stands between the tags of an element."""
    whole = _whole(element)
    return whole[whole.index(">") + 1 : whole.rindex("<")].strip()
