"""Beds are opened while the lines are spoken, and what goes wrong there is told where the track is made."""

from __future__ import annotations

import threading
import wave
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from stilte.pipeline import mixer_sources, scheduler
from stilte.pipeline.building.ready_to_mix import ready_to_mix
from stilte.pipeline.speaking import speak_routine
from stilte.sound import decoded_audio, external_audio
from stilte.sound.beds import bed, recorded

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.pipeline.results import Result

    Make = Callable[..., tuple[Result, ...]]


@pytest.fixture
def river(folder: Path) -> Path:
    """Return the project with a recording under its script."""
    (folder / "music").mkdir()
    with wave.open(str(folder / "music/rivier.wav"), "wb") as file:
        file.setparams((2, 2, 44100, 0, "NONE", ""))
        noise = np.random.Generator(np.random.PCG64(1)).normal(0, 2000, (44100 * 4, 2))
        file.writeframes(noise.astype("<i2").tobytes())
    (folder / "music/rivier.yaml").write_text("file: rivier.wav\nlicence: CC0-1.0\n", encoding="utf-8")
    script = folder / "scripts/adem.yaml"
    script.write_text(script.read_text("utf-8").replace("music: drone", "music: rivier"), encoding="utf-8")
    return folder


def add_script(folder: Path) -> None:
    """Write a second script over the same bed."""
    script = (folder / "scripts/adem.yaml").read_text("utf-8")
    (folder / "scripts/stil.yaml").write_text(script.replace("Even ademen", "Stil"), encoding="utf-8")


@pytest.fixture
def opened(monkeypatch: Any) -> list[str]:
    """Return a list in which every bed that is opened leaves its name."""
    found: list[str] = []
    plain = bed.open_bed

    def opening(spec: Any, *more: Any) -> Any:
        found.append(spec.name)
        return plain(spec, *more)

    monkeypatch.setattr(mixer_sources, "open_bed", opening)
    return found


def test_a_recording_is_decoded_and_listened_to_while_lines_are_spoken(
    river: Path, make: Make, opened: list[str], monkeypatch: Any
) -> None:
    """Before the last line is said its bed has been opened; the track is mixed from just that bed."""
    seen: list[list[str]] = []
    listened: list[object] = []
    done = threading.Event()
    plain, turn = speak_routine, recorded.analyse

    def speaking(*given: Any, **more: Any) -> Any:
        done.wait(120)
        seen.append(list(opened))
        return plain(*given, **more)

    def listening(*given: Any) -> Any:
        found = turn(*given)
        listened.append(found)
        done.set()
        return found

    monkeypatch.setattr(scheduler, "speak_routine", speaking)
    monkeypatch.setattr(recorded, "analyse", listening)
    (result,) = make(jobs=2)
    assert result.status == "built", result.problems
    assert seen == [["rivier"]]
    assert opened == ["rivier"]
    assert len(listened) == 1
    assert river.joinpath("output/adem/adem.mp3").is_file()


def test_scripts_that_share_a_bed_make_it_ready_once(river: Path, make: Make, opened: list[str]) -> None:
    """The workers open it, each for itself; beside the speaking it is opened for the first script alone."""
    add_script(river)
    results = make(jobs=2)
    assert [result.status for result in results] == ["built", "built"]
    assert opened == ["rivier"]


def test_one_job_opens_a_recording_once_for_all_tracks(river: Path, make: Make, opened: list[str]) -> None:
    """A recording of an hour takes a second to be checked; a build reads each file once."""
    add_script(river)
    results = make(jobs=1)
    assert [result.status for result in results] == ["built", "built"]
    assert opened == ["rivier"]


@pytest.mark.usefixtures("river")
def test_one_job_opens_a_bed_where_it_mixes(make: Make, opened: list[str]) -> None:
    """`--jobs 1` works on one thing at a time."""
    (result,) = make(jobs=1)
    assert result.status == "built", result.problems
    assert opened == ["rivier"]


def test_a_recording_that_cannot_be_read_fails_its_track_once(river: Path, make: Make) -> None:
    """It is told like any other wrong file, not from the thread that opened it first."""
    (river / "music/rivier.wav").write_text("no sound", encoding="utf-8")
    (result,) = make(jobs=2)
    assert (result.status, result.exit_code) == ("failed", 2)
    assert "rivier.wav" in str(result.problems[0])
    assert len(result.problems) == 1


def test_a_recording_is_decoded_once_in_a_build(river: Path, make: Make, monkeypatch: Any) -> None:
    """Opening it for the mix and hearing whether it can be played are one reading."""
    read = list[str]()
    plain = decoded_audio._plain

    def reading(path: Path, *more: Any) -> Any:
        read.append(path.name)
        return plain(path, *more)

    def decoding_again(path: Path, *_more: Any) -> Any:
        raise AssertionError(path)

    monkeypatch.setattr(decoded_audio, "_plain", reading)
    monkeypatch.setattr(external_audio, "decoding", decoding_again)
    (result,) = make(jobs=2)
    assert result.status == "built", result.problems
    assert read == ["rivier.wav"]
    assert river.joinpath("output/adem/adem.mp3").is_file()


def test_no_more_is_spoken_once_a_recording_cannot_be_played(
    river: Path, make: Make, monkeypatch: Any
) -> None:
    """A voice may take minutes, or money: the music is told of after the line that is being said."""
    (river / "music/rivier.wav").write_text("no sound", encoding="utf-8")
    heard, said = threading.Event(), list[int]()

    def hearing(*given: Any, **more: Any) -> Any:
        found = ready_to_mix(*given, **more)
        heard.set()
        return found

    def speaking(*given: Any, **_more: Any) -> Any:
        progress = given[4]
        for line in range(1000):
            heard.wait(120)
            said.append(line)
            progress(line, 1000, "stem")
        raise AssertionError("all lines were spoken")

    monkeypatch.setattr(scheduler, "ready_to_mix", hearing)
    monkeypatch.setattr(scheduler, "speak_routine", speaking)
    (result,) = make(jobs=2)
    assert (result.status, result.exit_code) == ("failed", 2)
    assert "rivier.wav" in str(result.problems[0])
    assert len(said) < 1000


def test_what_lies_outside_of_the_project_is_not_opened(
    river: Path, make: Make, opened: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A link out of it is refused before anything reads it."""
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "rivier.wav"
    (river / "music/rivier.wav").rename(elsewhere)
    (river / "music/rivier.wav").symlink_to(elsewhere)
    (result,) = make(jobs=2)
    assert result.status == "failed"
    assert opened == []
