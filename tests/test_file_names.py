"""One fold for names: whatever form a system gave to a file's name, a script finds it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Literal

import pytest
from PIL import Image

from stilte.cli import main
from stilte.file_names import folded, is_device, on_disk, yaml_files
from stilte.importer import import_post
from stilte.script.slug import slug_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

Form = Literal["NFC", "NFD"]
FORMS: tuple[Form, ...] = ("NFC", "NFD")


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def ran(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(["--project", str(tmp_path), *words])
        told = capsys.readouterr()
        return int(stop.value.code or 0), told.out, told.err

    return ran


def _write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("in_script", FORMS)
@pytest.mark.parametrize("in_folder", FORMS)
def test_a_name_is_found_in_whatever_form_the_disk_has_it(
    tmp_path: Path, run: Run, in_folder: Form, in_script: Form
) -> None:
    """Voices, music, included parts, pictures and scripts: one letter or two, it is one name."""

    def named(name: str) -> str:
        return unicodedata.normalize(in_folder, name)

    _write(tmp_path, "podcast.yaml", "title: Proef\nlanguage: nl\n")
    _write(tmp_path, named("voices/renée.yaml"), "language: nl\nuse: [tone]\n")
    _write(tmp_path, named("music/zeeën.yaml"), "make: ocean\n")
    _write(tmp_path, named("scripts/_één.yaml"), "steps:\n  - Tot ziens.\n")
    Image.new("RGB", (1400, 1400), "navy").save(tmp_path / named("fotó.jpg"))
    script = "title: A\nvoice: renée\nmusic: zeeën\nimage: fotó.jpg\nlead: [1, 1]\n"
    script += "steps:\n  - Dag.\n  - include: _één\n"
    _write(tmp_path, named("scripts/café.yaml"), unicodedata.normalize(in_script, script))
    asked = unicodedata.normalize(in_script, "café")
    assert run("check", asked)[::2] == (0, "")
    code, out, told = run("build", asked)
    assert (code, out.split()[0]) == (0, "output/cafe/cafe.mp3"), told
    assert run("build")[1].split()[-1] == "unchanged"


@pytest.mark.parametrize("name", ["B.YAML", "b.yml", "B.Yml"])
def test_endings_count_in_any_case(tmp_path: Path, run: Run, name: str) -> None:
    """A script, a voice and a part are found whatever the case of their ending."""
    _write(tmp_path, f"scripts/{name}", "title: B\nlanguage: nl\nvoice: toon\nsteps:\n  - include: _c\n")
    _write(tmp_path, "scripts/_c.YAML", "steps:\n  - Dag.\n")
    _write(tmp_path, "voices/toon.YML", "language: nl\nuse: [tone]\n")
    code, out, told = run("check")
    assert (code, told) == (0, "")
    assert out.startswith("b: about ")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "scripts/x.yaml.txt",
            "scripts/x.yaml.txt:1: This file is ignored: its name does not end in .yaml.",
        ),
        ("scripts/x.yml.bak", "scripts/x.yml.bak:1: This file is ignored"),
        ("scripts/x.txt", "Name it x.yaml"),
        ("scripts/les 1/x.yaml", "scripts/les 1/x.yaml:1: Scripts in a subfolder are ignored."),
        ("voices/x.yaml.txt", "voices/x.yaml.txt:1: This file is ignored"),
        ("podcast.yml", "podcast.yml:1: This file is ignored. Name it podcast.yaml."),
    ],
)
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_file_that_nobody_reads_is_told(
    tmp_path: Path, run: Run, command: str, name: str, told: str
) -> None:
    """What looks like a script, a voice or the project's settings is not passed over without a word."""
    _write(tmp_path, "scripts/a.yaml", "title: A\nlanguage: nl\nvoice: toon\nsteps:\n  - Dag.\n")
    _write(tmp_path, "voices/toon.yaml", "language: nl\nuse: [tone]\n")
    _write(tmp_path, name, "title: X\nlanguage: nl\nsteps:\n  - Dag.\n")
    code, _, err = run(command)
    assert (code, told in err) == (0, True), err


def test_notes_beside_the_scripts_are_nobodys_business(tmp_path: Path, run: Run) -> None:
    """A text without steps is no script."""
    _write(tmp_path, "scripts/a.yaml", "title: A\nlanguage: nl\nvoice: toon\nsteps:\n  - Dag.\n")
    _write(tmp_path, "voices/toon.yaml", "language: nl\nuse: [tone]\n")
    _write(tmp_path, "scripts/ideeën.txt", "Een oefening met de armen.\n")
    assert run("check")[2] == ""


def test_what_is_not_there_stays_as_it_was_asked(tmp_path: Path) -> None:
    """A name that nothing on disk is like is given back, for the message that tells so."""
    assert on_disk(tmp_path / "weg" / "niets.yaml") == tmp_path / "weg" / "niets.yaml"
    assert list(yaml_files(tmp_path / "weg")) == []
    assert folded(" re\u0301 ") == "r\u00e9"


@pytest.mark.parametrize(
    ("music", "meant"), [("Oceaan", "oceaan"), ("geen", "none"), ("zee", "ocean"), ("oceaann", "oceaan")]
)
def test_a_wrong_name_of_music_is_answered_with_the_nearest(
    tmp_path: Path, run: Run, music: str, meant: str
) -> None:
    """First what differs in case only, then what the word means, then what it looks like."""
    _write(tmp_path, "music/oceaan.yaml", "make: ocean\n")
    _write(tmp_path, "scripts/a.yaml", f"title: A\nlanguage: nl\nmusic: {music}\nsteps:\n  - Dag.\n")
    assert f"Did you mean '{meant}'?" in run("check")[2]


def test_a_picture_that_is_a_link_out_of_the_project_is_called_so(tmp_path: Path, run: Run) -> None:
    """It is there, so nobody asks whether it was meant."""
    outside = tmp_path.parent / "buiten.jpg"
    Image.new("RGB", (1400, 1400), "navy").save(outside)
    _write(tmp_path, "scripts/a.yaml", "title: A\nlanguage: nl\nimage: link.jpg\nsteps:\n  - Dag.\n")
    (tmp_path / "link.jpg").symlink_to(outside)
    told = run("check")[2]
    assert "scripts/a.yaml:3: 'link.jpg' is a link to a place outside the project." in told


@pytest.mark.parametrize("name", ["con", "Aux", "nul", "COM1", "lpt9"])
def test_no_file_is_named_as_a_device_of_windows(tmp_path: Path, run: Run, name: str) -> None:
    """Neither a new script nor its track: a project made here can be opened there."""
    status, told, _ = run("new", name, "--language", "en")
    assert status == 0
    assert f"{name.lower()}-track.yaml" in told
    assert slug_of(name) == f"{name.lower()}-track"
    _write(tmp_path, f"posts/{name}.txt", "Stand tall. Breathe in and out five times. Close your eyes.\n")
    (imported,) = import_post(tmp_path / f"posts/{name}.txt")
    assert not is_device(imported.name)
