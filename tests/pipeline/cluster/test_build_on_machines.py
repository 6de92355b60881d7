"""A build on other machines: the same bytes as on one, from inputs that travel by content."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from stilte.errors import InputError
from stilte.pipeline.build import build
from stilte.pipeline.cluster.door import Refused
from stilte.pipeline.cluster.tasks import SpeakTask, TrackTask
from stilte.pipeline.options import Options
from stilte.project import Project, open_project
from stilte.reader import Report
from stilte.speech.engine import EngineUnavailable
from stilte.speech.voices import read_voice
from stilte.store import Store
from tests.pipeline.conftest import SCRIPT, VOICE, Told

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.pipeline.cluster.tasks import Task
    from stilte.pipeline.results import Result
    from stilte.sound.clip import Clip
    from stilte.speech.engine import EngineVoice, Sentence
    from tests.pipeline.cluster.conftest import Bench

WITH_RECORDING = """\
title: Met muziek
language: nl
music: beekje
lead: [1, 1]
steps:
  - Welkom.
  - sound: klokje
  - include: _slot
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project with two scripts, recordings, an include, a lexicon, and a place for all machines."""
    root = tmp_path / "show"
    for name, text in (
        ("scripts/adem.yaml", SCRIPT),
        ("scripts/muziek.yaml", WITH_RECORDING),
        ("scripts/_slot.yaml", "steps:\n  - Tot ziens.\n"),
        ("voices/toon.yaml", VOICE),
        ("voices/lexicon.nl.yaml", "welkom: wel kom\n"),
        ("podcast.yaml", "title: Proef\nlanguage: nl\nauthor: Wij\ncache: {place: 'file://%s'}\n"),
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        filled = text % (tmp_path / "place") if name == "podcast.yaml" else text
        (root / name).write_text(filled, encoding="utf-8")
    noise = np.random.default_rng(1).normal(0, 0.05, (44100 * 4, 2))
    (root / "music").mkdir()
    (root / "sounds").mkdir()
    soundfile.write(root / "music/beekje.wav", noise, 44100)
    soundfile.write(root / "sounds/klokje.wav", noise[:22050, :1], 44100)
    return open_project(root)


def made(project: Project, told: Told | None = None, **options: object) -> tuple[Result, ...]:
    chosen = Options(**{"jobs": 1, "on": "tcp://somewhere:8786", **options})  # type: ignore[arg-type]
    return build(project, project.script_files(), chosen, told or Told())


def tracks(project: Project) -> dict[str, bytes]:
    found = (path for path in sorted(project.output.rglob("*")) if path.is_file())
    named = {path.relative_to(project.output).as_posix(): path.read_bytes() for path in found}
    return {name: body for name, body in named.items() if not name.startswith(".")}


def in_turn(project: Project) -> None:
    """Empty what a build leaves, so that another begins with nothing."""
    shutil.rmtree(project.output)
    shutil.rmtree(project.root.parent / "place", ignore_errors=True)


def test_the_bytes_are_those_of_one_machine(project: Project, bench: Bench) -> None:
    """Tracks, sheets and pages are the same, with music, a sound, an include, a lexicon and clips."""
    told = Told()
    results = made(project, told, clips=True)
    assert [(one.slug, one.status) for one in results] == [("adem", "built"), ("muziek", "built")]
    assert {slug for slug, *_ in told.encoded} == {"adem", "muziek"}
    assert {(script, total) for script, _, total in told.spoken} == {("adem", 5), ("muziek", 2)}
    assert {bench.count(TrackTask), bench.count(SpeakTask) > 0} == {2, True}
    there = tracks(project)
    in_turn(project)
    made(project, on=None, clips=True)
    assert tracks(project) == there
    assert [one.status for one in made(project, clips=True)] == ["unchanged", "unchanged"]


def test_no_machine_sees_the_project(project: Project, bench: Bench) -> None:
    """With the project moved away while a track is made, nothing is missed: all of it travels."""
    away = project.root.parent / "away"

    def hide(task: Task) -> None:
        if isinstance(task, TrackTask) and project.root.joinpath("music").exists():
            for name in ("music", "sounds", "voices", "scripts"):
                (away / name).parent.mkdir(exist_ok=True)
                (project.root / name).rename(away / name)

    bench.before = hide
    results = build(project, (project.scripts / "muziek.yaml",), Options(on="x"), Told())
    assert [[str(one) for one in result.problems] for result in results] == [[]]
    assert not [path for path in bench.folder.rglob("*") if path.suffix in (".yaml", ".wav", ".mp3")]


def test_what_was_made_is_not_made_again(project: Project, bench: Bench) -> None:
    """A build that was broken off begins where it was: takes and tracks at the place are known by content."""
    made(project)
    first, there = len(bench.done), tracks(project)
    shutil.rmtree(project.output)
    assert [one.status for one in made(project)] == ["built", "built"]
    assert (len(bench.done), tracks(project)) == (first, there)


@pytest.mark.parametrize("kind", ["takes", "files", "tracks"])
def test_what_is_damaged_at_the_place_is_made_anew(project: Project, bench: Bench, kind: str) -> None:
    """Whatever lies there is looked at first; the track is the same in the end."""
    made(project)
    there = tracks(project)
    shutil.rmtree(project.output)
    shutil.rmtree(bench.folder)
    bench.folder.mkdir()
    place = project.root.parent / "place"
    if kind != "tracks":
        shutil.rmtree(place / "tracks")
    for path in (path for path in (place / kind).rglob("*") if path.is_file()):
        path.write_bytes(path.read_bytes()[:-3] + b"abc")
    assert [[str(one) for one in result.problems] for result in made(project)] == [[], []]
    assert tracks(project) == there


def test_a_list_of_files_from_elsewhere_writes_nothing_outside(project: Project, bench: Bench) -> None:
    """A track whose list at the place names a path that leads out is made again instead."""
    made(project)
    there = tracks(project)
    in_place = project.root.parent / "place/tracks"
    for path in (path for path in in_place.rglob("*") if path.is_file()):
        body = b'{"files": [{"path": "../../../evil", "content": "%s"}], "length_s": 1, "stages": [["x", 1]]}'
        Store(project.root.parent / "place", "tracks").write(path.name, body % (b"a" * 40))
    shutil.rmtree(project.output)
    assert [one.status for one in made(project)] == ["built", "built"]
    assert tracks(project) == there
    assert not list(project.root.parent.rglob("evil*"))
    assert bench.count(TrackTask) == 4


def test_what_was_spoken_here_reaches_the_others(project: Project, bench: Bench) -> None:
    """Takes of an earlier build on this machine, and of a voice that speaks `here`, are sent to the place."""
    made(project, on=None)
    shutil.rmtree(project.root.parent / "place")
    (project.scripts / "adem.yaml").write_text(SCRIPT.replace("lead: [2, 3]", "lead: [2, 4]"), "utf-8")
    assert [one.status for one in made(project)] == ["built", "unchanged"]
    assert bench.count(SpeakTask) == 0
    (project.root / "voices/toon.yaml").write_text(VOICE.replace("0.06}", "0.07, runs: here}"), "utf-8")
    assert [one.status for one in made(open_project(project.root))] == ["built", "built"]
    assert bench.count(SpeakTask) == 0


def test_a_line_that_cannot_be_spoken_is_told_with_its_line(
    project: Project, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What goes wrong on a worker is told in the author's words, as on one machine; others are unaffected."""
    from stilte.speech.engines.tone import Tone  # noqa: PLC0415 (patched)

    whole = Tone.say

    def say(tone: Tone, sentence: Sentence, voice: EngineVoice) -> Clip:
        if any("ziens" in piece.text for piece in sentence):
            raise ValueError("no sound")
        return whole(tone, sentence, voice)

    monkeypatch.setattr(Tone, "say", say)
    told = [str(one) for result in made(project) for one in result.problems]
    assert bench.count(SpeakTask) > 0
    assert any("scripts/" in one and "no sound" in one for one in told)
    in_turn(project)
    assert [str(one) for result in made(project, on=None) for one in result.problems] == told


@pytest.mark.parametrize(
    ("there", "told"),
    [
        ("tone v9", "tone is 'tone v9' there, '"),
        (EngineUnavailable("The model is not here."), "tone: The model is not here."),
    ],
)
def test_a_worker_with_another_voice_refuses(
    project: Project,
    bench: Bench,
    monkeypatch: pytest.MonkeyPatch,
    there: str | EngineUnavailable,
    told: str,
) -> None:
    """Another model of a voice, or none, is told by name before a word is spoken."""

    def fingerprint(*_: object) -> str:
        if isinstance(there, EngineUnavailable):
            raise there
        return there

    def other(_task: Task) -> None:
        monkeypatch.setattr("stilte.speech.engines.tone.Tone.fingerprint", fingerprint)

    bench.before = other
    with pytest.raises(Refused) as refused:
        build(project, (project.scripts / "adem.yaml",), Options(on="x"), Told())
    assert told in str(refused.value.why)
    assert not list(bench.folder.rglob("takes/*/*"))


def test_a_project_without_a_place_is_refused(project: Project, bench: Bench) -> None:
    """Machines share nothing but a place: told with the file, and what to write there."""
    (project.root / "podcast.yaml").write_text("title: Proef\nlanguage: nl\nauthor: Wij\n", "utf-8")
    with pytest.raises(InputError, match=r"podcast.yaml:1: `--on` needs a place.*s3://bucket/cache"):
        made(open_project(project.root))
    assert not bench.done


def test_a_network_folder_is_a_place(project: Project, bench: Bench) -> None:
    """A cache in a folder of its own, under the same path everywhere, serves as it is."""
    nas = project.root.parent / "nas"
    text = f"title: Proef\nlanguage: nl\nauthor: Wij\ncache: {{place: {nas}}}\n"
    (project.root / "podcast.yaml").write_text(text, "utf-8")
    assert [one.status for one in made(open_project(project.root))] == ["built", "built"]
    assert {path.name for path in nas.iterdir()} >= {"takes", "files", "tracks"}
    assert bench.count(TrackTask) == 2


@pytest.mark.parametrize(
    ("use", "place"),
    [
        ("tone", "workers"),
        ("gtts", "here"),
        ("recorded", "here"),
        ("gtts: {runs: workers}", "workers"),
        ("kokoro: {runs: gpu}", "gpu"),
        ("kokoro: {runs: here}", "here"),
    ],
)
def test_a_voice_says_where_it_may_run(tmp_path: Path, use: str, place: str) -> None:
    """What needs a key, a network or files of the author's speaks here, unless its file says otherwise."""
    (tmp_path / "toon.yaml").write_text(f"language: nl\nuse:\n  - {use}\n", "utf-8")
    report = Report()
    assert read_voice(tmp_path / "toon.yaml", tmp_path, report).use[0].place == place
    assert not report.failed


@pytest.mark.parametrize("written", ["[1]", "true", "'a b'", "'; rm'"])
def test_where_a_voice_cannot_run_is_told(tmp_path: Path, written: str) -> None:
    """Anything but a name is told with its line."""
    (tmp_path / "toon.yaml").write_text(f"language: nl\nuse:\n  - tone: {{runs: {written}}}\n", "utf-8")
    report = Report()
    read_voice(tmp_path / "toon.yaml", tmp_path, report)
    assert [str(one).partition(", not")[0] for one in report.errors] == [
        "toon.yaml:3: `runs` says where a voice may speak in a build on several machines"
    ]
