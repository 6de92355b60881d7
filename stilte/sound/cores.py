"""Where workers run: each on a core of its own, where there are as many of them as cores."""

from __future__ import annotations

import os
import sys
from contextlib import suppress


def keep_to_core(number: int, workers: int) -> None:
    """Keep this thread, and every program that it starts, on one core; `number` counts the workers from 0.

    An encoder hands each frame from thread to thread: on one core that costs an eighth less
    (docs/performance.md). Where cores are to spare, the system does better; where it cannot be asked, nothing
    is done.
    """
    if sys.platform == "linux":
        cores = sorted(os.sched_getaffinity(0))
        if workers >= len(cores) > 1:
            with suppress(OSError):
                os.sched_setaffinity(0, {cores[number % len(cores)]})
