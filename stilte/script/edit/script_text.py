"""A script as text with the places of its steps."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from stilte.reader.edit.as_nodes import sound_node
from stilte.reader.edit.entries import dash_line, last_line
from stilte.reader.edit.spots import plain
from stilte.reader.edit.written import manner_of
from stilte.reader.edit.yaml_text import read_yaml_text
from stilte.script.parse.grammar import WORDS, verb_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.reader.edit.set_value import Path
    from stilte.reader.edit.spots import Spot
    from stilte.reader.edit.written import Manner
    from stilte.reader.edit.yaml_text import YamlText
    from stilte.reader.nodes import Node

LISTS = {"repeat": "steps", "hold": "during", "breathe": "during"}
"""The verbs under which other steps stand, and the name of their list."""
TEXT_OF = {"say": "say", "chapter": "chapter", "note": "note", "hold": "say"}
"""The setting that holds the words of a step."""
SENTENCES = frozenset({"steps", "during", "say"})
ROOT = ("steps",)
_QUIET = re.compile(r"\s*<\s*([0-9][^<>|]*?)\s*>\s*$")


@dataclass(frozen=True, slots=True)
class StepSpot:
    """A step with its place: its path, its node, and the numbers, from 0, of its first and last line."""

    path: Path
    kind: str
    spot: Spot
    first: int
    last: int
    inner: tuple[StepSpot, ...] = field(default=())

    @property
    def id(self) -> str:
        """Return the path as one text: `steps/3/steps/0`."""
        return id_of(self.path)


@dataclass(frozen=True, eq=False)
class ScriptText:
    """A script that has been read to be edited."""

    file: YamlText
    steps: tuple[StepSpot, ...]

    @cached_property
    def manner(self) -> Manner:
        """Return how it is written."""
        return manner_of(self.file, WORDS, SENTENCES)

    def every(self) -> Iterator[StepSpot]:
        """Yield each step, from the top; what stands in one right after it."""
        yield from _every(self.steps)


def _every(steps: tuple[StepSpot, ...]) -> Iterator[StepSpot]:
    for step in steps:
        yield step
        yield from _every(step.inner)


@lru_cache(maxsize=16)
def read_script_text(text: str) -> ScriptText:
    """Return a script with the places of its steps, as far as they can be read."""
    file = read_yaml_text(text, WORDS)
    entries = file.root.at("steps") if file.root else None
    return ScriptText(file, _steps(file, entries, ROOT))


def script_node(text: str, file: str) -> Node | None:
    """Return a script as `load_text` takes it, `file` being its name in problems, without reading it again.

    None where the reader has something to tell of how it is written.
    """
    return sound_node(read_script_text(text).file, file)


def _steps(file: YamlText, entries: Spot | None, path: Path) -> tuple[StepSpot, ...]:
    if entries is None or entries.kind != "list":
        return ()
    return tuple(_step(file, entries, i, (*path, i)) for i in range(len(entries.nodes)))


def _step(file: YamlText, entries: Spot, index: int, path: Path) -> StepSpot:
    spot = entries.nodes[index]
    if entries.flow:
        first, last = file.source.line_of(spot.start), file.source.line_of(spot.end)
    else:
        first, last = dash_line(file, entries, index), last_line(file, entries, index)
    kind = _kind(spot)
    name = LISTS.get(kind, "")
    inner = _steps(file, spot.at(name), (*path, name)) if name else ()
    own = set(range(first, last + 1))
    for each in inner:
        own -= set(range(each.first, each.last + 1))
    if spot.label or own & file.unread:
        kind, inner = "unreadable", ()
    return StepSpot(path, kind, spot, first, last, inner)


def _kind(spot: Spot) -> str:
    """Return the verb of a step; "unreadable" for what is none."""
    if spot.kind == "scalar":
        return "say" if spot.value.strip() else "unreadable"
    if spot.kind == "list":
        return "unreadable"
    verb, verbs = verb_of([key.value for key in spot.keys])
    repeated = len({key.value for key in spot.keys}) < len(spot.keys)
    return "unreadable" if verb is None or len(verbs) > 1 or repeated else verb


def id_of(path: Path) -> str:
    """Return a path as one text."""
    return "/".join(map(str, path))


def words_of(step: StepSpot) -> tuple[str, str | None] | None:
    """Return the words of a step and the quiet after them (`8s`); None for a step without words."""
    if step.kind not in TEXT_OF:
        return None
    spot = step.spot if step.spot.kind == "scalar" else step.spot.at(TEXT_OF[step.kind])
    if spot is None or spot.kind != "scalar":
        return None
    written = spot.value if step.kind == "note" else " ".join(spot.value.split())
    if step.kind != "say":
        return written.strip(), None
    return split_quiet(written)


def split_quiet(written: str) -> tuple[str, str | None]:
    """Return the words of a line, and the time written at its end.

    >>> split_quiet("Laat los. <2s> Zacht. <8s>"), split_quiet("Laat los.")
    (('Laat los. <2s> Zacht.', '8s'), ('Laat los.', None))
    """
    found = _QUIET.search(written)
    if found is None or written[: found.start() + 1].endswith("<<") or not written[: found.start()].strip():
        return written, None
    return written[: found.start()], found[1]


def fields_of(step: StepSpot) -> dict[str, object]:
    """Return the settings of a step as they are written, without its words, cues and inner steps."""
    if step.kind == "unreadable":
        return {}
    made: dict[str, object] = {}
    words = words_of(step)
    if step.spot.kind == "table":
        left_out = {LISTS.get(step.kind), TEXT_OF.get(step.kind) if words else None}
        if step.kind == "breathe":
            left_out.add("say")
        pairs = zip(step.spot.keys, step.spot.nodes, strict=True)
        made = {key.value: plain(node) for key, node in pairs if key.value not in left_out}
    if words and words[1] is not None:
        made.setdefault("pause", words[1])
    return made
