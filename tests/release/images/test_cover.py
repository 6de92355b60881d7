"""Covers: what directories take, made from breaths or from the author's own picture."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from stilte.errors import InputError, Where
from stilte.release.images.artwork import (
    artwork_problems,
    show_cover,
    title_problems,
    track_cover,
    write_cover,
)
from stilte.release.images.breath_curve import swells
from stilte.release.images.cover import TAG_PX, draw_cover, fit_cover, writable
from stilte.release.images.cover_scenery import PALETTES, heights, landscape, palette_for
from stilte.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.release.show import Show
    from stilte.release.track import Track

HERE = Where("podcast.yaml", 7)


def opened(raw: bytes) -> Image.Image:
    return Image.open(io.BytesIO(raw))


def paint(path: Path, size: tuple[int, int], mode: str = "RGB") -> Path:
    noise = np.random.default_rng(1).integers(0, 255, (size[1], size[0], len(mode)), np.uint8)
    Image.fromarray(noise, mode).save(path)
    return path


def test_a_drawn_cover_is_what_players_take(track: Track, tmp_path: Path) -> None:
    """A square RGB JPEG of 600 to 1400 pixels and at most 300 kB, the same each time."""
    raw = track_cover(track, tmp_path)
    image = opened(raw)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (TAG_PX, TAG_PX))
    assert len(raw) <= 300_000
    assert raw == track_cover(track, tmp_path)


def test_the_show_has_a_cover_that_directories_take(show: Show, tmp_path: Path) -> None:
    """A square of 1400 to 3000 pixels of at most 512 kB, also for a show without any track."""
    raw = show_cover(show, tmp_path, ())
    assert opened(raw).size == (3000, 3000)
    assert len(raw) <= 512_000


def test_hills_are_the_breaths_of_the_track(track: Track) -> None:
    """Six breaths are six hills, each as high as its in-breath of 4 s lets it be."""
    level = heights(swells(track.timeline), 2000)
    inner = level[1:-1]
    tops = inner[(inner > level[:-2]) & (inner >= level[2:])]
    assert len(tops) == 6
    assert tops == pytest.approx((4 / 6) ** 0.5, abs=0.01)


def test_hills_have_no_steps_on_their_slopes() -> None:
    """A pixel at the edge of a hill is mixed as in a picture drawn four times as fine."""
    drawn, fine = (
        np.concatenate(list(landscape((), palette_for("x"), size_px))).astype(np.float32)
        for size_px in (300, 1200)
    )
    off = np.abs(drawn - fine.reshape(300, 4, 300, 4, 3).mean(axis=(1, 3)))
    assert off.max() < 26
    assert (off**2).mean() ** 0.5 < 1.1


@pytest.mark.parametrize(
    "title", ["", "Donaudampfschifffahrtsgesellschaftskapitänsmütze", "a " * 300, "静けさ"]
)
def test_any_title_gives_a_cover(title: str) -> None:
    """Nothing that an author may call a routine keeps its cover from being made."""
    assert opened(draw_cover(title, "", (), 300)).size == (300, 300)


def test_words_read_well_on_their_sky() -> None:
    """Every palette keeps a contrast of 4.5 between the words and both ends of the upper sky (WCAG AA)."""
    for palette in PALETTES:
        top, foot = (np.array(list(bytes.fromhex(colour[1:]))) for colour in palette.sky)
        for sky in (top, top + (foot - top) * 0.5):
            assert contrast(palette.words, sky) >= 4.5, palette


def contrast(words: str, ground: np.ndarray) -> float:
    def light(colour: np.ndarray) -> float:
        part = colour / 255
        linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    one, other = sorted((light(np.array(list(bytes.fromhex(words[1:])))), light(ground)))
    return (other + 0.05) / (one + 0.05)


def test_the_authors_picture_is_fitted(tmp_path: Path) -> None:
    """Any JPEG or PNG becomes a square JPEG without alpha, light enough for a tag, not larger than it was."""
    raw = fit_cover(paint(tmp_path / "wide.png", (900, 700), "RGBA"), HERE, TAG_PX)
    assert (opened(raw).mode, opened(raw).size[0] == opened(raw).size[1]) == ("RGB", True)
    assert opened(raw).size[0] <= 700
    assert len(raw) <= 300_000


def test_the_routines_picture_goes_before_the_shows(track: Track, tmp_path: Path) -> None:
    """An image on a script is its own; otherwise the show's is used, and only then one is drawn."""
    Image.new("RGB", (700, 700), "red").save(tmp_path / "red.png")
    Image.new("RGB", (700, 700), "blue").save(tmp_path / "blue.png")
    shown = replace(track, show=replace(track.show, image="blue.png"))
    own = replace(shown, routine=replace(track.routine, image="red.png"))
    assert np.asarray(opened(track_cover(own, tmp_path)))[9, 9, 0] > 200
    assert np.asarray(opened(track_cover(shown, tmp_path)))[9, 9, 2] > 200


def test_problems_of_a_picture_are_told_at_once(tmp_path: Path) -> None:
    """Shape, alpha and weight are each named, with what directories ask."""
    odd = paint(tmp_path / "odd.png", (800, 500), "RGBA")
    told = [str(problem.message) for problem in artwork_problems(tmp_path, "odd.png", HERE)]
    assert told == [
        "The picture 'odd.png' is 800 × 500 pixels, not a square; its edges would be cut off.",
        "The picture 'odd.png' is partly transparent.",
        f"The picture 'odd.png' is {odd.stat().st_size // 1000} kB.",
    ]
    Image.new("RGB", (1400, 1400)).save(tmp_path / "good.jpg")
    assert artwork_problems(tmp_path, "good.jpg", HERE) == ()


@pytest.mark.parametrize(
    ("name", "why"),
    [("gone.jpg", "is not there"), ("text.png", "is not a picture"), ("../x.png", "lies outside")],
)
def test_a_picture_that_cannot_be_had_is_named(tmp_path: Path, show: Show, name: str, why: str) -> None:
    """A missing, damaged or outlying file is the author's error, told with its place."""
    (tmp_path / "text.png").write_text("no picture")
    with pytest.raises(InputError, match=why):
        show_cover(replace(show, image=name), tmp_path, ())


@pytest.mark.parametrize(
    ("title", "shown", "lost"),
    [
        ("Rust 🧘 en adem", "Rust en adem", ""),
        ("e\u0301te\u0301, \ufb01jn", "été, fijn", ""),
        ("Дыхание ½", "Дыхание ½", ""),
        ("静けさ Rust", "Rust", "静けさ"),
        ("تنفس", "", "تنفس"),
    ],
)
def test_letters_that_cannot_be_drawn_leave_no_boxes(title: str, shown: str, lost: str) -> None:
    """What the font lacks is left out; `check` tells of lost letters, not of pictures among them."""
    assert writable(title) == shown
    told = "".join(str(problem.message) for problem in title_problems(title, HERE))
    assert f"'{lost}'" in told if lost else not told


def test_a_cover_is_drawn_once(show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The show's picture lies beside its pages; drawn again only when it would look different."""
    store = Store(tmp_path / "cache", "covers")
    write_cover(tmp_path, show, tmp_path, (), store)
    first = (tmp_path / "cover.jpg").stat()
    assert opened((tmp_path / "cover.jpg").read_bytes()).size == (3000, 3000)
    monkeypatch.setattr("stilte.release.images.artwork.draw_cover", lambda *_: b"drawn again")
    write_cover(tmp_path, show, tmp_path, (), store)
    assert (tmp_path / "cover.jpg").stat() == first
    write_cover(tmp_path, replace(show, title="Anders"), tmp_path, (), store)
    assert (tmp_path / "cover.jpg").read_bytes() == b"drawn again"
