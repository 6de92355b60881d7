"""What was read from a page, as values: blocks of text in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "text", "item", "quote", "rule"]


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph or list item; hard line breaks are kept as newlines.

    `level` is a heading's (1 to 6); `run` numbers the list an item belongs to, `number` is its place in it,
    None for a bullet; `lead` is the bold opening of an item or paragraph; `data` is a step that `text` left.
    """

    kind: Kind
    text: str
    level: int = 0
    run: int = 0
    number: int | None = None
    lead: str = ""
    data: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """One post: its title, what the page says of its language ("" for nothing), and its blocks."""

    title: str
    blocks: tuple[Block, ...]
    language: str = ""
    slug: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the blocks under it, up to the next heading; an opening without a heading has None."""

    heading: Block | None
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """Return the words of the heading."""
        return self.heading.text if self.heading else ""


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise inside a post; `notes` are tips and cautions, `about` is its introduction."""

    title: str
    language: str
    sections: tuple[Section, ...]
    subtitle: str = ""
    about: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""
    heading: str = ""
