"""The schemas in a project: written, renewed with the program, never over a file of somebody else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from stilte.cli import main
from stilte.schema import files
from stilte.schema.files import KINDS, kind_of, renew_schemas, schema_file, with_schema, write_schemas

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

POST = "# Rust\n\nGa zitten. Adem in.\n\nAdem rustig uit en wacht even.\n"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs the program in a folder: exit code, stdout, stderr."""

    def ran(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(["--project", str(tmp_path), *words])
        told = capsys.readouterr()
        return int(stop.value.code or 0), told.out, told.err

    return ran


def first_line(path: Path) -> str:
    return path.read_text("utf-8").partition("\n")[0]


def named_schema(path: Path) -> Path:
    """Return the file that the first line of a file leads to."""
    way = first_line(path).removeprefix("# yaml-language-server: $schema=")
    return (path.parent / way).resolve()


def test_new_files_name_the_schemas_that_stand_beside_them(run: Run, tmp_path: Path) -> None:
    """Script, voice and podcast.yaml each name their own, by a way that needs no network."""
    assert run("new", "ochtend", "--language", "nl")[0] == 0
    for name, kind in (("scripts/ochtend", "script"), ("voices/rustig", "voice"), ("podcast", "podcast")):
        assert named_schema(tmp_path / f"{name}.yaml") == schema_file(tmp_path, kind).resolve()  # type: ignore[arg-type]
    assert all(json.loads(schema_file(tmp_path, kind).read_text("utf-8")) for kind in KINDS)
    assert run("check")[::2] == (0, "")


def test_an_imported_script_names_its_schema_and_comes_back_the_same(run: Run, tmp_path: Path) -> None:
    """`import`, `text`, and `import` again give the same steps under the same first line."""
    (tmp_path / "podcast.yaml").write_text("title: Proef\nlanguage: nl\n", "utf-8")
    (tmp_path / "post.md").write_text(POST, "utf-8")
    assert run("import", str(tmp_path / "post.md"))[0] == 0
    (script,) = (tmp_path / "scripts").glob("*.yaml")
    assert named_schema(script) == schema_file(tmp_path, "script").resolve()
    text = tmp_path / "terug.html"
    assert run("text", script.stem, "--format", "html", "-o", str(text))[0] == 0
    assert run("import", str(text), "-o", str(tmp_path / "scripts/terug.yaml"))[0] == 0
    back = tmp_path / "scripts/terug.yaml"
    one, two = (json.loads(run("plan", path.stem, "--json")[1])["events"] for path in (script, back))
    assert [event | {"at": ""} for event in one] == [event | {"at": ""} for event in two] != []
    assert first_line(back) == first_line(script)


def test_a_script_elsewhere_names_none(run: Run, tmp_path: Path) -> None:
    """Outside the folders of the project nothing is added."""
    (tmp_path / "post.md").write_text(POST, "utf-8")
    assert run("import", str(tmp_path / "post.md"), "-o", str(tmp_path / "los.yaml"))[0] == 0
    assert "yaml-language-server" not in (tmp_path / "los.yaml").read_text("utf-8")
    assert not (tmp_path / ".schemas").exists()


def test_schema_writes_them_and_tells_what_changed(run: Run, tmp_path: Path) -> None:
    """A second time nothing changes: not a byte, not a time stamp."""
    (tmp_path / "podcast.yaml").write_text("language: nl\n", "utf-8")
    assert len(run("--language", "nl", "schema")[1].splitlines()) == len(KINDS)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / ".schemas").iterdir()}
    rows = [json.loads(line) for line in run("--language", "nl", "schema", "--json")[1].splitlines()]
    assert [row["changed"] for row in rows] == [False] * len(KINDS)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    text = schema_file(tmp_path, "script").read_text("utf-8")
    assert "Hoe de track heet." in text
    run("--language", "en", "schema")
    assert "What the track is called." in schema_file(tmp_path, "script").read_text("utf-8")


@pytest.mark.parametrize("words", [["check"], ["build"]])
def test_another_version_of_the_program_writes_them_anew(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    """By itself, when a project is checked or built; a project without them gets none."""
    run("new", "ochtend", "--language", "nl")
    ours = schema_file(tmp_path, "script")
    before = ours.read_text("utf-8")
    monkeypatch.setattr(files, "__version__", "9.9.9")
    (tmp_path / "scripts/ochtend.yaml").write_text("title: A\nlanguage: nl\nsteps: [Dag.]\n", "utf-8")
    assert run(*words)[0] == 0
    assert ours.read_text("utf-8") == before.replace("stilte 0.1.0", "stilte 9.9.9")
    for path in (tmp_path / ".schemas").iterdir():
        path.unlink()
    assert run(*words)[0] == 0
    assert list((tmp_path / ".schemas").iterdir()) == []


def test_what_is_somebody_elses_is_named_and_left(run: Run, tmp_path: Path) -> None:
    """A file of the author's own, a link and a folder stay; the other schemas are written."""
    (tmp_path / ".schemas").mkdir()
    own, link, folder = (schema_file(tmp_path, kind) for kind in ("script", "voice", "music"))
    own.write_text('{"title": "mijn eigen"}', "utf-8")
    link.symlink_to(tmp_path / "elders.json")
    folder.mkdir()
    code, out, err = run("schema")
    assert (code, own.read_text("utf-8")) == (0, '{"title": "mijn eigen"}')
    assert not (tmp_path / "elders.json").exists()
    assert folder.is_dir()
    assert [path.name in err for path in (own, link, folder)] == [True] * 3
    assert "was not written by Stilte, and is left as it is." in err
    assert len(out.splitlines()) == len(KINDS) - 3
    assert run("new", "ochtend", "--language", "nl")[0] == 0
    assert own.read_text("utf-8") == '{"title": "mijn eigen"}'


def test_nothing_is_opened_where_they_are_of_this_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build of nothing reads five heads of files, and makes no schema."""
    write_schemas(tmp_path)
    monkeypatch.setattr(files, "write_schemas", lambda _root: pytest.fail("they were made again"))
    assert renew_schemas(tmp_path) == files.Written()


def test_a_file_that_names_a_schema_keeps_it(tmp_path: Path) -> None:
    """Nothing is added twice, and nothing where the project has no schemas."""
    path, text = tmp_path / "scripts/a.yaml", "title: A\n"
    assert with_schema(text, path, tmp_path) == text
    write_schemas(tmp_path)
    once = with_schema(text, path, tmp_path)
    assert once == f"# yaml-language-server: $schema=../.schemas/script.schema.json\n{text}"
    assert with_schema(once, path, tmp_path) == once
    assert kind_of(tmp_path / "scripts/_slot.yaml", tmp_path) == "part"
    assert kind_of(tmp_path / "notities.yaml", tmp_path) is None
