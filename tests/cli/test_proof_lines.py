"""`proof --lines`: how loud the bed is under each line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHEET = {
    "slug": "rust",
    "length_s": 60.0,
    "files": [],
    "events": [
        {"kind": "speech", "start_s": 6.0, "text": "Ga zitten."},
        {"kind": "bell", "start_s": 9.0},
        {"kind": "speech", "start_s": 12.5, "text": "Dank je wel."},
    ],
    "loudness": {"speech_lufs": -16.0},
    "proof": {"bed_under_lines": [{"start_s": 6.0, "db": -17.2}, {"start_s": 12.5, "db": -15.4}]},
}


def test_each_line_stands_with_the_level_under_it(
    tmp_path: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    """In order, with its time and its words; without the option only the figures of the whole."""
    (tmp_path / "podcast.yaml").write_text("title: Rust\n", encoding="utf-8")
    folder = tmp_path / "output" / "rust"
    folder.mkdir(parents=True)
    (folder / "rust.json").write_text(json.dumps(SHEET), encoding="utf-8")
    code, out, _ = run("proof", "rust", "--lines")
    assert code == 0
    rows = [line for line in out.splitlines() if "dB  " in line]
    assert [row.split("dB  ")[1] for row in rows] == ["Ga zitten.", "Dank je wel."]
    assert "17.2" in rows[0]
    assert "0:12" in rows[1]
    assert "Ga zitten." not in run("proof", "rust")[1]
