"""SFTP with the hosts, keys and settings of `ssh`; an unknown server is never trusted.

The file system of fsspec takes any host key it meets. This one asks `known_hosts`, like `ssh` itself.
"""

from __future__ import annotations

import base64
import hashlib
import os
from pathlib import Path
from typing import Any

import paramiko
from fsspec.implementations.sftp import SFTPFileSystem

from stilte.errors import BuildError, Problem, refusal
from stilte.foreign_text import foreign_text
from stilte.messages import tr
from stilte.release.upload.refusals import LoginRefused, UnknownServer

PASSWORD = "STILTE_SFTP_PASSWORD"  # noqa: S105 (the name of the variable, not what it holds)
_TIMEOUT_S = 60


class KnownHosts(SFTPFileSystem):  # type: ignore[misc]  # fsspec is untyped
    """Files on a server whose key this user has accepted before."""

    cachable = False

    def _connect(self) -> None:
        self.client = paramiko.SSHClient()
        self.client.load_system_host_keys()
        self.client.set_missing_host_key_policy(_Unknown())
        named = settings_of(self.host, self.ssh_kwargs)
        try:
            self.client.connect(**named, timeout=_TIMEOUT_S)
        except (paramiko.SSHException, OSError) as error:
            self.client.close()
            raise _refused(named, error) from None
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


class _UnknownKeyError(paramiko.SSHException):  # type: ignore[misc]  # paramiko is untyped
    """The key of a server that is not in `known_hosts`, by the name that it would have there."""

    def __init__(self, name: str, key: Any) -> None:
        super().__init__(f"{name} is not in known_hosts")
        self.name = name
        self.key = key


class _Unknown(paramiko.MissingHostKeyPolicy):  # type: ignore[misc]  # paramiko is untyped
    """Refuses a server that is not known, and tells its key."""

    def missing_host_key(self, _client: Any, hostname: str, key: Any) -> None:
        raise _UnknownKeyError(hostname, key)


def _refused(named: dict[str, Any], error: Exception) -> BuildError:
    problem = _refusal(named, error)
    if isinstance(error, _UnknownKeyError):
        digest = hashlib.sha256(error.key.asbytes()).digest()
        fingerprint = "SHA256:" + base64.b64encode(digest).decode().rstrip("=")
        line = f"{error.name} {error.key.get_name()} {error.key.get_base64()}"
        return UnknownServer(problem, fingerprint, line)
    refused = isinstance(error, paramiko.AuthenticationException)
    return LoginRefused(problem) if refused else BuildError(problem)


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
        case _UnknownKeyError():
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
