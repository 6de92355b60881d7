"""How this process keeps memory that it frees: what mixing frees now it asks for again a moment later."""

from __future__ import annotations

import ctypes
import functools
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""Options of mallopt(3), as glibc has them."""
_LARGE_BYTES = 4 << 20
_SPARE_BYTES = 64 << 20


@functools.cache
def keep_freed_memory() -> None:
    """Take arrays under 4 MB from memory that stays with the process; larger ones go back as soon as freed.

    Left to itself, glibc asks the kernel for fresh pages for every array, or lets a few large ones break up
    its heap. What other threads freed until now goes back at once: they are done, and would keep it. Does
    nothing where the C library is another.
    """
    if sys.platform == "linux":
        library = ctypes.CDLL(None)
        if hasattr(library, "mallopt") and hasattr(library, "malloc_trim"):
            library.mallopt(_MMAP_THRESHOLD, _LARGE_BYTES)
            library.mallopt(_TRIM_THRESHOLD, _SPARE_BYTES)
            library.malloc_trim(ctypes.c_size_t(0))
