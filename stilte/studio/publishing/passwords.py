"""Passwords of places: in the system's keyring, else held until the studio ends; never in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from stilte.errors import InputError
from stilte.release.wordpress.credentials import Credentials, find_credentials, keyring_service

if TYPE_CHECKING:
    from collections.abc import Mapping

Kept = Literal["keyring", "session"]

_HELD: dict[tuple[str, str], str] = {}
"""Passwords by service and user, where this machine has no keyring."""


def keep_password(service: str, user: str, password: str) -> Kept:
    """Keep a password, and tell where: in the keyring, or in this process until it ends."""
    try:
        import keyring  # noqa: PLC0415 (may be missing: it is nobody's duty)

        keyring.set_password(service, user, password)
        kept = keyring.get_password(service, user) == password
    except Exception:  # noqa: BLE001 (every keyring has errors of its own)
        kept = False
    if kept:
        _HELD.pop((service, user), None)
        return "keyring"
    _HELD[service, user] = password
    return "session"


def find_password(service: str, user: str) -> str | None:
    """Return a password that was kept."""
    try:
        import keyring  # noqa: PLC0415 (may be missing)

        found: str | None = keyring.get_password(service, user)
    except Exception:  # noqa: BLE001 (every keyring has errors of its own)
        found = None
    return found or _HELD.get((service, user))


def forget_password(service: str, user: str) -> None:
    """Remove a password wherever it is kept."""
    _HELD.pop((service, user), None)
    try:
        import keyring  # noqa: PLC0415 (may be missing)

        keyring.delete_password(service, user)
    except Exception:  # noqa: BLE001 (it was not there, or there is no keyring)
        return


def blog_credentials(address: str, user: str, environment: Mapping[str, str] | None = None) -> Credentials:
    """Return the credentials for a blog: what was kept here, else what the command would use.

    Raises `InputError` where there are none.
    """
    if user and (password := find_password(keyring_service(address), user)):
        return Credentials(user, password)
    return find_credentials(address, environment)


def has_credentials(address: str, user: str) -> bool:
    """Tell whether there are credentials for a blog."""
    try:
        blog_credentials(address, user)
    except InputError:
        return False
    return True
