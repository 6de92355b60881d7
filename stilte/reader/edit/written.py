"""Values as YAML text, in the manner of the file into which they are written."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from stilte.reader.compose import compose
from stilte.reader.nodes import Items, Table, Text
from stilte.reader.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.reader.edit.spots import Spot
    from stilte.reader.edit.yaml_text import YamlText

T = TypeVar("T")
_SENTENCE = re.compile(r"[^\W\d]{2}.*[ .!?…]")
_NAME = re.compile(r"[^\W_](?:[\w .'-]*\w)?")
_MOSTLY = 0.75
_QUOTED = re.compile(r"""(?<=[\s\[{,:])(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')""")
_BROKEN = re.compile(r"[ \t]*\n[ \t\n]*")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a file is written: its quotes, how far lists and tables are indented, the gap after a dash."""

    quote: str = '"'
    list_indent: int = 2
    table_indent: int = 2
    dash: str = "- "
    words: frozenset[str] = frozenset()
    quotes_all: bool = False
    """Whether the sentences in the file stand in quotes."""
    texts: frozenset[str] = frozenset()
    """The names under which lists hold sentences or tables, each on a line of its own."""


def manner_of(
    file: YamlText, words: frozenset[str] = frozenset(), texts: frozenset[str] = frozenset()
) -> Manner:
    """Return the manner in which most of a file is written."""
    quotes: Counter[str] = Counter()
    lists: Counter[int] = Counter()
    tables: Counter[int] = Counter()
    dashes: Counter[str] = Counter()
    sentences: Counter[str] = Counter()
    for spot, column in _columns(file.root, file, -1):
        if spot.style in ("'", '"'):
            quotes[spot.style] += 1
        if spot.kind == "scalar" and _SENTENCE.search(spot.value):
            sentences[spot.style] += 1
        if spot.is_block and spot.nodes:
            own = column_of(file, spot.start)
            if spot.kind == "list":
                lists.update([own - column] if column >= 0 else [])
                dashes["-" + " " * (_gap(file, spot.nodes[0]) or 1)] += 1
            elif column >= 0 and begins_line(file, spot.start):
                tables[own - column] += 1
    quoted = sentences["'"] + sentences['"']
    return Manner(
        _most(quotes, '"'),
        max(0, _most(lists, 2)),
        max(1, _most(tables, 2)),
        _most(dashes, "- "),
        words,
        quoted > 1 and quoted >= _MOSTLY * (quoted + sentences[""]),
        texts,
    )


def _most(counts: Counter[T], default: T) -> T:
    return max(counts, key=lambda one: counts[one]) if counts else default


def column_of(file: YamlText, offset: int) -> int:
    """Return the column, from 0, at which an offset lies in its line."""
    return offset - file.source.starts[file.source.line_of(offset)]


def comment_of(line: str) -> str:
    """Return the comment on a line by itself, or after a name and a value; "" without one.

    >>> comment_of("- repeat: ['a # b', c]  # twice"), comment_of("  # x"), comment_of("steps:")
    ('# twice', '# x', '')
    """
    bare = _QUOTED.sub(lambda found: "x" * len(found[0]), line)
    found = re.search(r"(?:^|\s)(#.*)", bare)
    return line[found.start(1) :] if found else ""


def begins_line(file: YamlText, offset: int) -> bool:
    """Tell whether nothing but spaces stands before an offset in its line."""
    start = file.source.starts[file.source.line_of(offset)]
    return not file.source.clean[start:offset].strip()


def _gap(file: YamlText, node: Spot) -> int:
    before = file.source.clean[: node.start]
    return len(before) - len(before.rstrip(" ")) if before.rstrip(" ").endswith("-") else 1


def _columns(spot: Spot | None, file: YamlText, column: int) -> Iterator[tuple[Spot, int]]:
    """Yield every node with the column of the name or dash under which it stands; -1 for the root."""
    if spot is None:
        return
    yield spot, column
    own = column_of(file, spot.start) if spot.is_block else column
    for each in spot.nodes:
        yield from _columns(each, file, own)


def write_scalar(value: object, manner: Manner, *, flow: bool = False, quoted: str = "") -> str:
    """Return a value on one line, in quotes where YAML would read another one without them.

    `flow` where it stands between brackets; `quoted` are the quotes to write in any case.

    >>> write_scalar("Adem in: rustig", Manner()), write_scalar(0.5, Manner()), write_scalar("8-10", Manner())
    ('"Adem in: rustig"', '0.5', '8-10')
    """
    text = text_of(value)
    if quoted or (manner.quotes_all and isinstance(value, str) and _SENTENCE.search(text)):
        return in_quotes(text, quoted or manner.quote)
    return text if reads_back(text, flow=flow, words=manner.words) else in_quotes(text, manner.quote)


def text_of(value: object) -> str:
    """Return a value of JSON as an author writes it: `true`, 0.5, a text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.10g}"
    return "" if value is None else str(value)


def in_quotes(text: str, quote: str) -> str:
    """Return a text in quotes; in double ones where single ones could not hold its line breaks."""
    if quote == "'" and not re.search(
        r"[\n\t\\]|[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text
    ):
        return "'" + text.replace("'", "''") + "'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


@lru_cache(maxsize=4096)
def reads_back(text: str, *, flow: bool = False, words: frozenset[str] = frozenset()) -> bool:
    """Tell whether a text without quotes is read as itself, without any problem or warning."""
    if not text or "\n" in text or text != text.strip():
        return False
    report = Report()
    node = compose(f"- x: [{text}]" if flow else f"- {text}", "", report, words | {"x"} if words else words)
    inner = node.nodes[0] if isinstance(node, Items) and len(node.nodes) == 1 else None
    if flow:
        values = inner.pairs[0][1] if isinstance(inner, Table) and inner.pairs else None
        inner = values.nodes[0] if isinstance(values, Items) and len(values.nodes) == 1 else None
    same = isinstance(inner, Text) and inner.bare and inner.value == text
    return same and not report.errors and not report.warnings and not (flow and re.search(r"[:?]$", text))


def write_flow(value: object, manner: Manner) -> str:
    """Return a value between brackets, on one line."""
    if isinstance(value, dict):
        pairs = (f"{write_name(str(name))}: {write_flow(each, manner)}" for name, each in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(write_flow(each, manner) for each in value) + "]"
    return write_scalar(_BROKEN.sub(" ", value) if isinstance(value, str) else value, manner, flow=True)


def write_block(value: object, manner: Manner) -> list[str]:
    """Return a list or a table as lines, from column 0; a scalar as one line."""
    if isinstance(value, dict):
        return [line for name, each in value.items() for line in write_pair(str(name), each, manner)]
    if isinstance(value, (list, tuple)):
        return [line for each in value for line in write_entry(each, manner)]
    return [write_scalar(value, manner)]


def write_entry(value: object, manner: Manner) -> list[str]:
    """Return an entry of a list as lines, from the column of its dash."""
    if isinstance(value, str) and "\n" in value.strip():
        return [f"{manner.dash}|", *_indented(value.strip("\n").split("\n"), len(manner.dash))]
    if isinstance(value, (list, tuple)) or value == {}:
        return [f"{manner.dash}{write_flow(value, manner)}"]
    first, *rest = write_block(value, manner)
    return [f"{manner.dash}{first}", *_indented(rest, len(manner.dash))]


def write_name(name: str) -> str:
    """Return the name of a setting, in quotes where YAML would read another one without them.

    >>> write_name("voice"), write_name("tai chi"), write_name("a: b")
    ('voice', 'tai chi', '"a: b"')
    """
    return name if _NAME.fullmatch(name) else in_quotes(name, '"')


def write_pair(name: str, value: object, manner: Manner) -> list[str]:
    """Return a name and its value as lines, from the column of the name."""
    shown = write_name(name)
    if isinstance(value, dict) and value:
        return [f"{shown}:", *_indented(write_block(value, manner), manner.table_indent)]
    if isinstance(value, (list, tuple)) and value and (name in manner.texts or not _is_short(value)):
        return [f"{shown}:", *_indented(write_block(value, manner), manner.list_indent)]
    if isinstance(value, (list, tuple, dict)):
        return [f"{shown}: {write_flow(value, manner)}"]
    if isinstance(value, str) and "\n" in value.strip("\n"):
        return [f"{shown}: |", *_indented(value.strip("\n").split("\n"), manner.table_indent)]
    return [f"{shown}: {write_scalar(value, manner)}".rstrip()] if value is not None else [f"{shown}:"]


def _is_short(values: list[object] | tuple[object, ...]) -> bool:
    """Tell whether a list holds values rather than sentences, and so reads well on one line."""
    return all(not isinstance(one, (dict, list, tuple)) and " " not in text_of(one) for one in values)


def _indented(lines: list[str], by: int) -> list[str]:
    return [f"{' ' * by}{line}" if line.strip() else line for line in lines]
