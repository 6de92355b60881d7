"""Pages of many tracks: a change makes those again that show it, and all are as if made anew."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from stilte.release.catalog import read_catalog
from stilte.release.site import pages as module
from stilte.release.site.addresses import Site
from stilte.release.site.kept_pages import KeptPages
from stilte.release.site.listen_page import listen_page
from stilte.release.site.pages import pages, write_pages
from stilte.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.release.catalog import Entry
    from stilte.release.show import Show
    from stilte.release.track import Track

SLUGS = [f"t{number:02}" for number in range(12)]


class Shelf:
    """An output folder of twelve tracks, whose pages are written again and again."""

    def __init__(self, output: Path, show: Show, made: list[str]) -> None:
        """Write the pages for the first time."""
        self.output, self.show, self.made = output, show, made
        self.slugs, self.made_by = list(SLUGS), "this"
        self.write()

    def write(self) -> list[str]:
        """Write the pages as a build does; return the tracks whose pages were made, in order."""
        self.made.clear()
        kept = KeptPages(self.output, Store(self.output / ".cache", "pages"), self.made_by)
        write_pages(self.output, self.show, self.slugs, kept=kept)
        return sorted(self.made)

    def edit(self, slug: str, **values: Any) -> None:
        """Change what the cue sheet of a track tells."""
        path = self.output / slug / f"{slug}.json"
        path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **values}), "utf-8")

    def is_as_if_made_anew(self) -> bool:
        """Tell whether every page is what it would be if nothing had been kept."""
        site = Site(self.show, read_catalog(self.output, self.slugs), cover="cover.jpg")
        return all((self.output / name).read_bytes() == body for name, body in pages(site))


@pytest.fixture
def shelf(
    tmp_path: Path, track: Track, put: Callable[[Path, Track], None], show: Show, monkeypatch: Any
) -> Shelf:
    """Return twelve tracks that came out one a day."""
    made: list[str] = []

    def counted(site: Site, entry: Entry) -> str:
        made.append(entry.slug)
        return listen_page(site, entry)

    monkeypatch.setattr(module, "listen_page", counted)
    for slug in SLUGS:
        put(tmp_path, replace(track, slug=slug, variant_of=slug))
    first = Shelf(tmp_path, show, made)
    for day, slug in enumerate(SLUGS, 1):
        first.edit(slug, date=f"2026-01-{day:02}")
    first.write()
    return first


def test_nothing_is_made_where_nothing_changed(shelf: Shelf) -> None:
    """Nor where a file only has another time."""
    assert shelf.write() == []
    assert shelf.is_as_if_made_anew()
    (shelf.output / "t03/t03.json").touch()
    assert shelf.write() == []


def test_a_new_title_shows_in_the_page_and_in_the_one_that_leads_to_it(shelf: Shelf) -> None:
    """The track itself, the one before it, and the index."""
    before = (shelf.output / "t05/index.html").stat().st_mtime_ns
    shelf.edit("t04", title="Anders")
    assert shelf.write() == ["t03", "t04"]
    assert shelf.is_as_if_made_anew()
    for page in ("t03/index.html", "t04/index.html", "index.html"):
        assert "Anders" in (shelf.output / page).read_text("utf-8")
    assert (shelf.output / "t05/index.html").stat().st_mtime_ns == before


def test_where_a_track_goes_its_neighbours_meet(shelf: Shelf) -> None:
    """The one before it leads to the one after it; the index lists neither it nor its files to keep."""
    shutil.rmtree(shelf.output / "t07")
    assert shelf.write() == ["t06"]
    assert shelf.is_as_if_made_anew()
    assert "../t08/index.html" in (shelf.output / "t06/index.html").read_text("utf-8")
    assert "t07" not in (shelf.output / "index.html").read_text("utf-8")


def test_a_renamed_track_takes_its_place(shelf: Shelf) -> None:
    """Under its new address; who led to the old one leads to the new one."""
    folder = shelf.output / "t07"
    for file in list(folder.iterdir()):
        file.rename(file.with_name(file.name.replace("t07", "u07")))
    folder.rename(shelf.output / "u07")
    path = shelf.output / "u07/u07.json"
    path.write_text(path.read_text("utf-8").replace("t07", "u07"), "utf-8")
    shelf.slugs[7] = "u07"
    assert shelf.write() == ["t06", "u07"]
    assert shelf.is_as_if_made_anew()
    assert "t07" not in (shelf.output / "index.html").read_text("utf-8")


def test_another_length_and_another_day_show_where_they_matter(shelf: Shelf) -> None:
    """A track that becomes a length of another one; one that comes out at another time."""
    shelf.edit("t09", variant_of="t02")
    assert {"t02", "t08", "t09"} <= set(shelf.write()) < set(SLUGS)
    assert shelf.is_as_if_made_anew()
    shelf.edit("t05", date="2026-03-01")
    assert {"t04", "t05", "t11"} <= set(shelf.write()) < set(SLUGS)
    assert shelf.is_as_if_made_anew()


def test_a_file_that_is_kept_offline_counts_with_its_size(shelf: Shelf) -> None:
    """The pages name the bytes of transcript and picture."""
    (shelf.output / "t01/timeline.svg").write_text("<svg></svg>", "utf-8")
    assert shelf.write() == ["t01"]
    assert shelf.is_as_if_made_anew()


def test_what_all_pages_show_makes_all(shelf: Shelf) -> None:
    """A setting of the show, or another version of the program."""
    shelf.show = replace(shelf.show, accent="#336699")
    assert shelf.write() == SLUGS
    shelf.made_by = "another"
    assert shelf.write() == SLUGS
    assert shelf.write() == []


@pytest.mark.parametrize("body", [None, b"of somebody who edited it"])
def test_a_page_that_is_gone_or_was_altered_is_made_again(shelf: Shelf, body: bytes | None) -> None:
    """Only that one."""
    page = shelf.output / "t06/embed.html"
    page.unlink() if body is None else page.write_bytes(body)
    assert shelf.write() == ["t06"]
    assert shelf.is_as_if_made_anew()


def test_what_was_kept_and_is_damaged_is_passed_over(shelf: Shelf) -> None:
    """Another version's, or what a disk made of it: the pages are made, and kept again."""
    store = Store(shelf.output / ".cache", "pages")
    (entry,) = (path for path in (shelf.output / ".cache/pages").rglob("*") if path.is_file())
    store.write(entry.name, b'{"tracks": {"t01": [1]}}')
    assert shelf.write() == SLUGS
    assert shelf.write() == []
