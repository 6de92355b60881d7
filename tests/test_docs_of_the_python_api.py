"""The examples of docs/python.md run in the order in which they stand, and print what they say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_every_example_prints_what_its_comments_say(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A comment after a `print` is what it prints; the examples share one empty project."""
    page = (root / "docs/python.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    printed = []
    for block in blocks:
        exec(compile(block, "docs/python.md", "exec"), names)
        printed += capsys.readouterr().out.splitlines()
    expected = re.findall(r"print\(.*\)  # (.*)$", "\n".join(blocks), re.MULTILINE)
    assert len(expected) > 8
    assert printed == expected


def test_the_first_example_is_ten_lines(root: Path) -> None:
    """What the page promises: a track from a text in ten lines of Python and YAML, the imports aside."""
    page = (root / "docs/python.md").read_text(encoding="utf-8")
    first = page.partition("```python\n")[2].partition("```")[0]
    assert len([line for line in first.splitlines() if line.strip()]) <= 11
