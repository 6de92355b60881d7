"""The real command: its first line, its end, and what it leaves behind when it is killed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2
import pytest

from tests.studio.conftest import OWN_PAGE, SCRIPT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and /proc")
ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+)/\?key=([\w-]{43})\n")

LONGEST_S = 180
"""How long whatever must come is waited for, in seconds, beside however much other work."""


@contextmanager
def begun(root: Path, folder: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Yield a program that runs in a folder, and the first line that it printed."""
    command = [sys.executable, str(root / "build.py"), "--project", str(folder), *words]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=folder
    ) as running:
        try:
            assert running.stdout is not None
            yield running, running.stdout.readline()
        finally:
            if running.poll() is None:
                running.kill()


@contextmanager
def client_of(line: str) -> Iterator[httpx2.Client]:
    """Yield a client that has exchanged the secret of the first line for its cookie."""
    found = ADDRESS.fullmatch(line)
    assert found
    with httpx2.Client(
        base_url=found[1], headers={**OWN_PAGE, "Origin": found[1]}, timeout=LONGEST_S
    ) as client:
        assert client.get("/", params={"key": found[2]}).status_code == HTTPStatus.SEE_OTHER
        yield client


def children(pid: int) -> list[str]:
    """Return the processes that a process has begun, and that still run."""
    found = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread that ended meanwhile
            found += path.read_text("ascii").split()
    return found


def open_files(pid: int, folder: Path) -> list[str]:
    """Return the files below a folder that a process has open."""
    held = []
    for path in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            held.append(str(path.readlink()))
    return [name for name in held if name.startswith(str(folder))]


def until_none(look: Callable[[], list[str]]) -> None:
    """Wait until nothing is left; a look may fall into a moment of work, or before the last of it."""
    for _ in range(1200):
        if not (left := look()):
            return
        time.sleep(0.05)
    pytest.fail(f"left: {left}")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_with_every_page_open(root: Path, folder: Path, number: signal.Signals) -> None:
    """Ctrl-C ends streams and sounds, leaves no process behind, and says nothing of it but one sentence."""
    with begun(root, folder, "studio", "--port", "0", "--no-open") as (running, line):
        with (
            client_of(line) as client,
            client.stream("GET", "/api/events") as events,
            client.stream("GET", "/api/scripts/kort/hear") as sound,
        ):
            assert next(events.iter_lines()) == ": hello"
            assert len(next(sound.iter_bytes())) > 0
            running.send_signal(number)
            assert running.wait(LONGEST_S) == 130
        assert running.stderr is not None
        told = running.stderr.read()
    assert "Traceback" not in told
    secret = ADDRESS.fullmatch(line)
    assert secret
    assert secret[2] not in told
    assert not list((folder / ".stilte").glob("open/*"))


def test_serve_ends_in_the_middle_of_a_build(root: Path, folder: Path) -> None:
    """Ctrl-C while tracks are made gives them up, and their processes."""
    lines = "".join(f"- Dit is zin {number}.\n" for number in range(60))
    for number in range(4):
        text = f"title: Lang {number}\nmusic: ocean\nsteps:\n{lines}"
        (folder / f"scripts/lang{number}.yaml").write_text(text)
    with begun(root, folder, "serve", "--port", "0", "--draft") as (running, line):
        assert httpx2.get(line.strip(), timeout=LONGEST_S).status_code == HTTPStatus.NOT_FOUND
        began = children(running.pid)
        running.send_signal(signal.SIGINT)
        assert running.wait(LONGEST_S) == 130
        until_none(lambda: [pid for pid in began if Path(f"/proc/{pid}/exe").exists()])


def test_files_are_closed(root: Path, folder: Path) -> None:
    """After everything was asked, no file of the project is open any more."""
    with begun(root, folder, "studio", "--port", "0", "--no-open") as (running, line):
        with client_of(line) as client:
            for address in ("/api/project", "/api/scripts/kort", "/page/main.js", "/api/texts", "/api/trash"):
                assert client.get(address).status_code == HTTPStatus.OK
        until_none(lambda: open_files(running.pid, folder))
        running.send_signal(signal.SIGINT)
        running.wait(LONGEST_S)


def test_a_killed_server_loses_nothing(root: Path, folder: Path) -> None:
    """Killed while it writes: the script is one of its versions, whole, and unsaved typing is there."""
    texts = {SCRIPT, *(f"{SCRIPT}# {number}\n" for number in range(400))}
    with begun(root, folder, "studio", "--port", "0", "--no-open") as (running, line):
        with client_of(line) as client:
            client.put("/api/scripts/kort/draft", json={"version": "", "text": "half a wo"})
            kill = f"import os, time; time.sleep(1.0); os.kill({running.pid}, 9)"
            with subprocess.Popen([sys.executable, "-c", kill]), suppress(httpx2.HTTPError):
                _write_again_and_again(client)
        assert running.wait(LONGEST_S) == -signal.SIGKILL
    assert (folder / "scripts/kort.yaml").read_text() in texts
    with begun(root, folder, "studio", "--port", "0", "--no-open") as (running, line):
        with client_of(line) as client:
            document = client.get("/api/scripts/kort").json()
            assert document["text"] in texts
            assert (document["draft"] or {"text": "half a wo"})["text"] == "half a wo"
            tracks = client.get("/api/project").json()["tracks"]
            assert [track["name"] for track in tracks] == ["kort"]
        running.send_signal(signal.SIGINT)
        running.wait(LONGEST_S)


def _write_again_and_again(client: httpx2.Client) -> None:
    version = client.get("/api/scripts/kort").json()["version"]
    for number in range(400):
        given = {"version": version, "text": f"{SCRIPT}# {number}\n"}
        version = client.put("/api/scripts/kort/text", json=given).json()["version"]
        client.put("/api/scripts/kort/draft", json={"version": version, "text": "half a wo"})


def test_an_icon_is_written_and_nothing_is_served(
    root: Path, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """`--shortcut` says where it put the icon, and ends."""
    home = tmp_path_factory.mktemp("home")
    (home / "Desktop").mkdir()
    done = subprocess.run(
        [sys.executable, str(root / "build.py"), "--project", str(folder), "studio", "--shortcut"],
        capture_output=True,
        text=True,
        check=True,
        timeout=LONGEST_S,
        env={**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home)},
    )
    first = done.stdout.splitlines()[0]
    assert first == str(home / "Desktop/Stilte Proef.desktop") or sys.platform == "darwin"
    assert "--while-open" in Path(first).read_text("utf-8")
