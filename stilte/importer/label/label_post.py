"""A post → its sentences, each labelled from the evidence in it, its section, its list and its neighbours."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from stilte.importer.label.context_evidence import Section, Told, weigh_surroundings
from stilte.importer.label.evidence import CAUTION, Finding, own_evidence, strongest
from stilte.importer.label.headings import Role, heading_quantities, heading_role
from stilte.importer.label.labelled_post import Label, LabelledPost, Sentence
from stilte.importer.label.mark_legend import give_marks_times
from stilte.importer.label.no_line import is_no_line
from stilte.importer.label.structure import read_lines
from stilte.importer.label.titles import exercise_title, is_generic
from stilte.importer.label.verbs import shape_of
from stilte.importer.language.guess import guess_language, has_table
from stilte.importer.language.phrases import idioms
from stilte.importer.language.quantities import quantities, without
from stilte.importer.language.read_mark import read_mark
from stilte.importer.language.sentence_kinds import asks_again
from stilte.importer.language.sentences import split
from stilte.messages import tr

if TYPE_CHECKING:
    from stilte.importer.label.line import Line
    from stilte.importer.language.phrases import Idioms
    from stilte.importer.post import Block, Post

_LEAST, _MANY_WORDS, _SHORTEST = 6, 7, 12
_OWN_LABEL = re.compile(r"^([^\W\d_][^:.!?]{1,30}):\s+\S")
_TIMES = re.compile(r"\d\s?[x×]\s?\d", re.IGNORECASE)
_DIRECTION = re.compile(r"\s*\[[^\[\]]{60,}\]\s*")
_BRACKETED = "a direction in brackets"
_ARTICLE_LABEL = "is labelled as a goal or an effect"


def label_post(post: Post, language: str = "") -> LabelledPost:
    """Return a post with a label on every sentence; `language` overrides the guess.

    The post is labelled as a whole; `exercises` cuts it where it holds several.
    """
    return label_blocks(
        post.blocks,
        title=post.title,
        language=language,
        said=post.language,
        source=post.source,
        slug=post.slug,
    )


def label_blocks(
    blocks: tuple[Block, ...],
    *,
    title: str = "",
    language: str = "",
    said: str = "",
    source: str = "",
    slug: str = "",
) -> LabelledPost:
    """Return the sentences of some blocks, labelled; `said` is what the source says of its language."""
    text = " ".join(block.text for block in blocks if not block.page)
    language = language or guess_language(text, said)
    table = idioms(language)
    lines = read_lines(give_marks_times(blocks, table), table)
    told, sections = _gather(lines, table)
    if has_table(language):
        weigh_surroundings(told, sections, table)
    sentences = _labelled(told, sections, table, known=has_table(language))
    notices = () if has_table(language) else (_unknown(language),)
    title = exercise_title(title, lines, table, source)
    return LabelledPost(title, language, sentences, source, slug, notices)


def _unknown(language: str) -> str:
    told = tr(
        "The post is in '{language}', which is not known here: it is imported as plain lines. "
        "If it is in another language, say so with `--language`.",
        language=language,
    )
    return str(told)


def _gather(lines: tuple[Line, ...], table: Idioms) -> tuple[list[Told], list[Section]]:
    """Return every sentence with its own evidence, and the sections that headings make of them."""
    told: list[Told] = []
    sections: list[tuple[Line | None, list[int]]] = [(None, [])]
    for line in lines:
        if line.kind == "heading" and not line.page:
            sections.append((line, []))
            told.append(Told(line, line.text, len(sections) - 1, []))
            continue
        for text in (part for sentence in split(line.text) for part in _frequency_apart(sentence, table)):
            one = Told(line, text, len(sections) - 1, [])
            refused = "" if read_mark(text) or _only_counts(text, table) else is_no_line(text)
            refused = refused or (
                _BRACKETED if _DIRECTION.fullmatch(line.text) and not read_mark(text) else ""
            )
            refused = refused or _repeats_heading(text, sections[-1][0])
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
                    one.findings.append(Finding(weight, _ARTICLE_LABEL))
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


def _labelled(
    told: list[Told], sections: list[Section], table: Idioms, *, known: bool
) -> tuple[Sentence, ...]:
    labels = [_label(one, sections[one.section], table, known=known) for one in told]
    for resort in (_body, partial(_amounts, table=table)):
        if any(label == "spoken" for label, _, _ in labels):
            break
        labels = [resort(one, label, sections[one.section]) for one, label in zip(told, labels, strict=True)]
    alive = {
        one.section
        for one, (label, _, _) in zip(told, labels, strict=True)
        if label in ("spoken", "timing") and one.line.kind != "heading"
    }
    found = []
    for one, (label, confidence, reason) in zip(told, labels, strict=True):
        sentence = _sentence(one, label, confidence, reason)
        if label == "note" and one.section not in alive and sections[one.section].role != "tip":
            sentence = replace(sentence, label="left_out")
        if (
            one.line.kind == "heading"
            and one.section not in alive
            and not _opens(one.section, alive, sections, table)
        ):
            sentence = replace(sentence, label="left_out", reason="heads a part that is left out")
        found.append(sentence)
    return tuple(found)


def _opens(at: int, alive: set[int], sections: list[Section], table: Idioms) -> bool:
    """Tell whether a heading opens the part after it: it has no sentences."""
    following = sections[at + 1].heading if at + 1 < len(sections) else None
    if following is None or at + 1 not in alive:
        return False
    return not sections[at].members or is_generic(following.text, table)


def _label(one: Told, section: Section, table: Idioms, *, known: bool) -> tuple[Label, float, str]:  # noqa: PLR0911
    if one.line.kind == "heading":
        return "heading", 1.0, "is a heading"
    if one.refused:
        return "left_out", 0.97, one.refused
    if read_mark(one.text):
        left = section.role in ("furniture", "article")
        return (
            ("left_out", 0.8, "a mark in a part that is left out")
            if left
            else ("timing", 0.97, "is a mark of quiet")
        )
    if not known:
        if not is_sentence(one.text):
            return "left_out", 0.6, "is no whole sentence"
        return "spoken", 0.5, "no table of idioms for this language: the text as it stands"
    score = one.score
    confidence = 1 / (1 + math.exp(-abs(score)))
    findings = tuple(one.findings)
    if one.note or section.role == "tip":
        return "note", max(confidence, 0.7), "is a tip or a caution"
    if table.find("frequency", one.text) and score > -2.5 and section.role in ("exercise", "step", "closing"):  # noqa: PLR2004
        return "note", confidence, "tells how often a day or a week"
    if score > 0:
        forward = one.text.rstrip().endswith(":")
        label: Label = (
            "timing"
            if (asks_again(one.text, table) and not forward) or _sets_times(one.text, table)
            else "spoken"
        )
        return label, confidence, strongest(findings, speaks=True)
    claims = any(found.reason in ("speaks of effects", CAUTION, _ARTICLE_LABEL) for found in findings)
    inside = section.role in ("exercise", "step", "closing")
    return ("note" if claims and inside else "left_out"), confidence, strongest(findings, speaks=False)


def _sets_times(text: str, table: Idioms) -> bool:
    """Tell whether a sentence sets a time for every step after it, or the length of the whole."""
    return bool(quantities(text, table) and (table.starts("inherit", text) or _names_length(text, table)))


def _names_length(text: str, table: Idioms) -> bool:
    words = "|".join(table.table["whole_length"])
    return bool(re.match(rf"\W*(?:{words})\s*:", text, re.IGNORECASE))


def _body(one: Told, label: tuple[Label, float, str], section: Section) -> tuple[Label, float, str]:
    """Where nothing is sure, take the body of the article as it stands."""
    furniture = (
        one.refused or section.role == "furniture" or any(found.weight <= -4.0 for found in one.findings)  # noqa: PLR2004
    )
    if label[0] == "heading" or read_mark(one.text) or furniture or not is_sentence(one.text):
        return label
    return "spoken", 0.4, "nothing in this post tells what to do: the text as it stands"


def _amounts(
    one: Told, label: tuple[Label, float, str], section: Section, table: Idioms
) -> tuple[Label, float, str]:
    """Where not even that holds a sentence, take the names that have a count or a time ("Squats 3 x 12")."""
    named = len(re.findall(r"[^\W\d_]{3,}", without(one.text, *quantities(one.text, table)))) > 0
    counted = quantities(one.text, table) or _TIMES.search(one.text)
    if one.refused or section.role == "furniture" or not (named and counted):
        return label
    return "spoken", 0.4, "nothing in this post tells what to do: the text as it stands"


def is_sentence(text: str) -> bool:
    """Tell whether a text is a sentence, not a label or an entry of a menu.

    >>> is_sentence("Het weer is mooi."), is_sentence("Home Blog Contact")
    (True, False)
    """
    words = re.findall(r"[^\W\d_]+", text)
    closed = text.rstrip(" \"”»')]").endswith((".", "!", "?", "…", "。", "！", "？"))
    return (closed and (len(words) > 1 or len(text) > _LEAST)) or len(words) >= _MANY_WORDS


def _sentence(one: Told, label: Label, confidence: float, reason: str) -> Sentence:
    line = one.line
    return Sentence(
        one.text,
        label,
        round(confidence, 3),
        reason,
        line.line,
        line.block,
        line.kind,
        line.level,
        line.run,
        line.number,
    )
