"""Files of labels, as Audacity writes them and as the cutter does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.errors import InputError
from stilte.speech.cutting.cut_lines import CutLine
from stilte.speech.cutting.label_file import labels_of_lines, read_labels, written_labels

if TYPE_CHECKING:
    from pathlib import Path

LINES = ("Adem in.", "En laat los.", "Rust.")


def labels(tmp_path: Path, text: str) -> dict[str, tuple[float, float]]:
    file = tmp_path / "x.txt"
    file.write_text(text, "utf-8")
    found = labels_of_lines(read_labels(file, "x.txt"), LINES, "x.txt")
    return {line: (label.start_s, label.end_s) for line, label in found.items()}


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """Places come back to the microsecond, unsure ones with their mark, missing ones not at all."""
    cuts = [
        CutLine(LINES[0], "cut", 1.25, 2.5),
        CutLine(LINES[1], "unsure", 3.000001, 4.0, why="?"),
        CutLine(LINES[2], "missing"),
    ]
    file = tmp_path / "x.txt"
    file.write_text(written_labels(cuts), "utf-8")
    read = read_labels(file, "x.txt")
    assert [(label.start_s, label.end_s, label.words, label.unsure) for label in read] == [
        (1.25, 2.5, "Adem in.", False),
        (3.000001, 4.0, "En laat los.", True),
    ]


def test_labels_of_audacity_are_read(tmp_path: Path) -> None:
    """With a BOM, a decimal comma, lines of frequencies, and words in other capitals and marks."""
    text = "\ufeff1.0\t2.0\tadem in\n\\\t100.0\t200.0\n3,5\t4,5\tEn laat los\n\n"
    assert labels(tmp_path, text) == {LINES[0]: (1.0, 2.0), LINES[1]: (3.5, 4.5)}


def test_labels_without_words_are_taken_in_order(tmp_path: Path) -> None:
    """One for each line will do, empty or numbered; fewer are refused, with both counts."""
    bare = "1\t2\t\n3\t4\t\n5\t6\t\n"
    assert labels(tmp_path, bare) == {LINES[0]: (1, 2), LINES[1]: (3, 4), LINES[2]: (5, 6)}
    assert labels(tmp_path, "1\t2\t1\n3\t4\t2.\n5\t6\t03\n")[LINES[2]] == (5, 6)
    with pytest.raises(InputError, match=r"2 labels without words, and 3 lines"):
        labels(tmp_path, "1\t2\n3\t4\n")


def test_the_last_label_of_a_line_counts(tmp_path: Path) -> None:
    """A line that is labelled twice was read twice."""
    assert labels(tmp_path, "1\t2\tRust\n3\t4\tRust\n") == {LINES[2]: (3, 4)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1\t2\tAdem in\nonzin\n", "x.txt:2"),
        ("2\t1\tAdem in\n", "x.txt:1"),
        ("1\tnan\tAdem in\n", "x.txt:1"),
        ("-1\t2\tAdem in\n", "x.txt:1"),
        ("1\t2\tEn laat loss\n", "En laat los."),
        ("1\t2\tGeheel iets anders\n", "has no line"),
    ],
)
def test_what_is_no_label_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    """The message names the line of the file, and the nearest line of the script."""
    with pytest.raises(InputError, match=told.replace(".", r"\.")):
        labels(tmp_path, text)
