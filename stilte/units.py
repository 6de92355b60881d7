"""Converting seconds, frames and decibels; all rounding of times is done here.

A frame is one sample of every channel. Ranges are a start and a length; ends are computed.
"""

from __future__ import annotations

import math


def frames(seconds: float, rate_hz: int) -> int:
    """Return the nearest whole number of frames.

    >>> frames(5.5, 44100)
    242550
    """
    return round(seconds * rate_hz)


def seconds(count: int, rate_hz: int) -> float:
    """Return the length in seconds of a number of frames, to the microsecond.

    >>> seconds(1, 44100)
    2.3e-05
    """
    return round(count / rate_hz, 6)


def gain(level_db: float) -> float:
    """Return the factor of an amplitude for a level in dB.

    >>> round(gain(-6.0), 4)
    0.5012
    """
    return float(10.0 ** (level_db / 20.0))


def decibels(factor: float) -> float:
    """Return the level in dB of an amplitude factor; minus infinity for none."""
    return 20.0 * math.log10(factor) if factor > 0 else -math.inf


def clock(length_s: float) -> str:
    """Return a time as people write it.

    >>> clock(62.04), clock(3723)
    ('1:02.0', '1:02:03.0')
    """
    tenths = round(length_s * 10)
    minutes, rest = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    head = f"{hours}:{minutes:02d}" if hours else f"{minutes}"
    return f"{head}:{rest // 10:02d}.{rest % 10}"
