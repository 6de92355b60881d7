"""The cache is safe to damage, share, delete and prune."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from stilte.store import HEADER_BYTES, Store, key_of, sweep, temporary_prefix, write_whole

if TYPE_CHECKING:
    from pathlib import Path


def test_an_entry_reads_back_and_can_be_mapped(tmp_path: Path) -> None:
    """What was written is what is read, and its body begins after the header."""
    store = Store(tmp_path, "takes")
    store.write("ab12", b"body")
    found = store.find("ab12")
    assert store.read("ab12") == b"body"
    assert found is not None
    assert found.read_bytes()[HEADER_BYTES:] == b"body"
    assert re.fullmatch("takes/([0-9a-f]{2})/\\1[0-9a-f]{38}", found.relative_to(tmp_path).as_posix())


@pytest.mark.parametrize("damage", [b"", b"stilte1\nshort", b"nonsense" * 20])
def test_a_damaged_entry_is_none(tmp_path: Path, damage: bytes) -> None:
    """A cut or overwritten entry is not found, and can be written anew."""
    store = Store(tmp_path, "takes")
    path = store.write("ab12", b"body")
    path.write_bytes(damage)
    assert store.find("ab12") is None
    path.write_bytes(damage)
    assert store.read("ab12") is None
    store.write("ab12", b"body")
    assert store.read("ab12") == b"body"


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    """An error in the middle leaves what stood there, and no temporary file."""
    path = tmp_path / "track.mp3"
    write_whole(path, b"old")
    with pytest.raises(TypeError):
        write_whole(path, b"new", None)  # type: ignore[arg-type]
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_sweep_clears_what_a_crash_left(tmp_path: Path) -> None:
    """What a process that is gone left behind goes; what a running build writes stays."""
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    old = tmp_path / "track" / f".a.mp3-stilte-{int(gone.stdout)}-x1x2x3x4.part"
    young = tmp_path / f"{temporary_prefix('c')}x1x2x3x4.part"
    for folder in (old, young):
        folder.mkdir(parents=True)
        (folder / "half.mp3").write_bytes(b"1")
    sweep(tmp_path)
    assert [path.exists() for path in (old, young)] == [False, True]


@pytest.mark.parametrize(
    "name",
    [".part", ".b.part", ".film.mkv.part", ".a-999999999-x1x2x3x4.part", "a-stilte-999999999-x1x2x3x4.part"],
)
def test_sweep_leaves_what_others_call_so(tmp_path: Path, name: str) -> None:
    """Downloads of other programs end in `.part` too: without our mark in the name they stay."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / name).write_bytes(b"somebody's")
    sweep(tmp_path)
    assert (tmp_path / "folder" / name).read_bytes() == b"somebody's"


def test_sweep_follows_no_link(tmp_path: Path) -> None:
    """A link that leads elsewhere is not gone through, whatever lies there."""
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "folder"
    elsewhere.mkdir()
    folder.mkdir()
    left = elsewhere / ".a-stilte-999999999-x1x2x3x4.part"
    left.write_bytes(b"1")
    (folder / "way").symlink_to(elsewhere)
    (folder / ".b-stilte-999999999-x1x2x3x4.part").symlink_to(elsewhere)
    sweep(folder)
    assert left.exists()
    assert [path.name for path in folder.iterdir()] == ["way"]


def test_keys_tell_parts_apart() -> None:
    """Moving a letter from one part to the next gives another key."""
    assert key_of("ab", "c") != key_of("a", "bc")
