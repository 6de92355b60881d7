"""`new`: from an empty folder to something that can be built."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from stilte.cli import main
from stilte.starting.first_script import BEDS, FIRST_NAMES, VOICES

if TYPE_CHECKING:
    from collections.abc import Callable

SHIPPED = Path(__file__).parents[2] / "voices"
STARTING = Path(__file__).parents[2] / "stilte/starting"


@pytest.fixture
def run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Return what runs the program in an empty folder, on a French computer: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("STILTE_LANGUAGE")
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")

    def ran(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(["--project", str(tmp_path), *words])
        told = capsys.readouterr()
        return int(stop.value.code or 0), told.out, told.err

    return ran


def _begun_with(language: str) -> list[str]:
    return [f"voices/{VOICES[language]}.yaml", f"music/{BEDS[language]}.yaml", "podcast.yaml"]


@pytest.mark.parametrize("language", sorted(VOICES))
def test_an_empty_folder_becomes_a_project_without_a_name(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path, language: str
) -> None:
    """The first script is named in its language, uses the bed that is written, and has nothing to warn of."""
    for name in (".gitignore", "README.md", "LICENSE"):
        (tmp_path / name).write_text("", "utf-8")
    code, out, err = run("new", "--language", language)
    written = [Path(row).relative_to(tmp_path).as_posix() for row in out.splitlines()]
    script = f"scripts/{FIRST_NAMES[language]}.yaml"
    assert (code, written) == (0, [script, *_begun_with(language)])
    assert f"\nmusic: {BEDS[language]} " in (tmp_path / script).read_text("utf-8")
    assert "build` makes the track." in err
    assert run("check")[::2] == (0, "")


def test_a_second_script_needs_a_name(run: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    """Said again, `new` replaces nothing and says what to type; a recipe brings its own name."""
    run("new", "--language", "en")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    code, out, err = run("new")
    assert (code, out) == (2, "")
    assert "Name the new script: `" in err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert run("new", "--recipe", "box")[1] == f"{tmp_path / 'scripts/box.yaml'}\n"


def test_a_folder_of_other_things_becomes_no_project_by_accident(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    """Without a name nothing is written; with `podcast.yaml` it is a project, and gets its first script."""
    (tmp_path / "Taxes 2025.ods").write_bytes(b"")
    code, out, err = run("new")
    assert (code, out) == (2, "")
    assert f"{tmp_path} is not empty" in err
    assert [path.name for path in tmp_path.iterdir()] == ["Taxes 2025.ods"]
    (tmp_path / "podcast.yaml").write_text("title: P\nlanguage: nl\n", "utf-8")
    assert run("new")[0] == 0
    assert "\nmusic: none " in (tmp_path / "scripts/welkom.yaml").read_text("utf-8")
    assert not (tmp_path / "music").exists()


@pytest.mark.parametrize("language", sorted(VOICES))
def test_an_empty_folder_gets_a_script_and_a_voice_that_speaks_it(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path, language: str
) -> None:
    """Every file is named on stdout; the script is clean, and its voice is no draft by lack of one."""
    code, out, _ = run("new", "ochtend", "--language", language)
    assert code == 0
    written = [Path(row).relative_to(tmp_path).as_posix() for row in out.splitlines()]
    assert written == ["scripts/ochtend.yaml", *_begun_with(language)]
    assert run("check")[::2] == (0, "")
    assert run("voices")[1].startswith(VOICES[language])


def test_a_project_whose_voice_speaks_the_language_keeps_to_it(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    """No voice is written beside the author's; for another language there is."""
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices/mijn.yaml").write_text("language: nl\nuse: [espeak]\n", encoding="utf-8")
    assert "voices" not in run("new", "ochtend", "--language", "nl-BE")[1].replace(str(tmp_path), "")
    assert [path.name for path in (tmp_path / "voices").iterdir()] == ["mijn.yaml"]
    assert run("new", "morgen", "--language", "de")[1].endswith("ruhig.yaml\n")


def test_where_no_show_is_described_the_computer_says_the_language(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    """A French computer gets a French script; a language that nothing starts in gets English."""
    assert "It is in fr; `--language` takes en, nl, de, es as well." in run("new", "matin")[2]
    assert "language: fr" in (tmp_path / "scripts/matin.yaml").read_text(encoding="utf-8")
    run("new", "asubuhi", "--language", "sw")
    assert "language: en" in (tmp_path / "scripts/asubuhi.yaml").read_text(encoding="utf-8")


def test_a_project_without_voices_is_told_so(run: Callable[..., tuple[int, str, str]]) -> None:
    """`voices` never answers with nothing."""
    code, out, err = run("voices")
    assert (code, out) == (0, "")
    assert "There are no voices in this project yet" in err
    assert "new NAME" in err


@pytest.mark.parametrize("name", sorted(VOICES.values()))
def test_the_voices_to_start_with_are_those_that_are_shown_here(name: str) -> None:
    """What an installed program hands out is the file that this project speaks with."""
    shipped = (SHIPPED / f"{name}.yaml").read_text(encoding="utf-8")
    assert (STARTING / f"voices/{name}.yaml").read_text(encoding="utf-8") == shipped


def test_a_folder_that_takes_no_files_is_named_with_what_to_do(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The author reads of `scripts/` and of rights, not of a temporary file."""
    opened = Path.open

    def refused(self: Path, mode: str = "r", **more: Any) -> Any:
        if "x" in mode:
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return opened(self, mode, **more)

    monkeypatch.setattr(Path, "open", refused)
    code, out, err = run("new", "ochtend")
    assert (code, out) == (1, "")
    assert err == (
        f"Nothing can be written in {tmp_path / 'scripts'}: permission denied. "
        "Change the permissions, or use another folder.\n"
    )


def test_a_new_project_is_found_from_its_folders(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`new` writes `podcast.yaml`, so that a command in `scripts/` works on the project."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["stilte"])
    codes = []
    for folder, words in (
        (tmp_path, ["new", "ochtend", "--language", "nl"]),
        (tmp_path / "scripts", ["check"]),
    ):
        monkeypatch.chdir(folder)
        with pytest.raises(SystemExit) as stop:
            main(words)
        codes.append(stop.value.code)
    assert codes == [0, 0]
    assert "ochtend: about " in capsys.readouterr().out
    monkeypatch.chdir(tmp_path)
    (tmp_path / "podcast.yaml").write_text("language: nl\ntitle: Van mij\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["new", "avond"])
    assert "Van mij" in (tmp_path / "podcast.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", sorted(VOICES))
def test_the_comments_of_a_new_script_name_what_there_is(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path, language: str
) -> None:
    """The background that a comment suggests can be written as it stands there."""
    run("new", "ochtend", "--language", language)
    path = tmp_path / "scripts/ochtend.yaml"
    text = path.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("music:"))
    suggested = row.split()[-1]
    path.write_text(text.replace(row, f"music: {suggested}"), encoding="utf-8")
    assert run("check")[::2] == (0, "")


def test_a_new_script_says_who_speaks_and_what_is_under_it(
    tmp_path: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    """A guide, never the whisper that comes first by its name; and the music of the project."""
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices/anna.yaml").write_text("language: nl\nrole: whisper\nuse: [espeak]\n", "utf-8")
    (tmp_path / "voices/zoe.yaml").write_text("language: nl\nuse: [espeak]\n", "utf-8")
    run("new", "Een", "--language", "nl")
    first = (tmp_path / "scripts/een.yaml").read_text("utf-8")
    assert "\nvoice: zoe " in first
    assert "\nmusic: none " in first
    (tmp_path / "podcast.yaml").write_text("title: P\nlanguage: nl\ndefaults: {music: rain}\n", "utf-8")
    run("new", "Twee")
    assert "\nmusic: rain " in (tmp_path / "scripts/twee.yaml").read_text("utf-8")


def test_a_project_of_whispers_gets_a_guide(tmp_path: Path, run: Callable[..., tuple[int, str, str]]) -> None:
    """A voice for single lines does not speak a whole routine, also where it is the only one."""
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices/fluister.yaml").write_text("language: nl\nrole: whisper\nuse: [espeak]\n", "utf-8")
    _, out, _ = run("new", "Een", "--language", "nl")
    assert "voices/rustig.yaml" in out.replace("\\", "/")
    assert "\nvoice: rustig " in (tmp_path / "scripts/een.yaml").read_text("utf-8")


def test_a_script_is_in_the_language_of_the_messages(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no show is described yet, whoever reads Dutch messages gets a Dutch script."""
    monkeypatch.setenv("STILTE_LANGUAGE", "nl")
    assert run("new", "ochtend")[0] == 0
    assert "language: nl" in (tmp_path / "scripts/ochtend.yaml").read_text("utf-8")
