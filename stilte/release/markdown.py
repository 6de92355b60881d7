"""An author's Markdown as sanitised HTML, and as plain text."""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from stilte.release.escape import clean

_PLAIN_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "a", "blockquote", "h2", "h3", "h4", "code", "hr"}


def markdown(text: str) -> Markup:
    """Return Markdown as sanitised HTML: no scripts, pictures, frames or styles."""
    html = MarkdownIt("commonmark", {"html": False}).render(clean(text))
    return Markup(nh3.clean(html, tags=_PLAIN_TAGS, url_schemes={"http", "https", "mailto"}))  # noqa: S704


def plain(text: str) -> str:
    """Return a Markdown text without its marks, paragraphs kept apart."""
    blocks = (nh3.clean(str(markdown(block)), tags=set()) for block in text.strip().split("\n\n"))
    words = (" ".join(Markup(block).unescape().split()) for block in blocks)  # noqa: S704 — entities out
    return "\n\n".join(block for block in words if block)


def summary(text: str) -> str:
    """Return the first paragraph of a Markdown text, without its marks."""
    return plain(text).partition("\n\n")[0]
