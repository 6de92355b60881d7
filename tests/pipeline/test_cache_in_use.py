"""A cache that is shared, damaged, too small or gone costs time, and never a byte of a track."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from stilte.cache_folder import usage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stilte.pipeline.results import Result

    Make = Callable[..., tuple[Result, ...]]

APART = Path(__file__).with_name("build_apart.py")
BUILT = (0, "adem built\n", "")


def tracks(folder: Path) -> dict[str, bytes]:
    """Return every published file with its bytes."""
    files = (path for path in (folder / "output").rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def entries(folder: Path) -> list[Path]:
    """Return all entries of the cache."""
    return sorted(path for path in (folder / "output/.cache").glob("*/*/*") if path.is_file())


def apart(folder: Path, happens: str) -> subprocess.Popen[str]:
    """Start a build of a project in a process of its own."""
    return subprocess.Popen(
        [sys.executable, str(APART), str(folder), happens],
        env={**os.environ, "PYTHONPATH": str(APART.parents[2])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Let a build go on and wait for its end: exit code, stdout, stderr."""
    out, err = process.communicate("go\n")
    return process.returncode, out, err


def begun(process: subprocess.Popen[str]) -> str:
    """Wait until a build that meets others has begun."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.fixture
def built(folder: Path, make: Make) -> Iterator[tuple[Path, dict[str, bytes]]]:
    """Return a project that was built once, with the bytes of its tracks."""
    make()
    yield folder, tracks(folder)
    assert not list(folder.rglob("*.part"))


def test_two_builds_at_once_share_a_cache_and_an_output(folder: Path) -> None:
    """Both begin before either has made anything; both end well, with the bytes of one build alone."""
    assert ended(apart(folder, "plain")) == BUILT
    alone = tracks(folder)
    shutil.rmtree(folder / "output")
    both = [apart(folder, "meet"), apart(folder, "meet")]
    assert [begun(process) for process in both] == ["begun", "begun"]
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [ended(process) for process in both] == [BUILT, BUILT]
    assert tracks(folder) == alone
    assert not list(folder.rglob("*.part"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_build_is_cleared_by_the_next(folder: Path) -> None:
    """What a build that was killed had begun is gone after the next, which makes the track."""
    assert ended(apart(folder, "die"))[0] == -signal.SIGKILL
    assert list((folder / "output").glob(".*.part"))
    assert not (folder / "output/adem").exists()
    assert ended(apart(folder, "plain")) == BUILT
    assert not list(folder.rglob("*.part"))


def cut(path: Path) -> None:
    """Leave half of a file."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def emptied(path: Path) -> None:
    """Leave nothing in a file."""
    path.write_bytes(b"")


def flipped(path: Path) -> None:
    """Turn the bits of the last byte of a file."""
    body = bytearray(path.read_bytes())
    body[-1] ^= 0xFF
    path.write_bytes(body)


@pytest.mark.parametrize("damage", [cut, emptied, flipped])
def test_damaged_entries_are_made_anew(
    built: tuple[Path, dict[str, bytes]], make: Make, damage: Callable[[Path], None]
) -> None:
    """Whatever happened to the files of the cache, the build says nothing of it and gives the same bytes."""
    folder, before = built
    sound = {path: path.read_bytes() for path in entries(folder)}
    kinds = {path.relative_to(folder / "output/.cache").parts[0] for path in sound}
    assert kinds >= {"takes", "pieces", "passages", "stamps"}
    for path in sound:
        damage(path)
    (result,) = make(force=True)
    assert (result.status, result.problems) == ("built", ())
    assert tracks(folder) == before
    mended = {path: path.read_bytes() for path in entries(folder)}
    kept = {path for path in sound if "stamps" not in path.parts}
    assert {path: mended[path] for path in kept} == {path: sound[path] for path in kept}


def test_a_damaged_stamp_is_none(built: tuple[Path, dict[str, bytes]], make: Make) -> None:
    """A stamp is believed only whole: with a letter changed, the cue sheets tell what is up to date."""
    folder, before = built
    (stamp,) = (path for path in entries(folder) if "stamps" in path.parts)
    stamp.write_bytes(stamp.read_bytes().replace(b'{"adem":', b'{"adam":'))
    (result,) = make()
    assert (result.slug, result.status) == ("adem", "unchanged")
    assert tracks(folder) == before


def test_a_limit_that_holds_nothing_breaks_nothing(folder: Path, make: Make) -> None:
    """With room for less than one track's entries, tracks are the same and the cache keeps to its limit."""
    shutil.copy(folder / "scripts/adem.yaml", folder / "scripts/tweede.yaml")
    make()
    roomy = tracks(folder)
    shutil.rmtree(folder / "output")
    podcast = folder / "podcast.yaml"
    podcast.write_text(podcast.read_text("utf-8") + "cache: {limit: 1KB}\n", "utf-8")
    assert [result.status for result in make()] == ["built", "built"]
    assert usage(folder / "output/.cache").size_bytes <= 1000
    sound = {name: body for name, body in tracks(folder).items() if name.endswith((".mp3", ".vtt", ".svg"))}
    assert sound == {name: roomy[name] for name in sound}
    assert [result.status for result in make()] == ["unchanged", "unchanged"]


def test_entries_evicted_while_a_track_is_made(
    built: tuple[Path, dict[str, bytes]], make: Make, monkeypatch: Any
) -> None:
    """Another build that prunes between this one's laying out and its mixing costs only time."""
    from stilte.pipeline import track  # noqa: PLC0415

    folder, before = built
    plain, pruned = track.lay_out_track, list[int]()

    def prune_first(*given: Any) -> Any:
        if not pruned:
            pruned.append(sum(path.stat().st_size for path in entries(folder)))
            shutil.rmtree(folder / "output/.cache")
        return plain(*given)

    monkeypatch.setattr(track, "lay_out_track", prune_first)
    (result,) = make(force=True)
    assert pruned[0] > 0
    assert (result.status, result.problems) == ("built", ())
    assert tracks(folder) == before


def test_projects_may_share_a_cache(folder: Path, make: Make, tmp_path_factory: Any) -> None:
    """Two projects with scripts of the same name, one cache: neither takes the other's stamp for its own."""
    shared = tmp_path_factory.mktemp("shared")
    podcast = folder / "podcast.yaml"
    podcast.write_text(podcast.read_text("utf-8") + f"cache: {{place: {shared}}}\n", "utf-8")
    other = tmp_path_factory.mktemp("other") / "project"
    shutil.copytree(folder, other)
    script = other / "scripts/adem.yaml"
    script.write_text(script.read_text("utf-8").replace("Tot ziens", "Tot gauw"), "utf-8")
    make()
    assert ended(apart(other, "plain")) == BUILT
    assert [result.status for result in make()] == ["unchanged"]
