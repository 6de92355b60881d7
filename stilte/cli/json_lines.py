"""Printing results for programs: a line of JSON, the same in every interface language."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from stilte.messages import SOURCE, Message, in_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stilte.errors import Problem


def print_json(data: Mapping[str, Any]) -> None:
    """Print one line of JSON; messages in it are written out in English."""
    with in_language(SOURCE):
        click.echo(json.dumps(data, ensure_ascii=False, default=_plain))


def problems_data(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems as JSON takes them."""
    return [
        {"at": str(one.where) if one.where else None, "message": one.message, "instead": one.instead}
        for one in problems
    ]


def _plain(value: object) -> str:
    if isinstance(value, Message):
        return str(value)
    raise TypeError(type(value).__name__)
