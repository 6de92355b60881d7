"""An unchanged script is not checked again, and no answer is older than anything that it was made from."""

from __future__ import annotations

import shutil
import wave
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from stilte.messages import in_language
from stilte.pipeline.checking import check_project
from stilte.pipeline.inspection import kept_checks
from stilte.pipeline.inspection.checked_script import ScriptChecker
from stilte.pipeline.scripts import project_context
from stilte.project import open_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.pipeline.checking import Findings
    from stilte.pipeline.results import Result

    Change = Callable[[Path], object]

SCRIPT = """\
title: Op adem
language: nl
music: rivier
image: plaatje.png
length: 40s
steps:
  - Welkom allemaal. <2s> Ga zitten 静.
  - include: _deel
  - sound: vogel
"""


@pytest.fixture
def whole(folder: Path) -> Path:
    """Return a project whose second script includes a part, and names a recording, a sound and a picture."""
    (folder / "scripts/op-adem.yaml").write_text(SCRIPT, encoding="utf-8")
    (folder / "scripts/_deel.yaml").write_text("steps:\n  - Adem in.\n", encoding="utf-8")
    for shelf in ("music", "sounds"):
        (folder / shelf).mkdir()
    tone(folder / "music/rivier.wav", 4)
    tone(folder / "sounds/vogel.wav", 1)
    (folder / "music/rivier.yaml").write_text("file: rivier.wav\nlicence: CC0-1.0\n", encoding="utf-8")
    Image.new("RGB", (1500, 1500)).save(folder / "plaatje.png")
    (folder / "output/.cache").mkdir(parents=True)
    return folder


def tone(path: Path, length_s: int, level: int = 6000) -> None:
    """Write a sound that is not silent."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(
            b"".join(
                (level * (n % 20 - 10) // 10).to_bytes(2, "little", signed=True)
                for n in range(8000 * length_s)
            )
        )


@pytest.fixture
def read(monkeypatch: Any) -> list[str]:
    """Return a list in which every script that is read leaves its name."""
    found: list[str] = []
    plain = ScriptChecker._fresh

    def reading(self: ScriptChecker, path: Path, *more: Any) -> Any:
        found.append(path.stem)
        return plain(self, path, *more)

    monkeypatch.setattr(ScriptChecker, "_fresh", reading)
    return found


def check(folder: Path, *, keep: bool = True) -> Findings:
    """Check a project as the command does."""
    project = open_project(folder)
    return check_project(
        project, project_context(project), project.script_files(), everything=True, keep=keep
    )


def told(found: Findings) -> list[object]:
    """Return all that a check tells of scripts and the project, as its author reads it."""
    scripts = [
        (one.script, one.tracks, list(map(str, one.errors)), list(map(str, one.warnings)))
        for one in found.scripts
    ]
    return [scripts, list(map(str, found.errors)), list(map(str, found.warnings))]


def test_what_did_not_change_is_not_read_again(whole: Path, read: list[str]) -> None:
    """The second check tells the same without reading a script, in any language."""
    first = check(whole)
    assert sorted(read) == ["adem", "op-adem"]
    assert any("静" in str(problem) for one in first.scripts for problem in one.warnings)
    read.clear()
    assert told(check(whole)) == told(first) == told(check(whole, keep=False))
    assert sorted(read) == ["adem", "op-adem"]  # by the one that keeps nothing
    for name in ("nl", "en"):
        with in_language(name):
            assert told(check(whole)) == told(first)


def append(path: str, text: str) -> Change:
    """Return a change that writes more into a file."""

    def change(folder: Path) -> None:
        place = folder / path
        place.parent.mkdir(exist_ok=True)
        with place.open("a", encoding="utf-8") as file:
            file.write(text)

    return change


CHANGES: dict[str, Change] = {
    "the script": append("scripts/op-adem.yaml", "  - Nog een 水.\n"),
    "its part": append("scripts/_deel.yaml", "  - Nog een 水.\n"),
    "a part that is wrong now": append("scripts/_deel.yaml", "  - pauze: 3\n"),
    "the part is gone": lambda folder: (folder / "scripts/_deel.yaml").unlink(),
    "the show": append("podcast.yaml", "defaults:\n  pause: 30s\n"),
    "the voice": append("voices/toon.yaml", "speed: 0.5\n"),
    "a voice more": append("voices/ander.yaml", "language: nl\nuse: [espeak]\n"),
    "a lexicon": append("voices/lexicon.nl.yaml", "allemaal: {say: allen}\n"),
    "a lexicon that is wrong": append("voices/lexicon.nl.yaml", "allemaal: [\n"),
    "the music's description": append("music/rivier.yaml", "level: zacht\n"),
    "no licence": lambda folder: (folder / "music/rivier.yaml").write_text("file: rivier.wav\n", "utf-8"),
    "the recording is silent": lambda folder: tone(folder / "music/rivier.wav", 4, 0),
    "the recording is no sound": lambda folder: (folder / "music/rivier.wav").write_text("no", "utf-8"),
    "a longer sound": lambda folder: tone(folder / "sounds/vogel.wav", 30),
    "a sound of the same name": lambda folder: tone(folder / "music/vogel.wav", 60),
    "a small picture": lambda folder: Image.new("RGB", (200, 100)).save(folder / "plaatje.png"),
    "no picture": lambda folder: (folder / "plaatje.png").unlink(),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_of_an_input_is_seen(whole: Path, change: Change) -> None:
    """Whatever changes, the answer is that of a check that keeps nothing."""
    check(whole)
    before = told(check(whole))
    change(whole)
    now = told(check(whole))
    assert now == told(check(whole, keep=False))
    assert change in (CHANGES["a voice more"], CHANGES["a lexicon"]) or now != before


def test_takes_that_come_and_go_are_seen(
    whole: Path, make: Callable[..., tuple[Result, ...]], read: list[str]
) -> None:
    """A length is measured once lines are spoken, and estimated again when their takes are gone."""
    estimated = told(check(whole))
    make(jobs=1)
    measured = told(check(whole))
    assert measured != estimated
    read.clear()
    assert told(check(whole)) == measured
    assert read == []
    takes = sorted(path for path in (whole / "output/.cache/takes").rglob("*") if path.is_file())
    for take in takes[::2]:
        take.unlink()
    assert told(check(whole)) == told(check(whole, keep=False)) != measured
    shutil.rmtree(whole / "output/.cache/takes")
    assert told(check(whole)) == estimated


def test_a_script_with_errors_is_checked_each_time(whole: Path, read: list[str]) -> None:
    """What puts it right may lie anywhere: a file that it names appears."""
    append("scripts/op-adem.yaml", "  - sound: ergens/fluit.wav\n")(whole)
    assert any(one.errors for one in check(whole).scripts)
    read.clear()
    (whole / "ergens").mkdir()
    tone(whole / "ergens/fluit.wav", 1)
    assert not any(one.errors for one in check(whole).scripts)
    assert read == ["op-adem"]


def test_two_scripts_of_one_slug_are_refused_though_both_are_known(whole: Path) -> None:
    """Each by itself is in order; which of them is refused depends on the others."""
    shutil.copy(whole / "scripts/adem.yaml", whole / "scripts/zucht.yaml")
    text = (whole / "scripts/zucht.yaml").read_text("utf-8")
    (whole / "scripts/zucht.yaml").write_text(f"slug: adem\n{text}", encoding="utf-8")
    for _ in range(2):
        found = check(whole)
        assert [bool(one.errors) for one in found.scripts] == [False, False, True]
        assert told(found) == told(check(whole, keep=False))


def test_another_program_asks_anew(whole: Path, read: list[str], monkeypatch: Any) -> None:
    """What an older version told, or the same before an edit of its code, is not told any more."""
    check(whole)
    read.clear()
    monkeypatch.setattr(kept_checks, "this_program", lambda: "another")
    check(whole)
    assert sorted(read) == ["adem", "op-adem"]


def test_a_damaged_answer_is_none(whole: Path, read: list[str]) -> None:
    """What cannot be read in the cache is found out again."""
    first = told(check(whole))
    for path in (whole / "output/.cache/checks").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-9])
    read.clear()
    assert told(check(whole)) == first
    assert sorted(read) == ["adem", "op-adem"]


def test_with_a_recorded_voice_every_script_is_read(whole: Path, read: list[str]) -> None:
    """Its recordings are matched with the lines of all scripts."""
    append("voices/eigen.yaml", "language: nl\nuse: [recorded]\n")(whole)
    check(whole)
    read.clear()
    check(whole)
    assert sorted(read) == ["adem", "op-adem"]


def test_a_check_makes_no_folder(folder: Path) -> None:
    """Nothing is kept in a project that was never built."""
    check(folder)
    assert not (folder / "output").exists()
