"""`clean`: what no script makes any more is shown, and removed after a yes; nothing else is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.errors import program_name
from tests.cli.short import SCRIPT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def left(folder: Path, run: Run) -> Path:
    """Return the folder of a track whose script was deleted, beside one whose script is there."""
    (folder / "scripts/weg.yaml").write_text(SCRIPT.replace("Kort", "Weg"), encoding="utf-8")
    assert run("build")[0] == 0
    (folder / "scripts/weg.yaml").unlink()
    return folder / "output/weg"


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_nothing_is_removed_where_nobody_says_yes(left: Path, folder: Path, run: Run) -> None:
    """Without a terminal to ask at, and with `--dry-run`, the tracks are only shown."""
    before = files(folder)
    for words in (["clean"], ["clean", "--dry-run"], ["clean", "--dry-run", "--yes"]):
        code, out, _ = run(*words)
        assert code == 0
        assert out.startswith("output/weg  ")
        assert out.endswith("Its script scripts/weg.yaml is gone.\n")
    assert files(folder) == before
    assert left.is_dir()


def test_a_yes_removes_the_track_and_no_other(left: Path, folder: Path, run: Run) -> None:
    """The folder goes, the index forgets it, and the track that has a script stays byte for byte."""
    before = {name: body for name, body in files(folder).items() if name.startswith("output/kort/k")}
    assert run("clean", "--yes")[::2] == (0, "1 track removed\n")
    assert not left.exists()
    assert "weg/" not in (folder / "output/index.html").read_text(encoding="utf-8")
    assert files(folder).items() >= before.items()
    assert run("clean")[1:] == ("", "Every finished track has its script: there is nothing to remove.\n")


def test_files_of_somebody_else_stay(left: Path, folder: Path, run: Run) -> None:
    """A foreign file, an altered sound and folders without our sheet are kept, and said to be."""
    (left / "notities.txt").write_text("van mij", encoding="utf-8")
    (left / "weg.mp3").write_bytes(b"mijn eigen opname")
    foreign = folder / "output/foto's"
    foreign.mkdir()
    (foreign / "foto's.json").write_text("{}", encoding="utf-8")
    (foreign / "index.html").write_text("<p>van mij", encoding="utf-8")
    outside = folder.parent / "buiten"
    outside.mkdir(exist_ok=True)
    (folder / "output/link").symlink_to(outside)
    assert "2 other files there are kept." in run("clean", "--yes")[1]
    assert {path.name for path in left.iterdir()} == {"notities.txt", "weg.mp3"}
    assert {path.name for path in foreign.iterdir()} == {"foto's.json", "index.html"}
    assert (folder / "output/link").is_symlink()


def test_a_script_that_cannot_be_read_keeps_its_tracks(folder: Path, run: Run) -> None:
    """Its lengths are not known while it is wrong."""
    run("build")
    (folder / "scripts/kort.yaml").write_text("title: Kort\nsteps:\n  - bel: 1\n", encoding="utf-8")
    assert run("clean", "--yes")[1] == ""
    assert (folder / "output/kort/kort.mp3").is_file()


def test_a_length_that_was_given_up_leaves_the_index(folder: Path, run: Run) -> None:
    """A build lists only the lengths that the script asks for now, and says what is left over."""
    script = folder / "scripts/kort.yaml"
    script.write_text(SCRIPT.replace("steps:", "length: [5s, 6s]\nsteps:"), encoding="utf-8")
    run("build")
    script.write_text(SCRIPT.replace("steps:", "length: [5s, 7s]\nsteps:"), encoding="utf-8")
    code, _, err = run("build")
    cure = f"`{program_name()} clean` removes it."
    told = err.splitlines()[-1]
    assert (code, told) == (0, f"kort-6s: scripts/kort.yaml no longer makes this track. {cure}")
    index = (folder / "output/index.html").read_text(encoding="utf-8")
    page = (folder / "output/kort-5s/index.html").read_text(encoding="utf-8")
    assert ("kort-6s" in index, "kort-6s" in page, "kort-7s" in page) == (False, False, True)
    assert run("clean")[1].startswith("output/kort-6s  ")
