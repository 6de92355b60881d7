"""The language of a script, a voice or a project, as authors write it."""

from __future__ import annotations

import re

from stilte.messages import tr
from stilte.reader.report import Unreadable
from stilte.reader.times import refuse_curly

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def language_tag(text: str) -> str:
    """Return a language tag (BCP 47); raises `Unreadable` for a language that is named in full.

    >>> language_tag(" nl-BE ")
    'nl-BE'
    """
    refuse_curly(text)
    if not _TAG.fullmatch(text.strip()):
        raise Unreadable(
            tr("'{text}' is not a language tag.", text=text), tr("Write one as nl, en or pt-BR (BCP 47).")
        )
    return text.strip()
