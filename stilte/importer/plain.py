"""Plain text and Markdown → blocks."""

from __future__ import annotations

import re

from stilte.importer.page import read_html
from stilte.importer.post import Block

_FRONT = re.compile(r"\A---\s*\n(.{0,20000}?)\n---\s*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(title|lang|language|slug)\s*:\s*[\"']?(.*?)[\"']?\s*$", re.MULTILINE | re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-*•·‣–]\s+)(?=\S)")
_NUMBER = re.compile(r"^\s*(\d{1,2})[.)]\s+(?=\S)")
_MARKDOWN = re.compile(
    r"(?m)^(?:#{1,6} \S|\s*[-*] \S.*\n\s*[-*] |={3,}\s*$|> |\*\*\S.*\*\*|.*\[[^\]\n]+\]\([^)\n]+\))"
)
_ENDS = (".", "!", "?", ",", ";", "…", "”", '"', "“", ")", "]")
_LONG_LINE = 66
_SHORT_LINE = 20
_HEADING = 90


def looks_like_markdown(text: str) -> bool:
    """Tell whether a text uses marks of Markdown that plain text has no use for."""
    return bool(re.search(r"(?m)^#{1,6} \S|^={3,}\s*$|^\*\*[^*\n]+\*\*|\]\([^)\n]+\)", text)) or bool(
        _FRONT.match(text)
    )


def read_markdown(text: str) -> tuple[str, str, tuple[Block, ...]]:
    """Return title, language and blocks of a Markdown text; its front matter may give the first two."""
    from markdown_it import MarkdownIt  # noqa: PLC0415  only Markdown needs it

    front = _FRONT.match(text)
    fields = {key.lower(): value for key, value in _FIELD.findall(front[1])} if front else {}
    rendered = MarkdownIt("commonmark", {"html": True, "breaks": False}).render(
        text[front.end() :] if front else text
    )
    title, _, blocks = read_html(f"<body>{rendered}</body>")
    language = fields.get("lang", "") or fields.get("language", "")
    return fields.get("title", "") or title, language, blocks


def read_plain(text: str) -> tuple[str, str, tuple[Block, ...]]:
    """Return the first heading as title, no language, and the blocks of a plain text.

    A line of its own after an empty line, short and without a full stop, is a heading; other lines are
    paragraphs, joined where a text was wrapped at a fixed width.
    """
    blocks: list[Block] = []
    run, after_blank, lines = 0, True, _unwrapped(text)
    for index, line in enumerate(lines):
        if not line.strip():
            after_blank = True
            continue
        follows = next((other for other in lines[index + 1 :][:2] if other.strip()), "")
        block = _block(line, run, heading=after_blank and _is_heading(line, follows))
        run += block.kind != "item" and bool(blocks) and blocks[-1].kind == "item"
        blocks.append(block)
        after_blank = False
    title = next((block.text for block in blocks if block.kind == "heading" and "»" not in block.text), "")
    return title, "", tuple(blocks)


def _unwrapped(text: str) -> list[str]:
    lines: list[str] = []
    for line in text.split("\n"):
        last = lines[-1] if lines else ""
        wrapped = (
            len(last) >= _LONG_LINE and not last.rstrip().endswith((*_ENDS, ":")) and len(line) > _SHORT_LINE
        )
        carried = (
            last.strip() and line[:1].islower() and not last.rstrip().endswith((".", "!", "?", ":", "…"))
        )
        if (wrapped or carried) and not _BULLET.match(line) and not _NUMBER.match(line):
            lines[-1] = f"{last.rstrip()} {line.strip()}"
        else:
            lines.append(line.rstrip())
    return lines


def _is_heading(line: str, follows: str) -> bool:
    text = line.strip()
    if len(text) > _HEADING or _BULLET.match(line) or text.startswith(("(", "[", "…", "...", '"', "“", "„")):
        return False
    closed = text.endswith(_ENDS) and not text.endswith(("?", "”", ")", "“"))
    return bool(follows or text.endswith(":")) and not closed


def _block(line: str, run: int, *, heading: bool) -> Block:
    text = line.strip()
    if heading and not re.fullmatch(r"\W*", text):
        return Block("heading", text, level=3)
    if number := _NUMBER.match(line):
        return Block("item", line[number.end() :].strip(), run=run + 1, number=int(number[1]))
    if bullet := _BULLET.match(line):
        return Block("item", line[bullet.end() :].strip(), run=run + 1)
    return Block("text", text)
