"""Recordings that a script names: planned as long as they are; one that cannot be played is an error."""

from __future__ import annotations

import io
import json
import struct
import wave
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING

import numpy as np
import pytest

from stilte.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.pipeline.results import Result


def told(folder: Path, *words: str) -> tuple[int, str]:
    """Run a command; return its exit code and all that it said."""
    said = io.StringIO()
    with redirect_stderr(said), redirect_stdout(said), pytest.raises(SystemExit) as stop:
        main(["--project", str(folder), *words])
    return int(stop.value.code or 0), said.getvalue()


def script(folder: Path, text: str) -> None:
    (folder / "scripts/klank.yaml").write_text(f"title: K\nlead: [0, 0]\n{text}", "utf-8")


@pytest.fixture
def music(folder: Path) -> Path:
    """Return the folder of a project with one good recording of 2.5 s and one that is text."""
    place = folder / "music"
    place.mkdir()
    with wave.open(str(place / "klok.wav"), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(struct.pack("<h", 900) * 20_000)
    (place / "lijst.mp3").write_text("brood, melk\n" * 99, "utf-8")
    (place / "bron.yaml").write_text("file: lijst.mp3\nlicence: CC0-1.0\n", "utf-8")
    return place


@pytest.mark.usefixtures("music")
def test_plan_knows_how_long_sounds_last(folder: Path) -> None:
    """A recording and a bell stand in the plan for as long as they will sound."""
    script(
        folder, "steps:\n  - sound: klok\n    pause: 0\n  - bell: 1\n    sound: large-bowl\n    pause: 0\n"
    )
    code, said = told(folder, "plan", "klank")
    assert code == 0
    assert " 2.50  sound" in said
    assert "12.00  bell" in said


@pytest.mark.usefixtures("music")
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("steps:\n  - Dag.\n  - sound: lijst.mp3\n", 5),
        ("steps:\n  - Dag.\n  - music: bron\n", 5),
        ("steps:\n  - Dag.\nmusic: bron\n", 5),
    ],
)
@pytest.mark.parametrize("command", ["check", "build"])
def test_recording_that_cannot_be_played_is_an_error_of_its_line(
    folder: Path, text: str, line: int, command: str
) -> None:
    """`check` and `build` name the line that asks for it, the file, and what to use instead."""
    script(folder, text)
    code, said = told(folder, command, "klank")
    assert code == 2
    assert f"scripts/klank.yaml:{line}: " in said
    assert "'lijst.mp3'" in said
    assert "Use MP3, WAV" in said
    assert ("music/bron.yaml:1" in said) == ("bron" in text)


def crackling(length_s: int) -> np.ndarray:
    """Return bursts of noise of every size, as a fire has them."""
    chance = np.random.default_rng(3)
    out = np.zeros(length_s * 44100)
    for at in chance.integers(0, len(out) - 900, size=25 * length_s):
        size = chance.integers(20, 900)
        burst = chance.standard_normal(size) * np.exp(-5 * np.arange(size) / size)
        out[at : at + size] += chance.lognormal(-2.5, 1.0) * burst
    return np.asarray(np.clip(out, -1, 1) * 32767).astype("<i2")


def test_a_crackling_fire_makes_a_track(folder: Path, make: Callable[..., tuple[Result, ...]]) -> None:
    """An encoder raises sharp peaks over their ceiling: the track is encoded again with less, and stands."""
    (folder / "music").mkdir()
    with wave.open(str(folder / "music/vuur.wav"), "wb") as file:
        file.setparams((1, 2, 44100, 0, "NONE", ""))
        file.writeframes(crackling(9).tobytes())
    (folder / "music/haard.yaml").write_text("file: vuur.wav\nlicence: own\nlevel: 0\n", "utf-8")
    script(folder, "language: nl\nmusic: haard\nsteps:\n  - Welkom bij het vuur. <40s>\n")
    result = next(result for result in make() if result.slug == "klank")
    assert result.status == "built", result.problems
    sheet = json.loads((folder / "output/klank/klank.json").read_text("utf-8"))
    assert sheet["loudness"]["true_peak_dbtp"] <= -1.0
