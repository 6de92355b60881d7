"""A published feed in the hands of others: podcast clients, feed readers, an MP3 validator, a decoder."""

from __future__ import annotations

import json
import os
import pty
import shutil
import signal
import sqlite3
import subprocess
import threading
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import imageio_ffmpeg
import numpy as np
import pytest

from stilte.release.catalog import Entry, read_catalog
from stilte.release.podcast.ledger import feed_guid
from stilte.release.podcast.publish import publish_podcast
from stilte.studio.listen.app import make_listen_app
from tests.real.small_project import small_project
from tests.studio.running import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.real
NOW = datetime(2026, 2, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Out:
    """A published show: the address of its feed, its folder, its one track."""

    feed: str
    folder: Path
    entry: Entry

    @property
    def mp3(self) -> Path:
        """Return the published MP3."""
        (found,) = (self.folder / "media").glob("adem-*.mp3")
        return found


def tool(name: str) -> str:
    """Return a program; skips with the reason where it is missing, fails where it is required."""
    found = shutil.which(name)
    if found is None:
        why = f"{name} is not installed: see .ci/install"
        (pytest.fail if os.environ.get("STILTE_REAL") == "1" else pytest.skip)(why)
    return str(found)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Out]:
    """Yield a show that was built, published to a folder, and is served from there with ranges."""
    home = tmp_path_factory.mktemp("show")
    www = home / "www"
    www.mkdir()
    with running(make_listen_app(www)) as port:
        address = f"http://127.0.0.1:{port}"
        project = small_project(home / "project", media=address)
        entries = read_catalog(project.output)
        publish_podcast(project.show, project.root, entries, str(www), now=NOW)
        yield Out(f"{address}/feed.xml", www, entries[0])


def run(home: Path, *command: str) -> str:
    """Run a client with a home of its own."""
    own = {"HOME": str(home), "GPODDER_HOME": str(home / "gpodder"), "NO_PROXY": "127.0.0.1", "TERM": "xterm"}
    done = subprocess.run(
        command, env=os.environ | own, capture_output=True, text=True, check=True, timeout=300,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return done.stdout + done.stderr


def test_gpodder_subscribes_and_downloads(out: Out, tmp_path: Path) -> None:
    """A subscription by gPodder finds the episode, its length and chapters, and downloads every byte."""
    gpo = tool("gpo")
    run(tmp_path, gpo, "subscribe", out.feed)
    run(tmp_path, gpo, "update")
    run(tmp_path, gpo, "download")
    with closing(sqlite3.connect(tmp_path / "gpodder/Database")) as database:
        database.row_factory = sqlite3.Row
        (episode,) = database.execute("SELECT * FROM episode").fetchall()
    assert episode["title"] == out.entry.sheet["title"]
    assert episode["file_size"] == out.mp3.stat().st_size
    assert episode["total_time"] == round(out.entry.sheet["length_s"])
    chapters = json.loads(episode["chapters"])
    assert [one["title"] for one in chapters] == ["Aankomen", "Ademen & zijn", "Terug"]
    downloaded = list((tmp_path / "gpodder").rglob("*.mp3"))
    assert [path.read_bytes() for path in downloaded] == [out.mp3.read_bytes()]


def fetched_by(home: Path, name: str, *command: str) -> bytes:
    """Run podboat on a screen of its own, where it stays open when done, until the whole file is there."""
    own = {"HOME": str(home), "NO_PROXY": "127.0.0.1", "TERM": "xterm"}
    screen, terminal = pty.openpty()
    # In a session of its own, so that all of it ends: without a screen it would go on, and keep a core busy.
    with subprocess.Popen(
        command,
        env=os.environ | own,
        start_new_session=True,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
    ) as client:
        os.close(terminal)
        threading.Thread(target=_read_on, args=(screen,), daemon=True).start()
        try:
            for _ in range(240):
                with suppress(subprocess.TimeoutExpired):
                    client.wait(timeout=0.5)
                fetched = [
                    path for path in home.rglob("*.mp3") if path.name.startswith(name.removesuffix(".mp3"))
                ]
                if fetched:
                    break
        finally:
            with suppress(ProcessLookupError):
                os.killpg(client.pid, signal.SIGKILL)
    os.close(screen)
    (whole,) = fetched
    return whole.read_bytes()


def _read_on(screen: int) -> None:
    """Read what a program draws, which waits where nobody does; until it ends."""
    with suppress(OSError):
        while os.read(screen, 4096):
            pass


def test_podboat_downloads(out: Out, tmp_path: Path) -> None:
    """Newsboat finds the enclosure in the feed, podboat fetches it whole."""
    newsboat, podboat = tool("newsboat"), tool("podboat")
    home = tmp_path / ".newsboat"
    home.mkdir()
    (home / "urls").write_text(f"{out.feed}\n")
    (home / "config").write_text(f'podcast-auto-enqueue yes\ndownload-path "{tmp_path}/pods/"\n')
    run(tmp_path, newsboat, "-x", "reload")
    queue = (home / "queue").read_text()
    assert out.mp3.name in queue
    assert fetched_by(tmp_path, out.mp3.name, podboat, "-a") == out.mp3.read_bytes()


def test_feed_readers_read_it(out: Out) -> None:
    """Feedparser finds no fault; both readers find enclosure, length, guid and title."""
    feedparser, podcastparser = pytest.importorskip("feedparser"), pytest.importorskip("podcastparser")
    raw = (out.folder / "feed.xml").read_bytes()
    read: Any = feedparser.parse(raw)
    assert not read.bozo
    (item,) = read.entries
    assert item.title == out.entry.sheet["title"]
    assert int(item.enclosures[0].length) == out.mp3.stat().st_size
    with (out.folder / "feed.xml").open("rb") as stream:
        show = podcastparser.parse(out.feed, stream)
    (episode,) = show["episodes"]
    assert episode["guid"] == item.id
    assert episode["total_time"] == round(out.entry.sheet["length_s"])
    assert [one["title"] for one in episode["chapters"]] == ["Aankomen", "Ademen & zijn", "Terug"]


def told_by_node(root: Path, script: str, *arguments: str) -> Any:
    """Run a script beside the packages of `.ci/checks`, and return the JSON that it prints."""
    node, checks = tool("node"), root / ".ci/checks"
    if not (checks / "node_modules").is_dir():
        why = "the checks by others are not installed: see .ci/install"
        (pytest.fail if os.environ.get("STILTE_REAL") == "1" else pytest.skip)(why)
    command = [node, "--input-type=module", "--eval", script, *arguments]
    done = subprocess.run(command, cwd=checks, capture_output=True, text=True, check=True, timeout=300)
    return json.loads(done.stdout)


READ_FEED = """
import { readFileSync } from "node:fs"
import { parseRssFeed } from "feedsmith"
console.log(JSON.stringify(parseRssFeed(readFileSync(process.argv[1], "utf8"))))
"""
READ_VTT = """
import { readFileSync } from "node:fs"
import vtt from "webvtt-parser"
const { errors, cues } = new vtt.WebVTTParser().parse(readFileSync(process.argv[1], "utf8"))
console.log(JSON.stringify({ errors, times: cues.map(cue => [cue.startTime, cue.endTime]) }))
"""


def test_every_tag_of_podcasting_2_is_read(out: Out, root: Path) -> None:
    """Feedsmith, which knows the whole namespace, finds in each tag what was meant by it."""
    feed = told_by_node(root, READ_FEED, str(out.folder / "feed.xml"))
    (item,) = feed["items"]
    base = out.feed.removesuffix("/feed.xml")
    assert feed["podcast"] == {
        "locked": {"value": True, "owner": "anna@example.org"},
        "fundings": [{"display": "Steun deze podcast", "url": "https://example.org/steun"}],
        "persons": [{"display": "Anna", "role": "host"}],
        "guid": feed_guid(out.feed),
        "license": {"display": "cc-by-nc-4.0"},
        "medium": "podcast",
        "txts": [{"display": "true", "purpose": "ai-content"}],
    }
    assert item["podcast"]["season"] == {"number": 1}
    assert item["podcast"]["episode"] == {"number": 3}
    assert item["podcast"]["txts"] == [{"display": "true", "purpose": "ai-content"}]
    transcripts = item["podcast"]["transcripts"]
    assert [one["type"] for one in transcripts] == ["text/vtt", "application/x-subrip"]
    for link in (*transcripts, item["podcast"]["chapters"], {"url": item["itunes"]["image"]}, feed["image"]):
        assert (out.folder / link["url"].removeprefix(f"{base}/")).is_file()
    assert [one["title"] for one in item["psc"]["chapters"]] == ["Aankomen", "Ademen & zijn", "Terug"]


def test_the_transcript_is_webvtt(out: Out, root: Path) -> None:
    """A validator finds no fault, and a cue for every spoken line at its time."""
    (path,) = (out.folder / "media").glob("*.vtt")
    read = told_by_node(root, READ_VTT, str(path))
    spoken = [one for one in out.entry.sheet["events"] if one["kind"] == "speech" and one["role"] != "count"]
    assert read["errors"] == []
    assert [start for start, _ in read["times"]] == pytest.approx(
        [one["start_s"] for one in spoken], abs=1e-3
    )


def test_mp3val_finds_nothing(out: Out) -> None:
    """Frames, Info header and tags of the MP3 are whole, says a validator."""
    told = subprocess.run([tool("mp3val"), str(out.mp3)], capture_output=True, text=True, check=True).stdout
    assert "WARNING" not in told
    assert "ERROR" not in told


def test_the_decoded_length_is_the_planned_one(out: Out) -> None:
    """What ffmpeg decodes has as many samples as the cue sheet says, to the sample."""
    sheet = out.entry.sheet
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", str(out.mp3), "-f", "s16le", "-"]
    pcm = np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, "<i2")
    frames = len(pcm) // sheet["channels"]
    assert frames == round(sheet["length_s"] * sheet["sample_rate_hz"])


def test_the_libraries_of_ffprobe_see_the_plan(out: Out) -> None:
    """Length to the sample, constant bit rate, chapters at their marks, a cover that players take."""
    av: Any = pytest.importorskip("av")  # comes with the recogniser
    sheet = out.entry.sheet
    with av.open(str(out.mp3)) as file:
        assert file.duration == round(sheet["length_s"] * 1_000_000)
        assert file.metadata["title"] == sheet["title"]
        assert [(one["start"] / 1000, one["metadata"]["title"]) for one in file.chapters()] == [
            *out.entry.chapters
        ]
        assert file.streams.audio[0].bit_rate == sheet["files"][0]["bitrate_kbps"] * 1000
        (cover,) = file.streams.video
        assert 600 <= cover.width == cover.height <= 1400
        frames = sum(one.samples for one in file.decode(audio=0))
    assert frames == round(sheet["length_s"] * sheet["sample_rate_hz"])
