"""One try at a track: whatever goes wrong becomes a result, so that the others are still built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.errors import StilteError, system_problem
from stilte.pipeline.results import Result, failed

if TYPE_CHECKING:
    from collections.abc import Callable

    from stilte.pipeline.job import Job
    from stilte.pipeline.sources import Opened


class CacheGone(Exception):
    """Something in the cache vanished between being found and being used."""


def attempt(
    job: Job,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    opened: Opened | None = None,
) -> Result:
    """Make a track and return what came of it; raises `CacheGone` where only the cache changed under it."""
    from stilte.pipeline.track import make_track  # noqa: PLC0415 (the workshop reads it meanwhile)

    try:
        return make_track(job, progress, opened)
    except StilteError as error:
        return failed(job.routine.script, job.variant.slug, error.problems, exit_code=error.exit_code)
    except OSError as error:
        if isinstance(error, FileNotFoundError) and str(error.filename).startswith(str(job.project.cache)):
            raise CacheGone(str(error.filename)) from error
        return failed(job.routine.script, job.variant.slug, (system_problem(error),))
