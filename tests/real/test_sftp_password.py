"""Entering an SFTP server by a password: a stand-in by paramiko, for OpenSSH asks the system's own users."""

from __future__ import annotations

import os
import socket
import threading
from typing import TYPE_CHECKING, Any

import pytest

from stilte.errors import BuildError
from stilte.release.upload.destination import open_destination

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.real, pytest.mark.filterwarnings("ignore")]
SECRET = "hunter2-and-more"


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Yield the address of a known server that takes the name `anna` with the secret, and nothing else."""
    if os.environ.get("STILTE_REAL") != "1":
        pytest.importorskip("paramiko")
    import paramiko  # noqa: PLC0415 (an extra)

    class Door(paramiko.ServerInterface):  # type: ignore[misc]  # untyped where it is not installed
        def get_allowed_auths(self, _username: str) -> str:
            return "password"

        def check_auth_password(self, username: str, password: str) -> int:
            fits = (username, password) == ("anna", SECRET)
            return int(paramiko.AUTH_SUCCESSFUL if fits else paramiko.AUTH_FAILED)

        def check_channel_request(self, _kind: str, _number: int) -> int:
            return int(paramiko.OPEN_SUCCEEDED)

    key = paramiko.ECDSAKey.generate()
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    (tmp_path / ".ssh").mkdir()
    (tmp_path / ".ssh/known_hosts").write_text(f"[127.0.0.1]:{port} {key.get_name()} {key.get_base64()}\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    opened: list[Any] = []

    def answer() -> None:
        transport = paramiko.Transport(listener.accept()[0])
        opened.append(transport)
        transport.add_server_key(key)
        transport.set_subsystem_handler("sftp", paramiko.SFTPServer)
        transport.start_server(server=Door())

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    yield f"sftp://anna@127.0.0.1:{port}/www"
    thread.join(9)
    for one in [*opened, listener]:
        one.close()


def test_the_right_password_opens(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The password of the environment is the one the server is given."""
    monkeypatch.setenv("STILTE_SFTP_PASSWORD", SECRET)
    assert open_destination(address).files.client.get_transport().is_authenticated()


def test_a_wrong_password_is_told(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the variable, and not what it holds."""
    monkeypatch.setenv("STILTE_SFTP_PASSWORD", "not-this-one")
    with pytest.raises(BuildError, match="STILTE_SFTP_PASSWORD") as caught:
        open_destination(address)
    assert "not-this-one" not in str(caught.value)
