"""What cannot be parsed is replaced by its smallest part, so that the rest keeps its place."""

from __future__ import annotations

import pytest

from stilte.reader.edit.recovery import PLACEHOLDER, replace_unparsable

ENTRY, SETTING = f"- {PLACEHOLDER}", f": {PLACEHOLDER}"


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("a: 1\nb: [\nc: 3", f"a: 1\nb{SETTING}\nc: 3"),
        ("l:\n  - x\n  - {y\n  - z", f"l:\n  - x\n  {ENTRY}\n  - z"),
        ("l:\n  - x\n - y\n  - z", f"l:\n  - x\n  {ENTRY}\n  - z"),
        (
            "l:\n  - r: 2\n    l:\n      - {y\n      - z\n  - w",
            f"l:\n  - r: 2\n    l:\n      {ENTRY}\n      - z\n  - w",
        ),
        ("l:\n- x\n- 'y\n- z", f"l:\n- x\n{ENTRY}\n- z"),
        ("l:\n  - x: 1\n y\n    z: 2\n  - w", "l:\n  - x: 1\n\n    z: 2\n  - w"),
        ("    a: 1\nb: 2", "\nb: 2"),
        ("a: 1\n---\nb: 2", "a: 1\n\nb: 2"),
    ],
)
def test_the_smallest_part_is_replaced(text: str, parsed: str) -> None:
    """An entry of a list goes alone, also in a list inside another; so does a line that is out of place."""
    lines = text.split("\n")
    replace_unparsable(lines, text.split("\n"))
    assert "\n".join(lines) == parsed
