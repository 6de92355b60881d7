"""Why a sentence is what it is, told in the author's language."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from stilte.importer.label.reasons import told_reason
from stilte.messages import SOURCE, Message, in_language

LABEL = Path(__file__).resolve().parents[2] / "stilte" / "importer" / "label"
_PLACE_OF_THE_REASON = 1


def reasons_in_the_source() -> list[str]:
    """Return every reason that stands as it is in a finding of the labelling."""
    given = (
        node.args[_PLACE_OF_THE_REASON]
        for path in LABEL.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Finding"
        and len(node.args) > _PLACE_OF_THE_REASON
    )
    return sorted({str(reason.value) for reason in given if isinstance(reason, ast.Constant)})


@pytest.mark.parametrize("reason", reasons_in_the_source())
def test_a_reason_of_the_labelling_can_be_told_in_another_language(reason: str) -> None:
    told = told_reason(reason)
    assert isinstance(told, Message), reason
    assert told.in_language(SOURCE) == reason


def test_a_reason_is_told_in_dutch() -> None:
    with in_language("nl"):
        assert str(told_reason("asks for a repeat")) == "het vraagt om een herhaling"


def test_a_reason_that_a_file_brought_stays_as_it_is() -> None:
    assert told_reason("because I say so") == "because I say so"
