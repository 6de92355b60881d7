"""The managed part of a post: a group block with its own class, found wherever the author moved it.

Each block of ours in it carries a class with a digest of what it says, the group one of all of them. They
tell what is ours from what its author wrote between it, and whether anything is to be written at all: the
editor may write the same block in other bytes, and an author may have mended a word in it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.release.wordpress.block_tree import BlockNode, read_blocks
from stilte.release.wordpress.blocks import Block, says, serialize, with_class

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_DIGEST_LENGTH = 10
_OUT = "by-stilte-out"
PLAIN = "by-stilte-plain"
"""Marks a group whose blog took the small player away; without it, the player is tried again."""
# The media id in a block's JSON attributes, or in the id that a file block gives its link.
_NAMED_MEDIA = re.compile(r'"id":([0-9]{1,18})[,}]|wp-block-file--media-([0-9]{1,18})')
_FRAME_CLASS = re.compile(r"stilte-(?P<slug>[\w-]+)")


@dataclass(frozen=True, slots=True)
class Part:
    """A block of ours: `key` is a digest of what it says, whatever the addresses of its files on the blog."""

    key: str
    block: Block
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A block of ours that stands in a post: its key, if it has one, its place, and the media it names."""

    key: str
    start: int
    end: int
    media: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """Our part as it stands in a post; `names` are the slugs by which the routine is or was known."""

    content: str
    names: tuple[str, ...]
    node: BlockNode
    parts: tuple[Standing, ...]

    @property
    def key(self) -> str:
        """Return the digest of what we wrote last, or nothing where we never wrote in it."""
        return _key_in(self.node.classes, self.names)

    @property
    def was_out(self) -> bool:
        """Tell whether we published the post."""
        return _OUT in self.node.classes

    @property
    def is_plain(self) -> bool:
        """Tell whether the blog took the small player away."""
        return PLAIN in self.node.classes

    @property
    def text(self) -> str:
        """Return all of it."""
        return self.content[self.node.start : self.node.end]


def frame_class(slug: str) -> str:
    """Return the class by which the frame of a routine is known.

    >>> frame_class("de-bron")
    'stilte-de-bron'
    """
    return f"stilte-{slug}"


def digest(*what: str) -> str:
    """Return a short digest of texts."""
    return hashlib.sha256("\n".join(what).encode()).hexdigest()[:_DIGEST_LENGTH]


def part_of(planned: Block, block: Block, files: Sequence[str] = ()) -> Part:
    """Return a part: `planned` is the block with the files' own names in place of their addresses."""
    return Part(digest(says(planned)), block, tuple(files))


def wrap_in_frame(slug: str, parts: Sequence[Part], *, out: bool = False) -> str:
    """Return our part of a new post; `out` marks one that we publish."""
    name = frame_class(slug)
    inside = tuple(with_class(part.block, part_class(slug, part.key)) for part in parts)
    classes = " ".join([name, *own_classes(slug, parts, out=out)])
    attributes = {"className": classes}
    return serialize(Block("group", f'<div class="wp-block-group {classes}">', inside, "</div>", attributes))


def find_frame(content: str, *names: str) -> Frame | None:
    """Return our part of a post; None where it is not there or not closed."""
    wanted = {frame_class(name) for name in names}
    groups = (node for node in read_blocks(content).walk() if node.name == "group")
    found = next((node for node in groups if wanted & set(node.classes)), None)
    if found is None:
        return None
    return Frame(content, names, found, tuple(_standing(content, found, names)))


def framed_slugs(content: str) -> tuple[str, ...]:
    """Return the routines whose frames stand in a post."""
    groups = [node for node in read_blocks(content).walk() if node.name == "group"]
    classes = (_FRAME_CLASS.fullmatch(name) for node in groups for name in node.classes)
    return tuple(found["slug"] for found in classes if found)


def is_current(
    frame: Frame, slug: str, parts: Sequence[Part], stale: Callable[[Standing], bool] = lambda _part: False
) -> bool:
    """Tell whether nothing is to be written: what we wrote last is what we would write.

    `stale` tells of a block that names a file that is no longer what it was.
    """
    named = frame_class(slug) in frame.node.classes
    return named and frame.key == _whole_key(parts) and not any(stale(part) for part in frame.parts)


def put_at_end(content: str, slug: str, parts: Sequence[Part], *, out: bool = False) -> str:
    """Return a post that had no part of ours, with it at its end."""
    return f"{content.rstrip()}\n\n{wrap_in_frame(slug, parts, out=out)}".lstrip()


def _standing(content: str, group: BlockNode, names: Sequence[str]) -> Iterator[Standing]:
    """Yield the blocks of ours in a group, the outermost where one is inside another, in order of place."""
    end = group.inner_start
    for node in sorted(group.walk(), key=lambda node: node.start):
        key = _key_in(_all_classes(content, node), names) if node.start >= end else ""
        if key:
            end = node.end
            yield Standing(key, node.start, node.end, _media_named(content[node.start : node.end]))


def _all_classes(content: str, node: BlockNode) -> list[str]:
    """Return the classes of a block; HTML keeps them in its first tag."""
    first = content[node.inner_start : node.inner_end].lstrip().partition(">")[0]
    attribute = re.search(r'\sclass="([^"]*)"', first) if node.name == "html" else None
    return [*node.classes, *(attribute[1].split() if attribute else [])]


def _media_named(markup: str) -> tuple[int, ...]:
    return tuple(int(block or link) for block, link in _NAMED_MEDIA.findall(markup))


def _key_in(classes: Sequence[str], names: Sequence[str]) -> str:
    """Return the digest in the first class that is one of our keys, or nothing."""
    found = (re.fullmatch(rf"({_known_as(names)})-([0-9a-f]{{{_DIGEST_LENGTH}}})", name) for name in classes)
    return next((match[2] for match in found if match), "")


def is_ours(name: str, names: Sequence[str]) -> bool:
    """Tell whether a class is one that we give, for a routine known by these names."""
    return name == _OUT or name in {frame_class(slug) for slug in names} or bool(_key_in([name], names))


def rename_keys(markup: str, names: Sequence[str], slug: str) -> str:
    """Return a block of ours with its class under the routine's present name."""
    key = rf"\b(?:{_known_as(names)})-([0-9a-f]{{{_DIGEST_LENGTH}}})(?![\w-])"
    return re.sub(key, lambda found: part_class(slug, found[1]), markup)


def _known_as(names: Sequence[str]) -> str:
    return "|".join(re.escape(f"by-stilte-{name}") for name in names)


def part_class(slug: str, key: str) -> str:
    """Return the class of a block of ours.

    >>> part_class("de-bron", "0123456789")
    'by-stilte-de-bron-0123456789'
    """
    return f"by-stilte-{slug}-{key}"


def _whole_key(parts: Sequence[Part]) -> str:
    return digest(*(part.key for part in parts))


def own_classes(slug: str, parts: Sequence[Part], *, out: bool) -> list[str]:
    """Return what the group carries beside its name: the digest of all, and whether we published it."""
    return [part_class(slug, _whole_key(parts)), *([_OUT] if out else [])]
