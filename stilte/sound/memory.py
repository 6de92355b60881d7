"""How this process keeps memory that it frees: what mixing frees now it asks for again a moment later."""

from __future__ import annotations

import ctypes
import functools
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""Options of mallopt(3), as glibc has them."""
_LARGE_BYTES = 4 << 20
_SPARE_BYTES = 64 << 20
_HEAPS = 2


@functools.cache
def keep_freed_memory() -> None:
    """Take arrays under 4 MB from memory that stays with the process; larger ones go back as soon as freed.

    Left to itself, glibc asks the kernel for fresh pages for every array, or lets a few large ones break up
    its heap, and gives every thread a heap of its own, with what that thread freed in it: two are enough.
    Does nothing where the C library is another.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt:
            mallopt(_ARENA_MAX, _HEAPS)
            mallopt(_MMAP_THRESHOLD, _LARGE_BYTES)
            mallopt(_TRIM_THRESHOLD, _SPARE_BYTES)


def give_freed_memory_back() -> None:
    """Give the system what all threads have freed: the next stage wants memory of another size."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim:
            trim(ctypes.c_size_t(0))
