"""Measure which timed instructions the importer reads, on sentences composed of frames, movements and amounts.

    python -m benchmarks.import_grid [LANGUAGE ...] [--misses]

The frames of `import_grid.yaml` were made apart from the importer's tables, in many registers: orders, infinitives, "you" and
"we", fragments, spoken words without stops. Each stands in a small exercise. One is read right if every event it asks for
is in the script, and no other count, hold or side.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from benchmarks.import_cases import Event, events_of, matches
from stilte.importer.import_post import import_post

if TYPE_CHECKING:
    from collections.abc import Iterator

FRAMES = Path(__file__).with_suffix(".yaml")
AMOUNTS_EACH = 4
_FALSE = ("count", "hold", "hold-breaths", "side", "pause")


@dataclass(frozen=True)
class Cell:
    """One composed instruction, and the timed pieces that it asks for, as labels write them."""

    language: str
    kind: str
    text: str
    asked: tuple[dict[str, Any], ...]


def cells(language: str, frames: dict[str, Any]) -> Iterator[Cell]:
    """Yield the instructions of a language: each frame with some movements and amounts in turn."""
    amounts = {
        letter: _amounts(frames[key]) for letter, key in (("T", "times"), ("C", "counts"), ("B", "breaths"))
    }
    turn = 0
    for kind in ("hold", "repeat", "breaths_of", "side", "pause", "none"):
        for frame in frames[kind]:
            letter = next((one for one in "TCB" if f"{{{one}}}" in frame), "")
            for _ in range(AMOUNTS_EACH if letter else 1):
                turn += 1
                value, words = amounts[letter][turn * 7 % len(amounts[letter])] if letter else ("0", "")
                text = _filled(frame, frames["movements"][turn % len(frames["movements"])], {letter: words})
                yield Cell(language, kind, text, _asked(kind, value))
    for frame in (*frames["sets"], *frames["pattern"]):
        turn += 1
        text = _filled(frame["x"], frames["movements"][turn % len(frames["movements"])], {})
        yield Cell(language, "pattern" if "pattern" in frame else "sets", text, _told(frame))


def _amounts(table: dict[Any, list[str]]) -> list[tuple[str, str]]:
    return [(str(value), words) for value, all_words in table.items() for words in all_words]


def _filled(frame: str, movement: dict[str, str], words: dict[str, str]) -> str:
    start = frame.lstrip()
    for key, text in {**movement, **words}.items():
        at_head = start.startswith(f"{{{key}}}") or f". {{{key}}}" in frame
        shown = text if key in "TCB" or at_head or key == "N" else text[:1].lower() + text[1:]
        capital = text[:1].upper() + text[1:]
        frame = frame.replace(f". {{{key}}}", f". {capital}")
        frame = capital + frame[3:] if frame.startswith(f"{{{key}}}") else frame
        frame = frame.replace(f"{{{key}}}", shown)
    return re.sub(r"\.\.(?=\s|$)", ".", frame)


def _asked(kind: str, value: str) -> tuple[dict[str, Any], ...]:
    low, _, high = value.partition("-")
    span = [float(low), float(high or low)]
    match kind:
        case "hold" | "pause":
            return ({"kind": kind, "seconds_range": span},)
        case "repeat":
            return ({"kind": "repeat", "times_range": span},)
        case "breaths_of":
            span = [2, 4] if value == "2" else span
            return ({"kind": "breaths", "count_range": span},)
        case "side":
            return ({"kind": "hold", "seconds_range": span}, {"kind": "side"})
        case _:
            return ()


def _told(frame: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    if told := frame.get("pattern"):
        return ({"kind": "pattern", **dict(zip(("in", "hold", "out", "hold_out"), told, strict=True))},)
    return tuple(
        {"kind": kind, "times" if kind == "repeat" else "seconds": value}
        for kind in ("repeat", "hold")
        for value in frame.get(kind, [])
    )


def read_right(cell: Cell, frames: dict[str, Any], folder: Path) -> list[Event] | None:
    """Return None for an instruction that is read right, else the events that were made of it."""
    title, first = frames["intro"]
    source = folder / "post.md"
    source.write_text(f"# {title}\n\n{first}\n\n{cell.text}\n\n{frames['outro']}\n", encoding="utf-8")
    events: list[Event] = []
    for one in import_post(source, language=cell.language):
        events += list(events_of(yaml.load(one.script_text, yaml.BaseLoader)["steps"], [], {}))
    left, good = [*events], True
    for timed in cell.asked:
        found = next((event for event in left if matches(timed, event)), None)
        good = good and found is not None
        if found is not None:
            left.remove(found)
    breathes = any(timed["kind"] == "pattern" for timed in cell.asked)
    extra = [one for one in left if one[0] in _FALSE and not (breathes and one[0] == "count")]
    return None if good and not extra else events


def main() -> None:
    """Print the share that is read right, by language and kind, and with `--misses` what is not."""
    frames = yaml.safe_load(FRAMES.read_text(encoding="utf-8"))
    chosen = [one for one in sys.argv[1:] if not one.startswith("-")] or [*frames]
    all_of: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for language in chosen:
            for cell in cells(language, frames[language]):
                made = read_right(cell, frames[language], Path(folder))
                all_of[language, cell.kind] += 1
                right[language, cell.kind] += made is None
                if made is not None and "--misses" in sys.argv:
                    print(f"{language} {cell.kind}: {cell.text}\n    {made}")
    for key, number in sorted(all_of.items()):
        print(f"{' '.join(key):16} {right[key]:4} of {number}")
    print(f"{'all':16} {right.total():4} of {all_of.total()}")


if __name__ == "__main__":
    main()
