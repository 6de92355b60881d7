"""The cache's folder: nothing in it is removed but what proves to be an entry of ours."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from stilte.cache_folder import other_things, place_of, prune, usage, why_no_place
from stilte.store import TAG, Store, key_of, sweep
from tests.foreign_files import changed_since, put_foreign, state_of

A_KEY = key_of("a")
FOREIGN = (
    "brief.docx",
    "foto.jpg",
    "Muziek/lied.mp3",
    ".verborgen",
    f"takes/{A_KEY}",
    f"takes/{A_KEY[:2]}/{A_KEY}",
    f"takes/{A_KEY[:2]}/brief.txt",
    f"takes/ff/{'e' * 40}",
    f"takes/{A_KEY[:2]}/{A_KEY}.txt",
    f"deep/takes/{A_KEY[:2]}/{A_KEY}",
    f"{A_KEY[:2]}/{A_KEY}",
    ".film.mkv.part",
    "takes/.film.part",
    f"takes/{A_KEY[:2]}/.{A_KEY}-123-abcd.part",
    "empty/",
)


def test_pruning_takes_what_was_used_longest_ago(tmp_path: Path) -> None:
    """The oldest entries go first, until the rest fits."""
    store, keys = Store(tmp_path, "takes"), [key_of(name) for name in "abc"]
    for age, key in enumerate(keys):
        path = store.write(key, b"x" * 100)
        os.utime(path, (time.time() - 5000 + age, time.time() - 5000 + age))
    store.read(keys[0])
    size = usage(tmp_path).size_bytes
    assert prune(tmp_path, size - 1) == size // 3
    assert [store.read(key) is None for key in keys] == [False, True, False]


def test_emptying_a_folder_of_others_leaves_it_as_it_was(tmp_path: Path) -> None:
    """Whatever lies there, also under the very names of entries: without our mark in the file it stays."""
    put_foreign(tmp_path, FOREIGN)
    before = state_of(tmp_path)
    own = [Store(tmp_path, kind).write(key_of(kind), b"body") for kind in ("takes", "pieces", "stamps")]
    sweep(tmp_path)
    assert prune(tmp_path, 0) == sum(len(b"stilte1\n") + 32 + 4 for _ in own)
    assert not any(path.exists() for path in own)
    assert changed_since(before, tmp_path) == []
    assert usage(tmp_path).kinds == ()


def test_an_entry_in_another_place_is_none(tmp_path: Path) -> None:
    """With our mark in it, but not where an entry of its name lies: somebody put it there."""
    written = Store(tmp_path / "cache", "takes").write(A_KEY, b"body")
    elsewhere = [tmp_path / "cache" / name for name in ("kept", f"takes/ff/{A_KEY}", f"takes/{A_KEY}")]
    for path in elsewhere:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(written.read_bytes())
    prune(tmp_path / "cache", 0)
    assert [path.exists() for path in (written, *elsewhere)] == [False, True, True, True]


def test_links_are_neither_followed_nor_removed(tmp_path: Path) -> None:
    """Entries behind a link are another cache's: they stay, and so does the link."""
    other, cache = tmp_path / "other", tmp_path / "cache"
    written = Store(other, "takes").write(A_KEY, b"body")
    cache.mkdir()
    (cache / "takes").symlink_to(other / "takes")
    (cache / "pieces" / A_KEY[:2]).mkdir(parents=True)
    (cache / "pieces" / A_KEY[:2] / A_KEY).symlink_to(written)
    assert prune(cache, 0) == 0
    assert written.exists()
    assert (cache / "pieces" / A_KEY[:2] / A_KEY).is_symlink()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a project, in a home folder of its own `voice`."""
    home = tmp_path / "home"
    root = home / "werk" / "podcast"
    (root / "scripts").mkdir(parents=True)
    (root / "podcast.yaml").write_text("title: Stilte\n")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    return root


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (".", "is the project itself"),
        ("./", "is the project itself"),
        ("scripts/..", "is the project itself"),
        ("..", "or a folder around it"),
        ("/", "or a folder around it"),
        ("~", "or a folder around it"),
        ("~/", "or a folder around it"),
        ("output", "is among the finished tracks"),
        ("output/cache", "is among the finished tracks"),
        ("podcast.yaml", "is not a folder"),
        ("scripts", "contains other things ('adem.yaml')"),
        ("~/documents", "contains other things ('a', 'b', 'brief.docx', …)"),
        ("link-to-documents", "contains other things"),
        ("dangling", "is not a folder"),
        ("takes", "contains other things ('takes')"),
    ],
)
def test_a_place_that_is_somebodys_is_refused(project: Path, written: str, why: str) -> None:
    """The home folder, the project, what contains other things, straight or by a link, is no cache."""
    put_foreign(project, ["scripts/adem.yaml", "takes/takes/opname.wav"])
    put_foreign(project.parent.parent / "documents", ["brief.docx", "a", "b", "z"])
    (project / "link-to-documents").symlink_to(project.parent.parent / "documents")
    (project / "dangling").symlink_to(project / "nowhere")
    assert why in str(why_no_place(place_of(written, project), project))


@pytest.mark.parametrize(
    "written", ["output/.cache", "output/.other", "kept", "../kept", "~/kept", "empty", "littered", "ours"]
)
def test_a_place_of_its_own_is_taken(project: Path, written: str) -> None:
    """A new folder, an empty one, one with what systems leave, one that carries our mark."""
    put_foreign(project, ["empty/", "littered/.DS_Store", "littered/Thumbs.db", "ours/brief.docx"])
    Store(project / "ours", "takes").write(A_KEY, b"body")
    assert why_no_place(place_of(written, project), project) is None


def test_a_cache_from_before_the_mark_is_known(project: Path) -> None:
    """Entries alone tell whose it is; a folder that another program marked is not ours."""
    Store(project / "old", "takes").write(A_KEY, b"body")
    (project / "old" / TAG).unlink()
    assert why_no_place(project / "old", project) is None
    put_foreign(project / "old", [TAG])
    assert str(why_no_place(project / "old", project)) == f"it contains other things ('{TAG}')"
    before = state_of(project / "old")
    Store(project / "old", "takes").write(key_of("b"), b"body")
    assert changed_since(before, project / "old") == []


def test_a_tilde_is_the_home_folder(project: Path) -> None:
    """`~/x` makes no folder named `~`."""
    assert place_of("~/x", project) == Path.home() / "x"


@pytest.mark.parametrize(
    "written", ["~nobody-of-this-name/x", "$HOME/x", "%TEMP%/x", "a\0b", "s3://bucket/x", "x" * 300, "a\nb"]
)
def test_what_names_no_folder_makes_none(project: Path, written: str) -> None:
    """A variable of a shell, an address, a name longer than any: refused, not taken for a folder's name."""
    with pytest.raises(ValueError, match=r".*"):
        place_of(written, project)


def test_what_is_not_ours_is_named(tmp_path: Path) -> None:
    """The command can say what it left alone."""
    put_foreign(tmp_path, ["brief.docx", "takes/opname.wav"])
    assert other_things(tmp_path) == ("brief.docx", "takes")
    assert other_things(tmp_path / "nowhere") == ()
