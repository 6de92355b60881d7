"""Messages as plain values that JSON takes, and back: they are told in whatever language is in use then."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from stilte.messages.formats import Capitalized, Length, Listed, Number
from stilte.messages.message import Sentence, Sentences

_KINDS = {kind.__name__: kind for kind in (Sentence, Sentences, Number, Length, Capitalized, Listed)}


class NotPlain(TypeError):
    """A value in a message that JSON has no form for."""


def plain(value: object) -> Any:
    """Return a message, a text or a number as JSON takes it; raises `NotPlain`.

    >>> restored(plain(Length(62.0))) == Length(62.0)
    True
    """
    if value is None or type(value) in (str, int, float, bool):
        return value
    if isinstance(value, tuple):
        return {"tuple": [plain(each) for each in value]}
    kind = type(value).__name__
    if _KINDS.get(kind) is not type(value):
        raise NotPlain(kind)
    named = (field.name for field in fields(_KINDS[kind]))
    return {kind: [plain(getattr(value, name)) for name in named]}


def restored(data: Any) -> Any:
    """Return what `plain` was given; raises ValueError, TypeError or KeyError for anything else."""
    if not isinstance(data, dict):
        return data
    ((kind, parts),) = data.items()
    values = [restored(each) for each in parts]
    return tuple(values) if kind == "tuple" else _KINDS[kind](*values)
