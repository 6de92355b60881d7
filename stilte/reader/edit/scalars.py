"""Writing another text into the place of one, in the same style: quotes, folded lines, literal lines."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from stilte.reader.edit.written import in_quotes, text_of, write_scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.reader.edit.spots import Spot
    from stilte.reader.edit.written import Manner
    from stilte.reader.edit.yaml_text import YamlText

_ALIKE = 0.3
"""The share of words that stay from which on the lines of a text are kept; below, they mean nothing."""
_TOKENS = re.compile(r"(\s*)(\S+)")


def rewritten(file: YamlText, spot: Spot, value: object, manner: Manner, *, flow: bool) -> Iterator[str]:
    """Yield what may be written in the place of a scalar, the most alike first; not each is read rightly.

    `flow` where it stands between brackets.
    """
    raw, text = file.source.clean[spot.start : spot.end], text_of(value)
    if spot.style in ("|", ">"):
        yield from _block(raw, spot, text)
    elif "\n" in raw:
        yield from reworded(raw, spot.value, text)
    elif spot.style:
        yield in_quotes(text, spot.style)
    if "\n" in text.strip("\n") and not flow and not spot.style:
        return  # a text of several lines is written as a new one
    yield write_scalar(
        text.rstrip("\n"), manner, flow=flow, quoted=spot.style if spot.style in ("'", '"') else ""
    )
    yield in_quotes(text.rstrip("\n"), '"')


def _block(raw: str, spot: Spot, text: str) -> Iterator[str]:
    """Yield a text under `|` or `>`: the words of each line that stays, or, where breaks count, its lines."""
    head, _, body = raw.partition("\n")
    lines = body.split("\n")
    indent = next((line[: len(line) - len(line.lstrip(" "))] for line in lines if line.strip()), "  ")
    if "\n" not in text.strip("\n") and len(lines) > 1:
        yield from (f"{head}\n{each}" for each in reworded(body, spot.value, text))
    broken = text.strip("\n").replace("\n", "\n\n") if spot.style == ">" else text.strip("\n")
    yield head + "\n" + "\n".join(f"{indent}{line}" if line.strip() else "" for line in broken.split("\n"))


def reworded(raw: str, value: str, text: str) -> Iterator[str]:
    r"""Yield a text as it is written in lines with only other words; nothing where that cannot be.

    >>> list(reworded("one\n  two three", "one two three", "one 2 three"))
    ['one\n  2 three']
    """
    quotes = raw[:1] if raw[:1] in ("'", '"') and value[:1] != raw[:1] else ""
    inside = raw[len(quotes) : len(raw) - len(quotes)]
    tokens = _TOKENS.findall(inside)
    words = [word for _, word in tokens]
    new = text.split()
    matcher = SequenceMatcher(None, words, new, autojunk=False)
    if words != value.split() or matcher.ratio() < _ALIKE:
        return
    made = []
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        gaps = [gap for gap, _ in tokens[i1:i2]]
        made += [(gaps[k] if k < len(gaps) else " ") + new[j1 + k] for k in range(j2 - j1)]
    joined = "".join(made)
    lead = re.match(r"\s*", inside)
    yield quotes + (lead[0] if lead else "") + joined.lstrip() + quotes
