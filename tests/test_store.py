"""The cache is safe to damage, share, delete and prune."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from stilte.store import HEADER_BYTES, Store, key_of, prune, sweep, temporary_prefix, usage, write_whole

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


@pytest.mark.parametrize("damage", [b"", b"stilte1\nshort", b"nonsense" * 20])
def test_a_damaged_entry_is_none(tmp_path: Path, damage: bytes) -> None:
    """A cut or overwritten entry is not found, is cleared, and can be written anew."""
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


def test_pruning_takes_what_was_used_longest_ago(tmp_path: Path) -> None:
    """The oldest entries go first, until the rest fits."""
    store = Store(tmp_path, "takes")
    for age, key in enumerate(["aa", "bb", "cc"]):
        path = store.write(key, b"x" * 100)
        os.utime(path, (time.time() - 5000 + age, time.time() - 5000 + age))
    store.read("aa")
    size = usage(tmp_path).size_bytes
    assert prune(tmp_path, size - 1) == size // 3
    assert [store.read(key) is None for key in ("aa", "bb", "cc")] == [False, True, False]


def test_sweep_clears_what_a_crash_left(tmp_path: Path) -> None:
    """What a process that is gone left behind goes; what a running build writes stays."""
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    old = tmp_path / "track" / f".a.mp3-{int(gone.stdout)}-x1.part"
    nameless = tmp_path / ".b.part"
    young = tmp_path / f"{temporary_prefix('c')}x2.part"
    for folder in (old, nameless, young):
        folder.mkdir(parents=True)
        (folder / "half.mp3").write_bytes(b"1")
    sweep(tmp_path)
    assert [path.exists() for path in (old, nameless, young)] == [False, False, True]


def test_keys_tell_parts_apart() -> None:
    """Moving a letter from one part to the next gives another key."""
    assert key_of("ab", "c") != key_of("a", "bc")
