"""The language that the program speaks: who chooses it, and what it does not change."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click
import pytest

from stilte.cli import main
from stilte.cli.language import system_language
from stilte.cli.localized import PLACEHOLDERS
from stilte.cli.program import COMMANDS, OWN_LANGUAGE, program
from stilte.messages import in_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

WRONG = "title: Fout\nlanguage: nl\nsteps:\n  - pause: 2\n    pause: 3\n"
DUTCH = "scripts/fout.yaml:5: `pause` staat hier twee keer (de eerste keer op regel 4). Houd er één."


@pytest.fixture
def wrong(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a Dutch project with a mistake, on a computer that nobody has told a language."""
    for name in ("STILTE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    (folder / "scripts/fout.yaml").write_text(WRONG, encoding="utf-8")
    return folder


@pytest.mark.usefixtures("wrong")
def test_a_dutch_project_is_told_in_dutch(run: Run) -> None:
    """The project's language is what the program speaks; `file:line` in front, the exit code the same."""
    code, _, err = run("check", "fout")
    assert code == 2
    assert f"fout: {DUTCH}" in err


@pytest.mark.usefixtures("wrong")
def test_the_option_and_the_variable_come_first(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--language` before `STILTE_LANGUAGE`, and that before the project's language."""
    monkeypatch.setenv("STILTE_LANGUAGE", "en")
    assert "is written twice" in run("check", "fout")[2]
    assert DUTCH in run("--language", "nl", "check", "fout")[2]
    assert DUTCH in run("check", "fout", "--language=nl-BE")[2]


@pytest.mark.parametrize(("show", "heard"), [("title: x\n", "nl"), ("language: de\n", "en"), (None, "nl")])
def test_a_project_without_a_language_is_told_in_the_computers(
    run: Run, wrong: Path, monkeypatch: pytest.MonkeyPatch, show: str | None, heard: str
) -> None:
    """The system's locale is asked last; a language that nobody has translated is told in English."""
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    (wrong / "podcast.yaml").write_text(show or "", encoding="utf-8")
    if show is None:
        (wrong / "podcast.yaml").unlink()
    assert (DUTCH in run("check", "fout")[2]) == (heard == "nl")


@pytest.mark.parametrize(
    "written", ["language: nl", "language:   'nl'", '"language": x\nlanguage: nl-NL # wij', "language: NL"]
)
def test_a_broken_project_is_told_in_its_language(run: Run, wrong: Path, written: str) -> None:
    """The language is known before the file can be read: its own mistakes are told in it, too."""
    (wrong / "podcast.yaml").write_text(f"title: 'x\n{written}\n", encoding="utf-8")
    code, _, err = run("check")
    assert code == 2
    assert "podcast.yaml:1: " in err
    assert "aanhalingsteken" in err


def test_an_unknown_language_is_told_those_there_are(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for a language by name is told where there is none."""
    told = "In de taal 'xx' zijn er geen berichten. Je kunt kiezen uit: "
    code, _, err = run("--language", "xx", "check")
    assert (code, err[: len(told)]) == (2, told)
    monkeypatch.setenv("STILTE_LANGUAGE", "xx")
    assert run("check")[0] == 2


def test_help_is_in_the_language(run: Run) -> None:
    """Commands, options and what click adds to them."""
    out = run("--language", "nl", "build", "--help")[1]
    assert out.startswith("Gebruik: ")
    assert "Laat deze uitleg zien." in out
    assert "Hoeveel tracks tegelijk." in out
    assert "Maak elke track" in out
    assert "Opties" in run("--language", "nl", "voices", "try", "--help")[1]
    assert run("build", "--help")[1].startswith("Usage: ")


def _usage(command: click.Command, ctx: click.Context) -> Iterator[str]:
    """Yield what stands for something of the reader's own in the usage of a command and of those in it."""
    yield command.options_metavar or ""
    for each in command.params:
        if not getattr(each, "is_flag", False) and not isinstance(each.type, click.Choice):
            yield each.metavar or (
                each.human_readable_name if isinstance(each, click.Argument) else each.type.name
            )
    if isinstance(command, click.Group):
        yield command.subcommand_metavar
        for name in command.list_commands(ctx):
            inner = command.get_command(ctx, name)
            assert inner is not None
            yield from _usage(inner, click.Context(inner, ctx, info_name=name))


def test_what_stands_for_the_readers_own_is_in_the_language() -> None:
    """Every placeholder of a usage line is one that the catalogues know; Dutch has its own words."""
    assert set(_usage(program, click.Context(program))) <= set(PLACEHOLDERS)
    with in_language("nl"):
        dutch = {english: str(placeholder) for english, placeholder in PLACEHOLDERS.items()}
    same = {english for english, translated in dutch.items() if english == translated}
    assert same == {"N", "SCRIPT", "[SCRIPT…]", "SLUG"}


def test_a_wrong_command_line_is_told_in_the_language(run: Run) -> None:
    """Also what click finds wrong."""
    assert "Er ontbreekt iets achter de opdracht: 'SCRIPT'" in run("--language", "nl", "plan")[2]
    assert "Bedoel je 'check'?" in run("--language", "nl", "chekc")[2]
    assert "Er is geen optie --jsn." in run("--language", "nl", "plan", "kort", "--jsn")[2]


@pytest.mark.usefixtures("wrong")
def test_what_programs_read_does_not_change(run: Run, folder: Path) -> None:
    """JSON and the cue sheet are the same in every language; results for people are not."""
    assert run("build")[0] == 2
    told = {name: run("--language", name, "build", "--json", "--force") for name in ("en", "nl")}
    seen = {}
    for name, (code, out, _) in told.items():
        assert code == 2
        rows = [json.loads(line) for line in out.splitlines()]
        for row in rows:
            row.pop("stages")
        seen[name] = rows, json.loads((folder / "output/kort/kort.json").read_text("utf-8"))
    assert seen["en"][0] == seen["nl"][0]
    assert "is written twice" in str(seen["nl"][0])
    assert seen["en"][1] == seen["nl"][1]
    assert run("--language", "nl", "build", "kort")[1] == "output/kort/kort.mp3  0:04,4  ongewijzigd\n"


def test_commands_with_a_language_of_their_own_are_listed() -> None:
    """After such a command, `--language` is that of what it writes."""
    context = program.make_context("stilte", ["cache"])
    own = {
        name
        for name in COMMANDS
        if (command := program.get_command(context, name)) is not None
        for each in command.params
        if "--language" in each.opts
    }
    assert own <= OWN_LANGUAGE
    assert "new" in own


def test_new_writes_the_language_that_it_is_told(run: Run, folder: Path) -> None:
    """The program speaks Dutch, and the script that it writes is German."""
    code, _, err = run("--language", "nl", "new", "ruhe", "--language", "de")
    assert code == 0
    assert "language: de" in (folder / "scripts/ruhe.yaml").read_text("utf-8")
    assert "laat zien wie het hier spreekt" in err


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "nl_BE.UTF-8"}, "nl"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LC_ALL": "POSIX", "LANG": "nl_NL"}, "en"),
        ({"LC_MESSAGES": "nl_NL", "LANG": "de_DE"}, "nl"),
        ({"LC_ALL": "", "LANG": "nl"}, "nl"),
        ({"LANG": "sv_SE", "LANGUAGE": "sv:nl:en"}, "nl"),
        ({"LANG": "nl_NL@euro"}, "nl"),
        ({"LANG": "C", "LANGUAGE": "nl"}, "en"),
    ],
)
def test_the_locale_is_read_in_gettexts_order(environment: dict[str, str], language: str) -> None:
    """`LC_ALL`, `LC_MESSAGES`, `LANG`; `LANGUAGE` lists what else is welcome, unless the locale is none."""
    assert system_language(environment) == language


def test_a_language_without_a_name_is_told() -> None:
    """`--language` without a value is told by click, not lost."""
    with pytest.raises(SystemExit) as stop:
        main(["--language"])
    assert stop.value.code == 2
