"""List each timed piece that the importer missed, and each false one, by the step that lost it.

    python -m benchmarks.import_misses [FOLDER ...] [--counts]

A piece is lost by the reading of numbers ("unread"), by what tells a claim from an instruction ("vetoed"), by the label of
its sentence ("label"), by the building ("built"), or its sentence is not found at all ("source").
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from benchmarks.import_cases import FOLDERS, Event, events_of, labels, match_events, pieces_asked
from stilte.importer.import_post import import_post
from stilte.importer.label.label_post import label_post
from stilte.importer.language.phrases import idioms
from stilte.importer.language.quantities import quantities, told_time
from stilte.importer.source.read_posts import read_posts

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.importer.label.labelled_post import Sentence


@dataclass(frozen=True)
class Miss:
    """A timed piece that was not found, or an event that no label asks for, with the step that lost it."""

    case: str
    stage: str
    kind: str
    words: str
    sentence: str = ""


def misses(label: Path) -> list[Miss]:
    """Return what is missed and what is false in one case."""
    wanted = yaml.safe_load(label.read_text(encoding="utf-8"))
    stem = label.name.removesuffix(".expected.yaml")
    source = next(one for one in sorted(label.parent.glob(f"{stem}.*")) if one != label)
    events: list[Event] = []
    for one in import_post(source):
        events += list(events_of(yaml.load(one.script_text, yaml.BaseLoader)["steps"], [], {}))
    lost, extra = match_events(pieces_asked(wanted), events)
    sentences = [one for post in read_posts(str(source)) for one in label_post(post).sentences]
    found = [_missed(stem, timed, sentences, wanted["lang"]) for timed in lost]
    return found + [Miss(stem, "false", event[0], str(event[1])) for event in extra]


def _missed(stem: str, timed: dict[str, Any], sentences: list[Sentence], language: str) -> Miss:
    quote = " ".join(str(timed.get("quote", "")).split())
    told = {key: value for key, value in timed.items() if key not in ("quote", "kind", "say", "note")}
    holding = [one for one in sentences if quote and quote in " ".join(one.text.split())]
    words = f"{quote!r} {told}"
    if not holding:
        return Miss(stem, "source", timed["kind"], words)
    one = holding[min(int(timed.get("occurrence", 1)), len(holding)) - 1]
    table = idioms(language)
    if one.label in ("left_out", "note"):
        stage = "label"
    elif quantities(one.text, table):
        stage = "built"
    elif told_time(one.text, table):
        stage = "vetoed"
    else:
        stage = "unread"
    return Miss(stem, stage, timed["kind"], words, f"[{one.label}/{one.kind}] {one.text}")


def main() -> None:
    """Print each miss, then how many each step lost."""
    folders = [one for one in sys.argv[1:] if not one.startswith("-")] or [*FOLDERS]
    found = [miss for folder in folders for label in labels(folder) for miss in misses(label)]
    for miss in found if "--counts" not in sys.argv else []:
        print(f"{miss.case}: {miss.stage} {miss.kind} {miss.words}\n      {miss.sentence}")
    for (stage, kind), number in sorted(Counter((one.stage, one.kind) for one in found).items()):
        print(f"{number:4} {stage:7} {kind}")


if __name__ == "__main__":
    main()
