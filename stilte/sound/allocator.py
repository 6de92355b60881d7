"""Settings of the C allocator: mixing asks for the memory it has just freed again a moment later."""

from __future__ import annotations

import ctypes
import functools
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""Options of mallopt(3), as glibc has them."""
# glibc maps blocks over this size anew, and every page faults again; its default is 128 kB (mallopt(3)).
_LARGE_BYTES = 4 << 20
_SPARE_BYTES = 64 << 20
_HEAPS = 2


@functools.cache
def keep_freed_memory() -> None:
    """Keep freed arrays under 4 MB for reuse by the process; return larger ones to the system at once.

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
    """Return freed memory of all threads to the system: the next stage needs blocks of other sizes."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim:
            trim(ctypes.c_size_t(0))
