"""Publishing to real servers: OpenSSH by SFTP, and S3; also when they go away in the middle."""

from __future__ import annotations

import json
import logging
import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests
from lxml import etree

from stilte.errors import BuildError, InputError
from stilte.release.catalog import read_catalog
from stilte.release.podcast.publish import publish_podcast
from stilte.release.upload.destination import Destination, open_destination
from tests.real.ports import free_port
from tests.real.sftp_server import serving, sftp_server
from tests.real.small_project import small_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stilte.project import Project
    from stilte.release.podcast.publish import Published

pytestmark = [pytest.mark.real, pytest.mark.filterwarnings("ignore")]
NOW = datetime(2026, 2, 1, tzinfo=UTC)
SECRET = "hunter2-and-more"
READABLE = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::pod/*"}
    ],
}


@dataclass(frozen=True, slots=True)
class Remote:
    """A place behind a server: its address, what lies there, and how to take the server away and back."""

    address: str
    files: Callable[[], dict[str, bytes]]
    down: Callable[[], None]
    up: Callable[[], None]


def required(name: str) -> Any:
    """Import a module; skips where it is missing, fails where it is required."""
    if os.environ.get("STILTE_REAL") == "1":
        return __import__(name, fromlist=["_"])
    return pytest.importorskip(name)


@pytest.fixture(autouse=True)
def quick_covers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let publishing take a few bytes for a cover: drawing large ones has tests of its own."""
    monkeypatch.setattr("stilte.release.podcast.hashed_files.show_cover", lambda *_: b"cover of the show")
    monkeypatch.setattr("stilte.release.podcast.hashed_files.entry_cover", lambda *_: b"cover of an episode")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a small project, built once."""
    return small_project(tmp_path_factory.mktemp("show") / "project", media="https://example.org/podcast")


@pytest.fixture
def sftp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Remote]:
    """Yield a folder behind OpenSSH, entered with a key in the usual place."""
    required("paramiko")
    if not Path("/usr/sbin/sshd").exists():
        why = "sshd is not installed: see .ci/install"
        (pytest.fail if os.environ.get("STILTE_REAL") == "1" else pytest.skip)(why)
    www = tmp_path / "www"
    server = sftp_server(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))

    def files() -> dict[str, bytes]:
        return {str(p.relative_to(www)): p.read_bytes() for p in sorted(www.rglob("*")) if p.is_file()}

    with serving(server):
        yield Remote(f"sftp://127.0.0.1:{server.port}{www}", files, server.down, server.up)


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Remote]:
    """Yield a bucket behind an S3 server, entered with keys from the environment."""
    required("s3fs")
    door = required("moto.server").ThreadedMotoServer
    running = [door("127.0.0.1", port=free_port(), verbose=False)]
    running[0].start()
    host, port = running[0].get_host_and_port()
    address = f"http://{host}:{port}"
    keys = {"AWS_ACCESS_KEY_ID": "anna", "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_DEFAULT_REGION": "eu-west-1"}
    for name, value in {**keys, "AWS_ENDPOINT_URL": address, "AWS_MAX_ATTEMPTS": "1"}.items():
        monkeypatch.setenv(name, value)
    requests.post(f"{address}/moto-api/reset", timeout=60)
    requests.put(f"{address}/pod", timeout=60)
    requests.put(f"{address}/pod?policy", data=json.dumps(READABLE), timeout=60)

    def files() -> dict[str, bytes]:
        listed = etree.fromstring(requests.get(f"{address}/pod?list-type=2", timeout=60).content)
        names = [key.text or "" for key in listed.iter("{*}Key")]
        return {n.removeprefix("www/"): requests.get(f"{address}/pod/{n}", timeout=60).content for n in names}

    def down() -> None:
        running.pop().stop()

    def up() -> None:
        running.append(door(host, port=port, verbose=False))
        running[0].start()

    yield Remote("s3://pod/www", files, down, up)
    down()


@pytest.fixture(params=["sftp", "s3"])
def remote(request: pytest.FixtureRequest) -> Remote:
    """Return each place in turn."""
    found: Remote = request.getfixturevalue(request.param)
    return found


def publish(project: Project, remote: Remote, **options: Any) -> Published:
    entries = read_catalog(project.output)
    return publish_podcast(project.show, project.root, entries, remote.address, now=NOW, **options)


def test_all_arrives_once(project: Project, remote: Remote, caplog: pytest.LogCaptureFixture) -> None:
    """A dry run sends nothing; a run sends every byte; a second nothing more; no log tells a secret."""
    caplog.set_level(logging.DEBUG)
    planned = publish(project, remote, dry_run=True)
    first = publish(project, remote)
    assert planned.sent == first.sent
    there = remote.files()
    sources = {one.path: one.source for one in first.sent}
    assert there == {
        path: one if isinstance(one, bytes) else one.read_bytes() for path, one in sources.items()
    }
    again = publish(project, remote)
    assert (again.sent, again.unchanged) == ((), len(first.sent))
    assert SECRET not in caplog.text


@pytest.mark.parametrize("name", ["index.html", "feed.xml", "sw.js"])
def test_what_is_somebodys_stays_there(project: Project, remote: Remote, name: str) -> None:
    """On a server as in a folder: refused with its name; files beside ours, and unfinished ones, are left."""
    place = open_destination(remote.address)
    foreign = {path: f"somebody's {path}".encode() for path in (name, "verslag.docx", "media/.film.mkv.part")}
    for path, body in foreign.items():
        place.files.makedirs(f"{place.root}/{path}".rpartition("/")[0], exist_ok=True)
        place.files.pipe_file(f"{place.root}/{path}", body)
    with pytest.raises(
        InputError, match=f"there are files that Stilte did not make and will not replace: {name}"
    ):
        publish(project, remote)
    assert remote.files() == foreign
    place.files.rm_file(f"{place.root}/{name}")
    publish(project, remote)
    there = remote.files()
    assert {path: there[path] for path in foreign if path != name} == {
        path: body for path, body in foreign.items() if path != name
    }


@pytest.mark.parametrize("at", [1, 4])
def test_a_server_that_goes_away_loses_nothing(
    project: Project, remote: Remote, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """What was out stays, no feed names what is not there, and the next run sends only the rest."""
    publish(project, remote)
    good = remote.files()
    sent = 0
    whole = Destination._send

    def cut(place: Destination, full: str, source: Path | bytes, **headers: str) -> int:
        nonlocal sent
        sent += 1
        if sent == at:
            if not place.bucket:
                place.files.pipe_file(full, b"half")
            remote.down()
        return whole(place, full, source, **headers)

    renamed = replace(project.show, title="Een andere naam")
    entries = read_catalog(project.output)

    def renew() -> Published:
        return publish_podcast(renamed, project.root, entries, remote.address, now=NOW)

    with monkeypatch.context() as patch:
        patch.setattr(Destination, "_send", cut)
        with pytest.raises(BuildError, match="Publish again to continue from here"):
            renew()
    remote.up()
    there = remote.files()
    assert {name: there[name] for name in good if name.startswith("media/")} == {
        name: body for name, body in good.items() if name.startswith("media/")
    }
    assert there["feed.xml"] == good["feed.xml"]
    rest = renew()
    assert rest.sent[-1].path == "feed.xml"
    assert len(rest.sent) + at - 1 == sum(good.get(p) != b for p, b in remote.files().items())
    assert not [name for name in remote.files() if name.endswith(".part")]
    assert renew().sent == ()


def test_a_bucket_tells_what_its_files_are(project: Project, s3: Remote) -> None:
    """Browsers and apps get the right kinds, keep media for good, and look for a new feed soon."""
    publish(project, s3)
    address = f"{os.environ['AWS_ENDPOINT_URL']}/pod/www"
    told = {
        name.rpartition(".")[2]: requests.get(f"{address}/{name}", timeout=60).headers for name in s3.files()
    }
    assert {kind: told[kind]["Content-Type"].partition(";")[0] for kind in ("mp3", "vtt", "xml", "html")} == {
        "mp3": "audio/mpeg", "vtt": "text/vtt", "xml": "application/rss+xml", "html": "text/html",
    }  # fmt: skip
    assert "immutable" in told["mp3"]["Cache-Control"]
    assert told["xml"]["Cache-Control"] == "public, max-age=300"


def test_an_unknown_server_is_not_trusted(project: Project, sftp: Remote, tmp_path: Path) -> None:
    """A host key that nobody accepted, or that changed, ends it with a way to look; nothing is sent."""
    known = tmp_path / ".ssh/known_hosts"
    host, kind, _ = known.read_text().split()
    other = (tmp_path / ".ssh/id_ed25519.pub").read_text().split()[1]
    another = f"{host} {kind} {other}\n"
    for line, told in (("", "is not known to this computer"), (another, "a different key")):
        known.write_text(line)
        with pytest.raises(BuildError, match=told):
            publish(project, sftp)
    assert sftp.files() == {}


def test_who_may_not_enter_is_told_how(project: Project, sftp: Remote, tmp_path: Path) -> None:
    """Without a key that fits, the message names the variable for a password and shows none."""
    (tmp_path / ".ssh/id_ed25519").unlink()
    address = sftp.address.replace("//", f"//anna:{SECRET}@")
    with pytest.raises(BuildError, match="STILTE_SFTP_PASSWORD") as caught:
        publish(project, Remote(address, sftp.files, sftp.down, sftp.up))
    assert SECRET not in str(caught.value)
