"""Warnings about valid steps that were perhaps not intended, with what to write instead."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from stilte.messages import tr
from stilte.reader import Fields, Items, Table, Text
from stilte.reader.misread_text import quoted
from stilte.reader.nodes import shorten
from stilte.script.line import Place

if TYPE_CHECKING:
    from stilte.errors import Where
    from stilte.reader import Node, Report
    from stilte.script.durations import Count
    from stilte.script.line import Line


def warn_of_split_sentence(node: Items, report: Report) -> None:
    """Warn of a sentence that a comma seems to have cut in two inside `[…]`."""
    texts = [each for each in node.nodes if isinstance(each, Text) and each.bare]
    if not node.flow:
        return
    for before, after in pairwise(texts):
        if after.value[:1].islower():
            whole = f"{before.value}, {after.value}"
            one, other = shorten(before.value), shorten(after.value)
            message = tr(
                "Inside `[…]` the comma makes two lines: '{one}' and '{other}'.", one=one, other=other
            )
            report.warn(
                after.where,
                message,
                tr("If it is one, put quotes around it: [{whole}]", whole=quoted(whole)),
            )


def warn_of_split_cue(entries: tuple[Node, ...], report: Report) -> None:
    """Warn of `- in: In` and `- out: Out` written as two cues: they are two different breaths."""
    for first, second in pairwise(entries):
        if not isinstance(first, Table) or not isinstance(second, Table):
            continue
        keys = [key.value for key, _ in first.pairs], [key.value for key, _ in second.pairs]
        if keys == (["in"], ["out"]):
            said = [value.value for _, value in (*first.pairs, *second.pairs) if isinstance(value, Text)]
            one, two = (*map(shorten, said), "…", "…")[:2]
            message = tr(
                "With a dash each, these are two breaths: in one only `in` is said, in the next only `out`."
            )
            report.warn(
                second.where,
                message,
                tr("For one breath write `- in: {one}` and under it `  out: {two}`.", one=one, two=two),
            )


def warn_of_count_in_cue(where: Where, line: Line, rounds: Count | None, report: Report) -> None:
    """Warn of `<n>` in a cue of one breath: it counts breaths, and always says "one"."""
    names = [part.name for part in line.parts if isinstance(part, Place) and part.name in ROUND_MARKS]
    if rounds is not None and rounds.high == 1 and names:
        mark = f"<{names[0]}>"
        message = tr(
            "{mark} in a cue counts the breaths of this step: there is one, so it never changes.", mark=mark
        )
        cure = tr("For the round of the `repeat` around it write `as: round` there, and <round> here.")
        report.warn(where, message, cure)


def warn_of_clock_values(fields: Fields) -> None:
    """Warn of `pause: 1.30`: it lasts 1.3 s, and may be meant as a minute and a half."""
    for key in TIMES:
        node = fields.node(key)
        nodes = node.nodes if isinstance(node, Items) else (node,)
        for each in nodes:
            if isinstance(each, Text) and (found := _CLOCK.fullmatch(each.value.strip())):
                _warn_of_clock(f"{key}: {each.value.strip()}", found, each.where, fields.report)


def warn_of_clock_marks(text: str, where: Where, report: Report) -> None:
    """Warn of `<1.30>` in a line, as of `pause: 1.30`."""
    for mark in re.finditer(r"<([^<>|]+)>", text):
        if found := _CLOCK.fullmatch(mark[1].strip()):
            _warn_of_clock(mark[0], found, where, report)


def _warn_of_clock(written: str, found: re.Match[str], where: Where, report: Report) -> None:
    whole, part = int(found[1]), int(found[2])
    if part >= _MINUTE_S or found[2] == "25":
        return
    length_s = float(f"{whole}.{found[2]}") * (60 if found[3] else 1)
    message = tr("`{written}` lasts {seconds} s.", written=written, seconds=length_s)
    report.warn(
        where,
        message,
        tr(
            "For {minutes} min {seconds} s write {minutes}:{part}.",
            minutes=whole,
            seconds=part,
            part=found[2],
        ),
    )


TIMES = ("pause", "silence", "hold", "every", "at", "over", "breathe", "length", "lead")
_MINUTE_S = 60
_CLOCK = re.compile(r"([1-9][0-9]?)[.,]([0-9]{2})\s*(m|min|minuten|minutes)?")
ROUND_MARKS = ("n", "left", "countdown")
"""The marks that every repeat and every breath has of its own."""
