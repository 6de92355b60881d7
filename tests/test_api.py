"""The package from Python: what each function takes, returns and raises."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import stilte
from stilte.pipeline import workers

if TYPE_CHECKING:
    from stilte.pipeline.results import Result

TEXT = "title: Even ademen\nlanguage: nl\nvoice: toon\nsteps:\n  - Adem in.\n  - pause: 1-4\n  - Adem uit.\n"
BOTH = [("even-ademen-10s", 10.0), ("even-ademen-9.5s", 9.5)]
WRONG = "title: Fout\nlanguage: nl\nvoice: toon\nsteps:\n  - breth: 4\n"


@pytest.fixture
def project(tmp_path: Path) -> stilte.Project:
    """Return a project with one script, `dag`, and a voice that is a tone."""
    for name, text in {
        "podcast.yaml": "title: Proef\nlanguage: nl\nauthor: Wij\n",
        "scripts/dag.yaml": TEXT.replace("Even ademen", "Dag").replace("language: nl\n", ""),
        "voices/toon.yaml": "language: nl\nuse:\n  - tone: {per_letter: 0.06}\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return stilte.open_project(tmp_path)


def test_importing_the_package_imports_nothing_of_it(root: Path, tmp_path: Path) -> None:
    """`import stilte` is free; a plan needs no numpy; every public name is there and documented.

    In a folder without a project: where lines have been spoken, a plan measures their takes.
    """
    code = (
        "import sys, stilte\n"
        "assert not [name for name in sys.modules if name.startswith('stilte.')]\n"
        "assert all(getattr(stilte, name).__doc__ for name in stilte.__all__)\n"
        "stilte.plan('title: A\\nlanguage: en\\nsteps: [Breathe in.]\\n')\n"
        "assert 'numpy' not in sys.modules\n"
        "assert set(dir(stilte)) == set(stilte.__all__)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(root)}
    subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path, env=environment)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    """As with any module."""
    with pytest.raises(AttributeError, match="module 'stilte' has no attribute 'buld'"):
        _ = stilte.buld  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", ["slug", "file", "path", "text"])
def test_a_script_is_given_in_any_form(
    project: stilte.Project, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same routine by its slug, the name of its file, a path, and its text."""
    path = project.root / "scripts/dag.yaml"
    forms: dict[str, str | Path] = {
        "slug": "dag",
        "file": "scripts/dag.yaml",
        "path": path,
        "text": path.read_text("utf-8"),
    }
    monkeypatch.chdir(project.root)
    routine = stilte.load(forms[form], project)
    assert (routine.slug, routine.title, routine.language, routine.voice) == ("dag", "Dag", "nl", "toon")
    assert stilte.plan(forms[form], project).length_s == stilte.plan(routine, project).length_s
    assert stilte.check(project, "dag").scripts[0].routine == stilte.load("dag", project)


def test_a_file_without_a_project_is_read_in_its_own(project: stilte.Project) -> None:
    """The nearest `podcast.yaml` upwards gives the language that the script leaves out."""
    assert stilte.load(project.root / "scripts/dag.yaml").language == "nl"
    assert stilte.load(str(project.root / "scripts/dag.yaml")).author == "Wij"


def test_a_file_outside_of_every_project_knows_what_is_built_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its voice is espeak; a bed of our own is there, and no other."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "los.yaml"
    file.write_text("title: Los\nlanguage: nl\nmusic: ocean\nsteps: [Adem in.]\n", "utf-8")
    assert stilte.load(Path("los.yaml")).voice == "espeak"
    file.write_text("title: Los\nlanguage: nl\nmusic: oceaan\nsteps: [Adem in.]\n", "utf-8")
    with pytest.raises(stilte.InputError, match=r"los.yaml:3: There is no music 'oceaan'"):
        stilte.load(file)


def test_loading_a_text_writes_nothing(project: stilte.Project) -> None:
    """Neither in the project nor in the folder for temporary files."""
    before = {path: path.stat().st_mtime_ns for path in project.root.rglob("*")}
    stilte.load(TEXT, project)
    stilte.plan(TEXT, project)
    stilte.check(project, TEXT)
    assert {path: path.stat().st_mtime_ns for path in project.root.rglob("*")} == before


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("", "script.yaml:1: The file is empty."),
        (WRONG, "script.yaml:5: There is no verb 'breth'."),
        ("dg", r"There is no script 'dg'\. Did you mean 'dag'\?"),
        (Path("scripts/weg.yaml"), r"There is no script 'scripts/weg.yaml'"),
        (TEXT.replace("toon", "ton"), "script.yaml:3: There is no voice 'ton'"),
    ],
)
def test_what_cannot_be_loaded_is_an_input_error(
    project: stilte.Project, wrong: str | Path, message: str
) -> None:
    """By `load`, `plan` and `build` alike, with the place and what to write."""
    for use in (stilte.load, stilte.plan, lambda script, where: stilte.build(where, script)):
        with pytest.raises(stilte.InputError, match=message):
            use(wrong, project)
    assert not (project.root / "output").exists()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """Opening, checking and building it say so; nothing is made."""
    for use in (stilte.open_project, stilte.check, stilte.build):
        with pytest.raises(stilte.InputError, match=r"There is no folder .*weg\."):
            use(tmp_path / "weg")
    assert not list(tmp_path.iterdir())


def test_a_plan_is_of_one_length(project: stilte.Project) -> None:
    """The first of the routine's lengths, or the one asked for; one that cannot be reached is refused."""
    text = TEXT.replace("steps:", "length: [10s, 9.5s]\nsteps:", 1)
    first, other = stilte.plan(text, project), stilte.plan(text, project, length_s=9.5)
    assert [(one.slug, one.length_s) for one in (first, other)] == BOTH
    assert stilte.plan(text, project, length_s=9.8).slug == "even-ademen"
    assert str(first).startswith("Even ademen · 0:10.00\n")
    assert first.data()["slug"] == "even-ademen-10s"
    assert [row.text for row in first.rows if row.kind == "line"] == ["Adem in.", "Adem uit."]
    with pytest.raises(stilte.InputError, match="It can last"):
        stilte.plan(text, project, length_s=100)


def test_a_check_returns_what_is_wrong(project: stilte.Project) -> None:
    """Of `podcast.yaml`, of voices that nobody uses, of scripts and of texts, each with its place."""
    assert stilte.check(project).ok
    (project.root / "podcast.yaml").write_text("title: Proef\nlanguage: nl\ntitel: x\n", "utf-8")
    (project.root / "voices/kapot.yaml").write_text("language: nl\nuse: [tne]\n", "utf-8")
    (project.root / "scripts/fout.yaml").write_text(WRONG, "utf-8")
    found = stilte.check(project.root)
    assert not found.ok
    places = {str(problem.where) for problem in found.errors}
    assert places == {"podcast.yaml:3", "voices/kapot.yaml:2", "scripts/fout.yaml:5"}
    assert [one.path.name for one in found.scripts] == ["dag.yaml", "fout.yaml"]
    assert [str(problem.where) for problem in stilte.check(project, [WRONG, "dag"]).errors] == [
        "script.yaml:5"
    ]


def test_a_text_becomes_a_track(project: stilte.Project) -> None:
    """Built once, then up to date; another word in it builds it anew, and other tracks stay."""
    (track,) = stilte.build(project, TEXT)
    assert (track.status, track.slug, track.script) == ("built", "even-ademen", "even-ademen.yaml")
    assert track.path == project.root / "output/even-ademen/even-ademen.mp3"
    assert track.path.is_file()
    assert track.length_s == stilte.plan(TEXT, project).length_s
    assert [one.status for one in stilte.build(project, [TEXT, "dag"])] == ["unchanged", "built"]
    (changed,) = stilte.build(project.root, TEXT.replace("Adem uit", "En weer uit"))
    assert changed.status == "built"


def test_a_changed_routine_is_built_as_it_is(project: stilte.Project) -> None:
    """As its file has it, it is that file; with another value it is built anew, and so is the file later."""
    routine = stilte.load("dag", project)
    assert [one.status for one in stilte.build(project)] == ["built"]
    assert [one.status for one in stilte.build(project, routine)] == ["unchanged"]
    longer = replace(routine, lengths_s=(8.0,))
    (track,) = stilte.build(project, longer)
    assert (track.status, track.length_s, track.slug) == ("built", 8.0, "dag")
    assert [one.status for one in stilte.build(project)] == ["built"]


def test_a_routine_with_another_slug_is_another_track(project: stilte.Project) -> None:
    """Built beside the one it was made from; both then stay up to date."""
    both = [stilte.load("dag", project), replace(stilte.load("dag", project), slug="nacht")]
    both += [stilte.load(TEXT, project), replace(stilte.load(TEXT, project), slug="weer")]
    for status in ("built", "unchanged"):
        assert {(one.slug, one.status) for one in stilte.build(project, both)} == {
            (slug, status) for slug in ("dag", "nacht", "even-ademen", "weer")
        }


def test_a_text_never_takes_the_track_of_a_script(project: stilte.Project) -> None:
    """A text with the slug of a script in the project is refused, and so is a second text with one slug."""
    with pytest.raises(stilte.InputError, match=r"The slug 'dag' is that of scripts/dag.yaml too"):
        stilte.build(project, TEXT.replace("Even ademen", "Dag"))


def test_a_failure_stops_no_other_track(project: stilte.Project) -> None:
    """It is raised when the others are done, or returned as a track without a path."""
    (project.root / "scripts/fout.yaml").write_text(WRONG, "utf-8")
    with pytest.raises(stilte.InputError, match=r"scripts/fout\.yaml:5: There is no verb 'breth'"):
        stilte.build(project)
    good, failed = stilte.build(project, strict=False)
    assert (good.status, failed.status, failed.path) == ("unchanged", "failed", None)
    assert str(failed.problems[0].where) == "scripts/fout.yaml:5"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"voice": "ton"}, r"There is no voice 'ton'\. Did you mean 'toon'\?"),
        ({"formats": ("mp4",)}, r"There is no format 'mp4'\."),
        ({"jobs": 0}, r"'0' is not a number of jobs\."),
    ],
)
def test_options_that_cannot_be_are_refused(
    project: stilte.Project, options: dict[str, object], message: str
) -> None:
    """Before anything is built, with what there is."""
    with pytest.raises(stilte.InputError, match=message):
        stilte.build(project, **options)  # type: ignore[arg-type]
    assert not (project.root / "output").exists()


def test_tracks_are_made_in_the_calling_process(
    project: stilte.Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two tracks at once need no guard around the call: no process is started; a listener is told of both."""

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a process was started")

    monkeypatch.setattr(workers, "ProcessPoolExecutor", refuse)
    ended: list[str] = []

    class Slugs(stilte.SilentListener):
        def ends(self, result: Result) -> None:
            ended.append(result.slug)

    text = TEXT.replace("steps:", "length: [10s, 9.5s]\nsteps:", 1)
    tracks = stilte.build(project, text, jobs=2, listener=Slugs())
    assert [(track.slug, track.length_s) for track in tracks] == BOTH
    assert ended == [slug for slug, _ in BOTH]
