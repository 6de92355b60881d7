"""A post → its sentences, each labelled from the evidence in it, its section, its list and its neighbours."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.importer.label.context_evidence import Section, Told, weigh_surroundings
from stilte.importer.label.evidence import CAUTION, strongest
from stilte.importer.label.gather import ARTICLE_LABEL, gather
from stilte.importer.label.labelled_post import SURE, Label, LabelledPost, Sentence
from stilte.importer.label.learned import weigh_all
from stilte.importer.label.mark_legend import give_marks_times
from stilte.importer.label.structure import read_lines
from stilte.importer.label.titles import exercise_title, is_generic
from stilte.importer.language.guess import guess_language, has_table
from stilte.importer.language.phrases import idioms
from stilte.importer.language.quantities import quantities, without
from stilte.importer.language.read_mark import read_mark
from stilte.importer.language.sentence_kinds import asks_again, opens_with_name
from stilte.messages import tr

if TYPE_CHECKING:
    from stilte.importer.language.phrases import Idioms
    from stilte.importer.post import Block, Post
    from stilte.messages import Message

_LEAST, _MANY_WORDS = 6, 7
_TIMES = re.compile(r"\d\s?[x×]\s?\d", re.IGNORECASE)


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
    told, sections = gather(lines, table)
    if has_table(language):
        weigh_surroundings(told, sections, table)
        weigh_all(told, sections, table)
    sentences = _labelled(told, sections, table, known=has_table(language))
    notices = () if has_table(language) else (_unknown(language),)
    title = exercise_title(title, lines, table, source)
    return LabelledPost(title, language, sentences, source, slug, notices)


def _unknown(language: str) -> Message:
    return tr(
        "The post is in '{language}', which is not known here: it is imported as plain lines. "
        "If it is in another language, say so with `--language`.",
        language=language,
    )


def _labelled(
    told: list[Told], sections: list[Section], table: Idioms, *, known: bool
) -> tuple[Sentence, ...]:
    labels = [_label(one, sections[one.section], table, known=known) for one in told]
    if not any(label == "spoken" for label, _, _ in labels):
        said = _last_resort(told, labels, sections, table)
        labels = [_RESORTED if taken else label for taken, label in zip(said, labels, strict=True)]
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
        return "spoken", 0.5, _NO_TABLE
    score = one.odds
    confidence = 1 / (1 + math.exp(-abs(score)))
    findings = one.reasons
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
        return label, confidence, strongest(findings, speaks=True) or _SPEAKS
    claims = any(found.reason in ("speaks of effects", CAUTION, ARTICLE_LABEL) for found in findings)
    inside = section.role in ("exercise", "step", "closing")
    why = strongest(findings, speaks=False) or _KEEPS
    return ("note" if claims and inside else "left_out"), confidence, why


def _sets_times(text: str, table: Idioms) -> bool:
    """Tell whether a sentence sets a time for every step after it, or the length of the whole."""
    return bool(quantities(text, table) and (table.starts("inherit", text) or _names_length(text, table)))


def _names_length(text: str, table: Idioms) -> bool:
    words = "|".join(table.table["whole_length"])
    return bool(re.match(rf"\W*(?:{words})\s*:", text, re.IGNORECASE))


def _last_resort(
    told: list[Told], labels: list[tuple[Label, float, str]], sections: list[Section], table: Idioms
) -> list[bool]:
    """Return what is said where nothing is sure: the body and the names that it counts, else names."""
    named = [_is_counted_name(one, sections[one.section], table) for one in told]
    body = [
        _is_body(one, label, sections[one.section]) for one, (label, _, _) in zip(told, labels, strict=True)
    ]
    if not any(body):
        return named
    return [
        inside or (counted and opens_with_name(one.text, table))
        for one, inside, counted in zip(told, body, named, strict=True)
    ]


def _is_body(one: Told, label: Label, section: Section) -> bool:
    """Tell whether a sentence belongs to the body of the article."""
    furniture = (
        one.refused or section.role == "furniture" or any(found.weight <= -4.0 for found in one.findings)  # noqa: PLR2004
    )
    return not (label == "heading" or read_mark(one.text) or furniture) and is_sentence(one.text)


def _is_counted_name(one: Told, section: Section, table: Idioms) -> bool:
    """Tell whether a line is a name that has a count or a time ("Squats 3 x 12")."""
    named = re.search(r"[^\W\d_]{3,}", without(one.text, *quantities(one.text, table)))
    counted = quantities(one.text, table) or _TIMES.search(one.text)
    return bool(not one.refused and section.role != "furniture" and named and counted)


_NO_TABLE = "no table of idioms for this language: the text as it stands"
_LITTLE = "has little that speaks for it"
_SPEAKS, _KEEPS = "stands among sentences of its kind", "tells nothing to do"
_RESORTED: tuple[Label, float, str] = (
    "spoken",
    0.4,
    "nothing in this post tells what to do: the text as it stands",
)


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
        _against(one, label) if confidence < SURE and reason != _NO_TABLE else "",
    )


def _against(one: Told, label: Label) -> str:
    """Return what speaks against a label that is unsure."""
    says = label in ("spoken", "timing")
    return strongest(one.reasons, speaks=not says) or (_LITTLE if says else "")
