"""Renewing our part of a post: block by block, so that what its author wrote inside stays where it is."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING

from stilte.release.wordpress.blocks import (
    Block,
    attributes_json,
    change_classes,
    says,
    serialize,
    with_class,
)
from stilte.release.wordpress.managed_block import (
    PLAIN,
    Frame,
    Part,
    Standing,
    digest,
    frame_class,
    is_ours,
    own_classes,
    part_class,
    rename_keys,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# Ten hexadecimal digits of the content hash, then the counter that WordPress adds to a name in use.
_OUR_MP3 = re.compile(r'-[0-9a-f]{10}(?:-[0-9]+)?\.mp3"')


def renew(
    frame: Frame,
    slug: str,
    parts: Sequence[Part],
    stale: Callable[[Standing], bool] = lambda _part: False,
    *,
    out: bool = False,
    plain: bool = False,
) -> str:
    """Return the post with our part as it is now: only blocks of ours that changed are replaced.

    What its author wrote inside, before and after, and all that the group itself carries, stays as it is.
    `plain` marks a group whose blog took the small player away.
    """
    inside = _renewed_inside(frame, slug, parts, stale)
    own = own_classes(slug, parts, out=out)

    def change(names: list[str]) -> list[str]:
        theirs = [name for name in names if not is_ours(name, frame.names)]
        marked = [PLAIN] if plain and PLAIN not in theirs else []
        return [*theirs, *marked, frame_class(slug), *own]

    node, content = frame.node, frame.content
    attributes = {**node.attributes, "className": " ".join(change(node.classes))}
    head = f"<!-- wp:group{attributes_json(attributes)} -->"
    return content[: node.start] + head + change_classes(inside, change) + content[node.inner_end :]


def _renewed_inside(frame: Frame, slug: str, parts: Sequence[Part], stale: Callable[[Standing], bool]) -> str:
    """Return what stands in the group: each part of ours in the place of the one that was there before it."""
    content, inner = frame.content, frame.node
    had = frame.parts or _without_marks(frame, parts)
    if not had:
        place, written = _end_inside(frame), "\n\n".join(_written(slug, part) for part in parts)
        gap = "\n\n" if inner.children else ""
        return content[inner.inner_start : place] + gap + written + content[place : inner.inner_end]
    pieces, place = [content[inner.inner_start : had[0].start]], had[0].start
    for old, new, kept in _paired(had, parts, stale):
        if old is None:
            added = _written(slug, new) if new else ""
            pieces.append(f"{added}\n\n" if place == had[0].start else f"\n\n{added}")
            continue
        pieces.append(content[place : old.start])
        place = old.end
        if new is None:
            place += len(content[place:]) - len(content[place:].lstrip("\n"))
        else:
            pieces.append(
                rename_keys(content[old.start : old.end], frame.names, slug) if kept else _written(slug, new)
            )
    return "".join([*pieces, content[place : inner.inner_end]])


def _paired(
    had: Sequence[Standing], parts: Sequence[Part], stale: Callable[[Standing], bool]
) -> Iterator[tuple[Standing | None, Part | None, bool]]:
    """Yield what stands with what takes its place, and whether it says the same and stays as it is."""
    keys = ["" if stale(part) else part.key for part in had]
    steps = SequenceMatcher(None, keys, [part.key for part in parts], autojunk=False).get_opcodes()
    for kind, had_from, had_to, from_, to in steps:
        for old, new in zip_longest(had[had_from:had_to], parts[from_:to]):
            yield old, new, kind == "equal"


def _without_marks(frame: Frame, parts: Sequence[Part]) -> tuple[Standing, ...]:
    """Return our blocks in a group written before they had marks: players, and what says what we say."""
    children = [(node, frame.content[node.inner_start : node.inner_end]) for node in frame.node.children]
    if frame.key or not any(node.name == "audio" and _OUR_MP3.search(markup) for node, markup in children):
        return ()
    keys = {part.key for part in parts}
    ours = (
        node
        for node, markup in children
        if node.name in ("audio", "file", "details")
        or (node.name == "html" and "<details" in markup)
        or digest(says(Block(node.name, markup))) in keys
    )
    return tuple(Standing("", node.start, node.end, ()) for node in ours)


def _written(slug: str, part: Part) -> str:
    return serialize(with_class(part.block, part_class(slug, part.key)))


def _end_inside(frame: Frame) -> int:
    """Return where our first block goes: behind the last of its author's, or into the innermost element."""
    if frame.node.children:
        return frame.node.children[-1].end
    inside = frame.content[frame.node.inner_start : frame.node.inner_end]
    closing = re.search(r"\s*(?:</[a-z]+>\s*)*$", inside)
    return frame.node.inner_start + (closing.start() if closing else 0)
