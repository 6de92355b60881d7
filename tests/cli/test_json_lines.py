"""`--json`: every command has it, every line of it is an object in JSON, whatever happens."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import click
import pytest

from stilte.cli.commands import publish
from stilte.cli.program import COMMANDS, program
from stilte.errors import Problem
from stilte.messages import tr
from stilte.pipeline import scripts
from stilte.pipeline.inspection import checked_script
from stilte.project import open_project
from stilte.release.catalog import files_of
from stilte.release.readiness import Waiting
from stilte.release.wordpress.results import PublishedPost
from stilte.speech import catalogue
from stilte.studio.start.run import Server
from tests.cli.short import SCRIPT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

SHOW = "title: Proef\nlanguage: nl\ndescription: d\nauthor: a\nmedia: https://example.org/m\n"
ELSEWHERE = {"voices cut"}
"""What needs a recording of some length: tests/cli/test_voices_cut.py tells how it goes well."""

WELL = {
    "build": (["build", "--force", "--formats", "flac"], ["track"]),
    "check": (["check", "--spoken"], ["script", "project"]),
    "plan": (["plan", "kort"], ["plan"]),
    "play": (["play", "kort", "-o", "kort.wav"], ["from", "file"]),
    "proof": (["proof", "kort"], ["proof"]),
    "text": (["text", "kort"], ["text"]),
    "voices": (["voices"], ["voice", "voice"]),
    "voices try": (["voices", "try", "toon", "Adem in.", "-o", "toon.wav"], ["take", "file"]),
    "voices get": (["voices", "get", "toon"], ["note"]),
    "voices trust": (["voices", "trust", "toon"], ["note"]),
    "voices missing": (["voices", "missing", "eigen"], ["line"]),
    "import": (["import", "post.md"], ["file", "script"]),
    "new": (["new", "ochtend"], ["file"]),
    "publish podcast": (["publish", "podcast", "--to", "www"], ["upload", "published"]),
    "publish wordpress": (
        ["publish", "wordpress", "--to", "https://example.org"],
        ["waiting", "upload", "pause", "post"],
    ),
    "serve": (["serve", "--port", "0"], ["address", "note"]),
    "studio": (["studio", "--port", "0", "--no-open"], ["address", "note"]),
    "schema": (["schema"], ["file", "file"]),
    "clean": (["clean"], ["note"]),
    "cache": (["cache", "--prune", "1GB"], ["removed", "cache"]),
}
"""A command line that goes well, of each, and the kinds of its lines (of many the first and the last)."""
ILL = {
    "build": ["build", "krot"],
    "check": ["check", "krot"],
    "plan": ["plan", "krot"],
    "play": ["play", "kort", "-o", "kort.mp3"],
    "proof": ["proof", "krot"],
    "text": ["text", "krot"],
    "voices": ["voices", "--nonsense"],
    "voices try": ["voices", "try", "ton", "Adem in."],
    "voices get": ["voices", "get", "ton"],
    "voices trust": ["voices", "trust", "ton"],
    "voices missing": ["voices", "missing", "toon"],
    "voices cut": ["voices", "cut", "ton", "post.md", "--script", "kort"],
    "import": ["import", "nergens.md"],
    "new": ["new", "kort"],
    "publish podcast": ["publish", "podcast", "--to", "scripts"],
    "publish wordpress": ["publish", "wordpress", "krot", "--to", "https://example.org"],
    "serve": ["serve", "--port", "x"],
    "studio": ["studio", "--port", "-1"],
    "schema": ["schema", "alles"],
    "clean": ["clean", "alles"],
    "cache": ["cache", "--prune", "veel"],
}


def every_command() -> Iterator[tuple[str, click.Command]]:
    """Yield the commands that do something, by the words that call them."""
    for name in COMMANDS:
        command = program.get_command(click.Context(program), name)
        assert command is not None
        if not isinstance(command, click.Group) or command.invoke_without_command:
            yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", each) for inner, each in command.commands.items())


@pytest.fixture
def whole(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with a finished track, an own voice, a post to import, and a blog that answers."""
    monkeypatch.chdir(folder)
    (folder / "podcast.yaml").write_text(SHOW, "utf-8")
    (folder / "scripts/kort.yaml").write_text(f"date: 2026-01-05\n{SCRIPT}", "utf-8")
    (folder / "voices/eigen.yaml").write_text("language: nl\nuse: [recorded, espeak]\n", "utf-8")
    (folder / "post.md").write_text("# Rust\n\nAdem in.\n\nAdem rustig uit en wacht even.\n", "utf-8")

    def to_blog(*_: object, listener: Any, **__: object) -> None:
        listener.leaves_out(Waiting("morgen", tr("it has no `date`")))
        listener.sends("kort.mp3")
        listener.waits(2.5)
        warned = (Problem(None, tr("There is no such picture."), ""),)
        listener.ends(PublishedPost("kort", "created", "draft", "https://b/kort/", ("kort.mp3",), warned))

    monkeypatch.setattr(publish, "publish_to_blog", to_blog)
    monkeypatch.setenv("STILTE_WORDPRESS_USER", "an")
    monkeypatch.setenv("STILTE_WORDPRESS_PASSWORD", "aaaa bbbb cccc dddd eeee ffff")
    monkeypatch.setattr(Server, "run_on", lambda _server, place: place.close())
    assert run("build")[0] == 0
    return folder


def lines(out: str) -> list[dict[str, Any]]:
    """Return the objects of an output, of which every line is one."""
    found = [json.loads(line) for line in out.splitlines()]
    assert all(isinstance(each, dict) for each in found)
    return found


def test_every_command_has_it() -> None:
    """A new command gets it, and its lines here."""
    found = dict(every_command())
    assert all(
        "--json" in {name for each in command.params for name in each.opts} for command in found.values()
    )
    assert set(found) == set(ILL) == {*WELL, *ELSEWHERE}


@pytest.mark.usefixtures("whole")
def test_what_goes_well_is_told_in_lines_of_json(run: Run) -> None:
    """Each has its kind; nothing is said beside them on stderr."""
    for name, (words, kinds) in WELL.items():
        code, out, err = run("--language", "nl", *words, "--json")
        told = [line["kind"] for line in lines(out)]
        ends = told if len(kinds) > 2 else [told[0], *told[1:][-1:]]
        assert (name, code, ends, err) == (name, 0, kinds, ""), (out, err)


@pytest.mark.usefixtures("whole")
def test_what_goes_ill_is_told_in_lines_of_json_too(run: Run) -> None:
    """The last line is the error, in English; people find it on stderr."""
    for name, words in ILL.items():
        code, out, err = run("--language", "nl", *words, "--json")
        *_, last = lines(out)
        assert (name, code, last["kind"]) == (name, 2, "error"), (out, err)
        assert last["message"] in err, name
        assert not re.search(r"\b(geen|niet|een|schrijf|bestaat)\b", last["message"].replace("`", "")), last


@pytest.mark.usefixtures("whole")
def test_it_is_the_same_in_every_language(run: Run) -> None:
    """What differs between two runs are times of work and secrets, never words."""
    for name in (
        "check",
        "plan",
        "proof",
        "text",
        "voices",
        "voices try",
        "publish podcast",
        "clean",
        "cache",
    ):
        words = WELL[name][0]
        one, other = (run("--language", tag, *words, "--json")[1] for tag in ("en", "nl"))
        if name in ("publish podcast", "voices try"):  # the second has nothing to send, and a take at hand
            one = run("--language", "en", *words, "--json")[1]
        assert lines(one) == lines(other), name


def test_a_track_is_told_as_soon_as_it_is_made_with_all_its_files(
    run: Run, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line is out before the pages of the project are written; the files are there at the end."""
    told: list[str] = []
    real = click.echo

    def echo(*words: Any, **more: Any) -> None:
        told.append("line")
        real(*words, **more)

    monkeypatch.setattr(click, "echo", echo)
    monkeypatch.setattr("stilte.pipeline.build.update_pages", lambda *_: told.append("pages"))
    _, out, _ = run("build", "--force", "--clips", "--stems", "--formats", "flac", "--json")
    (track,) = lines(out)
    assert told == ["line", "pages"]
    folder = whole / "output/kort"
    there = {path.relative_to(whole).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert set(track["files"]) == there
    assert {"output/kort/kort.flac", "output/kort/kort.srt", "output/kort/stems/voice.flac"} < there
    assert any(name.startswith("output/kort/clips/") for name in there)


def test_each_line_is_out_before_the_next_thing_is_begun(
    run: Run, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a thousand scripts or voices the first is told at once: what comes after it may take minutes."""
    for name in ("een", "twee"):
        (whole / f"scripts/{name}.yaml").write_text(f"voice: eigen\n{SCRIPT.replace('Adem', name)}", "utf-8")
    happened: list[str] = []

    def noting(module: Any, name: str, what: str) -> None:
        real = getattr(module, name)

        def noted(*words: Any, **more: Any) -> Any:
            happened.append(what)
            return real(*words, **more)

        monkeypatch.setattr(module, name, noted)

    noting(click, "echo", "told")
    noting(checked_script, "read_script", "read")
    noting(scripts, "read_script", "read")
    noting(catalogue, "_row", "asked")
    for words, order in (
        (["check"], ["read", "told"] * 3 + ["told"]),
        (["voices"], ["asked", "told"] * 2),
    ):
        happened.clear()
        run(*words, "--json")
        assert happened == order, words
    happened.clear()
    run("voices", "missing", "eigen", "--json")
    assert happened[0] == "read"
    assert happened.index("told") < len(happened) - 1 - happened[::-1].index("read")


def test_the_files_of_a_track_are_its_own(whole: Path) -> None:
    """What an author lays beside them is not one of them; a track that is not there has none."""
    (whole / "output/kort/notities.txt").write_text("van mij", "utf-8")
    names = {path.name for path in files_of(open_project(whole).output, "kort")}
    assert "kort.mp3" in names
    assert "notities.txt" not in names
    assert files_of(open_project(whole).output, "krot") == ()


@pytest.mark.usefixtures("whole")
def test_asked_of_a_group_it_holds_inside(run: Run) -> None:
    """`voices --json missing toon` is `voices missing toon --json`."""
    assert lines(run("voices", "--json", "missing", "eigen")[1]) == lines(
        run("voices", "missing", "eigen", "--json")[1]
    )


def test_clean_tells_the_files_that_it_removes(run: Run, whole: Path) -> None:
    """First what would go, then that it is gone; without `--yes` nothing is asked and nothing goes."""
    (whole / "scripts/kort.yaml").unlink()
    left, note = lines(run("clean", "--json")[1])
    assert (left["kind"], note["kind"], left["slug"]) == ("leftover", "note", "kort")
    assert "output/kort/kort.mp3" in left["files"]
    assert (whole / "output/kort/kort.mp3").exists()
    assert [line["kind"] for line in lines(run("clean", "--json", "--yes")[1])] == ["leftover", "removed"]
    assert not (whole / "output/kort").exists()


def test_every_kind_is_on_the_page(root: Path) -> None:
    """docs/commands.md lists the kinds that the program prints."""
    page = (root / "docs/commands.md").read_text("utf-8").partition("## JSON for programs")[2]
    listed = {
        kind
        for row in re.findall(r"^\| (`.+?) \|", page, re.MULTILINE)
        for kind in re.findall(r"`(\w+)`", row)
    }
    code = "".join(path.read_text("utf-8") for path in (root / "stilte/cli").rglob("*.py"))
    printed = {
        *re.findall(r'"kind": "(\w+)"', code),
        *re.findall(r'\.result\([^"]*?(?:""|\w), "(\w+)"', code),
    }
    printed |= set(re.findall(r'\.result\(.*?, "(\w+)",', code))
    assert printed == listed
