"""Measure how much of loosely worded timing is read right: families of wording for one demand, in each language.

    python -m benchmarks.import_families [LANGUAGE ...] [--misses] [--kind KIND]

A group of `import_families.yaml` is a frame and many wordings that ask for the same; `want` names the events of frame and
wording together: `hold 30` and `wait 5-180` (quiet of any kind, seconds), `repeat 6` (performances), `side`. A wording is right if
exactly these come out: nothing missed, nothing added.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from benchmarks.import_cases import Event, events_of, inside, numbers, span
from stilte.importer.import_post import import_post

if TYPE_CHECKING:
    from collections.abc import Iterator

FAMILIES = Path(__file__).with_suffix(".yaml")
_EVENTS = {"hold": ("hold",), "wait": ("hold", "pause", "after"), "repeat": ("count",), "side": ("side",)}
_COUNTED = ("count", "hold", "hold-breaths", "side", "pause", "after")
_LEAST_WAIT_S = 5.0
_CHANGE_S = (8.0, 8.0)


@dataclass(frozen=True)
class Wording:
    """One post of a family: its text, and the events that it asks for."""

    language: str
    kind: str
    words: str
    text: str
    want: tuple[str, ...]


def wordings(languages: list[str] | None = None) -> Iterator[Wording]:
    """Yield the wordings of all families, or of those in some languages."""
    families = yaml.safe_load(FAMILIES.read_text(encoding="utf-8"))
    for language in languages or families:
        title, first = families[language]["intro"]
        for group in families[language]["groups"]:
            for words in group["x"]:
                body = group["frame"].replace("{x}", words)
                text = f"# {title}\n\n{first}\n\n{body}\n\n{families[language]['outro']}\n"
                yield Wording(language, group["kind"], words, text, tuple(group["want"]))


def made_of(wording: Wording, folder: Path) -> list[Event]:
    """Return the events of the scripts that a wording becomes."""
    source = folder / "post.md"
    source.write_text(wording.text, encoding="utf-8")
    events: list[Event] = []
    for one in import_post(source, language=wording.language):
        events += list(events_of(yaml.load(one.script_text, yaml.BaseLoader)["steps"], [], {}))
    return events


def is_right(wording: Wording, events: list[Event]) -> bool:
    """Tell whether exactly the events that a wording asks for were made of it; short quiet and that of a change are free."""
    left = [one for one in events if one[0] in _COUNTED and not _is_short(one)]
    for asked in wording.want:
        found = next((one for one in left if _meets(asked, one)), None)
        if found is None:
            return False
        left.remove(found)
    return not [one for one in left if one[0] not in ("pause", "after") or one[1][1] > _LEAST_WAIT_S]


def _meets(asked: str, event: Event) -> bool:
    kind, _, amount = asked.partition(" ")
    if event[0] not in _EVENTS[kind]:
        return False
    return not amount or inside(event[1], numbers(amount) if kind == "repeat" else span(amount))


def _is_short(event: Event) -> bool:
    """Tell whether an event is a little quiet after a line, which no wording has to ask for."""
    quiet: Any = event[1]
    return event[0] in ("pause", "after") and bool(quiet) and (quiet[1] < _LEAST_WAIT_S or quiet == _CHANGE_S)


def main() -> None:
    """Print the share that is read right, by language and kind, and with `--misses` what is not."""
    kind = sys.argv[sys.argv.index("--kind") + 1] if "--kind" in sys.argv else ""
    languages = [one for one in sys.argv[1:] if len(one) == 2]  # noqa: PLR2004
    all_of: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for wording in wordings(languages):
            if kind and wording.kind != kind:
                continue
            events = made_of(wording, Path(folder))
            good = is_right(wording, events)
            all_of[wording.language, wording.kind] += 1
            right[wording.language, wording.kind] += good
            if not good and "--misses" in sys.argv:
                print(
                    f"{wording.language} {wording.kind}: {wording.words}  [{', '.join(wording.want)}]\n    {events}"
                )
    for key, number in sorted(all_of.items()):
        print(f"{' '.join(key):16} {right[key]:4} of {number}")
    print(f"{'all':16} {right.total():4} of {all_of.total()}")


if __name__ == "__main__":
    main()
