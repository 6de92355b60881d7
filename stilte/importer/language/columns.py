"""What a column of a table of exercises holds, by its head, in any language that has a table of idioms."""

from __future__ import annotations

import re
from functools import lru_cache

from stilte.importer.language.phrases import idioms, languages
from stilte.importer.language.sentence_kinds import FIELDS


@lru_cache(maxsize=256)
def column_field(head: str) -> tuple[str, str]:
    """Return the field that a column's head names, as `fields_of` calls it, and its name; "" for any other.

    A unit of counts ("Keer", "Times") names repetitions.

    >>> column_field("Sets"), column_field("Keer"), column_field("Price")
    (('sets', 'Sets'), ('reps', 'reps'), ('', ''))
    """
    for language in languages():
        table = idioms(language).table
        for kind in FIELDS:
            if re.fullmatch("|".join(table[f"field_{kind}"]), head, re.IGNORECASE):
                return kind, head
        if re.fullmatch("|".join(table["times"]), head, re.IGNORECASE):
            return "reps", table["field_reps"][0].rstrip("?")
    return "", ""
