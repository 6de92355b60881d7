"""Level curves over time, computed at control points and interpolated linearly between them.

A control point stands at every `STEP`th frame of the track, whatever block is asked for: a curve is the same
to the bit however a track is cut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Curve = NDArray[np.float64]

STEP = 256
"""Frames between two control points: 6 ms, finer than anything that moves here."""

_GRAIN = float(2**20)
_RAMP = np.arange(STEP, dtype=np.float32) / STEP


def control_points(start_frame: int, stop_frame: int, margin: int = 0) -> Curve:
    """Return the frames of the points that span a range, with `margin` more on either side."""
    first = start_frame // STEP - margin
    last = -(-stop_frame // STEP) + margin
    return np.arange(first, last + 1, dtype=np.float64) * STEP


def s_curve(x: Curve) -> Curve:
    """Return a smooth step, 0 for x ≤ 0 and 1 for x ≥ 1; its steepest slope is π/2.

    >>> s_curve(np.array([-1.0, 0.5, 2.0])).round(6).tolist()
    [0.0, 0.5, 1.0]
    """
    return 0.5 - 0.5 * np.cos(np.pi * np.clip(x, 0.0, 1.0))


def limit_slope(curve_db: Curve, points: Curve, most_db_frame: float) -> Curve:
    """Return the highest curve under this one that moves at most `most_db_frame` dB a frame.

    Slopes are counted from the start of the track, so that every block rounds alike.
    """
    # Less a line of the steepest slope, a curve may only rise: its running minimum is the limited curve.
    slope = most_db_frame * points
    falling = np.minimum.accumulate(curve_db - slope) + slope
    rising = np.minimum.accumulate((curve_db + slope)[::-1])[::-1] - slope
    return np.minimum(falling, rising)


def as_gain(level_db: Curve, factor: Curve | None = None) -> NDArray[np.float32]:
    """Return levels in dB as amplitude factors, in grains of 2⁻²⁰ so that no processor's last bit shows."""
    gains = 10.0 ** (level_db / 20.0)
    if factor is not None:
        gains = gains * factor
    return (np.rint(gains * _GRAIN) / _GRAIN).astype(np.float32)


def draw(gains: NDArray[np.float32], start_frame: int, stop_frame: int, channels: int) -> NDArray[np.float32]:
    """Return the factor at every frame of a range, shape (frames, channels), from its `control_points`."""
    rise = gains[1:] - gains[:-1]
    ramp = np.repeat(_RAMP, channels)[None, :]
    drawn = np.asarray((gains[:-1, None] + rise[:, None] * ramp).reshape(-1, channels), np.float32)
    skipped = start_frame - start_frame // STEP * STEP
    return drawn[skipped : skipped + stop_frame - start_frame]
