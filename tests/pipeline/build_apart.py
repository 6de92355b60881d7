"""A build of a project in a process of its own, that stops where it is told: run by the tests of the cache.

Call it with a folder and what is to happen: `meet` waits for a line on stdin once it knows what is stale,
`die` is killed while a finished track waits to be moved into its place, `plain` only builds.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from stilte.pipeline import track
from stilte.pipeline.build import build
from stilte.pipeline.options import Options
from stilte.project import open_project


class _Listener:
    """A listener that waits at the beginning, if so asked."""

    def __init__(self, *, waits: bool) -> None:
        self._waits = waits

    def begins(self, _tracks: object) -> None:
        """Say that the work begins, and wait until the others do."""
        if self._waits:
            sys.stdout.write("begun\n")
            sys.stdout.flush()
            sys.stdin.readline()

    def speaks(self, *_told: object) -> None:
        """Hear nothing."""

    def encodes(self, *_told: object) -> None:
        """Hear nothing."""

    def ends(self, _result: object) -> None:
        """Hear nothing."""


def _die(*_args: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(folder: str, happens: str) -> int:
    """Build with the draft voice; return the worst exit code of the tracks."""
    if happens == "die":
        setattr(track, "write_sidecars", _die)  # noqa: B010 — a test double
    project = open_project(Path(folder))
    options = Options(draft=True, jobs=1)
    results = build(project, project.script_files(), options, _Listener(waits=happens == "meet"))
    for result in results:
        sys.stdout.write(
            f"{result.slug} {result.status}\n" + "".join(f"{each}\n" for each in result.problems)
        )
    return max(result.exit_code for result in results)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
