"""A keyring in a file, for a studio that tests start: the system's is not there, or is the developer's."""

from __future__ import annotations

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend

FILE = "STILTE_TEST_KEYRING"


class FileKeyring(KeyringBackend):
    """Keeps passwords in the file that the environment names."""

    priority = 1

    def _read(self) -> dict[str, str]:
        path = Path(os.environ[FILE])
        found: dict[str, str] = json.loads(path.read_text("utf-8")) if path.exists() else {}
        return found

    def get_password(self, service: str, username: str) -> str | None:
        """Return a password."""
        return self._read().get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a password."""
        kept = {**self._read(), f"{service} {username}": password}
        Path(os.environ[FILE]).write_text(json.dumps(kept), "utf-8")

    def delete_password(self, service: str, username: str) -> None:
        """Remove a password."""
        kept = self._read()
        kept.pop(f"{service} {username}", None)
        Path(os.environ[FILE]).write_text(json.dumps(kept), "utf-8")
