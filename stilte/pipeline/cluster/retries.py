"""How long a build on other machines waits, and how often a task that failed is done again."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.errors import BuildError, Problem
from stilte.foreign_text import foreign_text
from stilte.messages import tr

if TYPE_CHECKING:
    from stilte.pipeline.cluster.shared_place import PlaceFailed

_MOST_DEATHS = 8
"""How often Dask may give a task up, after several workers ended in it: beyond that it is its doing."""
_MOST_FAULTS = 3
_NOT_READ = "deserialization of the task graph"
"""How Dask says that its scheduler could not read what was asked."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a build waits, in seconds: for a scheduler that is gone, for workers, for a place."""

    scheduler_s: float = 300.0
    workers_s: float = 300.0
    place_s: float = 900.0


@dataclass(slots=True)
class Retries:
    """How often one task failed and why, and how long to wait before it is done again."""

    patience: Patience
    wait_s: float = 0.0
    _place_since_s: float | None = None
    _deaths: int = 0
    _faults: int = 0

    def count_place(self, failed: PlaceFailed) -> None:
        """Wait for the place, twice as long each time; raises its problem where waiting is no use (more)."""
        now_s = time.monotonic()
        self._place_since_s = self._place_since_s or now_s
        if failed.final or now_s - self._place_since_s > self.patience.place_s:
            raise failed
        self.wait_s = min(max(0.5, self.wait_s * 2), 30.0)

    def count_other(self, error: Exception) -> None:
        """Count what a worker met; raises `BuildError` once it is the task's own doing."""
        self.wait_s = 0.2
        if type(error).__name__ == "KilledWorker":
            self._deaths += 1
            if self._deaths < _MOST_DEATHS:
                return
            message = tr("The workers that did this were ended each time, perhaps because memory ran out.")
            raise BuildError(
                Problem(None, message, tr("Give workers more memory: `--memory-limit`."))
            ) from error
        if _NOT_READ in str(error):  # a scheduler opens the names of functions, too
            message = tr("The scheduler has no Stilte, or another version of it.")
            cure = tr("Install there what is installed here, the same versions of it.")
            raise BuildError(Problem(None, message, cure)) from error
        self._faults += 1
        if self._faults >= _MOST_FAULTS:
            said = foreign_text(f"{type(error).__name__}: {error}")
            raise BuildError(Problem(None, tr("A worker failed: {said}.", said=said))) from error
