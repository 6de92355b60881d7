"""What the journeys share: a keyring in a file, and Debian's Firefox."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.real.studio.file_keyring import FILE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the studio keep passwords in a file of the test."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.real.studio.file_keyring.FileKeyring")
    monkeypatch.setenv(FILE, str(tmp_path / "keyring.json"))
