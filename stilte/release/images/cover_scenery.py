"""Drawing a cover's landscape from breaths: a sky, a moon, and hills that follow the lungs' volume."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stilte.release.images.breath_curve import Swell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Picture = NDArray[np.float32]

_BREATHS_SHOWN = (7, 5, 3)
_BAND_PX = 50
_BASE = (0.60, 0.72, 0.85)
_RISE = (0.10, 0.12, 0.13)
_CALM = tuple(
    swell
    for second in range(0, 80, 10)
    for swell in (Swell(second, second + 4.0, 0.0, 0.8), Swell(second + 4.0, second + 10.0, 0.8, 0.0))
)


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours from the top of the sky to the nearest hill, of the moon, and of words on that sky."""

    sky: tuple[str, str]
    hills: tuple[str, str, str]
    moon: str
    words: str


PALETTES = (
    Palette(("#efd3bd", "#fbf1e4"), ("#b9d0c6", "#74aaa1", "#2f6f6b"), "#fffaf0", "#1f3a3c"),
    Palette(("#16263f", "#c98b74"), ("#8a6f86", "#56587c", "#252f52"), "#fff1d8", "#fdf3e6"),
    Palette(("#0d2029", "#3f7f80"), ("#37797a", "#21575d", "#0f333b"), "#f3f1dc", "#eef6f0"),
    Palette(("#d9d2ea", "#fbf1ea"), ("#c3b4d6", "#9583b4", "#544a7a"), "#fffaf2", "#2f2a49"),
    Palette(("#cfe1ea", "#f7f3e8"), ("#a9c7cf", "#6d9fb0", "#2d6079"), "#fffdf4", "#173646"),
    Palette(("#ead9b4", "#faf3e2"), ("#d0c08f", "#9aa070", "#56704f"), "#fffaea", "#33402a"),
)


def palette_for(name: str) -> Palette:
    """Return the colours that belong to a name, always the same ones."""
    return PALETTES[hashlib.sha256(name.encode()).digest()[0] % len(PALETTES)]


def landscape(curve: Sequence[Swell], palette: Palette, size_px: int) -> Iterator[NDArray[np.uint8]]:
    """Yield a square picture from top to bottom in bands (rows, size, 3): the first breaths are nearest.

    All at once would take many times its size in memory.
    """
    breaths = list(curve) or list(_CALM)
    ridges = [
        base - rise * heights(_some(breaths, count), size_px)
        for count, base, rise in zip(_BREATHS_SHOWN, _BASE, _RISE, strict=True)
    ]
    edges = [(ridge, _sharpness(ridge)) for ridge in ridges]
    return (_band(edges, palette, top) for top in range(0, size_px, _BAND_PX))


def _band(edges: Sequence[tuple[Picture, Picture]], palette: Palette, top: int) -> NDArray[np.uint8]:
    """Return some rows of the picture; `edges` are the ridges and how sharp they are.

    Colours stand apart until the end, in shape (3, rows, columns): numpy is slow along an axis of three.
    """
    size_px = len(edges[0][0])
    middles = (np.arange(size_px, dtype=np.float32) + np.float32(0.5)) / np.float32(size_px)
    x, y = middles, middles[top : top + _BAND_PX, None]
    hazy = _colour(palette.sky[1])
    shares = [np.clip((y - ridge) * sharpness + np.float32(0.5), 0, 1) for ridge, sharpness in edges]
    nearest = max((n for n, share in enumerate(shares) if share.all()), default=None)
    picture = _sky(x, y, palette) if nearest is None else np.zeros((3, 1, 1), np.float32)
    for base, colour, share in list(zip(_BASE, palette.hills, shares, strict=True))[nearest:]:
        if share.any():
            shade = _mixed(_colour(colour), hazy, np.clip((y - base) * 0.9, 0, 0.25))
            picture = _mixed(picture, shade, share)
    return (picture * np.float32(255) + np.float32(0.5)).astype(np.uint8).transpose(1, 2, 0)


def _sky(x: Picture, y: Picture, palette: Palette) -> Picture:
    sky = _mixed(_colour(palette.sky[0]), _colour(palette.sky[1]), np.clip(y / 0.75, 0, 1))
    return _with_moon(sky, x, y, _colour(palette.moon))


def _sharpness(ridge: Picture) -> Picture:
    """Return how sharp the edge of a hill is, downwards, in each column: 1 over a share of the height.

    It is a pixel wide across the edge, which on a slope is more than a pixel down: else it has steps.
    """
    size_px = len(ridge)
    return np.asarray(size_px / np.hypot(1, np.gradient(ridge) * size_px), np.float32)


def heights(curve: Sequence[Swell], columns: int) -> Picture:
    """Return the height of a stretch of the curve at that many places, from 0 to 1."""
    start, end = curve[0].start_s, max(swell.end_s for swell in curve)
    times = np.linspace(start, end, columns, dtype=np.float32)
    level = np.zeros(columns, np.float32)
    for swell in curve:
        here = (times >= swell.start_s) & (times <= swell.end_s)
        share = (times[here] - swell.start_s) / max(swell.end_s - swell.start_s, 1e-6)
        eased = (1 - np.cos(np.pi * share)) / 2
        level[here] = swell.level_before + (swell.level_after - swell.level_before) * eased
    return level


def _some(curve: list[Swell], breaths: int) -> list[Swell]:
    """Return the first breaths of a curve, with the quiet between them taken out."""
    joined: list[Swell] = []
    clock_s, begun = 0.0, 0
    for swell in curve:
        begun += swell.level_after > swell.level_before
        if begun > breaths:
            break
        length_s = swell.end_s - swell.start_s
        joined.append(Swell(clock_s, clock_s + length_s, swell.level_before, swell.level_after))
        clock_s += length_s
    return joined


def _with_moon(picture: Picture, x: Picture, y: Picture, colour: Picture) -> Picture:
    distance = np.hypot(x - 0.5, y - 0.53)
    disc = np.clip((0.105 - distance) * 400, 0, 1) * 0.95
    glow = np.exp(-np.maximum(distance - 0.1, 0) * 7) * 0.45
    return _mixed(picture, colour, np.maximum(disc, glow))


def _mixed(one: Picture, other: Picture, share: Picture) -> Picture:
    mixed: Picture = one + (other - one) * share
    return mixed


def _colour(written: str) -> Picture:
    """Return a colour in shape (3, 1, 1)."""
    parts = np.frombuffer(bytes.fromhex(written[1:]), np.uint8).astype(np.float32) / np.float32(255)
    return parts[:, None, None]
