"""Covers for posts: wide, and whole in whatever a theme cuts out of their middle."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from stilte.errors import InputError
from stilte.release.catalog import read_catalog
from stilte.release.images.cover_scenery import PALETTES
from stilte.release.images.wide_cover import WIDE_PX, draw_wide_cover, post_cover

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.release.show import Show
    from stilte.release.track import Track

TITLES = (
    "Rust",
    "Adempauze voor een drukke dag",
    "Zachtjes-bewegen-met-aandacht en met veel geduld voor jezelf",
)


def pixels(raw: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(raw)).convert("L"), np.int16)


@pytest.mark.parametrize("title", TITLES)
def test_the_title_is_whole_in_any_cut_from_a_square_to_twice_as_wide(title: str) -> None:
    """What differs from the same picture without words lies in the middle square, and in half the width."""
    written, bare = (
        pixels(draw_wide_cover(title, "Stilte", (), "x")),
        pixels(draw_wide_cover("", "", (), "x")),
    )
    rows, columns = np.nonzero(np.abs(written - bare) > 60)
    wide, high = WIDE_PX
    assert (wide - high) // 2 <= columns.min()
    assert columns.max() < (wide + high) // 2
    assert (high - wide // 2) // 2 <= rows.min()
    assert rows.max() < (high + wide // 2) // 2


@pytest.mark.parametrize("seed", [str(number) for number in range(len(PALETTES) * 2)])
def test_it_is_a_light_jpeg_in_every_colour(seed: str) -> None:
    """1600 × 900 pixels, at most 400 kB, the same each time."""
    raw = draw_wide_cover("Rust", "Stilte", (), seed)
    image = Image.open(io.BytesIO(raw))
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", WIDE_PX)
    assert len(raw) <= 400_000
    assert raw == draw_wide_cover("Rust", "Stilte", (), seed)


def test_a_picture_of_her_own_is_not_cut(
    tmp_path: Path, track: Track, show: Show, put: Callable[[Path, Track], None]
) -> None:
    """It keeps its shape, and is no larger than a blog needs; one that is not there is told."""
    put(tmp_path, track)
    (entry,) = read_catalog(tmp_path)
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts/rust.yaml").write_text("title: Rust\nimage: breed.png\n", "utf-8")
    Image.new("RGB", (3200, 1000), "teal").save(tmp_path / "breed.png")
    assert Image.open(io.BytesIO(post_cover(show, tmp_path, entry, "breed.png"))).size == (1600, 500)
    with pytest.raises(InputError, match="is not there"):
        post_cover(show, tmp_path, entry, "weg.png")
