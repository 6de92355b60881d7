"""Where the ffmpeg program is that imageio-ffmpeg brings along."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=1)
def ffmpeg() -> str:
    """Return the FFmpeg that comes with the package index."""
    from imageio_ffmpeg import get_ffmpeg_exe  # noqa: PLC0415 (only a build needs it)

    return str(get_ffmpeg_exe())
