"""Plain text and Markdown → blocks."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from stilte.importer.language.quiet_marks import split_marks
from stilte.importer.language.read_mark import read_mark
from stilte.importer.post import BULLET, Block
from stilte.importer.source.html import read_html
from stilte.importer.source.mail_head import SIGNED, mail_head
from stilte.importer.source.page_ends import HYPHEN, joined, without_page_ends
from stilte.importer.source.tab_table import is_row, table_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

_FRONT = re.compile(r"\A---\s*\n(.{0,20000}?)\n---\s*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(title|lang|language|slug)\s*:\s*[\"']?(.*?)[\"']?\s*$", re.MULTILINE | re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(\d{1,2})[.)]\s+(?=\S)")
_FIELD_LINE = re.compile(r"[^\W\d_](?:[^\W\d_]|[ -]){2,24}:\s\S")
_TITLE = re.compile(r"(?:title|titel|titre|título)\s?:\s?(\S.{1,90})$", re.IGNORECASE)
_TIMESTAMP = re.compile(r"^\s*[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}[\])]?\s*(?:[-–:]\s*)?(?=[^\d\s])")
_CLOCK = re.compile(
    r"^\s*[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}[\])]?(?:\s?\d{0,2}\s(?:hours?|minutes?|seconds?|uur|minu(?:ut|ten)|seconden?|stunden?|minuten?|sekunden?"
    r"|heures?|secondes?|horas?|minutos?|segundos?)\b[\w\s,]{0,30})?\s*$",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(r"\s*[*•+–—-]{1,3}\s?=\s?\S")
_GONE = "\0"
_TABLE_ROW = re.compile(r"^\s*\|.*\|\s*$")
_TABLE_RULE = re.compile(r"^[\s|:-]+$")
_ENDS = (".", "!", "?", ",", ";", "…", "”", '"', "“", ")", "]")
_LONG_LINE = 66
_SHORT_LINE = 20
_HEADING = 90
_LONGEST_PARAGRAPH = 6000
_STAMPED_LINES = 3
_BROKEN_LINES = 0.6


def looks_like_markdown(text: str) -> bool:
    """Tell whether a text uses marks of Markdown that plain text has no use for."""
    return bool(re.search(r"(?m)^#{1,6} \S|^={3,}\s*$|^\*\*[^*\n]+\*\*|\]\([^)\n]+\)", text)) or bool(
        _FRONT.match(text)
    )


def read_markdown(text: str) -> tuple[str, str, tuple[Block, ...]]:
    """Return title, language and blocks of a Markdown text; its front matter may give the first two."""
    from markdown_it import MarkdownIt  # noqa: PLC0415

    front = _FRONT.match(text)
    fields = {key.lower(): value for key, value in _FIELD.findall(front[1])} if front else {}
    body = text[front.end() :] if front else text
    options = {"html": True, "breaks": _breaks_lines(body)}
    rendered = (
        MarkdownIt("commonmark", options).enable("table").render(re.sub(r"(?m)^\\newpage\s*$", "", body))
    )
    title, _, blocks = read_html(f"<body>{rendered}</body>")
    language = fields.get("lang", "") or fields.get("language", "")
    return fields.get("title", "") or title, language, tuple(replace(one, line=0) for one in blocks)


def _breaks_lines(text: str) -> bool:
    """Tell whether an author meant each line for itself: most lines inside paragraphs end like sentences."""
    inner = re.findall(r"(?m)^(?![#>|*\-\d\s]).*\S(?=\n(?![#>|*\-\d\s])\S)", text)
    ended = sum(line.rstrip().endswith((".", "!", "?", ":", "…", "\\")) for line in inner)
    return bool(inner) and ended / len(inner) >= _BROKEN_LINES


def read_plain(text: str) -> tuple[str, str, tuple[Block, ...]]:
    """Return the first heading as title, no language, and the blocks of a plain text.

    A line of its own after an empty line, short and without a full stop, is a heading; other lines are
    paragraphs, joined where a text was wrapped at a fixed width or hyphenated at its line ends.
    """
    head, subject = mail_head(text)
    blocks: list[Block] = []
    kept, gone = without_page_ends(text.split("\n"))
    lines = _unwrapped(_without_stamps(kept))
    rows = table_blocks(lines)
    run, after_blank = 0, True
    for index, (at, line) in enumerate(lines):
        if not line.strip():
            after_blank = True
            continue
        if at in rows:
            blocks += rows[at]
            continue
        follows = next((other for _, other in lines[index + 1 : index + 3] if other.strip()), "")
        opens = not blocks and index + 1 < len(lines) and not lines[index + 1][1].strip()
        heading = after_blank and at > head and _is_heading(line, follows, opens=opens)
        block = _block(line, run, at, heading=heading)
        run += block.kind != "item" and bool(blocks) and blocks[-1].kind == "item"
        blocks.append(block)
        after_blank = False
    blocks = _pauses_apart(_titled(blocks))
    title = subject or next(
        (block.text for block in blocks if block.kind == "heading" and "»" not in block.text), ""
    )
    return title, "", (*blocks, *(Block("text", words, line=at, page=True) for at, words in gone))


def _titled(blocks: list[Block]) -> list[Block]:
    """Read a first line "Title: Rest in ten minutes" as the title."""
    told = _TITLE.match(blocks[0].text) if blocks else None
    return [replace(blocks[0], kind="heading", text=told[1], level=1), *blocks[1:]] if told else blocks


def _pauses_apart(blocks: list[Block]) -> list[Block]:
    """Take a line "Pause" for a heading only where it heads something; between paragraphs it is a mark.

    It does above everything that is said, right above its text, and among other headings.
    """
    named = sum(one.kind == "heading" and read_mark(one.text) is None for one in blocks)
    found: list[Block] = []
    for block, after in zip_longest(blocks, blocks[1:]):
        apart = after is None or after.line > block.line + 1
        said = any(one.kind != "heading" for one in found)
        mark = block.kind == "heading" and read_mark(block.text) is not None
        found.append(
            replace(block, kind="text", level=0) if mark and apart and said and named <= 1 else block
        )
    return found


def _bullet(line: str) -> re.Match[str] | None:
    """Return the typed bullet of an item; a mark between dashes, or one that is explained, is none."""
    found = None if _EXPLAINED.match(line) else BULLET.match(line)
    return found if found and not read_mark(line) else None


def _without_stamps(lines: list[str]) -> list[str]:
    """Leave the times of a transcript out: before its lines ("00:12 Rest."), or on captions' own lines."""
    captions = sum(bool(_CLOCK.match(line)) and bool(above.strip()) for above, line in pairwise(lines))
    if captions >= _STAMPED_LINES - 1:
        lines = [_GONE if _CLOCK.match(line) else line for line in lines]
    stamped = sum(bool(_TIMESTAMP.match(line)) for line in lines)
    if stamped < _STAMPED_LINES:
        return lines
    return [_TIMESTAMP.sub("", line) for line in lines]


def _unwrapped(text: Sequence[str]) -> list[tuple[int, str]]:
    """Return the lines with their numbers from 1, those that were wrapped joined again."""
    lines: list[tuple[int, str]] = []
    length = 0
    for at, line in enumerate(text, 1):
        last = lines[-1][1] if lines else ""
        if line == _GONE:
            continue
        last = last if len(last) < _LONGEST_PARAGRAPH else ""
        tail = last[-8:].rstrip()
        broken = bool(HYPHEN.search(tail) and line.strip()[:1].islower())
        wrapped = length >= _LONG_LINE and not tail.endswith((*_ENDS, ":")) and len(line) > _SHORT_LINE
        carried = tail and line.lstrip()[:1].islower() and not tail.endswith((".", "!", "?", ":", "…"))
        special = (
            _bullet(line) or _NUMBER.match(line) or _TABLE_ROW.match(line) or is_row(line) or is_row(last)
        )
        if (wrapped or carried or broken) and not special and line.strip() and len(last) < _LONGEST_PARAGRAPH:
            lines[-1] = (lines[-1][0], joined(last, line))
        else:
            lines.append((at, line.rstrip()))
        length = len(line.rstrip())
    return lines


def _is_heading(line: str, follows: str, *, opens: bool) -> bool:
    """Tell whether a line after an empty one is a heading; the line that opens a text may ask and answer."""
    text = line.strip()
    if (
        len(text) > _HEADING
        or _bullet(line)
        or SIGNED.fullmatch(text)
        or text.startswith(("(", "[", "…", "...", '"', "“", "„", "//", "|", "<"))
    ):
        return False
    if (re.search(r"[a-zà-ÿ][.!?]\s", text) and not opens) or len(split_marks(text)) > 1:
        return False
    closed = text.endswith(_ENDS) and not text.endswith(("?", "”", ")", "“", '"'))
    closed = closed or bool(_FIELD_LINE.match(text) and _FIELD_LINE.match(follows.strip()))
    return bool(follows or text.endswith(":")) and not closed


def _block(line: str, run: int, at: int, *, heading: bool) -> Block:
    text = line.strip()
    if _TABLE_ROW.match(line):
        cells = " | ".join(cell.strip() for cell in text.strip("|").split("|"))
        return (
            Block("rule", "", line=at)
            if _TABLE_RULE.match(text)
            else Block("text", cells, line=at, page=True)
        )
    if heading and not re.fullmatch(r"\W*", text):
        return Block("heading", text, level=3, line=at)
    if number := _NUMBER.match(line):
        return Block("item", line[number.end() :].strip(), run=run + 1, number=int(number[1]), line=at)
    if bullet := _bullet(line):
        return Block("item", line[bullet.end() :].strip(), run=run + 1, line=at)
    return Block("text", text, line=at)
