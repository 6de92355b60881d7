"""A teacher before the studio, in whichever browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stilte.messages.language import catalogue

if TYPE_CHECKING:
    from tests.real.studio.hands import Hands
    from tests.real.studio.journey.posts import Post


@dataclass(frozen=True, slots=True)
class Author:
    """A teacher before the studio: her page, her hands, the words of her language."""

    page: Any
    hands: Hands
    post: Post

    def words(self, english: str, **values: object) -> str:
        """Return a text of the page in her language."""
        text = catalogue(self.post.language).gettext(english)
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text

    def plural(self, one: str, many: str, n: int) -> str:
        """Return a text of the page with a number, in her language."""
        return catalogue(self.post.language).ngettext(one, many, n).replace("{n}", str(n))

    def button(self, english: str, inside: Any = None, **values: object) -> Any:
        """Return a button by its words."""
        where = self.page if inside is None else inside
        return where.get_by_role("button", name=self.words(english, **values), exact=True).first

    def field(self, english: str, inside: Any = None) -> Any:
        """Return a field by its label."""
        return (self.page if inside is None else inside).get_by_label(self.words(english), exact=True).first

    def link(self, words: str) -> Any:
        """Return a link by its words."""
        return self.page.get_by_role("link", name=words, exact=True).first

    def region(self, english: str) -> Any:
        """Return a part of the page by its heading."""
        return self.page.get_by_role("region", name=self.words(english), exact=True)

    def go_to(self, english: str) -> None:
        """Go to a view by the head of the page."""
        link = self.page.get_by_role("navigation").get_by_role("link", name=self.words(english), exact=True)
        self.hands.press(link)
