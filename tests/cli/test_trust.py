"""`voices trust`: what a voice file would run or send is told by `check`, and allowed once."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    Run = Callable[..., tuple[int, str, str]]


def test_a_program_is_told_of_and_allowed(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`check` warns with the line, a build passes it over and says why, and after `trust` nobody asks."""
    monkeypatch.setenv("STILTE_DATA", str(folder / "data"))
    (folder / "voices/toon.yaml").write_text(
        f'language: nl\nuse:\n  - command: {sys.executable} -c \'open("ran", "w")\' {{out}}\n  - tone\n',
        "utf-8",
    )
    code, _, told = run("check")
    assert code == 0
    assert "warning: voices/toon.yaml:3: This voice runs a program: '" in told
    assert "voices trust toon`" in told
    assert run("build")[0] == 0
    assert "not command: This voice runs a program" in run("voices")[1]
    assert not (folder / "ran").exists()
    code, out, told = run("voices", "trust", "toon")
    assert (code, "voices/toon.yaml:3: This voice runs a program" in out) == (0, True)
    assert "This voice runs a program" not in run("check")[2]
    assert (folder / "data/trusted-voices.txt").read_text("utf-8").strip().isalnum()


def test_a_voice_that_asks_for_nothing(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written for it; a name that is not there is answered with the nearest."""
    monkeypatch.setenv("STILTE_DATA", str(folder / "data"))
    assert "sends nothing to another machine" in run("voices", "trust", "toon")[2]
    assert not (folder / "data").exists()
    code, _, told = run("voices", "trust", "ton")
    assert (code, "Did you mean 'toon'?" in told) == (2, True)


def test_the_last_resort_tells_no_secret(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that nobody foresaw may quote a server: it is cleaned, cut and masked as well."""
    monkeypatch.setenv("STILTE_WORDPRESS_PASSWORD", "hunter2-hunter2")

    def fails(*_args: object) -> None:
        raise LookupError("\x1b[31mYou sent hunter2-hunter2\n" + "x" * 5000)

    monkeypatch.setattr("stilte.cli.commands.voices.table", fails)
    code, _, told = run("voices")
    assert code == 1
    assert "LookupError: You sent [masked] xxx" in told
    assert len(told) < 800
