"""A server that an author publishes to, on the loopback address: OpenSSH."""

from __future__ import annotations

import getpass
import os
import signal
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.real.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SSHD = "/usr/sbin/sshd"
_OTHER_USERS = "libnss_wrapper.so"
"""Lets a program see the users of a file in the place of the system's (Debian's libnss-wrapper)."""


@dataclass(slots=True)
class Server:
    """A server that can be killed and started again at its port, with what it holds."""

    port: int
    start: Callable[[], subprocess.Popen[bytes]]
    running: subprocess.Popen[bytes] | None = None

    def up(self) -> None:
        """Start, and return when it answers."""
        self.running = self.start()
        for _ in range(1200):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            time.sleep(0.05)
        raise TimeoutError(self.port)

    def down(self) -> None:
        """Kill it with all its connections, as a power cut would."""
        if self.running is not None:
            for process in [self.running.pid, *_children(self.running.pid)]:
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
            self.running.wait()
            self.running = None


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    """Let a server run inside the block."""
    try:
        server.up()
        yield server
    finally:
        server.down()


def sftp_server(home: Path) -> Server:
    """Lay out an OpenSSH server with one key that may enter, and `home/.ssh` that knows it."""
    port, ssh = free_port(), home / ".ssh"
    ssh.mkdir(mode=0o700, parents=True)
    for name in ("id_ed25519", "host"):
        _run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(ssh / name))
    (ssh / "authorized").write_bytes((ssh / "id_ed25519.pub").read_bytes())
    kind, key, *_ = (ssh / "host.pub").read_text().split()
    (ssh / "known_hosts").write_text(f"[127.0.0.1]:{port} {kind} {key}\n")
    (ssh / "sshd_config").write_text(
        f"ListenAddress 127.0.0.1:{port}\nHostKey {ssh}/host\nAuthorizedKeysFile {ssh}/authorized\n"
        f"PidFile none\nUsePAM no\nStrictModes no\nPasswordAuthentication no\nSubsystem sftp internal-sftp\n"
        f"AllowUsers {getpass.getuser()}\n"
    )
    return Server(port, lambda: _sshd(ssh))


def sftp_server_by_password(home: Path, user: str, password: str) -> Server:
    """Lay out an OpenSSH server that one user may enter by a password, and `home/.ssh` that knows it.

    The user is in a file of the test, and has the rights of whoever runs it.
    """
    port, ssh = free_port(), home / ".ssh"
    ssh.mkdir(mode=0o700, parents=True)
    _run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(ssh / "host"))
    kind, key, *_ = (ssh / "host.pub").read_text().split()
    (ssh / "known_hosts").write_text(f"[127.0.0.1]:{port} {kind} {key}\n")
    (ssh / "sshd_config").write_text(
        f"ListenAddress 127.0.0.1:{port}\nHostKey {ssh}/host\nPidFile none\nUsePAM no\nStrictModes no\n"
        f"PasswordAuthentication yes\nPubkeyAuthentication no\nPermitRootLogin yes\n"
        f"Subsystem sftp internal-sftp\nAllowUsers {user}\n"
    )
    hashed = subprocess.run(
        ["openssl", "passwd", "-6", "-stdin"], input=password, capture_output=True, text=True, check=True
    ).stdout.strip()
    ids = f"{os.geteuid()}:{os.getegid()}"
    (ssh / "passwd").write_text(
        f"{user}:x:{ids}::{home}:/bin/sh\nsshd:x:65533:65534::/run/sshd:/usr/sbin/nologin\n"
    )
    (ssh / "shadow").write_text(f"{user}:{hashed}:20000:0:99999:7:::\nsshd:*:20000:0:99999:7:::\n")
    (ssh / "group").write_text("nogroup:x:65534:\n")
    others = {
        "LD_PRELOAD": _OTHER_USERS,
        "NSS_WRAPPER_PASSWD": f"{ssh}/passwd",
        "NSS_WRAPPER_GROUP": f"{ssh}/group",
        "NSS_WRAPPER_SHADOW": f"{ssh}/shadow",
    }
    return Server(port, lambda: _sshd(ssh, **others))


def why_no_password() -> str | None:
    """Return what is missing for a server that is entered by a password, or None where all is there."""
    if not Path(_SSHD).exists():
        return "sshd is not there: apt-get install openssh-server"
    if not list(Path("/usr/lib").glob(f"*/{_OTHER_USERS}")):
        return f"{_OTHER_USERS} is not there: apt-get install libnss-wrapper"
    return None


def _children(process: int) -> list[int]:
    """Return the processes of the connections that a server serves: each is in a session of its own."""
    told = subprocess.run(["pgrep", "-P", str(process)], capture_output=True, text=True, check=False).stdout
    direct = [int(line) for line in told.split()]
    return [*direct, *(further for child in direct for further in _children(child))]


def _sshd(ssh: Path, **environment: str) -> subprocess.Popen[bytes]:
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where a root's sshd locks itself in
    null = subprocess.DEVNULL
    command = [_SSHD, "-D", "-e", "-f", str(ssh / "sshd_config")]
    return subprocess.Popen(command, stdin=null, stdout=null, stderr=null, env={**os.environ, **environment})


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
