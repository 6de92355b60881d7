"""The cover of a track in the shape of a screen, for posts: themes cut a square one through its title.

Whatever shape a theme cuts out of its middle, from a square to twice as wide as high, has the title whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from stilte.reader.source import where_of
from stilte.release.images.artwork import breaths_of, picture_inside
from stilte.release.images.cover import fit_picture, fitted_title, pack_jpeg, small_letters, writable
from stilte.release.images.cover_scenery import Palette, landscape, palette_for

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from stilte.release.catalog import Entry
    from stilte.release.images.breath_curve import Swell
    from stilte.release.show import Show

WIDE_PX = (1600, 900)
_MOST_BYTES = 400_000
_TOP = 0.16
"""Which part of the square landscape is left out above: its hills and moon then stand under the title."""
_WRITTEN = 0.8
"""How much of the height the square has that the title is fitted to."""


def post_cover(show: Show, root: Path, entry: Entry, image: str | None = None) -> bytes:
    """Return the JPEG of a track for its post; `image` is what its script gives, which is not cut."""
    if image:
        where = where_of(root, str(entry.sheet["script"]), "image")
        return fit_picture(picture_inside(root, image, where), where, WIDE_PX[0], _MOST_BYTES)
    return draw_wide_cover(str(entry.sheet["title"]), show.title, breaths_of(entry), entry.routine)


def draw_wide_cover(title: str, under: str, curve: Sequence[Swell], seed: str = "") -> bytes:
    """Return a JPEG of 1600 × 900 pixels with the title over a landscape of the breaths."""
    palette = palette_for(seed or title)
    image = _landscape(curve, palette)
    _write(ImageDraw.Draw(image), writable(title), writable(under), palette.words)
    return pack_jpeg(image, _MOST_BYTES)


def _landscape(curve: Sequence[Swell], palette: Palette) -> Image.Image:
    wide, high = WIDE_PX
    image, top = Image.new("RGB", WIDE_PX), -round(_TOP * wide)
    for band in landscape(curve, palette, wide):
        if -len(band) < top < high:
            image.paste(Image.fromarray(band), (0, top))
        top += len(band)
    return image


def _write(draw: ImageDraw.ImageDraw, title: str, under: str, colour: str) -> None:
    """Write the title and the line under it, in letters that fit the square in the middle."""
    wide, high = WIDE_PX
    font, lines = fitted_title(title, round(high * _WRITTEN))
    step = font.size * 1.12
    y = high * 0.28 - step * len(lines) / 2
    for line in lines:
        draw.text((wide / 2, y), line, colour, font, anchor="ma")
        y += step
    draw.text((wide / 2, high * 0.88), under, colour, small_letters(high), anchor="mm")
