"""What was read from a page, as values: blocks of text in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

BULLET = re.compile(
    r"^\s*(?:[-*•·‣◦▪►▸➤➔→✓✔❖✦★☆○●◆♦❤♥■□–—+>]\ufe0f?|[\U0001F300-\U0001FAFF\u2600-\u27BF]\ufe0f?)+\s+(?=\S)"
)
"""A typed bullet before the words of an item: signs, arrows, hands and other pictures."""

Kind = Literal["heading", "text", "item", "quote", "rule"]


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph or list item; hard line breaks are kept as newlines.

    `level` is a heading's (1 to 6); `run` numbers the list an item belongs to, `number` is its place in it,
    None for a bullet; `lead` is the bold opening of an item or paragraph; `data` is a step that `text` left.
    `line` is where it stands in the source, from 1; 0 where nobody knows. `page` marks what belongs to the
    page around the article (a menu, a comment, a table of prices): shown as left out, never spoken.
    """

    kind: Kind
    text: str
    level: int = 0
    run: int = 0
    number: int | None = None
    lead: str = ""
    data: str = ""
    line: int = 0
    page: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """One post: its title, what the page says of its language ("" for nothing), and its blocks.

    `status` is what a WordPress export says of it: "publish", "draft" …; "" elsewhere.
    """

    title: str
    blocks: tuple[Block, ...]
    language: str = ""
    slug: str = ""
    source: str = ""
    status: str = ""
