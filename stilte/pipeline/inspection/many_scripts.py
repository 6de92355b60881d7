"""Checking thousands of scripts: where many of them are not known, several processes read them."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from stilte.pipeline.inspection.checked_script import ScriptChecker
from stilte.pipeline.inspection.kept_checks import KeptChecks
from stilte.pipeline.inspection.rarer_collections import rarer_collections
from stilte.pipeline.scripts import project_context

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from stilte.pipeline.inspection.checked_script import Checked
    from stilte.project import Project

_READ_FIRST = 20
"""So many scripts are read in this process before others are asked to help."""
_WORTH_IT = 100
"""With fewer scripts left a process costs more time to start than it saves."""
_AT_ONCE = 20
"""How many scripts a process is given at a time: a second of work, so that problems are told soon."""


def check_each(checker: ScriptChecker, paths: Sequence[Path], jobs: int) -> Iterator[Checked]:
    """Yield what is to be said of each script, in order; only summaries where `jobs` is more than 1.

    Other processes begin where many scripts are read anew, and what they find is the same. Where the system
    ends one of them, the rest is checked in this process.
    """
    anew = 0
    for index, path in enumerate(paths):
        if jobs > 1 and anew >= _READ_FIRST and len(paths) - index >= _WORTH_IT:
            yield from _in_processes(checker, paths[index:], jobs)
            return
        known = checker.known(path)
        anew += known is None
        yield known or checker.check(path)


def _in_processes(checker: ScriptChecker, paths: Sequence[Path], jobs: int) -> Iterator[Checked]:
    # Only where they are needed: they are opened before a single script could be checked.
    import multiprocessing  # noqa: PLC0415
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

    from stilte.pipeline.workers import end_pool  # noqa: PLC0415

    told = 0
    pool = ProcessPoolExecutor(
        jobs, multiprocessing.get_context("spawn"), initializer=_begin, initargs=(checker.project,)
    )
    whole = False
    try:
        for found in pool.map(_check, (paths[at : at + _AT_ONCE] for at in range(0, len(paths), _AT_ONCE))):
            yield from found
            told += len(found)
        whole = True
    except (BrokenProcessPool, OSError, RuntimeError, ValueError):
        # A pool that breaks while it starts a process raises any of these: see `stilte.pipeline.workers`.
        yield from map(checker.check, paths[told:])
    finally:
        end_pool(pool, at_once=not whole)


_CHECKER: list[ScriptChecker] = []
"""The checker of this process: one, or none."""


def _begin(project: Project) -> None:
    from stilte.pipeline.workers import follow_parent  # noqa: PLC0415 (see above)

    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C reaches every process; the first one ends the others
    follow_parent()
    context = project_context(project)
    _CHECKER[:] = [ScriptChecker(project, context, context.unlicensed, KeptChecks(project, context))]


def _check(paths: Sequence[Path]) -> list[Checked]:
    with rarer_collections():
        return [_CHECKER[0].check(path) for path in paths]
