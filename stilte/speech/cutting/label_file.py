"""Cuts as a file of labels, as Audacity reads and writes them: beginning, end, text, parted by tabs.

It can be corrected in a text editor, or in Audacity beside the recording, where each label can be dragged.
A `?` before the text says that a cut is unsure; who takes it away has decided.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem, Where
from stilte.messages import tr
from stilte.speech.engines.recorded import file_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from stilte.messages import Message
    from stilte.speech.cutting.cut_lines import CutLine

_UNSURE = "? "
_NUMBER = re.compile(r"\W*\d*\W*")


@dataclass(frozen=True, slots=True)
class Label:
    """A place in a recording, in seconds, with its text; `line` is the line of the file, from 1."""

    start_s: float
    end_s: float
    text: str
    line: int

    @property
    def unsure(self) -> bool:
        """Tell whether nobody has decided on it yet."""
        return self.text.startswith("?")

    @property
    def words(self) -> str:
        """Return the text without the mark of an unsure one."""
        return self.text.removeprefix("?").strip()


def written_labels(cuts: Sequence[CutLine]) -> str:
    """Return cuts as a file of labels; what is missing has none."""
    rows = (
        f"{cut.start_s:.6f}\t{cut.end_s:.6f}\t{_UNSURE if cut.status == 'unsure' else ''}{cut.text}\n"
        for cut in sorted(cuts, key=lambda cut: cut.start_s)
        if cut.status != "missing"
    )
    return "".join(rows)


def read_labels(path: Path, where: str) -> list[Label]:
    """Read a file of labels, called `where` in messages; raises InputError for what is none."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        told = tr("'{file}' is not a text file.", file=path.name)
        raise InputError(Problem(Where(where, 1), told, _example())) from error
    labels, problems = [], []
    for number, row in enumerate(text.splitlines(), 1):
        if not row.strip() or row.startswith("\\"):  # Audacity puts frequencies on a line of their own
            continue
        label = _label(row, number)
        if label is None:
            told = tr("'{row}' is not a label.", row=row)
            problems.append(Problem(Where(where, number), told, _example()))
        else:
            labels.append(label)
    if problems:
        raise InputError(*problems)
    return labels


def _label(row: str, number: int) -> Label | None:
    parts = row.split("\t", 2)
    try:
        start_s, end_s = (float(part.replace(",", ".")) for part in parts[:2])
    except ValueError:
        return None
    if not 0 <= start_s < end_s < float("inf"):
        return None
    return Label(start_s, end_s, parts[2].strip() if len(parts) > 2 else "", number)  # noqa: PLR2004


def _example() -> Message:
    return tr(
        "Write beginning and end in seconds and the line, parted by tabs: {example}",
        example="12.5\t15.1\tAdem in.",
    )


def labels_of_lines(labels: Sequence[Label], lines: Sequence[str], where: str) -> dict[str, Label]:
    """Return the label of each line; of two of one line, the last. Raises InputError for texts of no line.

    Labels without words, or with numbers, are taken in order where there is one for each line.
    """
    bare = [label for label in labels if _NUMBER.fullmatch(label.words)]
    if labels and len(bare) == len(labels):
        return _in_order(labels, lines, where)
    names = {file_name(line): line for line in lines}
    found, problems = {}, []
    for label in labels:
        line = names.get(file_name(label.words))
        if line is None:
            problems.append(_no_line(label, lines, where))
        else:
            found[line] = label
    if problems:
        raise InputError(*problems)
    return found


def _in_order(labels: Sequence[Label], lines: Sequence[str], where: str) -> dict[str, Label]:
    if len(labels) != len(lines):
        told = tr(
            "There are {labels} labels without words, and {lines} lines.",
            labels=len(labels),
            lines=len(lines),
        )
        cure = tr("Write the words of its line into each label, or make one label for each line.")
        raise InputError(Problem(Where(where, 1), told, cure))
    return dict(zip(lines, labels, strict=True))


def _no_line(label: Label, lines: Sequence[str], where: str) -> Problem:
    near = difflib.get_close_matches(label.words, lines, n=1, cutoff=0.5)
    cure = tr("Did you mean '{name}'?", name=near[0]) if near else ""
    return Problem(Where(where, label.line), tr("The script has no line '{text}'.", text=label.words), cure)
