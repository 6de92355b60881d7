"""Every kind of page, held against the HTML standard by a validator of others."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from stilte.errors import Problem, Where
from stilte.release.catalog import read_catalog
from stilte.release.podcast.publish import publish_podcast
from stilte.release.preview.error_page import error_page
from stilte.release.site.addresses import Site
from stilte.release.site.pages import pages, write_pages
from tests.real.small_project import built, small_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.real


@pytest.fixture
def validate(root: Path, tmp_path: Path) -> Callable[[Path], str]:
    """Return what gives a validator's complaints about every page in a folder."""
    tool = root / ".ci/checks/node_modules/.bin/html-validate"
    if not tool.exists():
        why = "html-validate is not installed: see .ci/install"
        (pytest.fail if os.environ.get("STILTE_REAL") == "1" else pytest.skip)(why)
    rules = tmp_path / "rules.json"
    rules.write_text('{"root": true, "extends": ["html-validate:standard"]}')

    def run(folder: Path) -> str:
        found = sorted(str(path) for path in folder.rglob("*.html"))
        assert found
        command = [str(tool), "--config", str(rules), "--formatter", "text", *found]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout

    return run


def test_the_validator_sees_faults(validate: Callable[[Path], str], tmp_path: Path) -> None:
    """It is there, and says no where a page is wrong."""
    (tmp_path / "wrong.html").write_text(
        "<!doctype html><html lang=nl><title>x</title><p id=a><p id=a></html>"
    )
    assert "no-dup-id" in validate(tmp_path)


def test_pages_are_valid_html(validate: Callable[[Path], str], tmp_path: Path) -> None:
    """Listen page, player and index, of one length and of two, here and published, titles full of signs."""
    project = small_project(tmp_path / "project")
    script = project.root / "scripts/adem.yaml"
    text = script.read_text("utf-8").replace("  - chapter: Terug", "  - pause: 2-90\n  - chapter: Terug")
    longer = text.replace("music: drone", "music: drone\nlength: [1m, 90s]\nslug: langer")
    (project.root / "scripts/langer.yaml").write_text(longer, "utf-8")
    built(project.root)
    entries = read_catalog(project.output)
    assert len(entries) == 3
    now = datetime(2026, 2, 1, tzinfo=UTC)
    publish_podcast(project.show, project.root, entries, str(tmp_path / "www"), now=now)
    assert validate(project.output) == ""
    assert validate(tmp_path / "www") == ""


def test_bare_pages_are_valid_html(validate: Callable[[Path], str], tmp_path: Path) -> None:
    """A show that says nothing of itself, an index without tracks, and the page of what is wrong."""
    project = small_project(tmp_path / "project")
    bare = replace(project.show, title="", description="", author="", licence="", media="")
    write_pages(project.output, bare)
    assert validate(project.output) == ""
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "index.html").write_bytes(dict(pages(Site(bare, ())))["index.html"])
    wrong = [Problem(Where("scripts/a.yaml", 3), "A <b> & 'c'.", "Write b."), Problem(None, "Full disk.")]
    (empty / "trouble.html").write_text(error_page(wrong), "utf-8")
    assert validate(empty) == ""
