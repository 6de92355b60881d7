"""The tree of an HTML page: its title, its one article, and the elements that hold the page itself."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree, html

MOST_DEPTH = 150
_MOST_CANDIDATES = 40
_ENOUGH_WORDS = 20
_FORM_SHARE = 0.5
_OWN_TITLE = re.compile(r"(?:^|\s)(?:(?:entry|post|article|amp-wp)-title|p-name|headline)(?:\s|$)")
"""How the programs that write pages mark the title of a post, beside that of their site."""


def parse(text: str) -> html.HtmlElement | None:
    """Return the root of a page or fragment, however broken its markup; None where nothing can be read."""
    whole = text if re.search(r"<body\b", text[:200_000], re.IGNORECASE) else f"<body>{text}</body>"
    parser = html.HTMLParser(remove_comments=False, remove_pis=True, huge_tree=True, encoding="utf-8")
    try:
        return html.document_fromstring(whole.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def page_title(root: html.HtmlElement) -> str:
    """Return what a page calls itself, or ""; the post's own heading before that of the site."""
    for one in islice(root.iter("h1", "h2", "h3", "h4"), _MOST_CANDIDATES):
        marks = f"{one.get('class', '')} {one.get('itemprop', '')} {one.get('data-hook', '')}"
        if _OWN_TITLE.search(marks) and (text := single_spaces("".join(one.itertext()))):
            return text
    for path in (".//h1", ".//meta[@property='og:title']", ".//title"):
        for found in islice(root.iterfind(path), _MOST_CANDIDATES):
            text = single_spaces(found.get("content") or "".join(found.itertext()))
            if text:
                return text if path != ".//title" else re.split(r"\s+[|–—»-]\s+", text)[0]
    return ""


def _words_of(element: html.HtmlElement, most: int) -> int:
    """Return how many words an element holds, counted up to a limit."""
    count = 0
    for text in element.itertext():
        count += len(text.split())
        if count >= most:
            break
    return count


def main_part(body: html.HtmlElement) -> html.HtmlElement:
    """Return the one article of a page, or its whole body."""
    for path in (".//article", ".//main"):
        found = [
            one
            for one in islice(body.iterfind(path), _MOST_CANDIDATES)
            if _words_of(one, _ENOUGH_WORDS) >= _ENOUGH_WORDS and not _inside(one, "article", body)
        ]
        if len(found) == 1:
            return found[0]
    return body


def _inside(element: html.HtmlElement, tag: str, body: html.HtmlElement) -> bool:
    return any(one.tag == tag for one in islice(element.iterancestors(), MOST_DEPTH) if one is not body)


def whole_forms(body: html.HtmlElement) -> frozenset[html.HtmlElement]:
    """Return the forms that hold the page itself, as some programs write it: half of all words."""
    total = max(1, _words_of(body, 1_000_000))
    forms = list(islice(body.iterfind(".//form"), _MOST_CANDIDATES))
    return frozenset(one for one in forms if _words_of(one, total) / total >= _FORM_SHARE)


def above_titles(body: html.HtmlElement) -> frozenset[html.HtmlElement]:
    """Return the elements that hold an `h1`: they are no furniture, whatever they are called."""
    found: set[html.HtmlElement] = set()
    for title in islice(body.iterfind(".//h1"), _MOST_CANDIDATES):
        found.update(title.iterancestors())
    return frozenset(found)


def single_spaces(text: str) -> str:
    """Return a text with single spaces; its newlines, which are hard breaks, stay."""
    return "\n".join(line for raw in text.split("\n") if (line := " ".join(raw.split())))
