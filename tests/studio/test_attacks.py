"""What malicious files, uploads and requests can do: nothing."""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import anyio
import pytest

from stilte.studio.access import COOKIE
from stilte.studio.answers import Misasked
from stilte.studio.app import make_app
from stilte.studio.asked import body_of
from stilte.studio.start import run
from tests.processor_time import processor_seconds
from tests.studio.conftest import OWN_PAGE
from tests.studio.running import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.testclient import TestClient

    from stilte.studio.state import Studio

HTML = "<script>alert(1)</script><img src=x onerror=alert(2)>"
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
SCRIPTS = {
    "bomb": f"title: x\n{BOMB}steps: *i\n",
    "deep": "title: x\nsteps: " + "[" * 5000 + "]" * 5000 + "\n",
    "nested": "title: x\nsteps:\n"
    + "".join(f"{'  ' * n}- repeat: 9\n{'  ' * n}  steps:\n" for n in range(150)),
    "python": "title: x\nsteps: !!python/object/apply:os.system ['touch /tmp/pwned']\n",
    "merge": "title: x\n<<: *nothing\nsteps: [x]\n",
    "self": "title: x\nsteps: &a [*a]\n",
    "control": "title: x\nsteps: ['\x00\x1b[2J']\n",
    "long": "title: " + "x" * 250_000 + "\nsteps: [x]\n",
    "many": "title: x\nsteps:\n" + "- x\n" * 20_000,
    "times": "title: x\nsteps:\n- repeat: 999999999\n  steps: [x]\n",
    "length": "title: x\nlength: 99999999h\nsteps: [x, {pause: 1-999999999}]\n",
    "include": "title: x\nsteps:\n- include: ../../../../etc/passwd\n",
    "image": "title: x\nimage: /etc/passwd\nsteps: [x]\n",
    "sound": "title: x\nsteps:\n- sound: ../../../etc/passwd\n",
    "binary": "title: x\nsteps: !!binary aGVsbG8=\n",
    "tabs": "title:\tx\n\tsteps:\n\t- x\n",
    "number": "9: {9: 9}\n- x\n",
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_malicious_script_opens_as_text(page: TestClient, folder: Path, name: str) -> None:
    """It is shown with what is wrong, soon; no file is read for it, nothing runs, the list still lists."""
    (folder / "scripts/kort.yaml").write_text(SCRIPTS[name])

    def opens() -> None:
        document = page.get("/api/scripts/kort")
        assert document.status_code == 200
        assert document.json()["text"] == SCRIPTS[name]
        tracks = page.get("/api/project").json()["tracks"]
        assert [track["name"] for track in tracks] == ["kort"]
        assert "root:" not in document.text

    assert processor_seconds(opens, 60.0, time.process_time) <= 60
    assert not os.path.exists("/tmp/pwned")  # noqa: PTH110


@pytest.mark.parametrize("name", ["bomb", "deep", "self", "nested"])
def test_operations_on_a_malicious_script_are_answered(page: TestClient, folder: Path, name: str) -> None:
    """An edit of what cannot be read is done or refused in words, never a fault of the program."""
    (folder / "scripts/kort.yaml").write_text(SCRIPTS[name])
    version = page.get("/api/scripts/kort").json()["version"]
    for operation in (
        {"op": "set_text", "at": "steps/0", "text": HTML},
        {"op": "set_header", "field": "title", "value": HTML},
        {"op": "insert", "into": "steps", "step": {"kind": "say", "text": HTML}},
    ):
        given = {"version": version, "operation": operation}
        done = page.post("/api/scripts/kort/edit", json=given)
        assert done.status_code in (200, 400, 409, 422)


def test_markup_in_a_script_is_only_text(page: TestClient, folder: Path) -> None:
    """The answers are JSON that no browser takes for a page; a listen page has it escaped."""
    title = json.dumps(HTML)
    (folder / "scripts/kort.yaml").write_text(f"title: {title}\nsteps: [{title}]\n")
    for address in ("/api/scripts/kort", "/api/project"):
        told = page.get(address)
        assert told.headers["content-type"] == "application/json"
        assert told.headers["x-content-type-options"] == "nosniff"
        assert HTML in json.dumps(told.json()).replace('\\"', '"')
    assert HTML not in page.get("/edit/kort").text


def test_a_part_of_a_pipe_or_a_device_is_not_opened(page: TestClient, folder: Path) -> None:
    """A script that would never end to be read is not there, and holds nothing up."""
    os.mkfifo(folder / "scripts/pijp.yaml")
    (folder / "scripts/nul.yaml").symlink_to("/dev/zero")
    for name in ("pijp", "nul"):
        assert page.get(f"/api/scripts/{name}").status_code in (404, 422)
    assert "kort" in [track["name"] for track in page.get("/api/project").json()["tracks"]]


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("PUT", "/api/scripts/kort/text"),
        ("PUT", "/api/scripts/kort/draft"),
        ("POST", "/api/scripts/kort/edit"),
        ("POST", "/api/scripts"),
    ],
)
def test_what_is_too_large_or_of_another_kind_is_refused(page: TestClient, method: str, address: str) -> None:
    """Before it is read, where its size is told; while it is read, where it is not."""
    kind = {"Content-Type": "application/json"}
    large = b'{"text": "' + b"x" * 5_000_000 + b'"}'
    assert page.request(method, address, content=large, headers=kind).status_code == 413
    assert page.request(method, address, content=iter([large]), headers=kind).status_code == 413
    for body, other in (
        (b"{}", {"Content-Type": "text/plain"}),
        (b"{}", {"Content-Type": "application/x-www-form-urlencoded"}),
        (b"{", kind),
        (b"\xff\xfe", kind),
        (b"[" * 100_000, kind),
        (b'{"a": NaN}', kind),
        (b"", kind),
    ):
        assert page.request(method, address, content=body, headers=other).status_code in (400, 422)


def test_what_arrives_too_slowly_is_given_up() -> None:
    """A body that never ends to arrive holds nothing longer than its time."""

    class Slow:
        headers: dict[str, str] = {}  # noqa: RUF012

        async def stream(self) -> Any:
            yield b"{"
            await anyio.sleep_forever()

    async def read() -> None:
        with pytest.raises(Misasked):
            await body_of(Slow(), 1000, longest_s=0.0)  # type: ignore[arg-type]

    anyio.run(read)


@pytest.fixture
def port(studio: Studio) -> Iterator[int]:
    """Yield the port of the studio, served over real connections."""
    with running(make_app(studio), studio.end) as number:
        yield number


def _raw(port: int, head: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(head)
        try:
            return b"".join(iter(lambda: line.recv(65536), b""))
        except OSError:
            return b""


def test_only_the_loopback_address_answers(port: int) -> None:
    """The place is bound to this machine; another of its addresses is not served."""
    with pytest.raises(OSError), socket.create_connection(("127.0.0.2", port), timeout=5):  # noqa: PT011
        pass


@pytest.mark.parametrize(
    "head",
    [
        b"GET /api/project HTTP/1.1|Host: 127.0.0.1:PORT|Host: evil.example|Cookie: stilte=SECRET||",
        b"GET /api/project HTTP/1.1|Host: evil.example|Cookie: stilte=SECRET||",
        b"GET http://evil.example/api/project HTTP/1.1|Host: 127.0.0.1:PORT|Cookie: stilte=SECRET||",
        b"GET /api/project HTTP/1.1|Host: 127.0.0.1:PORT|Origin: null|Cookie: stilte=SECRET||",
        b"POST /api/scripts/a/undo HTTP/1.1|Host: localhost:PORT|Cookie: stilte=SECRET|Content-Length: 2||{}",
        b"GET /api/project HTTP/1.1|Host: 127.0.0.1:PORT|Connection: close||",
        b"GET /api/project HTTP/1.0|Cookie: stilte=x|Cookie: SECRET||",
    ],
)
def test_raw_requests_of_strangers_get_nothing(port: int, studio: Studio, head: bytes) -> None:
    """Written by hand, past what a client library would send."""
    sent = (
        head.replace(b"|", b"\r\n")
        .replace(b"PORT", str(port).encode())
        .replace(b"SECRET", studio.secret.encode())
    )
    answer = _raw(port, sent)
    assert re.match(rb"HTTP/1\.1 (400|403) ", answer)
    assert b"Proef" not in answer
    assert studio.secret.encode() not in answer


def test_many_idle_connections_do_not_keep_pages_out(port: int, studio: Studio) -> None:
    """Two hundred that say nothing, and a page is answered as ever."""
    idle = [socket.create_connection(("127.0.0.1", port), timeout=60) for _ in range(200)]
    try:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        line.request("GET", "/api/texts", headers={"Cookie": f"{COOKIE}={studio.secret}"})
        assert line.getresponse().status == 200
        line.close()
    finally:
        for each in idle:
            each.close()


def test_who_asks_nothing_is_hung_up_on(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection on which no request arrives is closed, so that nobody can hold them all."""
    monkeypatch.setattr(run, "LONGEST_HEAD_S", 0.0)
    with running(make_app(studio), studio.end) as port:
        for begun in (b"", b"GET /api/texts HTTP/1.1\r\nHost: 127"):
            with (
                socket.create_connection(("127.0.0.1", port), timeout=60) as line,
                suppress(ConnectionError),  # what was not read when it ended makes of the end a reset
            ):
                line.sendall(begun)
                assert line.recv(1) == b""


def test_two_windows_that_write_at_once_lose_nothing(studio: Studio, port: int, folder: Path) -> None:
    """Of many writes from one version exactly one is taken; what is on disk is that one."""
    cookie = {**OWN_PAGE, "Origin": f"http://127.0.0.1:{port}", "Cookie": f"{COOKIE}={studio.secret}"}
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", "/api/scripts/kort", headers=cookie)
    version = json.loads(line.getresponse().read())["version"]
    line.close()
    answers: dict[int, int] = {}

    def write(number: int) -> None:
        own = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        body = json.dumps({"version": version, "text": f"title: Nummer {number}\nsteps: [Een.]\n"})
        own.request("PUT", "/api/scripts/kort/text", body, {**cookie, "Content-Type": "application/json"})
        answers[number] = own.getresponse().status
        own.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (taken,) = [number for number, status in answers.items() if status == 200]
    assert sorted(answers.values()) == [200, *[409] * 7]
    assert f"Nummer {taken}\n" in (folder / "scripts/kort.yaml").read_text()


def test_a_fault_of_the_program_tells_nothing_of_its_inside(
    stranger: TestClient, studio: Studio, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The answer is a sentence; the terminal gets a line, in which no secret stands."""

    def broken(*_args: object) -> None:
        raise RuntimeError(f"depths, with {studio.secret}")

    monkeypatch.setattr("stilte.studio.tracks.project_json", broken)
    answer = stranger.get("/api/project", headers={"Cookie": f"{COOKIE}={studio.secret}"})
    assert answer.status_code == 500
    assert "depths" not in answer.text
    assert "Traceback" not in answer.text
    told = capfd.readouterr().err
    assert "RuntimeError" in told
    assert studio.secret not in told
