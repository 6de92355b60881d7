"""Parsing a blog's answers into values of checked structure, so that later code can rely on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from stilte.errors import BuildError, Problem
from stilte.foreign_text import foreign_text
from stilte.messages import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

# WordPress returns at most 100 rows per page; more is not an answer of its REST API.
_MOST_ROWS = 1000
_MOST_LETTERS = 500


@dataclass(frozen=True, slots=True)
class Post:
    """A post as its blog keeps it.

    `content` is what the editor reads, `shown` what visitors see; `meta` the fields of plugins. `date` and
    `modified` are in UTC, as ISO 8601. The date of a draft that was never out goes along with every change.
    """

    id: int
    slug: str
    status: str
    link: str
    title: str = ""
    content: str = ""
    shown: str = ""
    excerpt: str = ""
    featured_media: int = 0
    date: str = ""
    modified: str = ""
    protected: bool = False
    meta: Mapping[str, str] = field(default_factory=dict)

    @property
    def dated_before(self) -> bool:
        """Tell whether its date is older than its last change, as that of a post is that was out once."""
        return bool(self.date) and self.date < self.modified


@dataclass(frozen=True, slots=True)
class Medium:
    """A file on the blog."""

    id: int
    address: str
    slug: str = ""
    title: str = ""
    description: str = ""


def strange_answer() -> BuildError:
    """Return the error for an answer that does not come from WordPress."""
    return BuildError(
        Problem(
            None,
            tr("The answer does not come from WordPress: something intercepts it."),
            tr(
                "A security or cache plugin may be the cause: exclude /wp-json/ from it, or ask the "
                "blog's hosting provider."
            ),
        )
    )


def rows(answer: Any) -> list[dict[str, Any]]:
    """Return a list of tables; raises `BuildError` for anything else."""
    if (
        isinstance(answer, list)
        and len(answer) <= _MOST_ROWS
        and all(isinstance(one, dict) for one in answer)
    ):
        return answer
    raise strange_answer()


def table(answer: Any) -> dict[str, Any]:
    """Return a table; raises `BuildError` for anything else."""
    if isinstance(answer, dict):
        return answer
    raise strange_answer()


def read_post(answer: Any) -> Post:
    """Return a post; raises `BuildError` where it has no number, or no words where it should."""
    told = table(answer)
    meta = told.get("meta")
    return Post(
        id=_number(told.get("id")),
        slug=_words(told.get("slug")),
        status=_shown_to_author(told.get("status")),
        link=_shown_to_author(told.get("link")),
        title=_shown_to_author(told.get("title")),
        content=_words(told.get("content")),
        shown=_shown(told.get("content")),
        excerpt=_words(told.get("excerpt")),
        featured_media=_number(told.get("featured_media") or 0),
        date=_words(told.get("date_gmt")),
        modified=_words(told.get("modified_gmt")),
        protected=bool(told.get("password")) or _is_protected(told.get("content")),
        meta={str(name): _plain(value) for name, value in meta.items()} if isinstance(meta, dict) else {},
    )


def read_posts(answer: Any) -> list[Post]:
    """Return posts; raises `BuildError`."""
    return [read_post(one) for one in rows(answer)]


def read_medium(answer: Any) -> Medium:
    """Return a file; raises `BuildError` where it has no number or no address."""
    told = table(answer)
    address = _words(told.get("source_url"))
    if not address:
        raise strange_answer()
    return Medium(
        _number(told.get("id")),
        address,
        _words(told.get("slug")),
        _words(told.get("title")),
        _words(told.get("description")),
    )


def _number(value: Any) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value[:19])  # some plugins make texts of numbers
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 63:
        return value
    raise strange_answer()


def _words(value: Any) -> str:
    """Return a text, or what the editor reads of one; WordPress gives the second where we may write."""
    if isinstance(value, dict):
        value = value.get("raw", value.get("rendered"))
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    raise strange_answer()


def _shown_to_author(value: Any) -> str:
    """Return a text that stands in messages, on one line and of a length that can be read."""
    return foreign_text(_words(value), most=_MOST_LETTERS)


def _shown(value: Any) -> str:
    return _words(value.get("rendered")) if isinstance(value, dict) else _words(value)


def _is_protected(value: Any) -> bool:
    return isinstance(value, dict) and bool(value.get("protected"))


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, (int, float)) else ""
