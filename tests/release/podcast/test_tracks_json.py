"""`tracks.json` at a place: what an app reads."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

import stilte
from stilte.errors import InputError
from stilte.release.catalog import read_catalog
from stilte.release.podcast.publish import publish_podcast

if TYPE_CHECKING:
    from collections.abc import Callable

    from stilte.release.show import Show
    from stilte.release.track import Track

pytestmark = pytest.mark.usefixtures("quick_covers")

SCHEMA = Path(stilte.__file__).parent / "release/schemas/tracks-1.schema.json"


@pytest.fixture
def place(tmp_path: Path, track: Track, put: Callable[[Path, Track], None]) -> Path:
    (tmp_path / "output").mkdir()
    put(tmp_path / "output", track)
    put(
        tmp_path / "output",
        replace(track, slug=f"{track.slug}-long", variant_of=track.variant_of or track.slug),
    )
    return tmp_path / "www"


def _publish(show: Show, place: Path) -> None:
    entries = read_catalog(place.parent / "output")
    publish_podcast(show, place.parent, entries, str(place), now=datetime(2026, 2, 1, tzinfo=UTC))


def test_every_address_leads_to_a_file_of_that_size_and_digest(show: Show, place: Path) -> None:
    """The schema holds; every length of a routine is listed, with the guid of the one episode in the feed."""
    _publish(show, place)
    listed = json.loads((place / "tracks.json").read_text("utf-8"))
    schema = json.loads(SCHEMA.read_text("utf-8"))
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(listed)) == []
    one, other = listed["tracks"]
    assert other["slug"] == f"{one['slug']}-long"
    assert one["guid"] == other["guid"]
    assert f">{one['guid']}</guid>" in (place / "feed.xml").read_text("utf-8")

    def at_place(address: str) -> Path:
        return place / address.removeprefix(f"{show.media.rstrip('/')}/")

    for track in listed["tracks"]:
        for file in track["files"]:
            body = at_place(file["address"]).read_bytes()
            assert (len(body), hashlib.sha256(body).hexdigest()) == (file["size_bytes"], file["sha256"])
        sidecars = ("page", "cover", "transcript", "subtitles", "cue_sheet")
        assert [name for name in sidecars if not at_place(track[name]).is_file()] == []


def test_a_list_that_somebody_else_made_is_not_replaced(show: Show, place: Path) -> None:
    """A `tracks.json` of another program at the place stays, and nothing is sent."""
    place.mkdir()
    (place / "tracks.json").write_text('{"tracks": []}', "utf-8")
    with pytest.raises(InputError, match=r"tracks\.json"):
        _publish(show, place)
    assert [path.name for path in place.iterdir()] == ["tracks.json"]


def test_a_track_without_subtitles_says_so(show: Show, place: Path) -> None:
    """A track that was built before there were any keeps its transcript."""
    for path in place.parent.joinpath("output").rglob("*.srt"):
        path.unlink()
    _publish(show, place)
    listed = json.loads((place / "tracks.json").read_text("utf-8"))
    assert [track["subtitles"] for track in listed["tracks"]] == [None, None]
    assert "application/x-subrip" not in (place / "feed.xml").read_text("utf-8")
