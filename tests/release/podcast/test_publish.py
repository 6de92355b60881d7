"""Publishing to a place: in order, nothing twice, nothing lost."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from stilte.errors import BuildError, InputError
from stilte.release.catalog import read_catalog
from stilte.release.podcast.ledger import LEDGER, known_feeds, read_ledger, write_ledger
from stilte.release.podcast.publish import publish_podcast
from stilte.release.readiness import Scripts
from stilte.release.upload.destination import Destination, open_destination

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.release.podcast.publish import Published
    from stilte.release.show import Show
    from stilte.release.track import Track
    from stilte.release.upload.send import Upload

pytestmark = pytest.mark.usefixtures("quick_covers")

NOW = datetime(2026, 2, 1, tzinfo=UTC)


@pytest.fixture
def project(tmp_path: Path, track: Track, put: Callable[[Path, Track], None]) -> Path:
    (tmp_path / "output" / ".cache").mkdir(parents=True)
    (tmp_path / "output" / ".cache" / "take").write_text("secret")
    put(tmp_path / "output", track)
    return tmp_path


@pytest.fixture
def publish(project: Path, show: Show) -> Callable[..., Published]:
    def run(place: str = "www", **options: Any) -> Published:
        entries = read_catalog(project / "output")
        return publish_podcast(show, project, entries, str(project / place), now=NOW, **options)

    return run


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_media_go_before_pages_and_feeds_last(publish: Callable[..., Published]) -> None:
    """A feed never names what is not there yet."""
    sent: list[str] = []

    def note(upload: Upload) -> None:
        sent.append(upload.path)

    publish(progress=note)
    media = [path.startswith("media/") for path in sent]
    assert media == sorted(media, reverse=True)
    assert sent[-1] == "feed.xml"
    assert sent[-3:-1] == ["index.html", "tracks.json"]


def test_a_second_run_sends_nothing(publish: Callable[..., Published], project: Path) -> None:
    """What is there and equal stays as it is, to the time stamp."""
    first = publish()
    before = {path: path.stat().st_mtime_ns for path in (project / "www").rglob("*")}
    second = publish()
    assert second.sent == ()
    assert second.unchanged == len(first.sent)
    assert before == {path: path.stat().st_mtime_ns for path in (project / "www").rglob("*")}


def test_a_dry_run_touches_nothing(publish: Callable[..., Published], project: Path) -> None:
    """It tells what would be sent, and leaves place and project as they were."""
    assert publish(dry_run=True).sent
    assert not (project / "www").exists()
    assert not (project / LEDGER).exists()


def test_nothing_of_the_cache_is_published(publish: Callable[..., Published], project: Path) -> None:
    """Only the show's own files go out; neither the cache nor anything hidden does."""
    publish()
    published = files_of(project / "www")
    assert not [name for name in published if "/." in f"/{name}"]
    assert not [name for name, body in published.items() if b"secret" in body]


def test_an_interrupted_run_is_taken_up_again(
    publish: Callable[..., Published], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The network goes after three files: no feed is out, nothing is half, the next run sends the rest."""
    whole, count = Destination.put, iter(range(100))

    def failing(place: Destination, path: str, source: Path | bytes, *, fixed: bool) -> None:
        if next(count) == 3:
            raise ConnectionResetError("the line is dead")
        whole(place, path, source, fixed=fixed)

    with monkeypatch.context() as patch:
        patch.setattr(Destination, "put", failing)
        with pytest.raises(BuildError, match="the line is dead"):
            publish()
    assert len(files_of(project / "www")) == 3
    assert not (project / "www" / "feed.xml").exists()
    rest = publish()
    assert rest.unchanged == 3
    assert (project / "www" / "feed.xml").exists()


def test_a_file_cut_short_is_never_taken_for_whole(
    publish: Callable[..., Published], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A place that keeps half a file is found out; the part is removed, the last good feed stays."""
    publish()
    good = (project / "www" / "feed.xml").read_bytes()
    (project / "www" / "index.html").unlink()

    def half(place: Destination, part: str, source: bytes) -> int:
        place.files.pipe_file(part, source[: len(source) // 2])
        return len(source)

    monkeypatch.setattr(Destination, "_send", half)
    with pytest.raises(BuildError, match="did not arrive completely"):
        publish()
    assert (project / "www" / "feed.xml").read_bytes() == good
    assert not list((project / "www").rglob("*.part"))


def test_old_media_stay_when_a_track_changes(
    publish: Callable[..., Published], project: Path, track: Track, put: Callable[[Path, Track], None]
) -> None:
    """Apps that still have the old feed find the old sound; the new sound has its own address."""
    publish()
    old = {name for name in files_of(project / "www") if name.endswith(".mp3")}
    for path in (project / "output" / "rust-3m").iterdir():
        path.unlink()
    (project / "output" / "rust-3m").rmdir()
    put(project / "output", replace(track, fingerprint="new"))
    publish()
    assert len({name for name in files_of(project / "www") if name.endswith(".mp3")} - old) == 1
    assert old <= set(files_of(project / "www"))


def test_names_are_made_once_and_kept(publish: Callable[..., Published], project: Path, show: Show) -> None:
    """A show that moves to another address keeps its guids."""
    publish()
    before = read_ledger(project)
    moved = replace(show, media="https://elsewhere.example/x")
    publish_podcast(moved, project, read_catalog(project / "output"), str(project / "www2"), now=NOW)
    assert read_ledger(project) == before
    assert before.episodes.keys() == {"rust"}


def test_pages_learn_of_the_feeds_that_are_out(
    publish: Callable[..., Published], project: Path, show: Show
) -> None:
    """Nothing before the first time; then each language with the full address of its feed."""
    assert known_feeds(project, show) == ()
    publish()
    assert known_feeds(project, show) == (("nl", "https://example.org/media/feed.xml"),)
    (project / LEDGER).write_text("feeds: {feed-de.xml: x, feed.xml: y}")
    assert [language for language, _ in known_feeds(project, show)] == ["nl", "de"]
    assert known_feeds(project, replace(show, media="")) == ()
    (project / LEDGER).write_text("- damaged")
    assert known_feeds(project, show) == ()


def test_a_damaged_ledger_stops_everything(publish: Callable[..., Published], project: Path) -> None:
    """Lost names would make every listener download everything again."""
    (project / LEDGER).write_text("episodes: [oops")
    with pytest.raises(InputError, match="cannot be read"):
        publish()
    assert not (project / "www").exists()


def test_at_home_the_pages_are_left_alone(publish: Callable[..., Published]) -> None:
    """Published into the output folder itself, only feed, list of tracks, media and covers are added."""
    sent = {upload.path for upload in publish("output").sent}
    assert {path for path in sent if not path.startswith("media/")} == {"feed.xml", "tracks.json"}


def test_a_sound_that_is_not_what_its_sheet_says_is_not_sent(
    publish: Callable[..., Published], project: Path
) -> None:
    """A file changed by hand would go out under a name that lies."""
    (project / "output" / "rust-3m" / "rust-3m.mp3").write_bytes(b"other")
    with pytest.raises(BuildError, match="Build it again"):
        publish()


def test_an_episode_that_is_out_never_vanishes_by_accident(
    publish: Callable[..., Published], project: Path
) -> None:
    """A routine that was published and is not built here, or of which no script is left, stops everything."""
    publish()
    ledger = read_ledger(project)
    write_ledger(project, replace(ledger, episodes={**ledger.episodes, "ochtend": "guid"}))
    before = (project / "www/feed.xml").read_bytes()
    with pytest.raises(BuildError, match="'ochtend' has been published, but is not built here"):
        publish(scripts=Scripts(("rust", "ochtend")))
    with pytest.raises(InputError, match="'ochtend' is published, and no script has this slug any more"):
        publish(scripts=Scripts(("rust",)))
    assert (project / "www/feed.xml").read_bytes() == before
    assert publish(scripts=Scripts(("rust",)), remove=["ochtend"]).sent == ()
    assert publish(scripts=Scripts(("rust",))).sent == ()
    assert read_ledger(project).removed == {"ochtend": "guid"}


def test_a_folder_that_leads_out_of_the_output_is_not_read(project: Path, tmp_path: Path) -> None:
    """A link in the output folder publishes nothing from elsewhere."""
    (project / "output" / "rust-3m").rename(tmp_path / "rust-3m")
    (project / "output" / "rust-3m").symlink_to(tmp_path / "rust-3m")
    assert read_catalog(project / "output") == ()


def test_a_sheet_that_names_a_file_elsewhere_sends_nothing(
    publish: Callable[..., Published], project: Path
) -> None:
    """The files of a track lie in its own folder, whatever its cue sheet says."""
    sheet = project / "output" / "rust-3m" / "rust-3m.json"
    sound = project / "output" / "rust-3m" / "rust-3m.mp3"
    sound.rename(project / "secret.mp3")
    sheet.write_text(sheet.read_text("utf-8").replace('"rust-3m.mp3"', '"../../secret.mp3"'), "utf-8")
    with pytest.raises(BuildError, match="is not the file that its cue sheet describes"):
        publish()


def test_a_sound_of_the_same_size_is_held_against_its_hash(
    publish: Callable[..., Published], project: Path
) -> None:
    """Bytes that changed without changing their number do not go out under the old ones' name."""
    sound = project / "output" / "rust-3m" / "rust-3m.mp3"
    sound.write_bytes(sound.read_bytes()[::-1])
    with pytest.raises(BuildError, match="Build it again"):
        publish()
    assert not (project / "www" / "feed.xml").exists()


def test_halves_left_by_a_run_that_was_killed_are_cleared(
    publish: Callable[..., Published], project: Path
) -> None:
    """What could not be removed when the line went dead is removed by the next run."""
    (project / "www/media").mkdir(parents=True)
    (project / "www/media/.rust-3m-0123456789.mp3.part").write_bytes(b"half")
    publish()
    assert not list((project / "www").rglob("*.part"))


@pytest.mark.parametrize(("address", "extra"), [("sftp://host/x", "sftp"), ("s3://pod/x", "s3")])
def test_what_a_server_needs_is_named_with_its_command(
    address: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the extra package, the message holds the line to type."""
    for name in ("stilte.release.upload.sftp", "paramiko", "s3fs", "fsspec.implementations.sftp"):
        monkeypatch.setitem(sys.modules, name, None)
    for protocol in ("sftp", "s3"):  # fsspec remembers a class that another test has opened
        monkeypatch.delitem(import_module("fsspec.registry")._registry, protocol, raising=False)
    with pytest.raises(InputError, match=rf'pip install "stilte\[{extra}\]"'):
        open_destination(address)


@pytest.mark.parametrize("address", ["s3:/pod", "anna@host:www", "nowhere://x"])
def test_half_an_address_makes_no_folder(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slip in an address is told, not taken as the name of a folder here."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="cannot be published to"):
        open_destination(address)


def test_passwords_do_not_reach_messages() -> None:
    """An address that cannot be used is told without its secret."""
    with pytest.raises(InputError) as caught:
        open_destination("nowhere://anna:hunter2@host/folder")
    assert "hunter2" not in str(caught.value)
    assert "anna" in str(caught.value)
