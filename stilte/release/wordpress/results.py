"""What publishing to a blog is told, by its author and of the scripts, and tells of their posts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from stilte.messages import word

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stilte.errors import Problem
    from stilte.messages import Message
    from stilte.release.readiness import Waiting
    from stilte.release.wordpress.post_update import Outcome


Kind = Literal["posts", "podcast"]


@dataclass(frozen=True, slots=True)
class PostOptions:
    """How routines are brought to a blog.

    Attributes:
        dry_run: Ask the blog what would change, and change nothing.
        publish: Make the posts public; else they are drafts.
        allow_draft: Take tracks that a draft voice speaks, too.
        kind: Posts, or episodes of Seriously Simple Podcasting.
        again: The routines whose withdrawn posts come back, by slug.
    """

    dry_run: bool = False
    publish: bool = False
    allow_draft: bool = False
    kind: Kind = "posts"
    again: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PublishedPost:
    """A routine on the blog: what happened, or in a dry run would happen.

    `files` are those sent for it; `warnings` tell what keeps readers from it, or what it goes without.
    """

    slug: str
    outcome: Outcome
    status: str
    address: str
    files: tuple[str, ...]
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedPosts:
    """What is on the blog now, and what waits."""

    posts: tuple[PublishedPost, ...]
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class ScriptNames:
    """What the scripts say beside their tracks, by slug of the routine.

    `images` are their pictures, `was` the slugs that they had; `slugs` are those of all scripts there are.
    """

    images: Mapping[str, str] = field(default_factory=dict)
    was: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    slugs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told along the way: of files sent, posts done, waits in seconds, tracks without an MP3."""

    sends: Callable[[str], None] = lambda _name: None
    ends: Callable[[PublishedPost], None] = lambda _post: None
    waits: Callable[[float], None] = lambda _s: None
    leaves_out: Callable[[Waiting], None] = lambda _waiting: None


def outcome_word(outcome: Outcome, *, dry_run: bool) -> Message:
    """Return what happened to a post in a word; in a dry run, what would happen."""
    return (_PLANNED if dry_run else _DONE)[outcome]


_DONE: dict[Outcome, Message] = {
    "created": word("a post", "created"),
    "updated": word("a post", "updated"),
    "unchanged": word("a post", "unchanged"),
    "withdrawn": word("a post", "withdrawn"),
}
_PLANNED = {
    **_DONE,
    "created": word("a post", "would be created"),
    "updated": word("a post", "would be updated"),
}
