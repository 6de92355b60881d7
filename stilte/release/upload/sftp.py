"""SFTP with the hosts, keys and settings of `ssh`; an unknown server is never trusted.

The file system of fsspec takes any host key it meets. This one asks `known_hosts`, like `ssh` itself.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import paramiko
from fsspec.implementations.sftp import SFTPFileSystem

from stilte.errors import BuildError, Problem, refusal
from stilte.foreign_text import foreign_text
from stilte.messages import tr

PASSWORD = "STILTE_SFTP_PASSWORD"  # noqa: S105 (the name of the variable, not what it holds)
_TIMEOUT_S = 60


class KnownHosts(SFTPFileSystem):  # type: ignore[misc]  # fsspec is untyped
    """Files on a server whose key this user has accepted before."""

    cachable = False

    def _connect(self) -> None:
        self.client = paramiko.SSHClient()
        self.client.load_system_host_keys()
        named = settings_of(self.host, self.ssh_kwargs)
        try:
            self.client.connect(**named, timeout=_TIMEOUT_S)
        except (paramiko.SSHException, OSError) as error:
            self.client.close()
            raise BuildError(_refusal(named, error)) from None
        self.ftp = self.client.open_sftp()
        self.ftp.get_channel().settimeout(_TIMEOUT_S)


def settings_of(host: str, given: dict[str, Any]) -> dict[str, Any]:
    """Return how to reach a host: what its address gives, else `~/.ssh/config` and the environment."""
    config = Path("~/.ssh/config").expanduser()
    kept = paramiko.SSHConfig.from_path(config).lookup(host) if config.is_file() else {}
    found = {
        "hostname": kept.get("hostname", host),
        "port": int(kept.get("port", paramiko.config.SSH_PORT)),
        "username": kept.get("user"),
        "key_filename": kept.get("identityfile"),
        "password": os.environ.get(PASSWORD),
    }
    return {name: value for name, value in {**found, **given}.items() if value is not None}


def _refusal(named: dict[str, Any], error: Exception) -> Problem:
    host, port, user = named["hostname"], named["port"], named.get("username")
    login = f"sftp -P {port} {user + '@' if user else ''}{host}"
    server = f"{host}:{port}"
    match error:
        case paramiko.BadHostKeyException():
            return Problem(
                None,
                tr(
                    "The server {server} presents a different key than before: it may not be yours.",
                    server=server,
                ),
                tr("Ask your host."),
            )
        case paramiko.AuthenticationException():
            cure = tr("Check name and key with `{login}`, or set {variable}.", login=login, variable=PASSWORD)
            return Problem(None, tr("The server {server} refuses your login.", server=server), cure)
        case paramiko.SSHException() if "known_hosts" in str(error):
            cure = tr(
                "Run `{login}` once, compare the key with the one that your host gives, and answer yes.",
                login=login,
            )
            return Problem(
                None, tr("The server {server} is not known to this computer.", server=server), cure
            )
        case _:
            known = isinstance(error, OSError) and error.strerror
            why = (
                refusal(error) if isinstance(error, OSError) and known else foreign_text(str(error.args[-1]))
            )
            message = tr("The server {server} cannot be reached: {why}.", server=server, why=why)
            return Problem(None, message, tr("Check address and connection."))
