"""Pictures of every mode become a cover of their own colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from stilte.errors import InputError, Where
from stilte.release.images.cover import fit_cover

if TYPE_CHECKING:
    from pathlib import Path

WHERE = Where("scripts/a.yaml", 3)
SIZE = 64


def shade(path: Path) -> tuple[int, int, int]:
    """Return the colour in the middle of the cover that is made of a picture."""
    place = path.with_suffix(".cover.jpg")
    place.write_bytes(fit_cover(path, WHERE, SIZE))
    with Image.open(place) as cover:
        red, green, blue = np.asarray(cover.convert("RGB"))[SIZE // 2, SIZE // 2].tolist()
    return red, green, blue


@pytest.mark.parametrize("level", [0.1, 0.5, 0.9])
def test_grey_of_sixteen_bits_keeps_its_shade(tmp_path: Path, level: float) -> None:
    """It does not become white."""
    grey = np.full((SIZE, SIZE), round(level * 65535), dtype=np.uint16)
    path = tmp_path / "a.png"
    Image.fromarray(grey).save(path)
    assert shade(path) == pytest.approx((level * 255,) * 3, abs=4)


@pytest.mark.parametrize(
    ("mode", "colour", "ending"),
    [
        ("1", 0, "png"),
        ("L", 90, "png"),
        ("LA", (90, 255), "png"),
        ("P", 7, "png"),
        ("RGB", (200, 40, 90), "png"),
        ("RGBA", (200, 40, 90, 255), "png"),
        ("L", 90, "jpg"),
        ("RGB", (200, 40, 90), "jpg"),
        ("CMYK", (20, 200, 120, 40), "jpg"),
    ],
)
def test_every_mode_keeps_its_colour(
    tmp_path: Path, mode: str, colour: int | tuple[int, ...], ending: str
) -> None:
    """As Pillow shows it in red, green and blue."""
    image = Image.new(mode, (SIZE, SIZE), colour)
    path = tmp_path / f"a.{ending}"
    image.save(path, quality=95) if ending == "jpg" else image.save(path)
    with Image.open(path) as saved:
        expected = saved.convert("RGB").getpixel((SIZE // 2, SIZE // 2))
    assert shade(path) == pytest.approx(expected, abs=6)


def test_a_picture_that_lies_on_its_side_is_turned(tmp_path: Path) -> None:
    """A phone notes how it was held: what is above in the picture is above on the cover."""
    halves = np.zeros((SIZE, SIZE, 3), dtype=np.uint8)
    halves[:, : SIZE // 2] = 255
    path, exif = tmp_path / "a.jpg", Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(halves).save(path, exif=exif, quality=95)
    place = tmp_path / "cover.jpg"
    place.write_bytes(fit_cover(path, WHERE, SIZE))
    with Image.open(place) as cover:
        top, bottom = (cover.convert("L").getpixel((SIZE // 2, at)) for at in (4, SIZE - 4))
    assert (top > 200, bottom < 50) == (True, True)  # type: ignore[operator]


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + bytes(50)])
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    """With its line, also where it only begins as one."""
    path = tmp_path / "a.png"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"scripts/a.yaml:3: The picture 'a.png'"):
        fit_cover(path, WHERE, SIZE)
