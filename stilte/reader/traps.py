"""Traps of YAML that show in a single scalar or mark: what YAML made of it, and the cure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from stilte.errors import Where
    from stilte.reader.report import Report


def refuse_marks(event: yaml.Event, where: Where, lines: list[str], report: Report) -> None:
    """Report an anchor, an alias or a tag: to YAML, words that begin with `&`, `*` or `!`."""
    anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
    if isinstance(event, yaml.AliasEvent):
        message = f"YAML takes *{anchor} for a reference to another place."
        report.error(where, message, f'Quote it: "{lines[where.line - 1].strip()}"')
    elif anchor is not None:
        report.error(where, f"YAML takes &{anchor} for a label and drops it.", "Put quotes around the text.")
    if tag is not None:
        report.error(where, f"YAML takes {tag} for a type and drops it.", "Put quotes around the text.")


def check_scalar(event: yaml.ScalarEvent, where: Where, lines: list[str], report: Report) -> None:
    """Report a scalar that YAML read otherwise than the author meant."""
