"""The workflows that `new --workflow` writes: their own steps, run in a small project without the host."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from stilte.cli import main
from stilte.starting.changed_seconds import comment
from stilte.starting.workflow import WORKFLOWS, workflow_text

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
SHOW = "title: Proef\nlanguage: nl\ndescription: d\nauthor: a\nmedia: https://example.org/m\n"
SCRIPT = "title: Kort\nlanguage: nl\ndate: 2026-01-05\nlead: [1, 1]\nsteps:\n  - Adem in.\n  - pause: 2\n"
NEEDED = [shutil.which(name) is None for name in ("bash", "git")]


def steps(host: str) -> Iterator[str]:
    """Yield the steps of a workflow that a shell runs, in order, without what only the host can fill in."""
    workflow: dict[str, Any] = yaml.safe_load(workflow_text(host))
    if host == "github":
        for step in workflow["jobs"]["tracks"]["steps"]:
            if "run" in step:
                yield str(step["run"]).replace("${{ github.event.pull_request.number }}", "7")
    else:
        for job in ("build", "publish"):
            yield from map(str, workflow[job]["script"])


def git(folder: Path, *words: str) -> str:
    """Run git in a folder, and return what it says."""
    return subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def host(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a host: the program and what stands in for pip, gh and a server of git."""
    tools = tmp_path / "tools"
    tools.mkdir()
    shims = {
        "stilte": f'exec "{sys.executable}" -m stilte "$@"',
        "python": f'case "$*" in *"pip install"*) exit 0;; esac; exec "{sys.executable}" "$@"',
        "gh": f'echo "$@" > "{tmp_path}/gh.txt"; cat changed.md >> "{tmp_path}/gh.txt"',
    }
    for name, body in shims.items():
        (tools / name).write_text(f"#!/bin/sh\n{body}\n", "utf-8")
        (tools / name).chmod(0o755)
    return os.environ | {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "STILTE_PLACE": str(tmp_path / "www"),
        "GITLAB_TOKEN": "",
        "STILTE_LANGUAGE": "en",
    }


@pytest.mark.skipif(any(NEEDED), reason="needs bash and git")
@pytest.mark.parametrize("name", WORKFLOWS)
def test_its_steps_build_comment_and_publish(name: str, tmp_path: Path, host: dict[str, str]) -> None:
    """One after the other in a project with a script that is due: the track is out, its name is kept."""
    project, server = tmp_path / "project", tmp_path / "server.git"
    for file, text in {
        "podcast.yaml": SHOW,
        "scripts/kort.yaml": SCRIPT,
        "voices/toon.yaml": "language: nl\nuse: [tone]\n",
    }.items():
        (project / file).parent.mkdir(parents=True, exist_ok=True)
        (project / file).write_text(text, "utf-8")
    for words in (
        ["init", "-q", "-b", "main"],
        ["init", "-q", "--bare", str(server)],
        ["remote", "add", "origin", str(server)],
    ):
        subprocess.run(["git", *words], cwd=project, check=True)
    host |= {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "push.default", "GIT_CONFIG_VALUE_0": "current"}
    for step in steps(name):
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", step],
            cwd=project,
            env=host,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (step, done.stdout, done.stderr)
    assert (project / "output/kort/kort.mp3").is_file()
    assert "<title>Kort</title>" in (tmp_path / "www/feed.xml").read_text("utf-8")
    assert "| kort | built | 0:04 | first build |" in (project / "changed.md").read_text("utf-8")
    if name == "github":
        told = (tmp_path / "gh.txt").read_text("utf-8")
        assert told.startswith("pr comment 7 --body-file changed.md")
        assert "| kort | built |" in told
        kept = subprocess.run(
            ["git", "show", "main:published.yaml"], cwd=server, capture_output=True, text=True, check=True
        )
        assert "kort" in kept.stdout


def test_a_comment_tells_the_changed_seconds() -> None:
    """What is unchanged is left out; a failed track says why; many stretches are cut short."""
    many = [[float(n), n + 0.5] for n in range(20)]
    told = comment([
        {"slug": "a", "status": "unchanged"},
        {"slug": "b", "status": "failed", "problems": ["scripts/b.yaml:4: no"]},
        {"slug": "c", "status": "built", "length_s": 125.0, "changed_s": many},
    ])  # fmt: skip
    assert "| a " not in told
    assert "| b | failed |  | scripts/b.yaml:4: no |" in told
    assert "| c | built | 2:05 | 0:00–0:01, 0:01–0:02," in told
    assert told.endswith("… |")
    assert comment([]) == "No track has changed."


@pytest.mark.parametrize("name", WORKFLOWS)
def test_new_writes_it_once(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With or without a script; a file that is there is never replaced."""

    def new(*words: str) -> tuple[int, list[dict[str, Any]]]:
        with pytest.raises(SystemExit) as stop:
            main(["--project", str(tmp_path), "new", *words, "--workflow", name, "--json"])
        return int(stop.value.code or 0), [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    code, rows = new()
    assert (code, [row["path"] for row in rows]) == (0, [str(tmp_path / WORKFLOWS[name])])
    assert not (tmp_path / "scripts").exists()
    before = (tmp_path / WORKFLOWS[name]).read_bytes()
    code, rows = new("ochtend", "--language", "nl")
    assert (code, rows[0]["kind"]) == (2, "error")
    assert (tmp_path / WORKFLOWS[name]).read_bytes() == before
