"""Beds are opened while the lines are spoken, and what goes wrong there is told where the track is made."""

from __future__ import annotations

import threading
import wave
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from stilte.pipeline import mixer_sources, scheduler
from stilte.pipeline.speaking import speak_routine
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
        done.wait(20)
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
