"""The blocks of a post as it stands, each with its place in the text."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK = re.compile(
    r"<!--\s+(?P<end>/)?wp:(?P<name>[a-z][a-z0-9_/-]*)\s+(?P<data>\{.*\}\s+)?(?P<void>/)?-->", re.DOTALL
)
# Non-greedy: an HTML comment ends at the first `-->`.
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(slots=True)
class BlockNode:
    """A block and the blocks in it; places count letters of the post, `end` is the first one after it.

    `inner_start` and `inner_end` are where the text between its marks begins and ends.
    """

    name: str
    data: str
    start: int
    inner_start: int
    inner_end: int = -1
    end: int = -1
    children: list[BlockNode] = field(default_factory=list)

    @property
    def attributes(self) -> dict[str, Any]:
        """Return what the editor keeps of the block; nothing where it cannot be read."""
        try:
            read = json.loads(self.data or "{}")
        except (ValueError, RecursionError):
            return {}
        return read if isinstance(read, dict) else {}

    @property
    def classes(self) -> list[str]:
        """Return the CSS classes that an author or we gave it."""
        return str(self.attributes.get("className", "")).split()

    def walk(self) -> Iterator[BlockNode]:
        """Yield the blocks inside it, each before those in it."""
        waiting = list(reversed(self.children))
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


def read_blocks(content: str) -> BlockNode:
    """Return the post as a node without a name; blocks that are not closed are left out, not what is in them.

    The work is linear in the length of the post.
    """
    root = BlockNode("", "", 0, 0, len(content), len(content))
    path, opened = [root], dict[str, int]()
    for mark, start, end in _marks(content):
        name = mark["name"].removeprefix("core/")
        if mark["void"]:
            path[-1].children.append(BlockNode(name, mark["data"] or "", start, end, end, end))
        elif not mark["end"]:
            path.append(BlockNode(name, mark["data"] or "", start, end))
            opened[name] = opened.get(name, 0) + 1
        elif opened.get(name):
            _close(path, opened, name, start, end)
    while len(path) > 1:
        _give_up(path, opened)
    return root


def _marks(content: str) -> Iterator[tuple[re.Match[str], int, int]]:
    """Yield the marks of blocks; behind the last end of a comment there can be none."""
    last = content.rfind("-->") + len("-->")
    for comment in _COMMENT.finditer(content, 0, max(last, 0)):
        mark = _MARK.fullmatch(comment[0])
        if mark:
            yield mark, comment.start(), comment.end()


def _close(path: list[BlockNode], opened: dict[str, int], name: str, start: int, end: int) -> None:
    while path[-1].name != name:
        _give_up(path, opened)
    node = path.pop()
    opened[name] -= 1
    node.inner_end, node.end = start, end
    path[-1].children.append(node)


def _give_up(path: list[BlockNode], opened: dict[str, int]) -> None:
    """Leave out the innermost open block, which is never closed; what is in it stays."""
    node = path.pop()
    opened[node.name] -= 1
    path[-1].children.extend(node.children)
