"""The file that says which take of a line is used."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from stilte.reader import Report
from stilte.speech.take_choice.chosen_takes import MOST_TAKES, read_chosen, write_chosen

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """By the text of a line; a first take needs no saying, and without any there is no file."""
    report = Report()
    write_chosen(tmp_path, {"Café — “in”.": 3, "Uit.": 1})
    assert read_chosen(tmp_path, tmp_path, report) == {"Café — “in”.": 3}
    write_chosen(tmp_path, {"Uit.": 1})
    assert read_chosen(tmp_path, tmp_path, report) == {}
    assert not list(tmp_path.iterdir())
    assert not report.errors


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"a": "b"}',
        '{"a": 0}',
        '{"a": true}',
        json.dumps({"a": MOST_TAKES + 1}),
        "[" * 100_000,
    ],
)
def test_another_file_is_told(tmp_path: Path, text: str) -> None:
    """With its name, and what to do; every line then has its first take."""
    (tmp_path / "takes.json").write_text(text)
    report = Report()
    assert read_chosen(tmp_path, tmp_path, report) == {}
    (problem,) = report.errors
    assert str(problem.where) == "takes.json:1"
