"""Where many scripts are new, several processes read them, and tell what one would have told."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from stilte.pipeline import workers
from stilte.pipeline.checking import check_project
from stilte.pipeline.inspection import many_scripts
from stilte.pipeline.inspection.checked_script import ScriptChecker
from stilte.pipeline.scripts import project_context
from stilte.project import open_project

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import ProcessPoolExecutor
    from pathlib import Path

    from stilte.pipeline.inspection.checked_script import Checked

SCRIPT = "title: Rust {number}\nlanguage: nl\nsteps:\n  - Adem {number} keer. <2s>\n"


@pytest.fixture
def many(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project of twelve scripts, of which one is wrong and one takes the name of another."""
    for number in range(10):
        text = SCRIPT.format(number=number)
        (folder / f"scripts/rust-{number}.yaml").write_text(text, encoding="utf-8")
    (folder / "scripts/scheef.yaml").write_text(SCRIPT.format(number=11) + "  - pauze: x\n", encoding="utf-8")
    second = "slug: rust-4\n" + SCRIPT.format(number=12)
    (folder / "scripts/zelfde.yaml").write_text(second, encoding="utf-8")
    (folder / "output/.cache").mkdir(parents=True, exist_ok=True)
    monkeypatch.setattr(many_scripts, "_READ_FIRST", 2)
    monkeypatch.setattr(many_scripts, "_WORTH_IT", 3)
    monkeypatch.setattr(many_scripts, "_AT_ONCE", 2)
    return folder


class Told(NamedTuple):
    """What a check tells: scripts in the order in which they are told, and what is found in each."""

    order: list[str]
    scripts: tuple[tuple[str, object, list[str]], ...]
    besides: list[str]


def told(folder: Path, jobs: int, *, keep: bool = True) -> Told:
    """Check all scripts; return what is told of each when it is told, and at the end."""
    project, order = open_project(folder), list[str]()
    found = check_project(
        project,
        project_context(project),
        project.script_files(),
        everything=True,
        keep=keep,
        jobs=jobs,
        told=lambda one: order.append(one.script),
    )
    scripts = tuple(
        (one.script, one.tracks, [str(problem) for problem in (*one.errors, *one.warnings)])
        for one in found.scripts
    )
    return Told(order, scripts, list(map(str, (*found.errors, *found.warnings))))


def read_here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of scripts as they are read in this process."""
    found, plain = list[str](), ScriptChecker.check_anew

    def reading(self: ScriptChecker, path: Path, *more: Any) -> Checked:
        found.append(path.stem)
        return plain(self, path, *more)

    monkeypatch.setattr(ScriptChecker, "check_anew", reading)
    return found


def end_this_process(_paths: Sequence[Path]) -> None:
    """Be ended by the system, in the place of `_check`."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_several_processes_tell_what_one_would(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same, in the same order; the other processes end, and what they kept is found."""
    alone = told(many, jobs=1, keep=False)
    assert [len(texts) for _, _, texts in alone.scripts] == [0] * 11 + [1, 1]
    here = read_here(monkeypatch)
    assert told(many, jobs=2) == alone
    assert len(here) == 2
    assert not multiprocessing.active_children()
    here.clear()
    assert told(many, jobs=2) == alone
    assert set(here) == {"scheef"}  # what is wrong is always read again


def test_few_new_scripts_are_read_here(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No process is started for the last few."""
    monkeypatch.setattr(many_scripts, "_WORTH_IT", 100)
    here = read_here(monkeypatch)
    told(many, jobs=2)
    assert len(here) == 13


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_a_process_that_is_ended_loses_nothing(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it should have read is read in this process."""
    alone = told(many, jobs=1, keep=False)
    monkeypatch.setattr(many_scripts, "_check", end_this_process)
    assert told(many, jobs=2) == alone
    assert not multiprocessing.active_children()


def test_no_more_processes_start_than_have_work(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not as many as there are cores: each opens the whole project."""
    counts, plain = list[int](), workers.process_pool

    def pool(count: int, *given: Any) -> ProcessPoolExecutor:
        counts.append(count)
        return plain(count, *given)

    monkeypatch.setattr(workers, "process_pool", pool)
    alone = told(many, jobs=1, keep=False)
    monkeypatch.setattr(many_scripts, "_AT_ONCE", 6)
    assert told(many, jobs=500) == alone
    assert counts == [2]


def test_a_pool_is_never_larger_than_windows_lets_it_be() -> None:
    """A hundred processors are no reason for an error."""
    pool = workers.process_pool(100, os.getpid)
    assert vars(pool)["_max_workers"] <= 61
    workers.end_pool(pool, at_once=True)
