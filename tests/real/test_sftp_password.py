"""Entering an SFTP server by a password: OpenSSH, with a user of the test's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.errors import BuildError
from stilte.release.upload.destination import open_destination
from tests.real.chromium import needed
from tests.real.sftp_server import serving, sftp_server_by_password, why_no_password
from tests.real.test_places import required

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.real, pytest.mark.filterwarnings("ignore")]
SECRET = "hunter2 & méér"


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Yield the address of a known server that takes the name `anna` with the secret, and nothing else."""
    required("paramiko")
    if why := why_no_password():
        needed(why)
    server = sftp_server_by_password(tmp_path, "anna", SECRET)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    with serving(server):
        yield f"sftp://anna@127.0.0.1:{server.port}{tmp_path}"


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
