"""What the surroundings of a sentence say for and against it: its section, its list, its neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stilte.importer.label.evidence import OF_THE_PAGE, REPORTED, SHAPES, Finding
from stilte.importer.label.verbs import shape_of
from stilte.importer.language.read_mark import read_mark

if TYPE_CHECKING:
    from stilte.importer.label.headings import Role
    from stilte.importer.label.line import Line
    from stilte.importer.language.phrases import Idioms

_GUIDES = 0.9
_BARS = -3.0
_STRONG = 1.5
_SHARE = 0.34
_CLEARLY = 0.5
_GUIDED = 12
_SCRIPT_MARKS = 3
_LISTED = 3
_GUIDING = frozenset(SHAPES) - {"told", "likely order"}
_TIMED_BRACKET = re.compile(
    r"[\[(][^()\[\]]{0,30}\d\s?(?:s|sec|secs|sek|seg|min)\b[^()\[\]]{0,12}[\])]|\.{4,}|…{2,}", re.IGNORECASE
)
_DEMANDS = ("asks for a repeat", "asks for the other side", "holds for a time", "names a phase of the breath")
_SPEECH = re.compile(r"^\W{0,2}[“”„\"«»‘]")
_ROLE_EVIDENCE: dict[Role, Finding | None] = {
    "exercise": Finding(1.0, "stands under a heading that opens an exercise"),
    "step": Finding(0.9, "stands under the heading of a step"),
    "closing": Finding(0.7, "stands under a heading that opens or ends an exercise"),
    "article": Finding(-2.6, "stands under a heading of the article around"),
    "furniture": Finding(-5.0, "stands under a heading of the page"),
    "tip": None,
    "plain": None,
}


@dataclass(slots=True)
class Told:
    """A sentence on its way to a label.

    `findings` bear the weights that were set by hand; `own` is their sum without the surroundings, and
    `barred` tells that one of them speaks strongly against the sentence. `odds` are
    the log-odds that it is to be said, by the learned weights, and `reasons` the parts of that sum.
    """

    line: Line
    text: str
    section: int
    findings: list[Finding]
    note: bool = False
    refused: str = ""
    own: float = 0.0
    barred: bool = False
    odds: float = 0.0
    reasons: tuple[Finding, ...] = ()

    @property
    def score(self) -> float:
        """Return the sum of its findings, with the weights that were set by hand."""
        return sum(one.weight for one in self.findings)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the numbers of the sentences under it."""

    heading: Line | None
    role: Role
    members: tuple[int, ...]


def weigh_surroundings(told: list[Told], sections: list[Section], table: Idioms) -> None:
    """Add to each sentence what its section, its list and its neighbours say."""
    for one in told:
        one.own = one.score
        one.barred = any(finding.weight <= _BARS for finding in one.findings)
    _in_sections(told, sections, table)
    _in_lists(told, sections)
    _beside_neighbours(told)


def _judged(section: Section, told: list[Told]) -> list[Told]:
    """Return the sentences of a section that speak for themselves: no marks, nothing refused."""
    return [
        told[at] for at in section.members if told[at].findings and not told[at].refused and not told[at].note
    ]


def _in_sections(told: list[Told], sections: list[Section], table: Idioms) -> None:
    """Add what a section says of its sentences: its heading, its share of guidance, its marks of quiet."""
    weighed = [_weight(section, told, table) for section in sections]
    named = any(
        section.role in ("exercise", "step") and one.share >= _SHARE
        for section, one in zip(sections, weighed, strict=True)
    )
    steps = [at for at, section in enumerate(sections) if section.role == "step" and section.members]
    total = sum(one.marks for one in weighed)
    for at, (section, one) in enumerate(zip(sections, weighed, strict=True)):
        following = sections[at + 1] if at + 1 < len(sections) else None
        opens = following is not None and following.role in ("exercise", "tip") and one.share < _SHARE
        around = len(steps) >= _LISTED and not steps[0] <= at <= steps[-1]
        if around and at < steps[0] and section.role == "exercise":
            section = replace(section, role="plain")  # noqa: PLW2901  the title of all, not of its own lines
        script = total >= _SCRIPT_MARKS and one.marks > 0
        _weigh(section, told, one, named=named, opens=opens, around=around, script=script)


@dataclass(frozen=True, slots=True)
class _Weight:
    """What a section holds: the mean of its sentences, the share of those that guide, its marks of quiet."""

    mean: float
    share: float
    marks: int


def _weight(section: Section, told: list[Told], table: Idioms) -> _Weight:
    judged = _judged(section, told)
    guiding = sum(_guides(one, table) for one in judged)
    mean = sum(max(-2.0, min(2.0, one.score)) for one in judged) / len(judged) if judged else 0.0
    texts = [told[at].text for at in section.members]
    marks = sum(1 if read_mark(text) else len(_TIMED_BRACKET.findall(text)) for text in texts)
    return _Weight(mean, guiding / len(judged) if judged else 0.0, marks)


def _guides(one: Told, table: Idioms) -> bool:
    """Tell whether a sentence tells its reader what to do, by its shape or its demand."""
    if one.score < _GUIDES:
        return False
    shaped = shape_of(one.text, table) in _GUIDING
    return shaped or any(found.reason in _DEMANDS for found in one.findings)


def _weigh(
    section: Section,
    told: list[Told],
    weight: _Weight,
    *,
    named: bool,
    opens: bool,
    around: bool,
    script: bool,
) -> None:
    found = [one for one in [_ROLE_EVIDENCE[section.role]] if one]
    if section.role == "furniture" and weight.share >= _CLEARLY and len(section.members) >= _LISTED:
        found = [Finding(-1.0, "stands under a heading of the page")]
    guided = section.role == "article" and weight.share > _CLEARLY and _moves(section, told)
    if guided:
        found = [Finding(-0.6, "stands under a heading of the article around")]
    if section.role == "article" and named and not guided:
        found.append(Finding(-1.6, "stands outside the exercise"))
    if script:
        found.append(Finding(2.4, "stands among marks of quiet"))
    elif (
        section.role in ("exercise", "closing")
        and weight.share >= _CLEARLY
        and len(section.members) >= _GUIDED
    ):
        found.append(Finding(0.9, "stands in a guided text"))
    found.append(Finding(max(-1.0, min(1.2, weight.mean * 0.6)), "stands among sentences of its kind"))
    if section.role in ("plain", "article") and weight.share < _SHARE and not script:
        found.append(Finding(-4.2 if named else -1.8, "stands in a part that does not guide"))
    if opens and not script:
        found.append(Finding(-3.0, "stands before the instructions of its part"))
    if around and section.role == "plain" and not script:
        found.append(Finding(-2.0, "stands outside the steps"))
    if named and section.role == "plain" and section.heading is None and weight.mean < 0.5:  # noqa: PLR2004
        found.append(Finding(-1.0, "stands before the exercise"))
    _edges(section, told, found, script=script)


def _moves(section: Section, told: list[Told]) -> bool:
    """Tell whether a section asks for something with the body, for a time."""
    reasons = {found.reason for at in section.members for found in told[at].findings}
    return "names the body" in reasons and bool(reasons & {"holds for a time", "names a posture"})


def _edges(section: Section, told: list[Told], found: list[Finding], *, script: bool) -> None:
    """Add what all sentences of a section share, and what their place among its instructions says."""
    strong = [at for at in section.members if told[at].score >= _STRONG]
    again = next((at for at in section.members if _repeats(told[at])), None)
    for at in section.members:
        one = told[at]
        if (
            again is not None
            and at > again
            and one.line.block == told[again].line.block
            and one.score < _GUIDES
        ):
            one.findings.append(Finding(-1.0, "stands after the repeat"))
        inside = bool(strong) and strong[0] < at < strong[-1]
        outside = bool(strong) and not strong[0] <= at <= strong[-1]
        page = any(finding.reason in (OF_THE_PAGE, REPORTED) for finding in one.findings)
        one.findings += [finding for finding in found if finding.weight < 0] if page else found
        if inside and not page:
            one.findings.append(Finding(0.5, "stands between instructions"))
        elif outside and not script and one.findings:
            one.findings.append(Finding(-0.9, "stands before or after the instructions"))


def _repeats(one: Told) -> bool:
    return any(found.reason == "asks for a repeat" for found in one.findings)


def _in_lists(told: list[Told], sections: list[Section]) -> None:
    """Add what lists say: an item of a guiding list guides; beside such a list, prose explains."""
    for section in sections:
        items = [told[at] for at in section.members if told[at].line.kind == "item"]
        guiding = [one for one in items if one.score >= _GUIDES]
        listed = len(guiding) >= _LISTED and len(guiding) >= len(items) / 2
        for at in section.members:
            one = told[at]
            if one.line.kind == "item":
                weight = 0.8 if one.line.number is not None else 0.4
                timed = any(found.reason == "gives a time or a count" for found in one.findings)
                weight += 1.0 if timed else 0.0
                one.findings.append(Finding(weight if listed or guiding else 0.0, "is an item of a list"))
            elif listed and not any(found.weight >= _STRONG for found in one.findings):
                one.findings.append(Finding(-1.5, "stands beside the list of steps"))


def _beside_neighbours(told: list[Told]) -> None:
    scores = [max(-2.0, min(2.0, one.score)) for one in told]
    for at, one in enumerate(told):
        near = [
            scores[other]
            for other in (at - 1, at + 1)
            if 0 <= other < len(told) and told[other].section == one.section and told[other].findings
        ]
        if near:
            weight = 0.3 * sum(near) / len(near)
            one.findings.append(
                Finding(weight, "stands beside instructions" if weight > 0 else "stands beside other text")
            )
        if _SPEECH.match(one.text) and at and told[at - 1].text.rstrip().endswith(":") and scores[at - 1] > 0:
            one.findings.append(Finding(2.0, "are words to say"))
