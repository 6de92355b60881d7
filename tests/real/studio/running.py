"""A studio that runs as its command starts it, on a project in a folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).resolve().parents[3]
LONGEST_END_S = 120
_START = """
import faulthandler, signal
faulthandler.register(signal.SIGUSR1)
from stilte.cli import main
main()
"""


@dataclass(frozen=True, slots=True)
class RunningStudio:
    """A running studio: the project's folder, its address with the secret, and without."""

    root: Path
    opened_at: str
    address: str
    process: subprocess.Popen[str]
    ended: threading.Event = field(default_factory=threading.Event)
    """Set from the moment on at which the server may no longer answer."""

    def script(self, name: str) -> str:
        """Return the text of a script as it is on disk."""
        return (self.root / "scripts" / f"{name}.yaml").read_bytes().decode("utf-8")

    def kill(self) -> None:
        """End the server as a power cut does."""
        self.ended.set()
        self.process.kill()
        self.process.wait(LONGEST_END_S)


@contextmanager
def running_studio(root: Path, language: str = "en", port: int = 0) -> Iterator[RunningStudio]:
    """Run `studio` on a project; its first line of output is the address."""
    told = tempfile.TemporaryFile("w+")  # noqa: SIM115 (closed below)
    process = subprocess.Popen(
        [sys.executable, "-c", _START, "--language", language, "studio", "--port", str(port), "--no-open"],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=told,
        text=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )
    assert process.stdout is not None
    with told, process.stdout:
        opened_at = process.stdout.readline().strip()
        assert opened_at.startswith("http://127.0.0.1:"), opened_at
        running = RunningStudio(root, opened_at, opened_at.partition("/?")[0], process)
        try:
            yield running
        finally:
            running.ended.set()
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                try:
                    process.wait(LONGEST_END_S)
                except subprocess.TimeoutExpired as late:
                    late.add_note(_where_it_hangs(process, told))
                    process.kill()  # it fails the test, and is not left behind
                    process.wait()
                    raise


def _where_it_hangs(process: subprocess.Popen[str], told: IO[str]) -> str:
    """Return what the process wrote to its stderr, with what each of its threads is doing."""
    process.send_signal(signal.SIGUSR1)
    time.sleep(2)
    told.seek(0)
    return told.read()[-6000:]
