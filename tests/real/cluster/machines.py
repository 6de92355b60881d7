"""Machines for the tests of builds on a cluster: a scheduler of Dask and workers that share nothing but S3.

Each worker has a home, a temporary folder and a working folder of its own, and where the system permits it a
view of the disk in which the author's folders are empty.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from tests.real.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parents[3]
_READY_S = 120.0


def can_hide() -> bool:
    """Tell whether a process may have a view of the disk of its own: as root on Linux."""
    if not shutil.which("unshare"):
        return False
    told = subprocess.run(
        ["unshare", "--mount", "sh", "-c", "mount -t tmpfs none /mnt"], capture_output=True, check=False
    )
    return told.returncode == 0


@dataclass(slots=True)
class Machines:
    """A scheduler and its workers; `hidden` are folders that workers do not see."""

    folder: Path
    hidden: Sequence[Path] = ()
    port: int = field(default_factory=free_port)
    scheduler: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Return the address of the scheduler."""
        return f"tcp://127.0.0.1:{self.port}"

    def start_scheduler(self) -> None:
        """Start the scheduler, at the same address each time."""
        words = ["scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard"]
        self.scheduler = self._started("scheduler", words)
        until_s = time.monotonic() + _READY_S
        while time.monotonic() < until_s:
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError(self.told())

    def start_worker(self, name: str, *, source: Path = ROOT, words: Sequence[str] = ()) -> None:
        """Start a worker of one thread with a nanny, which starts it again when it ends."""
        given = ["worker", self.address, "--name", name, "--nthreads", "1", "--no-dashboard", *words]
        self.workers.append(self._started(name, given, source=source, apart=True))

    def processes(self) -> list[psutil.Process]:
        """Return the processes that do the work now: those that the nannies keep."""
        children = (child for nanny in self.workers for child in _below(nanny.pid))
        return [child for child in children if "spawn_main" in " ".join(_words(child))]

    def stop_scheduler(self) -> None:
        """End the scheduler at once, as a machine that vanishes."""
        assert self.scheduler is not None
        self.scheduler.kill()
        self.scheduler.wait()

    def stop(self) -> None:
        """End everything that was started here."""
        started = [one for one in (*self.workers, self.scheduler) if one is not None]
        children = [child for one in started for child in _below(one.pid)]
        for one in started:
            one.kill()
            one.wait()
        for child in children:
            if child.is_running():
                child.send_signal(signal.SIGKILL)

    def told(self) -> str:
        """Return what the processes wrote."""
        return "\n".join(
            f"== {path.name}\n{path.read_text(errors='replace')[-3000:]}"
            for path in self.folder.glob("*.log")
        )

    def _started(
        self, name: str, words: Sequence[str], *, source: Path = ROOT, apart: bool = False
    ) -> subprocess.Popen[bytes]:
        home = self.folder / name
        home.mkdir(parents=True, exist_ok=True)
        kept = {
            key: value
            for key, value in os.environ.items()
            if key in ("PATH", "VIRTUAL_ENV") or key.startswith("AWS_")
        }
        environment = {**kept, "HOME": str(home), "TMPDIR": str(home), "PYTHONPATH": str(source)}
        command = [sys.executable, "-m", "dask", *words]
        if apart:
            command += ["--local-directory", str(home)]
        if apart and self.hidden:
            covers = " && ".join(f"mount -t tmpfs none '{path}'" for path in self.hidden)
            command = ["unshare", "--mount", "sh", "-c", f'{covers} && exec "$@"', "sh", *command]
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                command, env=environment, cwd=home, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )


@contextmanager
def machines(folder: Path, count: int, hidden: Sequence[Path] = ()) -> Iterator[Machines]:
    """Yield a running scheduler with so many workers."""
    folder.mkdir(parents=True)
    found = Machines(folder, hidden if can_hide() else ())
    try:
        found.start_scheduler()
        for number in range(count):
            found.start_worker(f"worker-{number}")
        yield found
    finally:
        found.stop()


def _below(process: int) -> list[psutil.Process]:
    try:
        return list(psutil.Process(process).children(recursive=True))
    except psutil.NoSuchProcess:
        return []


def _words(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []
