"""SFTP as `ssh` knows it: its hosts, its keys, its settings; an unknown server is never trusted.

The file system of fsspec takes any host key it meets. This one asks `known_hosts`, like `ssh` itself.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import paramiko
from fsspec.implementations.sftp import SFTPFileSystem

from stilte.errors import BuildError, Problem

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
    where = f"The server {host}:{port}"
    match error:
        case paramiko.BadHostKeyException():
            return Problem(
                None, f"{where} shows another key than before: it may not be yours.", "Ask your host."
            )
        case paramiko.AuthenticationException():
            cure = f"Check name and key with `{login}`, or set {PASSWORD}."
            return Problem(None, f"{where} does not let you in.", cure)
        case paramiko.SSHException() if "known_hosts" in str(error):
            cure = f"Run `{login}` once, compare the key with what your host tells, and answer yes."
            return Problem(None, f"{where} is not known to this computer.", cure)
        case _:
            why = (isinstance(error, OSError) and error.strerror) or str(error.args[-1])
            return Problem(None, f"{where} cannot be reached: {why}.", "Check address and connection.")
