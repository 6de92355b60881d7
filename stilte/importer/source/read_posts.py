"""A source → posts: which kind of file it is, and whether there is anything to read."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem, not_found
from stilte.importer.language.quiet_marks import mark_tags
from stilte.importer.post import Post
from stilte.importer.source.encoding import decode
from stilte.importer.source.fetch import fetch, refuse
from stilte.importer.source.html import opening_bold, read_html
from stilte.importer.source.office import read_office, refuse_format
from stilte.importer.source.pdf import pdf_text
from stilte.importer.source.plain_text import looks_like_markdown, read_markdown, read_plain
from stilte.importer.source.ssml import looks_like_ssml, ssml_text
from stilte.importer.source.subtitles import looks_like_subtitles, subtitles_text
from stilte.importer.source.wxr import read_wxr
from stilte.messages import tr

if TYPE_CHECKING:
    import os

    from stilte.importer.post import Block

_TAG = re.compile(
    r"<!doctype html|<(?:html|body|head|p|div|h[1-6]|article|main|ul|ol|br|section|table|form)\b[^>]{0,500}>",
    re.IGNORECASE,
)
_BINARY = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"ID3",
    b"\xd0\xcf\x11\xe0",
    b"RIFF",
    b"OggS",
    b"fLaC",
    b"\x1f\x8b",
)
_MOST_CHARACTERS = 4_000_000
_MOST_TEXT = 300_000
_NO_WORD = re.compile(r"[^\s\w]{20,}|(?<!\S)(?![^\s]{0,199}(?:\s|$))\S+")


def read_posts(source: str | os.PathLike[str] | bytes, slug: str | None = None) -> tuple[Post, ...]:
    """Return the posts of a source: all of a WordPress export (or the one with `slug`), else one.

    Raises `InputError` for what is no text, has no words, or holds no post by that slug.
    """
    data, name = fetch(source)
    if data.startswith(_BINARY):
        raise refuse(
            tr("{name} is not a text.", name=name),
            tr("Give a post as HTML, text, Markdown, Word, OpenDocument, PDF, subtitles, or a URL."),
        )
    if data.lstrip().startswith(b"{\\rtf"):
        raise refuse_format(name, "RTF")
    if b"<rss" in data[:4096] and b"wordpress.org/export" in data[:8192]:
        posts = tuple(replace(post, blocks=_shortened(cleaned(post.blocks))) for post in read_wxr(data, name))
        return _chosen(posts, slug, name)
    title, language, blocks = _read(data, name)
    opened = tuple(part for block in blocks for part in opening_bold(block))
    return (Post(title, bounded(opened, name), language, source="" if isinstance(source, bytes) else name),)


def _chosen(posts: tuple[Post, ...], slug: str | None, name: str) -> tuple[Post, ...]:
    found = tuple(post for post in posts if slug is None or post.slug == slug)
    if not found:
        message, cure = not_found("post", slug or "", (post.slug for post in posts), name)
        raise InputError(Problem(None, message, cure))
    return found


def _read(data: bytes, name: str) -> tuple[str, str, tuple[Block, ...]]:  # noqa: PLR0911
    if data.startswith(b"PK\x03\x04"):
        return read_office(data, name)
    if data.startswith(b"%PDF"):
        return read_plain(mark_tags(pdf_text(data, name)))
    text = mark_tags(decode(data)[:_MOST_CHARACTERS])
    suffix = PurePath(name).suffix.lower()
    if looks_like_subtitles(text):
        return read_plain(subtitles_text(text))
    if looks_like_ssml(text):
        return read_plain(ssml_text(text))
    if suffix in (".md", ".markdown"):
        return _lined(read_markdown(text), text)
    if suffix in (".html", ".htm", ".xhtml") or (suffix != ".txt" and _TAG.search(text[:20_000])):
        return read_html(text)
    if looks_like_markdown(text):
        return _lined(read_markdown(text), text)
    return read_plain(text)


def _lined(read: tuple[str, str, tuple[Block, ...]], text: str) -> tuple[str, str, tuple[Block, ...]]:
    """Give blocks of rendered Markdown the lines of the source where their words begin."""
    title, language, blocks = read
    found: list[Block] = []
    at = 0
    for block in blocks:
        words = re.match(r"[\w'’ ]{4,30}", block.text)
        place = text.find(words[0].strip(), at) if words else -1
        at = place if place >= 0 else at
        found.append(replace(block, line=text.count("\n", 0, place) + 1 if place >= 0 else 0))
    return title, language, tuple(found)


def cleaned(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks without what is no word: signs without end, data written as text."""
    return tuple(
        replace(block, text=_NO_WORD.sub("", block.text)) if len(block.text) >= 20 else block  # noqa: PLR2004
        for block in blocks
    )


def _shortened(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks of a post of an export up to the longest text that is read."""
    found: list[Block] = []
    length = 0
    for block in blocks:
        length += len(block.text)
        if length > _MOST_TEXT:
            break
        found.append(block)
    return tuple(found)


def bounded(blocks: tuple[Block, ...], name: str) -> tuple[Block, ...]:
    """Return the blocks, cleaned; raise `InputError` for no text at all, or for a whole book."""
    words = cleaned(blocks)
    length = sum(len(block.text) for block in words if not block.page)
    if not any(re.search(r"\w", block.text) for block in words if not block.page):
        raise refuse(
            tr("{name} holds no text to read.", name=name),
            tr("Save the article from your browser, and import that."),
        )
    if length > _MOST_TEXT:
        message = tr(
            "{name} holds {length} characters of text; a post is read up to {most}.",
            name=name,
            length=length,
            most=_MOST_TEXT,
        )
        raise refuse(message, tr("Cut out the article, or the exercise alone, and import that."))
    return words
