"""Many words as one pattern that reads their common beginnings once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_END = ""


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, as written; the longest that fits is taken first.

    >>> one_of(["six", "sixty", "ten"])
    '(?:six(?:ty)?|ten)'
    """
    root: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[_END] = {}
    return _branches(root) if root else "(?!)"


def _branches(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    parts = []
    for letter, following in sorted(node.items()):
        if letter == _END:
            continue
        run, inner = letter, following
        while len(inner) == 1 and _END not in inner:
            ((more, inner),) = inner.items()
            run += more
        rest = _branches(inner) if set(inner) != {_END} else ""
        parts.append(re.escape(run) + rest)
    body = "|".join(parts)
    grouped = body if len(parts) == 1 and _END not in node and "|" not in body else f"(?:{body})"
    return f"{grouped}?" if _END in node else grouped
