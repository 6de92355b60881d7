"""The README tells the truth: its commands exist, its links lead somewhere, its routine loads."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from stilte.cli.program import COMMANDS, program

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def readme(root: Path) -> str:
    """Return the README."""
    return (root / "README.md").read_text(encoding="utf-8")


def test_it_opens_with_two_commands(readme: str) -> None:
    """The first installs a neural voice and builds; the second installs the tests and runs them."""
    build, tests = re.findall(r"^```sh\n(.+?)\n```$", readme, re.MULTILINE | re.DOTALL)
    assert "neural" in build
    assert build.endswith("python build.py")
    assert "pytest" in tests


def test_its_commands_exist(readme: str) -> None:
    """Every `python build.py NAME` names a command of the program, and every command is named."""
    named = set(re.findall(r"`(?:python build\.py )?(\w+)(?: [A-Z…][^`]*| SCRIPT[^`]*)?`", readme))
    assert set(COMMANDS) - {"cache"} <= named | {"build"}
    for name in re.findall(r"python build\.py (\w+)", readme):
        assert name in COMMANDS


def test_its_links_lead_somewhere(readme: str, root: Path) -> None:
    """Every page and picture that it points to is there; so is every link from those pages to others."""
    for page in [root / "README.md", *sorted((root / "docs").glob("*.md"))]:
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name} points to {link}"
    assert "docs/timeline.svg" in readme


def test_its_routine_is_one(readme: str, root: Path, tmp_path: Path) -> None:
    """The routine in the README is accepted as it stands, in a project like this one."""
    (routine,) = re.findall(r"^```yaml\n(.+?)```$", readme, re.MULTILINE | re.DOTALL)
    for folder in ("voices", "music"):
        shutil.copytree(root / folder, tmp_path / folder)
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts/adempauze.yaml").write_text(routine, encoding="utf-8")
    done = CliRunner().invoke(program, ["--project", str(tmp_path), "check"])
    assert done.exit_code == 0, done.output
    assert "adempauze: about 2:" in done.output
