"""What the learned weights are given of a sentence: its evidence, and numbers for its place in the post."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.importer.label.verbs import shape_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stilte.importer.label.context_evidence import Section, Told
    from stilte.importer.language.phrases import Idioms

Features = dict[str, float]

_NEAR = (1, 2, 3)
_AT_EDGE, _EDGE_SHARE = 4, 0.15
_STRONG, _GUIDES = 1.5, 0.9
_FAR, _BETWEEN, _FEW = 6, 4, 3
_LONG, _SHORT, _LONGEST = 25, 4, 40
_MOST, _LARGE = 3.0, 12
_SHAPE_WITH_BODY = ("order", "polite")


def features(told: Sequence[Told], sections: Sequence[Section], table: Idioms) -> tuple[Features, ...]:
    """Return the features of every sentence of a post; each a number, most of them within 0 and 1."""
    found: tuple[Features, ...] = tuple({} for _ in told)
    own = [max(-1.0, min(1.0, one.own / _MOST)) for one in told]
    lines = [at for at, one in enumerate(told) if one.line.kind != "heading"]
    for at in lines:
        one = told[at]
        section = sections[one.section]
        found[at].update(_evidence(one) | _form(one, table) | {f"role {section.role}": 1.0})
    _neighbours(told, own, found)
    _paragraphs(_groups(lines, (told[at].line.block for at in lines)), own, found)
    _sections(_groups(lines, (told[at].section for at in lines)), own, found, len(sections))
    _places([at for at in lines if told[at].own >= _STRONG and not told[at].refused], lines, found)
    return found


def _groups(places: list[int], keys: Iterable[int]) -> list[list[int]]:
    found: dict[int, list[int]] = {}
    for at, key in zip(places, keys, strict=True):
        found.setdefault(key, []).append(at)
    return list(found.values())


def _evidence(one: Told) -> Features:
    """Return the sum of each kind of finding, and that there is one."""
    found: Features = {}
    for finding in one.findings:
        name = f"= {finding.reason}"
        found[name] = found.get(name, 0.0) + finding.weight
    return found | {f"{'+' if value > 0 else '-'} {name[2:]}": 1.0 for name, value in found.items() if value}


def _form(one: Told, table: Idioms) -> Features:
    text, words = one.text.strip(), len(one.text.split())
    shape, parts = shape_of(one.text, table), len(table.findall("evidence.body", one.text))
    told = {
        f"shape {shape or 'none'}": True,
        "is an item": one.line.kind == "item",
        "is numbered": one.line.number is not None,
        "has a bold lead": bool(one.line.lead),
        "is long": words > _LONG,
        "is short": words < _SHORT,
        "asks": text.endswith("?"),
        "exclaims": text.endswith("!"),
        "leads on": text.endswith(":"),
        "is open": text[-1:].isalnum(),
        "has a figure": bool(re.search(r"\d", text)),
        "begins small": text[:1].islower(),
        "opens a bracket": text.startswith(("(", "[")),
        "names nobody": not table.find("second_person", one.text),
        "names a part of the body": bool(parts),
        "order with the body": bool(shape in _SHAPE_WITH_BODY and parts),
        "order without the body": shape in _SHAPE_WITH_BODY and not parts,
    }
    return {
        "always": 1.0,
        "length": min(words, _LONGEST) / _LONGEST,
        "parts of the body": min(parts, 3) / 3,
        **{name: 1.0 for name, true in told.items() if true},
    }


def _neighbours(told: Sequence[Told], own: list[float], found: tuple[Features, ...]) -> None:
    whole = [max(-1.0, min(1.0, one.score / _MOST)) for one in told]
    for at, one in enumerate(told):
        if one.line.kind == "heading":
            continue
        for step in _NEAR:
            near = [other for other in (at - step, at + step) if 0 <= other < len(told)]
            found[at].update(
                {
                    f"near own {step}": sum(own[other] for other in near),
                    f"near whole {step}": sum(whole[other] for other in near),
                    f"near refused {step}": float(sum(bool(told[other].refused) for other in near)),
                }
            )


def _paragraphs(blocks: list[list[int]], own: list[float], found: tuple[Features, ...]) -> None:
    for members in blocks:
        total = sum(own[at] for at in members)
        ordered = sorted(own[at] for at in members)
        for place, at in enumerate(members):
            alone = len(members) == 1
            found[at].update(
                {
                    "block alone": float(alone),
                    "block first": float(place == 0),
                    "block last": float(place == len(members) - 1),
                    "block mean": 0.0 if alone else (total - own[at]) / (len(members) - 1),
                    "block most": 0.0 if alone else ordered[-2 if own[at] == ordered[-1] else -1],
                    "block least": 0.0 if alone else ordered[1 if own[at] == ordered[0] else 0],
                }
            )


def _sections(sections: list[list[int]], own: list[float], found: tuple[Features, ...], many: int) -> None:
    for number, members in enumerate(sections):
        total = sum(own[at] for at in members)
        guiding = sum(own[at] > _GUIDES / _MOST for at in members)
        others = max(1, len(members) - 1)
        for place, at in enumerate(members):
            found[at].update(
                {
                    "section mean": (total - own[at]) / others if len(members) > 1 else 0.0,
                    "section share": (guiding - (own[at] > _GUIDES / _MOST)) / others,
                    "section size": min(len(members), _LARGE) / _LARGE,
                    "section first": float(place == 0),
                    "section last": float(place == len(members) - 1),
                    "section place": place / len(members),
                    "section number": number / many,
                    "section opens the post": float(number == 0),
                }
            )


def _places(strong: list[int], lines: list[int], found: tuple[Features, ...]) -> None:
    """Add how far the nearest clear instructions are, and where in the post a sentence stands."""
    after = 0
    for number, at in enumerate(lines):
        while after < len(strong) and strong[after] <= at:
            after += 1
        earlier = after - 1 - (after > 0 and strong[after - 1] == at)
        before = at - strong[earlier] if earlier >= 0 else None
        behind = strong[after] - at if after < len(strong) else None
        share = number / len(lines)
        found[at].update(
            {
                "place in the post": share,
                "place among the first": float(number < _AT_EDGE),
                "place among the last": float(number >= len(lines) - _AT_EDGE),
                "place at the head": float(share < _EDGE_SHARE),
                "place at the end": float(share > 1 - _EDGE_SHARE),
                "place before all instructions": float(before is None),
                "place after all instructions": float(behind is None),
                "place after one": min(_FAR, before or _FAR) / _FAR,
                "place before one": min(_FAR, behind or _FAR) / _FAR,
                "place between two": float(
                    before is not None and behind is not None and before + behind <= _BETWEEN
                ),
                "place where few are": float(len(strong) < _FEW),
            }
        )
