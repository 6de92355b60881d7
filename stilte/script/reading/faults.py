"""Shapes that no author means: what YAML made of the line, and what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.errors import not_found
from stilte.reader import Fields, Items, Table, Text
from stilte.reader.nodes import shorten
from stilte.script.reading.grammar import VERBS, verb_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from stilte.reader import Node, Report


def choose_verb(node: Table, report: Report) -> tuple[str, Fields] | None:
    """Return the verb of a step and its fields; report what does not belong, and None without a verb."""
    verb, verbs = verb_of([key.value for key, _ in node.pairs])
    if len(verbs) > 1:
        names = " and ".join(f"`{each}`" for each in verbs)
        report.error(node.where, f"{names} stand in one step.", "Give each a step of its own, with a dash.")
        return None
    if verb is None:
        checked_fields(node, report, VERBS, "a step")
        if not report.failed:
            report.error(node.where, "This step has no verb.", f"Add one of: {', '.join(VERBS)}.")
        return None
    return verb, checked_fields(node, report, (verb, *VERBS[verb], "on"), f"a `{verb}` step")


def checked_fields(node: Table, report: Report, keys: Collection[str], what: str) -> Fields:
    """Return the fields of a mapping in a script, having explained every key that cannot stand there."""
    values: dict[str, Node] = {}
    for key, value in node.pairs:
        if key.value in keys:
            values[key.value] = value
        else:
            report.error(key.where, *not_found(f"setting of {what}", key.value, keys))
    return Fields(values, node.where, report, what)


def list_as_step(node: Items, report: Report) -> None:
    """Report a list where a step should stand."""
    report.error(node.where, "Here a list stands where one step is expected.", "Write one dash for a step.")


def list_as_line(node: Node, report: Report) -> None:
    """Report a list or mapping where one text should stand."""
    report.error(node.where, "Here one text is expected.", "Put quotes around the sentence.")


def steps_as_text(node: Text | Table, report: Report) -> None:
    """Report `steps` that hold no list."""
    report.error(node.where, "`steps` is a list: every step stands after a dash and a space.")


def cue_as_text(node: Text, report: Report) -> None:
    """Report a cue that does not say in which phase it is spoken."""
    message = f"'{shorten(node.value)}' does not say at which part of the breath it is spoken."
    report.error(node.where, message, "Write `in: …` or `out: …`; `- silent` for a breath without words.")


def suspect_pieces(node: Items, report: Report, *, names: bool = False) -> None:
    """Warn of a sentence that a comma has cut in two inside `[…]`."""
