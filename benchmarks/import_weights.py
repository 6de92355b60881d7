"""Learn the weights of the importer's labels from posts with hand-made labels, and try them on others.

    python -m benchmarks.import_weights [--write]

A sentence that a label quotes as spoken, or that holds a timed piece, is one to keep, one that it quotes under `not_spoken` is one to leave
out; what no label speaks of teaches nothing. The fit is a logistic regression over `label/features.py`, held near
the weights that were set by hand. Posts are left out in turn, a tenth at a time, to tell how the weights fare on posts
that they were not made of; the rows by folder train on the other folders alone. Parts of the posts teach, too, so that
a short text is no stranger.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml

from benchmarks.import_cases import FOLDERS, all_timed, labels, stretch, visible
from stilte.importer.label import gather
from stilte.importer.label.context_evidence import weigh_surroundings
from stilte.importer.label.features import features
from stilte.importer.label.mark_legend import give_marks_times
from stilte.importer.label.structure import read_lines
from stilte.importer.language.guess import guess_language
from stilte.importer.language.phrases import idioms
from stilte.importer.language.read_mark import read_mark
from stilte.importer.source.read_posts import read_posts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from stilte.importer.label.features import Features
    from stilte.importer.post import Block

WRITTEN = Path(gather.__file__).with_name("weights.yaml")
HOLD, BIAS_HOLD, LEAST_SEEN, STEPS = 3.0, 0.1, 4, 40
"""How strongly a weight is held near the one set by hand; how often a feature must be seen; Newton's steps."""
CAUTION = 0.9
"""What is taken from the log-odds: a sentence said in error is worse than one left out."""
WINDOW, PART_WEIGHT = 14, 0.3
FOLDS = 10
JUDGES = range(201, 213)
"""The numbers of the posts that are kept back."""


@dataclass(frozen=True)
class Case:
    """A sentence of a post: its features, whether it is to be said, the sum by hand, and what it counts."""

    post: str
    text: str
    found: Features
    said: bool
    by_hand: float
    weight: float = 1.0


@dataclass(frozen=True)
class Asked:
    """What the labels of a post quote: what is said, what never is, and what is timed."""

    post: str
    said: list[str]
    never: list[str]
    timed: list[str]


def words(text: str) -> str:
    """Return the words of a text, small, parted by single spaces."""
    return " ".join(re.findall(r"\w+", text.lower()))


def cases_of(label: Path) -> list[Case]:
    """Return the labelled sentences of a post: of the whole, and of parts of it."""
    wanted = yaml.safe_load(label.read_text(encoding="utf-8"))
    stem = label.name.removesuffix(".expected.yaml")
    source = next(one for one in sorted(label.parent.glob(f"{stem}.*")) if one != label)
    raw = source.read_text(encoding="utf-8")
    text = visible(raw) if source.suffix == ".html" else " ".join(raw.split())
    parts = [part for one in wanted["exercises"] for part in (one, *(one.get("steps") or []))]
    yes = [words(stretch(text, piece)) for part in parts for piece in part.get("spoken") or []]
    timed = [
        words(piece["quote"]) for one in wanted["exercises"] for piece in all_timed(one) if counts(piece)
    ]
    no = [words(stretch(text, piece)) for piece in wanted.get("not_spoken") or []]
    (post,) = read_posts(source)
    language = guess_language(" ".join(one.text for one in post.blocks if not one.page), post.language)
    asked = Asked(f"{label.parent.name}/{stem}", yes, no, timed)
    found = sentences(post.blocks, language, asked, 1.0)
    inner = [one for one in post.blocks if not one.page]
    for start in range(0, len(inner) - 2, WINDOW // 2):
        found += sentences(inner[start : start + WINDOW], language, asked, PART_WEIGHT)
    return found


def counts(timed: dict[str, Any]) -> bool:
    """Tell whether a timed piece says enough to be found in a sentence, and is no length of a part."""
    return timed["kind"] not in ("section", "total") and len(words(timed.get("quote", "")).split()) > 1


def sentences(blocks: Sequence[Block], language: str, asked: Asked, weight: float) -> list[Case]:
    """Return the sentences of some blocks of which the labels speak."""
    table = idioms(language)
    read, sections = gather.gather(read_lines(give_marks_times(tuple(blocks), table), table), table)
    weigh_surroundings(read, sections, table)
    found = []
    for one, numbers in zip(read, features(read, sections, table), strict=True):
        kept = one.refused or one.note or read_mark(one.text) or sections[one.section].role == "tip"
        if one.line.kind == "heading" or kept:
            continue
        text = words(one.text)
        told = any(f" {piece} " in f" {text} " for piece in asked.timed)
        said, never = told or holds(text, asked.said), not told and holds(text, asked.never)
        if said != never:
            found.append(Case(asked.post, one.text, numbers, said, one.score, weight))
    return found


def holds(text: str, pieces: Iterable[str]) -> bool:
    """Tell whether a sentence lies within one of some pieces, or is little more than one."""
    return any(
        text and (text in one or (one and one in text and len(one) >= 0.6 * len(text))) for one in pieces
    )


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """Return the weights that make the labels of some sentences likeliest, held near those set by hand."""
    seen = Counter(name for one in cases for name, value in one.found.items() if value)
    names = sorted(name for name, count in seen.items() if count >= LEAST_SEEN)
    matrix = table_of(cases, names)
    said = np.array([one.said for one in cases], float)
    counted = np.array([one.weight for one in cases])
    before = np.array([1.0 if name.startswith("= ") else 0.0 for name in names])
    hold = np.array([BIAS_HOLD if name == "always" else HOLD for name in names])
    now = before.copy()
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-np.clip(matrix @ now, -30, 30)))
        slope = matrix.T @ (counted * (likely - said)) + hold * (now - before)
        curve = np.maximum(counted * likely * (1 - likely), 1e-6)
        step = np.linalg.solve((matrix.T * curve) @ matrix + np.diag(hold), slope)
        now -= step
        if np.abs(step).max() < 1e-4:  # noqa: PLR2004
            break
    return dict(zip(names, map(float, now), strict=True))


def table_of(cases: Sequence[Case], names: Sequence[str]) -> NDArray[Any]:
    """Return the features of some sentences as a matrix, a row for each sentence."""
    place = {name: at for at, name in enumerate(names)}
    matrix = np.zeros((len(cases), len(names)))
    for row, one in enumerate(cases):
        for name, value in one.found.items():
            if name in place:
                matrix[row, place[name]] = value
    return matrix


def odds(cases: Sequence[Case], weights: dict[str, float]) -> NDArray[Any]:
    """Return the log-odds of some sentences."""
    found: NDArray[Any] = table_of(cases, list(weights)) @ np.array(list(weights.values())) - CAUTION
    return found


def told(name: str, cases: Sequence[Case], found: NDArray[Any]) -> str:
    """Return how many sentences would be said in error and left out in error."""
    said = np.array([one.said for one in cases])
    leaks, missed = int(((found > 0) & ~said).sum()), int(((found <= 0) & said).sum())
    return (
        f"{name:34} said in error {leaks:3} of {int((~said).sum()):4}, left out in error {missed:3} of "
        f"{int(said.sum()):4}, together {leaks + missed}"
    )


def in_turn(cases: Sequence[Case], group: Callable[[str], int | str]) -> tuple[list[Case], NDArray[Any]]:
    """Return the whole sentences with log-odds by weights that were made without their group."""
    tried: list[Case] = []
    found: list[NDArray[Any]] = []
    for left_out in sorted({group(one.post) for one in cases}, key=str):
        weights = fit([one for one in cases if group(one.post) != left_out])
        test = [one for one in cases if group(one.post) == left_out and one.weight == 1.0]
        tried += test
        found.append(odds(test, weights))
    return tried, np.concatenate(found)


def kept_back(label: Path) -> bool:
    """Tell whether a post never teaches, but judges what the others taught."""
    return label.parent.name == "blind" and int(label.name[:3]) in JUDGES


def main() -> None:
    """Print how the weights fare on posts that were left out, and write them with `--write`."""
    cases = [
        case
        for folder in FOLDERS
        for label in labels(folder)
        if not kept_back(label)
        for case in cases_of(label)
    ]
    judges = [
        case
        for label in labels("blind")
        if kept_back(label)
        for case in cases_of(label)
        if case.weight == 1.0
    ]
    posts = sorted({one.post for one in cases})
    whole = [one for one in cases if one.weight == 1.0]
    for name, group in (
        ()
        if "--only" in sys.argv
        else (
            ("a tenth of the posts left out", lambda post: posts.index(post) * 7 % FOLDS),
            ("a folder left out", lambda post: post.partition("/")[0]),
        )
    ):
        tried, found = in_turn(cases, group)
        for folder in FOLDERS:
            here = np.array([one.post.startswith(folder) for one in tried])
            some = [one for one, kept in zip(tried, here, strict=True) if kept]
            print(told(f"{name}: {folder}", some, found[here]))
            print(told("  set by hand", some, np.array([one.by_hand for one in some])))
    weights = fit(cases)
    print(told("made on all of them", whole, odds(whole, weights)))
    print(told("posts kept back", judges, odds(judges, weights)))
    print(told("  set by hand", judges, np.array([one.by_hand for one in judges])))
    if "--write" in sys.argv:
        weights["always"] -= CAUTION
        lines = [
            f"{yaml.safe_dump(name, width=200).splitlines()[0]}: {value:.2f}"
            for name, value in weights.items()
        ]
        head = "# Made by `python -m benchmarks.import_weights --write`; not by hand.\n"
        WRITTEN.write_text(
            head + "\n".join(line for line in lines if not line.endswith(" 0.00")) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
