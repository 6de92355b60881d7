"""What stands at the address of a track that is out no more."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from stilte.release.catalog import read_catalog
from stilte.release.podcast.publish import publish_podcast
from stilte.release.readiness import KnownScript, Scripts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.release.podcast.publish import Published
    from stilte.release.show import Show
    from stilte.release.track import Track

    Put = Callable[[Path, Track], None]

pytestmark = pytest.mark.usefixtures("quick_covers")

NOW = datetime(2026, 2, 1, tzinfo=UTC)


@pytest.fixture
def publish(tmp_path: Path, track: Track, put: Put, show: Show) -> Callable[..., Published]:
    """Return what publishes two routines, one of two lengths; they have been published once."""
    output = tmp_path / "output"
    output.mkdir()
    for slug, routine in (("rust-3m", "rust"), ("rust-9m", "rust"), ("slaap", "slaap")):
        put(output, replace(track, slug=slug, variant_of=routine))

    def run(**options: Any) -> Published:
        return publish_podcast(
            show, tmp_path, read_catalog(output), str(tmp_path / "www"), now=NOW, **options
        )

    run()
    return run


def page(folder: Path, name: str = "index.html") -> Any:
    """Return a page at the place."""
    return html.fromstring((folder / name).read_text("utf-8"))


def test_a_track_that_was_withdrawn_says_so(publish: Callable[..., Published], tmp_path: Path) -> None:
    """In its language, under its title, with the way to all others; its player is gone, its sound stays."""
    media = {path.name for path in (tmp_path / "www/media").iterdir()}
    title = page(tmp_path / "www/rust-9m").findtext(".//title")
    for slug in ("rust-3m", "rust-9m"):
        shutil.rmtree(tmp_path / "output" / slug)
    publish(remove=("rust",))
    for slug in ("rust-3m", "rust-9m"):
        for name in ("index.html", "embed.html"):
            tree = page(tmp_path / "www" / slug, name)
            assert "Deze opname is teruggetrokken." in tree.text_content()
            assert tree.get("lang") == "nl"
            assert tree.findtext(".//title") in title
            assert tree.xpath("//a/@href") == ["../index.html"]
            assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
            assert not tree.xpath("//audio | //script | //meta[@http-equiv]")
    assert media <= {path.name for path in (tmp_path / "www/media").iterdir()}
    assert page(tmp_path / "www/slaap").xpath("//audio")
    assert publish().sent == ()
    assert "teruggetrokken" in (tmp_path / "www/rust-9m/index.html").read_text("utf-8")


def test_a_length_that_was_given_up_leads_to_the_nearest(
    publish: Callable[..., Published], tmp_path: Path
) -> None:
    """The episode is out still: who has the old address is brought there."""
    shutil.rmtree(tmp_path / "output/rust-9m")
    publish()
    tree = page(tmp_path / "www/rust-9m")
    assert tree.xpath("//p/a/@href")[0] == "../rust-3m/index.html"
    assert tree.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=../rust-3m/index.html"]
    assert page(tmp_path / "www/rust-9m", "embed.html").xpath("//p/a/@href")[0] == "../rust-3m/embed.html"


def test_a_renamed_track_leads_to_its_new_address(
    publish: Callable[..., Published], tmp_path: Path, track: Track, put: Put
) -> None:
    """By the name of its episode, which it took along."""
    shutil.rmtree(tmp_path / "output/slaap")
    put(tmp_path / "output", replace(track, slug="nacht", variant_of="nacht"))
    known = {"rust": KnownScript(), "nacht": KnownScript(was=("slaap",))}
    publish(scripts=Scripts(slugs=tuple(known), known=known))
    assert page(tmp_path / "www/slaap").xpath("//p/a/@href")[0] == "../nacht/index.html"


def test_a_track_that_comes_back_has_its_page_again(
    publish: Callable[..., Published], tmp_path: Path, track: Track, put: Put
) -> None:
    """Nothing of the withdrawal is left."""
    shutil.rmtree(tmp_path / "output/slaap")
    publish(remove=("slaap",))
    put(tmp_path / "output", replace(track, slug="slaap", variant_of="slaap"))
    publish()
    assert page(tmp_path / "www/slaap").xpath("//audio")


@pytest.mark.parametrize("slug", ["../buiten", "a/b", "", "..", "/x"])
def test_a_place_that_tells_other_names_leads_nowhere(
    publish: Callable[..., Published], tmp_path: Path, slug: str
) -> None:
    """What lies at a place is foreign: a name in it is never a path."""
    told = tmp_path / "www/tracks.json"
    data = json.loads(told.read_text("utf-8"))
    data["tracks"].append({**data["tracks"][0], "slug": slug})
    told.write_text(json.dumps(data, indent=2), "utf-8")
    assert {upload.path for upload in publish().sent} == {"tracks.json"}
