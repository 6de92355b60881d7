"""A pattern for any of several words, made once for each list of them: a table's lists never change."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def any_word(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, longest first; one that never fits where there are none.

    >>> any_word(["u", "uur"]), any_word([])
    ('uur|u', '(?!)')
    """
    return _any_word(tuple(words))


@lru_cache(maxsize=512)
def _any_word(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"
