"""Which routines are on the blog, as the studio saw it last: asking the blog for each list would be slow."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from stilte.store import write_whole
from stilte.studio.own_folder import own_folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from stilte.release.wordpress.results import PublishedPost

_FILE = "blog-posts.json"


def read_blog_posts(root: Path) -> frozenset[str]:
    """Return the slugs of routines whose posts readers can see; none where that cannot be read."""
    try:
        data = json.loads((own_folder(root, "publishing") / _FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return frozenset()
    return frozenset(map(str, data)) if isinstance(data, list) else frozenset()


def remember_blog_posts(root: Path, posts: Iterable[PublishedPost]) -> None:
    """Keep what became of posts: one that is published is on the blog, a draft or a withdrawn one is not."""
    there = set(read_blog_posts(root))
    for post in posts:
        visible = post.status == "publish" and post.outcome != "withdrawn"
        (there.add if visible else there.discard)(post.slug)
    write_whole(own_folder(root, "publishing") / _FILE, json.dumps(sorted(there)).encode())


def forget_blog_posts(root: Path) -> None:
    """Forget them, with the blog."""
    write_whole(own_folder(root, "publishing") / _FILE, b"[]")
