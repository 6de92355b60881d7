"""What a piece of work costs in processor time, whatever runs beside it and however fast the machine is."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

UNIT_S = 0.05
"""What `_work_a_unit` takes on the machine on which the limits of the tests were set, at rest."""


def processor_seconds(
    work: Callable[[], object], enough_s: float, clock: Callable[[], float] = time.thread_time
) -> float:
    """Measure the processor time of this thread that `work` takes, in seconds of a machine at rest.

    With `time.process_time` for a `clock` that of every thread counts, for work that is done in several.

    A run of at most `enough_s` is taken as it is. A slower one is done twice again beside a fixed piece of
    work: a machine that is slow at this moment (other work beside it, a process that has lived long before
    this test) is slow for that too, and only what is slower by more than its factor counts.

    Returns:
        The least of the runs, in seconds.
    """
    least_s = _seconds_of(work, clock)
    for _ in range(2):
        if least_s <= enough_s:
            break
        gc.collect()
        gc.freeze()  # what earlier tests left behind is not looked through while this one is measured
        try:
            slowness = max(1.0, _seconds_of(_work_a_unit) / UNIT_S)
            least_s = min(least_s, _seconds_of(work, clock) / slowness)
        finally:
            gc.unfreeze()
    return least_s


def _work_a_unit() -> None:
    texts = [str(number) for number in range(100_000)]
    assert len(set(texts)) == len(dict.fromkeys(texts))


def _seconds_of(work: Callable[[], object], clock: Callable[[], float] = time.thread_time) -> float:
    began_s = clock()
    work()
    return clock() - began_s
