"""One wrong file beside the scripts stops the scripts that use it, and no others; `check` tells of it."""

from __future__ import annotations

import io
import wave
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from stilte.cli import main
from stilte.pipeline.scripts import project_context
from stilte.project import open_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.pipeline.results import Result


@pytest.fixture
def faulty_project(folder: Path) -> Path:
    """Return the project with a wrong voice, a wrong bed, and a script that uses each."""
    (folder / "music").mkdir()
    (folder / "music/fout.yaml").write_text("make: oceaan\n", "utf-8")
    (folder / "voices/stuk.yaml").write_text("language: nl\nuse: [toon]\n", "utf-8")
    (folder / "scripts/bed.yaml").write_text("title: B\nmusic: fout\nsteps:\n  - Dag.\n", "utf-8")
    (folder / "scripts/stem.yaml").write_text("title: S\nvoice: stuk\nsteps:\n  - Dag.\n", "utf-8")
    return folder


def check(folder: Path, *scripts: str) -> tuple[int, str]:
    """Run `check` and return its exit code and what it said."""
    told = io.StringIO()
    with redirect_stderr(told), redirect_stdout(told), pytest.raises(SystemExit) as stop:
        main(["--project", str(folder), "check", *scripts])
    return int(stop.value.code or 0), told.getvalue()


@pytest.mark.usefixtures("faulty_project")
def test_scripts_that_do_not_use_a_wrong_file_are_built(make: Callable[..., tuple[Result, ...]]) -> None:
    """The users of a wrong voice or bed fail, naming its file and line; the others are built."""
    adem, bed, stem = make()
    assert adem.status == "built", adem.problems
    assert (bed.exit_code, stem.exit_code) == (2, 2)
    assert [str(problem.where) for problem in bed.problems] == ["music/fout.yaml:1"]
    assert "Did you mean 'ocean'?" in str(bed.problems[0].instead)
    assert [str(problem.where) for problem in stem.problems] == ["voices/stuk.yaml:2"]


@pytest.mark.usefixtures("faulty_project")
def test_a_wrong_voice_that_is_asked_for_by_option_is_told(make: Callable[..., tuple[Result, ...]]) -> None:
    """`--voice` with a wrong voice is an error of its file, not of the machine."""
    assert {result.exit_code for result in make(voice="stuk")} == {2}


def test_check_tells_once_what_is_wrong_beside_the_scripts(faulty_project: Path) -> None:
    """All wrong files are told by `check`, each once, also where only one script was broken by it."""
    code, said = check(faulty_project)
    assert code == 2
    assert said.count("music/fout.yaml:1:") == said.count("voices/stuk.yaml:2:") == 1
    assert "error: stem.yaml uses files with the problems above." in said
    assert check(faulty_project, "adem")[0] == 0
    assert "voices/stuk.yaml:2:" in check(faulty_project, "stem")[1]


def test_the_projects_own_voice_is_never_passed_over(
    faulty_project: Path, make: Callable[..., tuple[Result, ...]]
) -> None:
    """A wrong voice that `podcast.yaml` chose stops the scripts that leave the choice to it."""
    with (faulty_project / "podcast.yaml").open("a", encoding="utf-8") as file:
        file.write("defaults: {voice: stuk}\n")
    assert {result.exit_code for result in make()} == {2}


def test_a_described_recording_is_a_sound_by_its_name(folder: Path) -> None:
    """`sound: NAME` finds `music/NAME.yaml` first, as `music: NAME` does."""
    (folder / "music").mkdir()
    with wave.open(str(folder / "music/kort.wav"), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(800))
    (folder / "music/gongetje.yaml").write_text("file: kort.wav\nlicence: own\n", "utf-8")
    (folder / "scripts/adem.yaml").write_text("title: A\nsteps:\n  - sound: gongetje\n", "utf-8")
    assert check(folder)[0] == 0


def test_check_tells_what_directories_hold_against_a_picture(folder: Path) -> None:
    """A picture of the wrong size is a warning with its line; one that cannot be read an error."""
    Image.new("RGB", (300, 200)).save(folder / "klein.png")
    show = (folder / "podcast.yaml").read_text("utf-8")
    (folder / "podcast.yaml").write_text(f"{show}image: klein.png\n", "utf-8")
    code, said = check(folder)
    assert (code, "warning: podcast.yaml:4: The picture 'klein.png' is 300 × 200" in said) == (0, True)
    (folder / "klein.png").write_text("geen beeld")
    code, said = check(folder)
    assert (code, "error: podcast.yaml:4: The picture 'klein.png' is not a picture" in said) == (2, True)


def test_a_script_is_found_by_its_slug(folder: Path) -> None:
    """What a track is called finds its script: the key `slug`, or the name made fit for an address."""
    script = (folder / "scripts/adem.yaml").read_text("utf-8")
    (folder / "scripts/Rustig aan (2).yaml").write_text(script, "utf-8")
    (folder / "scripts/adem.yaml").write_text("slug: even-ademen\n" + script, "utf-8")
    for name in ("even-ademen", "adem", "rustig-aan-2", "scripts/adem.yaml"):
        assert check(folder, name)[0] == 0, name
    code, said = check(folder, "even-ademn")
    assert (code, "Did you mean 'even-ademen'?" in said) == (2, True)


def test_a_routine_without_a_voice_is_spoken_by_a_guide(folder: Path) -> None:
    """The project's own voice, else the first guide of the language: never a whisper that comes first."""
    for name, role in (("aarde", "whisper"), ("bron", "other"), ("stem", "guide"), ("zee", "guide")):
        text = f"language: nl\nrole: {role}\nuse: [tone]\n"
        (folder / f"voices/{name}.yaml").write_text(text, "utf-8")
    (folder / "voices/toon.yaml").unlink()
    assert project_context(open_project(folder)).environment.voice_for("nl") == "stem"
    for name in ("stem", "zee"):
        (folder / f"voices/{name}.yaml").unlink()
    assert project_context(open_project(folder)).environment.voice_for("nl") == "espeak"
    (folder / "podcast.yaml").write_text("title: P\nlanguage: nl\ndefaults: {voice: aarde}\n", "utf-8")
    assert project_context(open_project(folder)).environment.voice_for("nl") == "aarde"
