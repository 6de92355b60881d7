"""What stands at a place and is not ours is never replaced or removed, wherever the place is."""

from __future__ import annotations

import os
import socket
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fsspec
import pytest

from stilte.errors import BuildError, InputError, StilteError
from stilte.messages import tr
from stilte.release.catalog import read_catalog
from stilte.release.podcast.ledger import LEDGER, feed_guid, read_ledger, write_ledger
from stilte.release.podcast.publish import publish_podcast
from stilte.release.upload.destination import reached
from tests.foreign_files import changed_since, put_foreign, state_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from stilte.release.podcast.publish import Published
    from stilte.release.show import Show
    from stilte.release.track import Track

    Publish = Callable[..., Published]

pytestmark = pytest.mark.usefixtures("quick_covers")

NOW = datetime(2026, 2, 1, tzinfo=UTC)
BESIDE = (
    "verslag.docx",
    "cover.jpg",
    "covers/eigen.jpg",
    "media/eigen.mp3",
    "media/cover.jpg",
    "media/.film.mkv.part",
    "media/.rust.part",
    "media/.eigen-0123456789.mp3.part",
    ".index.html.part",
    ".feed.xml.part",
    "rust-3m/foto.jpg",
    "rust-3m/.index.html.part",
    "feed-fr.xml",
    "rust/index.html",
)


@pytest.fixture
def project(tmp_path: Path, track: Track, put: Callable[[Path, Track], None]) -> Path:
    (tmp_path / "output").mkdir()
    put(tmp_path / "output", track)
    return tmp_path


@pytest.fixture
def publish(project: Path, show: Show) -> Publish:
    def run(place: str = "www", show: Show = show, **options: Any) -> Published:
        entries = read_catalog(project / "output")
        where = place if "://" in place else str(project / place)
        return publish_podcast(show, project, entries, where, now=NOW, **options)

    return run


def test_what_stands_beside_ours_stays(publish: Publish, project: Path) -> None:
    """Published into a folder full of somebody's files, twice: each is as it was, unfinished ones too."""
    put_foreign(project / "www", BESIDE)
    before = state_of(project / "www")
    publish()
    publish()
    assert changed_since(before, project / "www") == []
    assert (project / "www/feed.xml").exists()


@pytest.mark.parametrize("dry_run", [False, True])
@pytest.mark.parametrize(
    "name",
    ["index.html", "feed.xml", "sw.js", "rust-3m/index.html", "rust-3m/embed.html", "rust-3m/timeline.svg"],
)
def test_a_file_of_somebody_under_our_name_is_refused(
    publish: Publish, project: Path, name: str, *, dry_run: bool
) -> None:
    """Told with its name and the way out, also in a dry run; nothing is sent, and no name is given."""
    put_foreign(project / "www", [name, *BESIDE])
    before = state_of(project / "www")
    with pytest.raises(InputError) as caught:
        publish(dry_run=dry_run)
    assert (
        f"At {project / 'www'} there are files that Stilte did not make and will not replace: {name}."
        in str(caught.value)
    )
    assert "Publish to a folder of its own" in str(caught.value)
    assert state_of(project / "www") == before
    assert not (project / LEDGER).exists()


@pytest.mark.parametrize("name", ["index.html", "feed.xml", "media", "rust-3m", "sw.js"])
@pytest.mark.parametrize("kind", ["file", "empty", "folder", "link", "link to folder", "dangling", "fifo"])
def test_whatever_stands_there_is_left(publish: Publish, project: Path, name: str, kind: str) -> None:
    """A folder, a link, an empty file or a pipe under a name of ours is somebody's as well."""
    www, other = project / "www", project / "other"
    put_foreign(www, ["verslag.docx"])
    put_foreign(other, ["brief.docx", "folder/"])
    path = www / name
    match kind:
        case "file":
            path.write_bytes(b"somebody's")
        case "empty":
            path.write_bytes(b"")
        case "folder":
            path.mkdir()
        case "link":
            path.symlink_to(other / "brief.docx")
        case "link to folder":
            path.symlink_to(other / "folder")
        case "dangling":
            path.symlink_to(other / "nothing")
        case _:
            os.mkfifo(path)
    before = [path.lstat().st_mode, path.is_symlink() and path.readlink()]
    others = state_of(other)
    if name in ("media", "rust-3m") and "folder" in kind:
        publish()  # a folder of that name is simply used
    else:
        with pytest.raises(StilteError):
            publish()
        assert not (www / "feed.xml").is_file() or name == "feed.xml"
    assert [path.lstat().st_mode, path.is_symlink() and path.readlink()] == before
    assert changed_since(others, other) == []


def test_a_file_of_media_that_is_another_is_refused(publish: Publish, project: Path) -> None:
    """One that is the beginning of ours was cut short, and is sent again; another is somebody's."""
    sent = publish(dry_run=True).sent
    sound = next(one for one in sent if one.path.endswith(".mp3"))
    whole = Path(str(sound.source)).read_bytes()
    path = project / "www" / sound.path
    path.parent.mkdir(parents=True)
    for foreign in (b"somebody's", whole + b"more"):
        path.write_bytes(foreign)
        with pytest.raises(InputError, match="will not replace: media/rust-3m-"):
            publish()
        assert path.read_bytes() == foreign
    for cut in (whole[:10], b""):
        path.write_bytes(cut)
        publish()
        assert path.read_bytes() == whole


def test_what_we_made_is_renewed(publish: Publish, project: Path, show: Show) -> None:
    """Pages and feed carry our mark: a new title reaches them, whoever changed them in between."""
    publish()
    page = project / "www/index.html"
    page.write_bytes(page.read_bytes().replace(b"</main>", b"<p>by hand</p></main>"))
    publish(show=replace(show, title="Anders"))
    assert b"by hand" not in page.read_bytes()
    assert b"Anders" in page.read_bytes()


@pytest.fixture
def memory() -> fsspec.AbstractFileSystem:
    """Return an empty place in memory: as a server is reached, without one."""
    files = fsspec.filesystem("memory")
    files.store.clear()
    files.pseudo_dirs[:] = [""]
    return files


@pytest.mark.parametrize("name", ["index.html", "feed.xml", "sw.js", "rust-3m/index.html"])
def test_a_server_is_no_other_place(publish: Publish, memory: Any, name: str) -> None:
    """What holds for a folder holds for everything that is reached by an address."""
    for foreign in (name, *BESIDE):
        memory.pipe_file(f"/pod/{foreign}", f"somebody's {foreign}".encode())
    before = {path: memory.cat_file(path) for path in memory.find("/pod")}
    with pytest.raises(InputError, match=rf"At memory://pod there are files that .*: {name}"):
        publish("memory://pod")
    assert {path: memory.cat_file(path) for path in memory.find("/pod")} == before
    memory.rm_file(f"/pod/{name}")
    publish("memory://pod")
    publish("memory://pod")
    now = {path: memory.cat_file(path) for path in memory.find("/pod")}
    assert {path: now.get(path) for path in before if not path.endswith(f"/{name}")} == {
        path: body for path, body in before.items() if not path.endswith(f"/{name}")
    }


def test_halves_of_ours_are_cleared_wherever_they_lie(publish: Publish, project: Path) -> None:
    """A run that was killed left them under our ending: beside pages as beside media."""
    for name in (
        "media/.rust-3m-0123456789.mp3.stilte.part",
        ".feed.xml.stilte.part",
        "rust-3m/.x.stilte.part",
    ):
        put_foreign(project / "www", [name])
    publish()
    assert not list((project / "www").rglob("*.part"))


def test_another_show_at_the_place_is_refused(publish: Publish, project: Path, show: Show) -> None:
    """Its feed carries our mark, and yet is not this show's."""
    other = replace(show, title="Andere show", media="https://other.example/x")
    publish(show=other)
    (project / LEDGER).unlink()
    before = state_of(project / "www")
    with pytest.raises(
        InputError, match=r"The feed\.xml that is published there belongs to another show: 'Andere show'"
    ):
        publish()
    assert state_of(project / "www") == before
    assert not (project / LEDGER).exists()


def test_a_lost_ledger_is_made_again_as_it_was(publish: Publish, project: Path) -> None:
    """Names are made from addresses and slugs: what is the same gets the same names."""
    publish()
    before = (project / LEDGER).read_bytes()
    (project / LEDGER).unlink()
    assert publish().sent == ()
    assert (project / LEDGER).read_bytes() == before


@pytest.mark.parametrize("edited", ["another guid", "another slug", "moved away"])
def test_an_edited_ledger_loses_no_episode(publish: Publish, project: Path, edited: str) -> None:
    """The published feed is what listeners have: an episode that would leave it is told by its title."""
    publish()
    ledger = read_ledger(project)
    guid = ledger.episodes["rust"]
    other = {"another guid": {"rust": "other"}, "another slug": {"rusttt": guid}, "moved away": {}}[edited]
    changed = replace(
        ledger, feeds={"feed.xml": feed_guid("https://example.org/media/feed.xml")}, episodes=other
    )
    if edited == "moved away":
        changed = replace(changed, removed={"andere": str(guid)[::-1]}, episodes={"rust": "other"})
    write_ledger(project, changed)
    before = state_of(project / "www")
    with pytest.raises(InputError) as caught:
        publish()
    told = (
        "'rusttt' is published, and no script"
        if edited == "another slug"
        else "'Rust & <ruimte>' is published in feed.xml"
    )
    assert told in str(caught.value)
    assert state_of(project / "www") == before


def test_a_show_that_changes_its_language_is_told(publish: Publish, project: Path, show: Show) -> None:
    """All its episodes would leave `feed.xml`; the language is put back, or the place is another."""
    publish()
    before = state_of(project / "www")
    with pytest.raises(
        InputError, match=r"feed.xml is published in 'nl' and would be in 'en'.*Write `language: nl`"
    ):
        publish(show=replace(show, language="en"))
    assert state_of(project / "www") == before


def test_a_script_that_changes_its_language_moves_with_its_name(
    publish: Publish, project: Path, track: Track, put: Callable[[Path, Track], None]
) -> None:
    """It goes to the feed of its language under the guid that it had, and that is told."""
    put(
        project / "output",
        replace(track, slug="calm", variant_of=None, routine=replace(track.routine, slug="calm")),
    )
    publish()
    guid = read_ledger(project).episodes["calm"]
    for path in (project / "output/calm").iterdir():
        path.unlink()
    (project / "output/calm").rmdir()
    english = replace(track.routine, slug="calm", language="en")
    put(project / "output", replace(track, slug="calm", variant_of=None, routine=english))
    assert publish().moved == (
        "'Rust & <ruimte>' moves from feed.xml to another feed: its language is another now.",
    )
    assert guid in (project / "www/feed-en.xml").read_text("utf-8")
    assert guid not in (project / "www/feed.xml").read_text("utf-8")


@pytest.mark.parametrize(
    "feed",
    [
        b"<generator>stilte </generator>",
        (
            b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel>'
            b"<generator>stilte 1</generator>&a;</channel></rss>"
        ),
        b"<rss><generator>stilte 1</generator></rss>",
    ],
)
def test_a_feed_that_cannot_be_read_tells_nothing(publish: Publish, project: Path, feed: bytes) -> None:
    """Broken off, or with something else in it: it is renewed, and no file of this machine is read for it."""
    put_foreign(project / "www", ["x"])
    (project / "www/feed.xml").write_bytes(feed)
    publish()
    assert b"passwd" not in (project / "www/feed.xml").read_bytes()
    assert (project / "www/feed.xml").read_bytes().count(b"<item>") == 1


@pytest.mark.parametrize(
    "place", ["podcast.yaml", "podcast.yaml/www", "link", "scripts", "voices/www", "way"]
)
@pytest.mark.parametrize("dry_run", [True, False])
def test_a_place_that_is_no_folder_or_holds_what_is_written_is_refused(
    publish: Publish, project: Path, place: str, *, dry_run: bool
) -> None:
    """A file, a folder below one, a link to nowhere; the scripts and voices, straight or by a link."""
    put_foreign(project, ["podcast.yaml", "scripts/rust.yaml"])
    (project / "link").symlink_to(project / "nowhere")
    (project / "way").symlink_to(project / "scripts")
    before = state_of(project)
    with pytest.raises(InputError):
        publish(place, dry_run=dry_run)
    assert state_of(project) == before


def test_a_place_that_nobody_knows_is_told_in_our_words() -> None:
    """No number and no English of the system: the sentence is of the catalogue."""
    with pytest.raises(BuildError) as caught, reached(tr("It failed")):
        raise socket.gaierror(-2, "Name or service not known")
    assert str(caught.value).startswith("It failed: there is no computer of that name, or no network.")


def test_what_a_place_says_is_masked_and_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server's reason may hold our password, the terminal's escapes, and pages of text."""
    monkeypatch.setenv("STILTE_SFTP_PASSWORD", "hunter2-hunter2")
    with pytest.raises(BuildError) as caught, reached(tr("It failed")):
        raise OSError("\x1b[31mno: hunter2-hunter2 " + "x" * 5000)
    assert str(caught.value).startswith("It failed: no: [masked] xxx")
    assert len(str(caught.value)) < 250
