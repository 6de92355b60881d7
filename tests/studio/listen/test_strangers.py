"""The local server, asked by other sites, by clients that talk nonsense, and by many at once."""

from __future__ import annotations

import re
import socket
import threading
import time
from functools import partial
from typing import TYPE_CHECKING

import pytest

from stilte.release.preview.resolve_request import find
from stilte.studio.listen.app import make_listen_app
from stilte.studio.listen.live_reload import ReloadSignal
from tests.studio.running import asked, running

if TYPE_CHECKING:
    import http.client
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Ask = Callable[..., tuple[http.client.HTTPResponse, bytes]]

SECRET = b"not for other sites"


class Rendering:
    """Renders slowly, and counts how many do so at once."""

    def __init__(self) -> None:
        self.at_once, self.most, self.asked = 0, 0, []
        self._lock = threading.Lock()

    asked: list[tuple[str, int | None]]

    def __call__(self, script: str, line: int | None) -> tuple[int, Iterator[bytes]]:
        """Return the size and the parts of a sound."""
        with self._lock:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
            self.asked.append((script, line))
        return 4, self._parts()

    def _parts(self) -> Iterator[bytes]:
        for part in (b"RI", b"FF"):
            time.sleep(0.005)
            yield part
        with self._lock:
            self.at_once -= 1


@pytest.fixture(scope="module")
def one_rendering() -> Rendering:
    return Rendering()


@pytest.fixture
def rendering(one_rendering: Rendering) -> Rendering:
    """Return the rendering, which nobody has asked yet."""
    one_rendering.asked.clear()
    return one_rendering


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, one_rendering: Rendering) -> Iterator[int]:
    """Yield the port of a running server of a small output folder."""
    output = tmp_path_factory.mktemp("project") / "output"
    for name in (
        "rust/rust.mp3",
        "rust/rust.json",
        "rust/rust.vtt",
        "rust/index.html",
        "feed.xml",
        "media/a.mp3",
    ):
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        (output / name).write_bytes(b"<body>" + SECRET + b"</body>")
    news = ReloadSignal()
    with running(make_listen_app(output, news, one_rendering), news.end) as port:
        yield port


@pytest.fixture
def ask(served: int) -> Ask:
    return partial(asked, served)


FILES = ["/rust/rust.mp3", "/rust/rust.json", "/rust/rust.vtt", "/rust/", "/feed.xml", "/media/a.mp3"]
STRANGERS: list[dict[str, str]] = [
    {"Sec_Fetch_Site": "cross-site"},
    {"Sec_Fetch_Site": "same-site"},
    {"Sec_Fetch_Site": "nonsense"},
    {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": "audio"},
    {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost:1"},
    {"Origin": "https://localhost:PORT"},
    {"Origin": "http://localhost:PORT.evil.example"},
    {"Origin": "http://localhost.evil.example:PORT"},
    {"Host": "evil.example"},
    {"Host": "127.0.0.1.evil.example:PORT"},
    {"Host": "localhost:PORT@evil.example"},
    {"Host": "192.168.1.4:PORT"},
    {"Host": ""},
    {"Sec_Fetch_Site": "same-origin", "Origin": "https://evil.example"},
]


@pytest.mark.parametrize("headers", STRANGERS)
@pytest.mark.parametrize("path", [*FILES, "/.hear/rust.wav?from=3", "/.events?seen=1"])
def test_other_sites_get_nothing(ask: Ask, rendering: Rendering, path: str, headers: dict[str, str]) -> None:
    """Neither a file nor a rendering, whatever says that the request is not of our own pages."""
    answer, body = ask(path, **headers)
    assert (answer.status, body) == (403, b"")
    assert rendering.asked == []


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec_Fetch_Site": "none"},
        {"Sec_Fetch_Site": "same-origin"},
        {"Origin": "http://127.0.0.1:PORT"},
        {"Origin": "http://localhost:PORT", "Host": "localhost:PORT"},
        {"Host": "[::1]:PORT"},
    ],
)
def test_its_own_pages_and_players_get_all(ask: Ask, path: str, headers: dict[str, str]) -> None:
    """A browser's own requests, an address typed by hand, a podcast client; others may read none of it."""
    answer, body = ask(path, **headers)
    assert (answer.status, SECRET in body) == (200, True)
    assert not [name for name in answer.headers if name.lower().startswith("access-control-")]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_link_to_a_page_may_be_followed(ask: Ask) -> None:
    """A person who goes to a page from elsewhere sees it; a file is not a page."""
    follows = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    assert ask("/rust/", **follows)[0].status == 200
    assert ask("/rust/rust.json", **follows)[0].status == 403
    assert ask("/.hear/rust.wav", **follows)[0].status == 403


def test_every_answer_has_a_content_policy(ask: Ask) -> None:
    """Nothing runs but our two scripts, and nothing is asked of other sites."""
    for path in ("/rust/", "/nowhere", "/rust/rust.json"):
        policy = ask(path)[0].headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
        assert "http" not in policy


NONSENSE = [
    b"GET http://[ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET http://[::1]:x/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n" % (b"a" * 5000),
    b"GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n" % (b"a/" * 2500),
    b"HEAD /%s HTTP/1.1\r\nHost: localhost\r\n\r\n" % (b"a" * 5000),
    b"GET * HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET rust HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /\xff\xfe\x80 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/9.9.9\r\n\r\n",
    b"GET / HTTP/1.1 and more\r\n\r\n",
    b"GET\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    b"GET /rust/\r\n\r\n",
]
ODD = [
    b"GET //[ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" % (b"a" * 1900),
    b"GET /%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" % (b"%2e" * 300),
    b"GET /%%ff%%fe%%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /.hear/%s.wav?from=99999999999 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    % (b"a" * 400),
    b"GET /rust/rust.mp3 HTTP/1.1\r\nHost: localhost\r\nRange: bytes=%s-\r\nConnection: close\r\n\r\n"
    % (b"9" * 9000),
    b"POST /rust/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\nConnection: close\r\n\r\nabc",
    b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 500 + b"\r\n",
    b"GET / HTTP/1.1\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
    b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
]


def _told(port: int, raw: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(raw)
        try:
            return b"".join(iter(lambda: line.recv(65536), b""))
        except OSError:
            return b""


@pytest.mark.parametrize("raw", NONSENSE)
def test_nonsense_is_answered_with_400(served: int, raw: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    """Nothing reaches the terminal, and the next request is answered as ever."""
    answer = _told(served, raw)
    assert b" 400 " in answer.partition(b"\r\n")[0] or b"code: 400" in answer.lower() or raw == NONSENSE[-1]
    assert SECRET not in answer
    assert b" 200 " in _told(served, b"GET /rust/ HTTP/1.0\r\n\r\n")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("raw", ODD)
def test_what_is_odd_ends_nothing(served: int, raw: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    """Names longer than any file's, ranges beyond counting, methods and headers that nobody asked for."""
    answer = _told(served, raw)
    assert re.match(rb"HTTP/1\.\d (4|501)|$", answer), answer[:80]
    assert b" 200 " in _told(served, b"GET /rust/ HTTP/1.0\r\n\r\n")
    assert capfd.readouterr() == ("", "")


def test_one_script_is_rendered_once_at_a_time(ask: Ask, rendering: Rendering) -> None:
    """Twenty who ask for the same page's sound are served one after the other, each whole."""
    found: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: found.append(ask("/.hear/rust.wav?from=3")[1])) for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [b"RIFF"] * 20
    assert rendering.most == 1


def test_a_link_to_what_is_hidden_is_not_followed(tmp_path: Path) -> None:
    """The cache lies inside `output`, and no link makes it a page."""
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache" / "take").write_text("secret")
    (tmp_path / "way").symlink_to(tmp_path / ".cache" / "take")
    (tmp_path / "folder").symlink_to(tmp_path / ".cache")
    assert find(tmp_path, "/way") is None
    assert find(tmp_path, "/folder/take") is None
