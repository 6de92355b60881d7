"""The local server, asked as players and strangers ask."""

from __future__ import annotations

import asyncio
import http.client
from functools import partial
from typing import TYPE_CHECKING

import pytest

from stilte.errors import Problem, Where
from stilte.release.preview.resolve_request import find
from stilte.studio.listen.app import make_listen_app
from stilte.studio.listen.live_reload import ReloadSignal
from tests.studio.running import asked, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Ask = Callable[..., tuple[http.client.HTTPResponse, bytes]]


@pytest.fixture
def news() -> ReloadSignal:
    return ReloadSignal()


@pytest.fixture
def ask(tmp_path: Path, news: ReloadSignal) -> Iterator[Ask]:
    """Yield a function that asks a server of a small output folder."""
    output = tmp_path / "output"
    (output / "rust").mkdir(parents=True)
    (output / ".cache").mkdir()
    (output / ".cache" / "take").write_text("not for you")
    (tmp_path / "podcast.yaml").write_text("not for you")
    (output / "rust" / "rust.mp3").write_bytes(bytes(range(100)))
    (output / "rust" / "index.html").write_text("<body>page</body>")
    with running(make_listen_app(output, news), news.end) as port:
        yield partial(asked, port)


def test_a_part_of_a_file_is_a_206(ask: Ask) -> None:
    """Players seek by asking for bytes; they get those and are told how many there are."""
    answer, body = ask("/rust/rust.mp3", Range="bytes=10-19")
    assert (answer.status, body) == (206, bytes(range(10, 20)))
    assert answer.headers["Content-Range"] == "bytes 10-19/100"
    answer, body = ask("/rust/rust.mp3", Range="bytes=-5")
    assert body == bytes(range(95, 100))
    assert ask("/rust/rust.mp3", Range="bytes=100-")[0].status == 416


def test_head_tells_size_and_type_without_a_body(ask: Ask) -> None:
    """Podcast clients ask the size first."""
    answer, body = ask("/rust/rust.mp3", "HEAD")
    assert (answer.status, body) == (200, b"")
    assert (answer.headers["Content-Length"], answer.headers["Content-Type"]) == ("100", "audio/mpeg")
    assert answer.headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize(
    "path",
    [
        "/../podcast.yaml",
        "/%2e%2e/podcast.yaml",
        "/.cache/take",
        "/rust/../../podcast.yaml",
        "/..%2fpodcast.yaml",
        "/x%00",
    ],
)
def test_nothing_but_output_is_served(path: str, ask: Ask) -> None:
    """Neither the project around it nor the cache inside it can be had, however the way is written."""
    answer, body = ask(path)
    assert answer.status == 404
    assert b"not for you" not in body


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    """What lies elsewhere stays there, also behind a symbolic link."""
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "way").symlink_to(tmp_path / "secret")
    assert find(tmp_path / "output", "/way") is None


def test_another_sites_name_is_refused(ask: Ask) -> None:
    """A stranger's page that points its own name here gets nothing."""
    assert ask("/rust/", Host="evil.example")[0].status == 403
    assert ask("/rust/", "HEAD", Host="evil.example")[0].status == 403


def test_problems_stand_in_the_page_until_they_are_gone(ask: Ask, news: ReloadSignal) -> None:
    """While a script is wrong every page shows where and why, as text; the sound can still be had."""
    news.tell([Problem(Where("scripts/rust.yaml", 7), "A <b> is wrong.", "Write it right.")])
    body = ask("/rust/")[1].decode()
    assert "scripts/rust.yaml:7" in body
    assert "A &lt;b&gt; is wrong." in body
    assert ask("/rust/rust.mp3")[0].status == 200
    answer, missing = ask("/not/built/yet.html")
    assert (answer.status, b"scripts/rust.yaml:7" in missing) == (404, True)
    news.tell()
    assert b"page" in ask("/rust/")[1]


def test_a_folder_is_its_page_and_a_page_reloads(ask: Ask) -> None:
    """`/rust` leads to `/rust/`, whose page listens for changes; the file on disk knows nothing of that."""
    answer, _ = ask("/rust")
    assert (answer.status, answer.headers["Location"]) == (301, "/rust/")
    assert b"EventSource" in ask("/rust/")[1]


def test_news_between_a_page_and_its_listening_are_not_missed(ask: Ask, news: ReloadSignal) -> None:
    """A page knows what was new when it was sent; whatever came since is told at once."""
    page = ask("/rust/")[1].decode()
    assert 'data-seen="0"' in page
    news.tell()
    assert 'data-seen="1"' in ask("/rust/")[1].decode()


def test_news_wake_those_who_wait() -> None:
    """Whoever waits for a newer version gets it at once, and otherwise a sign of life after a time."""

    async def waits() -> list[str]:
        news = ReloadSignal()
        stream = news.stream(None, pulse_s=0.0)
        found = [await anext(stream)]
        news.edited("/.hear/rust.wav?from=14")
        found.append(await anext(stream))
        news.end()
        return [*found, *[each async for each in stream]]

    assert asyncio.run(waits()) == [
        ": still here\n\n",
        'data: {"hear": ["/.hear/rust.wav?from=14"]}\n\n',
    ]


def test_an_edited_line_is_heard_before_any_mp3(tmp_path: Path) -> None:
    """A script is rendered while it is asked for, from the line on; pages are told where."""
    heard: list[tuple[str, int | None]] = []

    def hear(script: str, line: int | None) -> tuple[int, list[bytes]]:
        heard.append((script, line))
        return 6, [b"RI", b"FF", b"00"]

    news = ReloadSignal()
    with running(make_listen_app(tmp_path, news, hear), news.end) as port:
        answer, body = asked(port, "/.hear/rust.wav?from=14")
        assert (answer.status, answer.headers["Content-Type"], body) == (200, "audio/wav", b"RIFF00")
        answer, body = asked(port, "/.hear/?from=14")
        assert (answer.status, b"from=LINE" in body) == (404, True)
        assert heard == [("rust", 14)]
        news.edited("/.hear/rust.wav?from=14")
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        line.request("GET", "/.events?seen=0")
        told = line.getresponse()
        assert told.readline() == b'data: {"hear": ["/.hear/rust.wav?from=14"]}\n'
        line.close()
