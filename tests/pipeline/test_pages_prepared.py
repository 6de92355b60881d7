"""Pages and pictures of a show: made while tracks are encoded, and only when their inputs changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from stilte.pipeline.building.pages import update_pages
from stilte.release.images import artwork
from stilte.release.images.cover import FEED_PX, draw_cover
from stilte.release.images.icon import draw_icon
from stilte.release.site import pages

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.pipeline.results import Result

    Make = Callable[..., tuple[Result, ...]]


@pytest.fixture
def drawn(monkeypatch: Any) -> list[str]:
    """Return a list in which every picture of the show that is drawn leaves what it is."""
    found: list[str] = []

    def icon(size_px: int, colour: str = "") -> bytes:
        found.append(f"icon {size_px} {colour}".strip())
        return draw_icon(size_px, colour)

    def cover(title: str, under: str, curve: Any, size_px: int, seed: str = "") -> bytes:
        if size_px == FEED_PX:
            found.append("cover")
        return draw_cover(title, under, curve, size_px, seed)

    monkeypatch.setattr(pages, "draw_icon", icon)
    monkeypatch.setattr(artwork, "draw_cover", cover)
    return found


def without_breath(folder: Path) -> None:
    """Take the breaths out of the script: no track can then change the show's cover."""
    script = folder / "scripts/adem.yaml"
    text = script.read_text("utf-8").partition("  - breathe")[0]
    script.write_text(text.replace("breath: 4-6\n", ""), encoding="utf-8")


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("breath", [True, False])
def test_each_picture_is_drawn_once(
    folder: Path, make: Make, drawn: list[str], jobs: int, *, breath: bool
) -> None:
    """Drawn ahead or at the end; not again by the next build, nor where the accent comes back."""
    if not breath:
        without_breath(folder)
    make(jobs=jobs)
    assert sorted(drawn) == ["cover", "icon 192", "icon 512"]
    pictures = {name: (folder / "output" / name).read_bytes() for name in ("cover.jpg", "icon-192.png")}
    drawn.clear()
    make(jobs=jobs, force=True)
    assert drawn == []
    assert pictures == {name: (folder / "output" / name).read_bytes() for name in pictures}


def test_pictures_that_no_track_can_change_are_drawn_before_the_tracks_are_done(
    folder: Path, make: Make, drawn: list[str], monkeypatch: Any
) -> None:
    """When the pages are written, nothing is left to be drawn."""
    without_breath(folder)
    before: list[list[str]] = []

    def updating(*given: Any) -> None:
        before.append(sorted(drawn))
        update_pages(*given)

    monkeypatch.setattr("stilte.pipeline.build.update_pages", updating)
    make(jobs=2)
    assert before == [["cover", "icon 192", "icon 512"]]
    assert len(drawn) == 3


def test_another_accent_is_another_icon(folder: Path, make: Make, drawn: list[str]) -> None:
    """An icon is drawn again when what it is drawn from changed, and is never an old one."""
    make(jobs=2)
    first = (folder / "output/icon-192.png").read_bytes()
    drawn.clear()
    show = folder / "podcast.yaml"
    show.write_text(show.read_text("utf-8") + 'accent: "#802040"\n', encoding="utf-8")
    make(jobs=2, force=True)
    assert sorted(drawn) == ["icon 192 #802040", "icon 512 #802040"]
    assert (folder / "output/icon-192.png").read_bytes() != first


def test_a_script_that_is_gone_takes_its_track_off_the_pages(
    folder: Path, make: Make, monkeypatch: Any
) -> None:
    """By the next build, though it makes no track; the one after that writes nothing and asks nothing."""
    script = folder / "scripts/adem.yaml"
    other = folder / "scripts/zucht.yaml"
    other.write_text(script.read_text("utf-8"), encoding="utf-8")
    make()
    assert "zucht/index.html" in (folder / "output/index.html").read_text("utf-8")
    other.unlink()
    assert [result.status for result in make()] == ["unchanged"]
    assert "zucht/index.html" not in (folder / "output/index.html").read_text("utf-8")
    assert (folder / "output/zucht/zucht.mp3").is_file()  # for `clean` to show, and to remove after a yes
    monkeypatch.setattr("stilte.pipeline.building.pages.write_site", None)
    assert [result.status for result in make()] == ["unchanged"]
