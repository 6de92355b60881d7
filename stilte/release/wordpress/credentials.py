"""The name and application password for a blog: from the environment or a keyring."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from stilte.errors import InputError, Problem
from stilte.messages import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

USER, PASSWORD = "STILTE_WORDPRESS_USER", "STILTE_WORDPRESS_PASSWORD"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user of the blog; the password shows in no message and no `repr`."""

    user: str
    password: str = field(repr=False)


def find_credentials(address: str, environment: Mapping[str, str] | None = None) -> Credentials:
    """Return the credentials for a blog; raises `InputError` that says how to give them."""
    given = os.environ if environment is None else environment
    user, password = given.get(USER, "").strip(), given.get(PASSWORD, "").strip()
    found = Credentials(user, password) if user and password else _from_keyring(address, user)
    if found is None:
        raise InputError(
            Problem(
                None,
                tr("There is no name and application password for the blog."),
                tr(
                    "Make one on the blog under Users → Profile → Application Passwords, then set {user} "
                    "and {password}, or keep them in a keyring (see docs/wordpress.md).",
                    user=USER,
                    password=PASSWORD,
                ),
            )
        )
    return found


def keyring_service(address: str) -> str:
    """Return the name under which a keyring holds the password of a blog.

    >>> keyring_service("https://blog.example.org/nl/")
    'stilte blog.example.org'
    """
    host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    return f"stilte {host}"


def _from_keyring(address: str, user: str) -> Credentials | None:
    try:
        import keyring  # noqa: PLC0415 — may be missing: it is nobody's duty
    except ImportError:
        return None
    try:
        kept: Any = keyring.get_credential(keyring_service(address), user or None)
    except Exception:  # noqa: BLE001 — every keyring has errors of its own; without one there is nothing kept
        return None
    return Credentials(kept.username, kept.password) if kept else None
