"""HTML → blocks: what a reader of the article sees; the page around it is marked as such.

Every walk is linear in the size of the page: what a block needs to know is kept, never gathered anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lxml import etree, html

from stilte.importer.post import Block, Kind
from stilte.importer.source.html_page import (
    MOST_DEPTH,
    above_titles,
    main_part,
    page_title,
    parse,
    single_spaces,
    whole_forms,
)
from stilte.importer.source.html_tables import is_data, table_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

UNSEEN = frozenset(
    """
    audio button canvas embed head iframe input link map math meta noscript object option script select
    style svg template textarea video
    """.split()  # noqa: SIM905
)
AROUND = frozenset(
    """
    aside dialog figcaption footer form label menu nav time
    """.split()  # noqa: SIM905
)
BREAKING = frozenset(
    """
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr html li main menu nav ol p pre section summary table tbody
    td th thead tr ul
    """.split()  # noqa: SIM905
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
FURNITURE = re.compile(
    r"^(?:nav\w*|menu\w*|.*-menu|main-nav\w*|(?:ez-)?toc(?:-\w+)*|bread-?crumbs?|kruimel\w*|sidebar|widget\w*|comments?(?:-\w+)*|comment-?list"
    r"|respond|reply|related(?:-\w+)*|c-related|jp-relatedposts|gerelateerd\w*|verwandt\w*|shar(?:e|ing)\w*(?:-\w+)*|social\w*(?:-\w+)*|sharedaddy"
    r"|newsletter(?:-\w+)*|subscrib\w*|signup|cookie(?:-\w+)*|\w*cookie|consent|gdpr|footer|(?:post|entry)-meta|meta|byline"
    r"|author(?:-(?:box|bio|info))?|tags?|tag-links|cat-links|categories|posted-on|skip-link|banner|popup|modal|pagination|nav-links"
    r"|post-navigation|nav-single|table-of-contents|advert\w*|promo|et_pb_promo|et_pb_cta\w*|cta|wp-caption-text|screen-reader-text"
    r"|et_pb_post_nav|et_social\w*|yarpp\w*|addtoany\w*|datum|date|published|leestijd|reading-time|deel|teilen)$",
    re.IGNORECASE,
)
HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*[01]px", re.IGNORECASE
)
DATA = re.compile(r"^\s*stilte (.*)$", re.DOTALL)
MOST_BLOCKS = 20_000


@dataclass(slots=True)
class _Writing:
    """The block that is being gathered while the tree is walked."""

    whole_forms: frozenset[html.HtmlElement]
    holds_title: frozenset[html.HtmlElement]
    article: html.HtmlElement | None = None
    blocks: list[Block] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    opened: bool = False
    kind: Kind = "text"
    level: int = 0
    run: int = 0
    runs: int = 0
    number: int | None = None
    page: bool = False
    line: int = 0
    bold: list[str] = field(default_factory=list)
    bold_depth: int = 0
    data: str = ""
    strong: list[str] = field(default_factory=list)
    strong_depth: int = 0
    line_at: int = 0

    def write(self, text: str | None) -> None:
        """Take words as they stand between two tags."""
        if text:
            flat = re.sub(r"\s+", " ", text)
            self.words.append(flat)
            self.opened = self.opened or flat != " "
            if self.bold_depth:
                self.bold.append(flat)
            if self.strong_depth:
                self.strong.append(flat)

    def end_line(self) -> None:
        """Break a line: an empty one ends a paragraph, a bold one inside it is a heading."""
        line, strong = (single_spaces("".join(parts)) for parts in (self.words[self.line_at :], self.strong))
        if self.kind == "text" and self.opened and not line:
            self.close()
        elif self.kind == "text" and self.line_at and line and line == strong and _names_part(line):
            del self.words[self.line_at :]
            self.close()
            self.words.append(line)
            self.bold.append(line)
            self.opened = True
            self.close()
        else:
            self.words.append("\n")
            self.line_at = len(self.words)
        self.strong.clear()

    def close(self) -> None:
        """End the block, if it holds words."""
        text = single_spaces("".join(self.words)) if self.opened else ""
        bold = single_spaces("".join(self.bold)) if self.bold else ""
        lead = bold if bold and text.startswith(bold) else ""
        if text and len(self.blocks) < MOST_BLOCKS:
            block = Block(
                self.kind, text, self.level, self.run, self.number, lead, self.data, self.line, self.page
            )
            self.blocks.append(_heading_in_disguise(block))
            self.data = ""
        self.words.clear()
        self.bold.clear()
        self.strong.clear()
        self.opened = False
        self.line_at = 0


def read_html(text: str) -> tuple[str, str, tuple[Block, ...]]:
    """Return title, language and blocks of an HTML page or fragment, however broken its markup."""
    root = parse(text)
    if root is None:
        return "", "", ()
    body = root.find(".//body")
    body = root if body is None else body
    main = main_part(body)
    writing = _Writing(whole_forms(body), above_titles(body), main)
    _walk(main, writing, 0)
    writing.close()
    if writing.data:
        writing.blocks.append(Block("rule", "", data=writing.data))
    return page_title(root), root.get("lang", "") or root.get("xml:lang", ""), tuple(writing.blocks)


def _walk(element: html.HtmlElement, writing: _Writing, depth: int) -> None:
    if not isinstance(element.tag, str):
        if element.tag is etree.Comment and (found := DATA.match(element.text or "")):
            writing.close()
            writing.data = f"{writing.data}\n{found[1].strip()}".strip()
        return
    tag = element.tag.lower()
    if depth > MOST_DEPTH or tag in UNSEEN or _is_hidden(element):
        return
    if not writing.page and _is_around(element, tag, writing):
        writing.close()
        writing.page = True
        _block(element, tag, writing, depth)
        writing.close()
        writing.page = False
    elif tag == "br":
        writing.end_line()
    elif tag == "table" and not writing.page and is_data(element):
        _rows(element, writing, depth)
    elif tag in BREAKING:
        _block(element, tag, writing, depth)
    else:
        _inline(element, tag, writing, depth)


def _is_hidden(element: html.HtmlElement) -> bool:
    return element.get("hidden") is not None or bool(HIDDEN.search(element.get("style") or ""))


def _is_around(element: html.HtmlElement, tag: str, writing: _Writing) -> bool:
    """Tell whether an element belongs to the page around the article."""
    if element is writing.article or tag in ("body", "html", "main"):
        return False
    if element in writing.holds_title:
        return False
    if tag == "form":
        return element not in writing.whole_forms
    if tag in AROUND or tag == "header":
        return True
    if tag == "article":
        return bool(writing.blocks)
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"[
        :500
    ].split()
    return any(FURNITURE.match(name) for name in names)


def _block(element: html.HtmlElement, tag: str, writing: _Writing, depth: int) -> None:
    writing.close()
    before = (writing.kind, writing.level, writing.run, writing.number)
    writing.line = element.sourceline or writing.line
    if tag in HEADINGS:
        writing.kind, writing.level = "heading", HEADINGS[tag]
    elif tag in ("ul", "ol"):
        writing.runs += 1
        writing.run = writing.runs
        writing.number = _start(element) - 1 if tag == "ol" else None
    elif tag == "li":
        writing.kind = "item"
        writing.number = None if writing.number is None else writing.number + 1
        before = (before[0], before[1], before[2], writing.number)
    elif tag == "blockquote":
        writing.kind = "quote"
    _children(element, writing, depth)
    writing.close()
    writing.kind, writing.level, writing.run, writing.number = before
    if tag == "hr" and len(writing.blocks) < MOST_BLOCKS:
        writing.blocks.append(Block("rule", ""))


def _start(element: html.HtmlElement) -> int:
    written = element.get("start") or "1"
    return int(written) if re.fullmatch(r"\d{1,3}", written) else 1


def _rows(table: html.HtmlElement, writing: _Writing, depth: int) -> None:
    writing.close()
    for row in table_rows(table):
        writing.line = row.line or writing.line
        writing.page = not row.told
        for text in row.texts:
            writing.write(text)
            writing.close()
    writing.page = depth < 0


def _inline(element: html.HtmlElement, tag: str, writing: _Writing, depth: int) -> None:
    strong = tag in ("b", "strong")
    bold = strong and (not writing.opened or writing.bold_depth > 0)
    writing.bold_depth += bold
    writing.strong_depth += strong
    _children(element, writing, depth)
    writing.bold_depth -= bold
    writing.strong_depth -= strong


def _children(element: html.HtmlElement, writing: _Writing, depth: int) -> None:
    writing.write(element.text)
    for child in element:
        _walk(child, writing, depth + 1)
        writing.write(child.tail)


def _names_part(line: str) -> bool:
    """Tell whether a bold line between others names a part: it is short, no sentence, and no amount."""
    short = len(line) <= 80 and not line.endswith((".", "!", ",", ":", ";"))  # noqa: PLR2004
    return short and not re.search(r"\d", re.sub(r"^\W*\d{1,2}[.):]?\s", "", line))


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


def opening_bold(block: Block) -> Iterator[Block]:
    """Yield a block whose first line is bold as the heading and the text that it is."""
    first, newline, rest = block.text.partition("\n")
    if newline and block.kind == "text" and block.lead == first and not first.endswith((".", "!", ",")):
        yield replace(block, kind="heading", level=4, text=first, lead="")
        yield replace(block, text=rest, lead="", data="")
    else:
        yield block
