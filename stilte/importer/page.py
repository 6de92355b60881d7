"""HTML → blocks: what a reader of the article sees, without menu, forms, sharing and comments."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lxml import etree, html

from stilte.importer.post import Block, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

DROPPED = frozenset(
    [
        "script",
        "style",
        "nav",
        "footer",
        "aside",
        "form",
        "noscript",
        "template",
        "iframe",
        "svg",
        "button",
        "select",
        "input",
        "textarea",
        "object",
        "embed",
        "video",
        "audio",
        "canvas",
        "figcaption",
        "label",
        "dialog",
        "map",
        "math",
        "head",
        "time",
    ]
)
BREAKING = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "tr",
        "td",
        "th",
        "blockquote",
        "pre",
        "figure",
        "details",
        "summary",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "body",
        "html",
        "address",
        "center",
        "hr",
    ]
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
FURNITURE = re.compile(
    r"^(?:nav\w*|menu\w*|.*-menu|main-nav\w*|breadcrumbs?|sidebar|widget\w*|comments?(?:-\w+)*|respond|reply|related(?:-\w+)*|jp-relatedposts"
    r"|shar(?:e|ing)\w*(?:-\w+)*|social\w*(?:-\w+)*|sharedaddy|newsletter(?:-\w+)*|subscrib\w*|signup|cookie(?:-\w+)*|consent|gdpr|footer"
    r"|(?:post|entry)-meta|meta|byline|author(?:-(?:box|bio|info))?|tags?|tag-links|cat-links|categories|posted-on|skip-link|banner|popup"
    r"|modal|pagination|nav-links|post-navigation|toc|table-of-contents|advert\w*|promo|wp-caption-text|screen-reader-text|et_pb_post_nav"
    r"|et_social\w*|yarpp\w*|addtoany\w*|datum|date|published)$",
    re.IGNORECASE,
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
DATA = re.compile(r"^\s*stilte (.*)$", re.DOTALL)
MOST_DEPTH = 150
MOST_BLOCKS = 20_000


@dataclass(slots=True)
class _Writing:
    """The block that is being gathered while the tree is walked."""

    blocks: list[Block] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    kind: Kind = "text"
    level: int = 0
    run: int = 0
    number: int | None = None
    bold: list[str] = field(default_factory=list)
    data: str = ""

    def close(self) -> None:
        """End the block, if it holds words."""
        text = _spaces("".join(self.words))
        bold = _spaces("".join(self.bold))
        lead = bold if bold and text.startswith(bold) else ""
        if text and len(self.blocks) < MOST_BLOCKS:
            block = Block(self.kind, text, self.level, self.run, self.number, lead, self.data)
            self.blocks.append(_heading_in_disguise(block))
            self.data = ""
        self.words.clear()
        self.bold.clear()


def read_html(text: str) -> tuple[str, str, tuple[Block, ...]]:
    """Return title, language and blocks of an HTML page or fragment, however broken its markup."""
    root = _parse(text)
    if root is None:
        return "", "", ()
    writing = _Writing()
    body = root.find(".//body")
    for element in _main(root if body is None else body):
        _walk(element, writing, 0)
        writing.close()
    if writing.data:
        writing.blocks.append(Block("rule", "", data=writing.data))
    return _title(root), root.get("lang", "") or root.get("xml:lang", ""), tuple(writing.blocks)


def _parse(text: str) -> html.HtmlElement | None:
    whole = text if re.search(r"<body\b", text[:200_000], re.IGNORECASE) else f"<body>{text}</body>"
    parser = html.HTMLParser(remove_comments=False, remove_pis=True, huge_tree=True, encoding="utf-8")
    try:
        return html.document_fromstring(whole.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _title(root: html.HtmlElement) -> str:
    for path in (".//h1", ".//meta[@property='og:title']", ".//title"):
        for found in root.iterfind(path):
            text = _spaces(found.get("content") or "".join(found.itertext()))
            if text:
                return text if path != ".//title" else re.split(r"\s+[|–—»-]\s+", text)[0]
    return ""


def _main(body: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Yield the one article of a page, or its whole body."""
    for path in (".//article", ".//main"):
        found = [one for one in body.iterfind(path) if len("".join(one.itertext()).split()) > 20]  # noqa: PLR2004
        if len(found) == 1:
            yield found[0]
            return
    yield body


def _walk(element: html.HtmlElement, writing: _Writing, depth: int) -> None:
    if not isinstance(element.tag, str):
        if element.tag is etree.Comment and (found := DATA.match(element.text or "")):
            writing.close()
            writing.data = f"{writing.data}\n{found[1].strip()}".strip()
        return
    if depth > MOST_DEPTH or _dropped(element):
        return
    tag = element.tag.lower()
    if tag == "br":
        writing.words.append("\n")
    elif tag in BREAKING:
        _block(element, tag, writing, depth)
    else:
        _inline(element, tag, writing, depth)


def _dropped(element: html.HtmlElement) -> bool:
    tag = str(element.tag).lower()
    if tag in DROPPED or element.get("hidden") is not None or HIDDEN.search(element.get("style") or ""):
        return True
    if tag == "header":
        return element.find(".//h1") is None
    if tag in ("body", "html", "main", "article"):
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}".split()
    return any(FURNITURE.match(name) for name in names) and element.find(".//h1") is None


def _block(element: html.HtmlElement, tag: str, writing: _Writing, depth: int) -> None:
    writing.close()
    before = (writing.kind, writing.level, writing.run, writing.number)
    if tag in HEADINGS:
        writing.kind, writing.level = "heading", HEADINGS[tag]
    elif tag in ("ul", "ol"):
        writing.run = max([writing.run, *(block.run for block in writing.blocks)]) + 1
        writing.number = 0 if tag == "ol" else None
    elif tag == "li":
        writing.kind = "item"
        writing.number = None if writing.number is None else writing.number + 1
        before = (before[0], before[1], before[2], writing.number)
    elif tag == "blockquote":
        writing.kind = "quote"
    _children(element, writing, depth)
    writing.close()
    writing.kind, writing.level, writing.run, writing.number = before
    if tag == "hr":
        writing.blocks.append(Block("rule", ""))


def _inline(element: html.HtmlElement, tag: str, writing: _Writing, depth: int) -> None:
    opening = not "".join(writing.words).strip()
    _children(element, writing, depth)
    if tag in ("b", "strong") and opening:
        writing.bold.append("".join(element.itertext()))


def _children(element: html.HtmlElement, writing: _Writing, depth: int) -> None:
    writing.words.append(_flat(element.text))
    for child in element:
        _walk(child, writing, depth + 1)
        writing.words.append(_flat(child.tail))


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _spaces(text: str) -> str:
    """Return a text with single spaces; its newlines, which are hard breaks, stay."""
    return "\n".join(line for raw in text.split("\n") if (line := " ".join(raw.split())))


def _heading_in_disguise(block: Block) -> Block:
    """Take a short paragraph that is bold all through, and ends like no sentence, for the heading it is."""
    short = len(block.text) <= 80 and "\n" not in block.text  # noqa: PLR2004
    if (
        block.kind == "text"
        and block.lead == block.text
        and short
        and not block.text.endswith((".", "!", ","))
    ):
        return replace(block, kind="heading", level=4, lead="")
    return block
