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
        yield known or checker.check_anew(path)


def _in_processes(checker: ScriptChecker, paths: Sequence[Path], jobs: int) -> Iterator[Checked]:
    # Here and not above: to open them takes time, also where a few scripts are checked without them.
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

    from stilte.pipeline.workers import end_pool, process_pool, submit  # noqa: PLC0415

    told = 0
    parts = [paths[at : at + _AT_ONCE] for at in range(0, len(paths), _AT_ONCE)]
    pool = process_pool(min(jobs, len(parts)), _begin, checker.project)
    whole = False
    try:
        for future in [submit(pool, _check, part) for part in parts]:
            yield from future.result()
            told += len(future.result())
        whole = True
    except BrokenProcessPool:
        yield from map(checker.check, paths[told:])
    finally:
        end_pool(pool, at_once=not whole)


_CHECKER: list[ScriptChecker] = []
"""The checker of this process: one, or none."""


def _begin(project: Project) -> None:
    from stilte.pipeline.workers import follow_parent  # noqa: PLC0415 (as in `_in_processes`)

    # Ctrl-C reaches every process; the one that asked for the others ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    follow_parent()
    context = project_context(project)
    _CHECKER[:] = [ScriptChecker(project, context, context.unlicensed, KeptChecks(project, context))]


def _check(paths: Sequence[Path]) -> list[Checked]:
    with rarer_collections():
        return [_CHECKER[0].check(path) for path in paths]
