"""What an author chooses when publishing to a blog."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
