"""Lines → sentences with their own evidence, and the sections that headings make of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.importer.label.context_evidence import Section, Told
from stilte.importer.label.evidence import Finding, own_evidence
from stilte.importer.label.headings import Role, heading_quantities, heading_role
from stilte.importer.label.no_line import is_no_line
from stilte.importer.label.verbs import shape_of
from stilte.importer.language.quantities import quantities, without
from stilte.importer.language.read_mark import read_mark
from stilte.importer.language.sentence_kinds import asks_again
from stilte.importer.language.sentences import split

if TYPE_CHECKING:
    from stilte.importer.label.line import Line
    from stilte.importer.language.phrases import Idioms

_SHORTEST = 12
_OWN_LABEL = re.compile(r"^([^\W\d_][^:.!?]{1,30}):\s+\S")
_DIRECTION = re.compile(r"\s*\[[^\[\]]{60,}\]\s*")
_BRACKETED = "a direction in brackets"
ARTICLE_LABEL = "is labelled as a goal or an effect"


def gather(lines: tuple[Line, ...], table: Idioms) -> tuple[list[Told], list[Section]]:
    """Return every sentence with its own evidence, and the sections that headings make of them."""
    told: list[Told] = []
    sections: list[tuple[Line | None, list[int]]] = [(None, [])]
    for line in lines:
        if line.kind == "heading" and not line.page:
            sections.append((line, []))
            told.append(Told(line, line.text, len(sections) - 1, []))
            continue
        cut = ""
        for text in (part for sentence in split(line.text) for part in _frequency_apart(sentence, table)):
            one = Told(line, text, len(sections) - 1, [])
            refused = "" if read_mark(text) or _only_counts(text, table) else is_no_line(text)
            refused = refused or (
                _BRACKETED if _DIRECTION.fullmatch(line.text) and not read_mark(text) else ""
            )
            refused = refused or _repeats_heading(text, sections[-1][0])
            refused = refused or ("" if read_mark(text) or not text[:1].islower() else cut)
            if not read_mark(text):
                cut = refused if refused == _BRACKETED and not text.rstrip().endswith((".", "!", "?")) else ""
            one.refused = "belongs to the page around the article" if line.page else refused
            one.note = _is_tip(line, table)
            label = _OWN_LABEL.match(text)
            own = heading_role(label[1], table) if label else "plain"
            if not one.refused and not read_mark(text):
                one.findings = [*own_evidence(text, table)]
                if line.counted:
                    one.findings.append(Finding(4.0, "names what is counted after it"))
                if own == "article" or (
                    line.lead and heading_role(line.lead.rstrip(":"), table) == "article"
                ):
                    weight = -1.0 if own == "article" and _orders_behind(text, table) else -4.0
                    one.findings.append(Finding(weight, ARTICLE_LABEL))
            sections[-1][1].append(len(told))
            told.append(one)
    roles = _roles([heading for heading, _ in sections], table)
    return told, [
        Section(heading, role, tuple(members))
        for (heading, members), role in zip(sections, roles, strict=True)
    ]


def _orders_behind(text: str, table: Idioms) -> bool:
    """Tell whether a label stands before an order for the body ("Beforehand: sit up straight")."""
    told = text.partition(":")[2].strip()
    posed = table.starts("posture", told) or table.find("evidence.body", told)
    return bool(posed) and shape_of(told, table) in ("order", "polite")


def _frequency_apart(text: str, table: Idioms) -> tuple[str, ...]:
    """Cut "10 times, twice a day" in two: how often in the exercise, and how often a day."""
    head, comma, tail = text.rpartition(", ")
    frequent = comma and table.find("frequency", tail) and not table.find("frequency", head)
    return (f"{head}.", tail) if frequent and asks_again(f"{head}.", table) else (text,)


def _only_counts(text: str, table: Idioms) -> bool:
    """Tell whether a line without a word is a count ("9 x")."""
    found = quantities(text, table) if len(text) <= _SHORTEST else ()
    return len(found) == 1 and found[0].unit == "times" and not without(text, *found).strip(" .,:;-–(")


def _roles(headings: list[Line | None], table: Idioms) -> list[Role]:
    """Return what each heading is for."""
    roles: list[Role] = []
    above: list[tuple[int, Role]] = []
    practised = ended = False
    for heading in headings:
        role: Role = "plain"
        if heading is not None:
            role = heading_role(heading.text, table)
            if role == "plain" and (heading.number is not None or heading_quantities(heading.text, table)[0]):
                role = "step"
            above = [one for one in above if one[0] < heading.level]
            practised = practised or role in ("exercise", "step", "closing")
            ended = role == "furniture" and practised if role != "plain" else ended
            inherited = next((one for _, one in reversed(above) if one in ("article", "furniture")), None)
            inherited = "furniture" if ended and role == "plain" else inherited
            role = inherited if inherited and role in ("plain", "step") else role
            above.append((heading.level, role))
        roles.append(role)
    return roles


def _repeats_heading(text: str, heading: Line | None) -> str:
    """Return why a line is none of its own: it only says its heading again, as a caption does."""
    if heading is None:
        return ""
    words, above = re.findall(r"\w+", text.lower()), re.findall(r"\w+", heading.text.lower())
    again = len(words) > 1 and len(words) >= len(above) - 1 and {*words} <= {*above}
    return "says its heading again" if again else ""


def _is_tip(line: Line, table: Idioms) -> bool:
    return bool(line.lead) and heading_role(line.lead.rstrip(":"), table) == "tip"
