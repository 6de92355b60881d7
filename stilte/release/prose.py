"""An author's Markdown as HTML that can do no harm, and as a plain sentence."""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from stilte.release.markup import clean

_PLAIN_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "a", "blockquote", "h2", "h3", "h4", "code", "hr"}


def markdown(text: str) -> Markup:
    """Return Markdown as HTML that can do no harm: no scripts, pictures, frames or styles."""
    html = MarkdownIt("commonmark", {"html": False}).render(clean(text))
    return Markup(nh3.clean(html, tags=_PLAIN_TAGS, url_schemes={"http", "https", "mailto"}))  # noqa: S704


def summary(text: str) -> str:
    """Return the first paragraph of a Markdown text, without its marks."""
    plain = nh3.clean(str(markdown(text.strip().partition("\n\n")[0])), tags=set())
    return " ".join(Markup(plain).unescape().split())  # noqa: S704 — only to take the entities out
