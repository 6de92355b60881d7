"""The weights that were learned from labelled posts: how surely a sentence is to be said.

`benchmarks/import_weights.py` makes the numbers, and tells how they fare on posts they were not made of.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from stilte.importer.label.evidence import SHAPE_REASONS, TIMED_REASONS, Finding
from stilte.importer.label.features import features
from stilte.reader.builtin_tables import builtin_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stilte.importer.label.context_evidence import Section, Told
    from stilte.importer.label.features import Features
    from stilte.importer.language.phrases import Idioms

_SURE = 2.5
_SURROUNDINGS = {
    "near": ("stands beside instructions", "stands beside other text"),
    "block": ("stands beside instructions", "stands beside other text"),
    "section": ("stands among sentences of its kind", "stands in a part that does not guide"),
    "place": ("stands between instructions", "stands before or after the instructions"),
}
"""The reasons that a group of features stands for, where it speaks for and against saying a sentence."""


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """Return the learned weight of every feature, in log-odds."""
    return {str(name): float(value) for name, value in builtin_table(__package__, "weights.yaml").items()}


def weigh_all(told: Sequence[Told], sections: Sequence[Section], table: Idioms) -> None:
    """Give each sentence the log-odds that it is to be said, and the reasons that make them up.

    What a table names outright as no instruction (a caution, a report, the page's own words) stays so, unless
    the sum by hand says otherwise; a name with its counts below it is said. A sentence that asks for a time,
    a repeat or the other side is judged by whichever sum speaks more for it: where it is left out by mistake,
    a line is missing, and so is the quiet of every step that it holds for.
    """
    known = weights()
    for one, found in zip(told, features(told, sections, table), strict=True):
        parts = {name: known[name] * value for name, value in found.items() if name in known}
        one.odds = sum(parts.values())
        if one.score < 0 and one.barred:
            one.odds = min(one.odds, one.score)
        if one.line.counted or (one.score > _SURE and _asks_for_time(one)):
            one.odds = max(one.odds, one.score)
        one.reasons = tuple(one.findings) if one.odds == one.score else _reasons(parts)


def _asks_for_time(one: Told) -> bool:
    return any(found.reason in TIMED_REASONS and found.weight > 0 for found in one.findings)


def _reasons(parts: Features) -> tuple[Finding, ...]:
    """Return what the parts of a sum speak of, as findings."""
    found: dict[str, float] = {}
    groups: dict[str, float] = {}
    for name, value in parts.items():
        first, _, rest = name.partition(" ")
        if first in ("=", "+", "-"):
            found[rest] = found.get(rest, 0.0) + value
        elif first == "shape" and rest in SHAPE_REASONS:
            found[SHAPE_REASONS[rest]] = found.get(SHAPE_REASONS[rest], 0.0) + value
        elif first in _SURROUNDINGS:
            groups[first] = groups.get(first, 0.0) + value
    for group, value in groups.items():
        reason = _SURROUNDINGS[group][value < 0]
        found[reason] = found.get(reason, 0.0) + value
    return tuple(Finding(value, reason) for reason, value in found.items())
