"""Every command that writes or removes leaves what is not of its making, in a project full of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.foreign_files import changed_since, put_foreign, state_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

BESIDE = (
    "verslag.docx",
    "foto's/zee.jpg",
    ".verborgen",
    ".film.mkv.part",
    "media/eigen.mp3",
    "output/verslag.docx",
    "output/media/eigen.mp3",
    "output/media/.film.mkv.part",
    "output/media/.lied-0123456789.mp3.part",
    "output/covers/eigen.jpg",
    "output/.film.mkv.part",
    "output/.kort-12345-abc.part",
    "output/kort/foto.jpg",
    "output/kort/.film.part",
    "output/anders/anders.mp3",
    "output/anders/index.html",
    "output/.cache/brief.docx",
    "output/.cache/takes/opname.wav",
    "output/.cache/.film.part",
    "voices/toon/opname.wav",
    "music/lied.txt",
    "scripts/aantekening.txt",
)
COMMANDS = (
    "build",
    "build --force --formats mp3,flac --stems",
    "build --draft --force",
    "check",
    "plan kort",
    "proof kort",
    "voices",
    "voices try toon Adem",
    "voices get toon",
    "voices missing toon",
    "text kort",
    "cache",
    "cache --prune 1KB",
    "cache --clear",
    "publish podcast --allow-draft",
    "publish podcast --allow-draft --to www",
    "publish podcast --allow-draft --to www --dry-run",
    "publish podcast --allow-draft --remove kort",
    "publish wordpress --to http://127.0.0.1:1",
)
SHOW = "title: Proef\nlanguage: nl\ndescription: d\nauthor: a\nmedia: https://example.org/m\n"


@pytest.fixture
def busy(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project that has been built once, full of files that are not ours."""
    monkeypatch.chdir(folder)
    (folder / "podcast.yaml").write_text(SHOW, "utf-8")
    script = folder / "scripts/kort.yaml"
    script.write_text(f"date: 2026-01-05\n{script.read_text('utf-8')}", "utf-8")
    assert run("build")[0] == 0
    put_foreign(folder, BESIDE)
    put_foreign(folder / "www", ["verslag.docx", "media/eigen.mp3", "media/.film.part", ".index.html.part"])
    return folder


@pytest.mark.parametrize("words", COMMANDS)
def test_what_is_not_ours_stays(run: Run, busy: Path, words: str) -> None:
    """Whatever the command does, and whether it succeeds: each file of somebody's is as it was."""
    foreign = {**state_of(busy)}
    ours = ("output/kort/kort.", "output/kort/index", "output/kort/embed", "output/kort/timeline")
    kept = {
        name: digest
        for name, digest in foreign.items()
        if not name.startswith(ours)
        and name not in ("output/index.html", "output/cover.jpg", "output/sw.js", "output/kort/chapters.json")
        and not name.startswith("output/.cache/")
    } | {name: foreign[name] for name in BESIDE if name in foreign}
    run(*words.split())
    assert changed_since(kept, busy) == []


@pytest.mark.parametrize(
    "name",
    [
        "output/kort/kort.mp3",
        "output/kort/kort.json",
        "output/kort/chapters.json",
        "output/kort",
        "output/index.html",
        "output/sw.js",
        "output/cover.jpg",
    ],
)
def test_a_file_under_a_name_of_a_track_is_not_replaced(run: Run, folder: Path, name: str) -> None:
    """Told with its name and what to do; once it is away the build goes on where it was."""
    put_foreign(folder, [name])
    before = state_of(folder)
    code, _, told = run("build")
    assert code == 1
    assert f"{folder / name} was not made by Stilte, and is not replaced. Move it elsewhere" in told
    assert changed_since(before, folder) == []
    (folder / name).unlink()
    assert run("build")[0] == 0
    assert (folder / "output/kort/kort.mp3").exists()
    assert (folder / "output/index.html").exists()
    assert (folder / "output/cover.jpg").exists()


def test_a_link_in_the_place_of_a_track_is_not_written_through(run: Run, folder: Path) -> None:
    """What lies behind it is somebody else's folder."""
    put_foreign(folder / "elsewhere", ["kort.mp3"])
    (folder / "output").mkdir()
    (folder / "output/kort").symlink_to(folder / "elsewhere")
    before = state_of(folder / "elsewhere")
    assert run("build")[0] == 1
    assert state_of(folder / "elsewhere") == before


def test_a_move_that_was_cut_off_is_taken_up_again(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of the files are there without a cue sheet: the next build knows them for its own, and goes on."""
    from pathlib import Path as AnyPath  # noqa: PLC0415 (patched here alone)

    replace = AnyPath.replace

    def cut_off(self: Path, target: Path) -> Path:
        if target.name == "kort.mp3":
            replace(self, target)
            raise OSError("the power went")
        return replace(self, target)

    monkeypatch.setattr(AnyPath, "replace", cut_off)
    assert run("build")[0] == 1
    monkeypatch.undo()
    assert (folder / "output/kort/kort.mp3").exists()
    assert not (folder / "output/kort/kort.json").exists()
    script = folder / "scripts/kort.yaml"
    script.write_text(script.read_text("utf-8").replace("Adem in.", "Adem heel rustig in."), "utf-8")
    assert run("build")[0] == 0
    assert sorted(path.name for path in (folder / "output/kort").iterdir()) == [
        "chapters.json",
        "embed.html",
        "index.html",
        "kort.json",
        "kort.mp3",
        "kort.srt",
        "kort.vtt",
        "timeline.svg",
    ]
