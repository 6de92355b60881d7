"""The icon of a show on a home screen: the circle of its pages, in its colour."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

ICON_VERSION = 1
"""Increased whenever icons are drawn differently."""
_GROUND, _BREATH = "#f7f3ea", "#2f8a80"
_FINER = 4
"""How many times larger it is drawn, so that its edges are smooth once it is made smaller."""


@cache
def draw_icon(size_px: int, colour: str = "") -> bytes:
    """Return a PNG of that size; the circle stays inside what a phone cuts out of it (a mask of 80 %)."""
    side = size_px * _FINER
    image = Image.new("RGB", (side, side), _GROUND)
    draw = ImageDraw.Draw(image)
    for share, width_share in ((0.74, 0.012), (0.56, 0.02)):
        _ring(draw, side, share, round(side * width_share), colour or _BREATH)
    _disc(draw, side, 0.36, colour or _BREATH)
    small = image.resize((size_px, size_px), Image.Resampling.LANCZOS).quantize(64)
    packed, mark = io.BytesIO(), PngInfo()
    mark.add_text("Software", "Made by Stilte")
    small.save(packed, "PNG", pnginfo=mark, optimize=True)
    return packed.getvalue()


def _box(side: int, share: float) -> tuple[float, float, float, float]:
    low, high = side * (1 - share) / 2, side * (1 + share) / 2
    return low, low, high, high


def _ring(draw: ImageDraw.ImageDraw, side: int, share: float, width: int, colour: str) -> None:
    draw.ellipse(_box(side, share), outline=colour, width=width)


def _disc(draw: ImageDraw.ImageDraw, side: int, share: float, colour: str) -> None:
    draw.ellipse(_box(side, share), fill=colour)
