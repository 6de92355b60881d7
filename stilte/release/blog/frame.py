"""Our part of a post: a group block with a class of its own, found again wherever its author put it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from stilte.release.blog.blocks import Block, written

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARK = re.compile(
    r"<!--\s+(?P<end>/)?wp:(?P<name>[a-z][a-z0-9_/-]*)\s+(?P<data>\{(?:(?!-->).)*?\}\s+)?(?P<void>/)?-->",
    re.DOTALL,
)


def frame_class(slug: str) -> str:
    """Return the class by which the frame of a routine is known.

    >>> frame_class("de-bron")
    'stilte-de-bron'
    """
    return f"stilte-{slug}"


def framed(slug: str, inside: Sequence[Block]) -> str:
    """Return our part of a post."""
    name = frame_class(slug)
    group = Block(
        "group", f'<div class="wp-block-group {name}">', tuple(inside), "</div>", {"className": name}
    )
    return written(group)


def find_frame(content: str, slug: str) -> tuple[int, int] | None:
    """Return where our part stands in a post, as start and end; None where it is not there or not closed."""
    depth, start = 0, None
    for mark in _MARK.finditer(content):
        if mark["name"] not in ("group", "core/group") or mark["void"]:
            continue
        if start is None:
            if not mark["end"] and frame_class(slug) in _classes(mark["data"]):
                start, depth = mark.start(), 1
            continue
        depth += -1 if mark["end"] else 1
        if depth == 0:
            return start, mark.end()
    return None


def put_in(content: str, slug: str, frame: str) -> str:
    """Return a post with our part as it is now: in the place of the old one, or else at the end."""
    place = find_frame(content, slug)
    if place is None:
        return f"{content.rstrip()}\n\n{frame}".lstrip()
    return content[: place[0]] + frame + content[place[1] :]


def _classes(data: str | None) -> list[str]:
    try:
        return str(json.loads(data or "{}").get("className", "")).split()
    except ValueError:
        return []
