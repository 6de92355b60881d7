"""A source → posts: which kind of file it is, and whether there is anything to read."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem, not_found
from stilte.importer.door import fetch, refuse
from stilte.importer.encoding import decode
from stilte.importer.page import read_html
from stilte.importer.plain import looks_like_markdown, read_markdown, read_plain
from stilte.importer.post import Post
from stilte.importer.wxr import read_wxr

if TYPE_CHECKING:
    import os

    from stilte.importer.post import Block

_TAG = re.compile(
    r"<!doctype html|<(?:html|body|head|p|div|h[1-6]|article|main|ul|ol|br|section)\b[^>]{0,500}>",
    re.IGNORECASE,
)
_BINARY = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"ID3", b"\xd0\xcf\x11\xe0")
_MOST_CHARACTERS = 4_000_000
_MOST_TEXT = 300_000
_NO_WORD = re.compile(r"\S{200,}|[^\w\s]{20,}")


def read_posts(source: str | os.PathLike[str] | bytes, slug: str | None = None) -> tuple[Post, ...]:
    """Return the posts of a source: all of a WordPress export (or the one with `slug`), else one.

    Raises `InputError` for what is no text, has no words, or holds no post by that slug.
    """
    data, name = fetch(source)
    if data.startswith(_BINARY):
        raise refuse(
            f"{name} is not a text.", "Give a post as HTML, text, Markdown, a WordPress export, or a URL."
        )
    if b"<rss" in data[:4096] and b"wordpress.org/export" in data[:8192]:
        posts = tuple(replace(post, blocks=cleaned(post.blocks)) for post in read_wxr(data, name))
        return _chosen(posts, slug, name)
    return (_one(decode(data)[:_MOST_CHARACTERS], name),)


def _chosen(posts: tuple[Post, ...], slug: str | None, name: str) -> tuple[Post, ...]:
    found = tuple(post for post in posts if slug is None or post.slug == slug)
    if not found:
        message, cure = not_found("post", slug or "", (post.slug for post in posts), name)
        raise InputError(Problem(None, message, cure))
    return found


def _one(text: str, name: str) -> Post:
    suffix = PurePath(name).suffix.lower()
    if suffix in (".md", ".markdown"):
        title, language, blocks = read_markdown(text)
    elif suffix in (".html", ".htm", ".xhtml") or (suffix != ".txt" and _TAG.search(text[:20_000])):
        title, language, blocks = read_html(text)
    elif suffix != ".txt" and looks_like_markdown(text):
        title, language, blocks = read_markdown(text)
    else:
        title, language, blocks = read_plain(text)
    return Post(title, bounded(blocks, name), language, source=name)


def cleaned(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks without what is no word, each `<` doubled: in a script it would open a mark."""
    return tuple(
        replace(
            block, text=_NO_WORD.sub("", block.text).replace("<", "<<"), lead=block.lead.replace("<", "<<")
        )
        for block in blocks
    )


def bounded(blocks: tuple[Block, ...], name: str) -> tuple[Block, ...]:
    """Return the blocks, cleaned; raise `InputError` for no text at all, or for a whole book."""
    words = cleaned(blocks)
    length = sum(len(block.text) for block in words)
    if not any(re.search(r"\w", block.text) for block in words):
        raise refuse(f"{name} holds no text to read.", "Save the article from your browser, and import that.")
    if length > _MOST_TEXT:
        message = f"{name} holds {length} characters of text; a post is read up to {_MOST_TEXT}."
        raise refuse(message, "Cut out the article, or the exercise alone, and import that.")
    return words
