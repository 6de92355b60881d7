"""A bad take stops no build: `check` and `proof` warn of what is wrong with it, with the cure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from tests.pipeline.test_recordings import told
from tests.speech.rooms import RATE_HZ, at_rms, pink, recording, spoken

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LINES = {
    "ga-rustig-zitten": "Ga rustig zitten.",
    "laat-je-schouders-zakken": "Laat je schouders zakken.",
    "voel-je-voeten-op-de-grond": "Voel je voeten op de grond.",
}
SCRIPT = "title: Eigen\nlanguage: nl\nvoice: anna\nmusic: none\nsteps:\n" + "".join(
    f"  - {line} <2s>\n" for line in LINES.values()
)
BREATHS = """\
title: Adem
language: nl
voice: anna
music: none
steps:
  - breathe: 2
    breath: 1.5-4
    say: {in: Voel je voeten op de grond., out: Ga rustig zitten.}
"""


@pytest.fixture
def project(folder: Path) -> Path:
    """Return a project with three good takes."""
    (folder / "voices/anna").mkdir()
    (folder / "voices/anna.yaml").write_text("language: nl\nuse: [recorded]\n", "utf-8")
    (folder / "scripts/eigen.yaml").write_text(SCRIPT, "utf-8")
    for name, text in LINES.items():
        keep(folder, name, recording(spoken(text), distance_db=50.0))
    return folder


def keep(folder: Path, name: str, samples: np.ndarray) -> None:
    soundfile.write(folder / f"voices/anna/{name}.wav", samples, RATE_HZ, subtype="FLOAT")


def _clipped(words: np.ndarray) -> np.ndarray:
    loud: np.ndarray = recording(words, distance_db=50.0) * 12
    return np.asarray(np.clip(loud, -1.0, 1.0))


def _soft(words: np.ndarray) -> np.ndarray:
    return recording(words, distance_db=50.0) * np.float32(0.004)


def _noisy(words: np.ndarray) -> np.ndarray:
    return recording(words, distance_db=20.0)


def _with_a_hole(words: np.ndarray) -> np.ndarray:
    half = len(words) // 2
    return recording(np.concatenate([words[:half], np.zeros(3 * RATE_HZ), words[half:]]), distance_db=50.0)


def _far_too_long(words: np.ndarray) -> np.ndarray:
    return recording(np.concatenate([words] * 12), distance_db=50.0)


def _cut_off(words: np.ndarray) -> np.ndarray:
    return recording(words[len(words) // 3 :], distance_db=50.0)[RATE_HZ:]


BAD: dict[str, tuple[Callable[[np.ndarray], np.ndarray], str]] = {
    "clipped": (_clipped, "It is clipped"),
    "too soft": (_soft, "It is too soft"),
    "noisy": (_noisy, "The noise of the room is only"),
    "with a hole": (_with_a_hole, ""),
    "far too long": (_far_too_long, ""),
    "cut off": (_cut_off, "first word is cut off"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_take_stops_no_build_and_is_told(project: Path, kind: str) -> None:
    """The track is built by it, and `check` says what is wrong, in which line, and what to do."""
    make, wrong = BAD[kind]
    keep(project, "ga-rustig-zitten", make(spoken(LINES["ga-rustig-zitten"])))
    code, said = told(project, "check", "eigen")
    assert code == 0, said
    assert wrong in said
    if wrong:
        assert "scripts/eigen.yaml:6" in said
    assert "laat-je-schouders-zakken.wav" not in said
    code, said = told(project, "build", "eigen", "--jobs", "1")
    assert code == 0, said
    sheet = json.loads((project / "output/eigen/eigen.json").read_text("utf-8"))
    assert [voice["engine"] for voice in sheet["voices"]] == ["recorded"]


def test_a_take_too_long_for_its_breath_is_told_by_check_and_proof(project: Path) -> None:
    """By how much, though nothing is wrong with its sound."""
    (project / "scripts/eigen.yaml").write_text(BREATHS, "utf-8")
    code, said = told(project, "check", "eigen")
    assert code == 0, said
    assert "too long for its breath" in said
    assert told(project, "build", "eigen", "--jobs", "1")[0] == 0
    code, said = told(project, "proof", "eigen")
    assert code == 0, said
    assert "anna/voel-je-voeten-op-de-grond.wav" in said
    assert "too long for its breath" in said
    assert "make the time longer in the script" in said


@pytest.mark.parametrize("missing", ["next", "stop"])
def test_a_take_in_which_nobody_speaks_is_as_good_as_none(project: Path, missing: str) -> None:
    """The next voice says that line alone where it may; else it is told what to record anew."""
    (project / "voices/anna.yaml").write_text(
        f"language: nl\nuse:\n  - recorded: {{missing: {missing}}}\n  - espeak\n", "utf-8"
    )
    keep(project, "ga-rustig-zitten", at_rms(pink(3 * RATE_HZ), 0.003))
    code, said = told(project, "check", "eigen")
    assert (code == 0) == (missing == "next"), said
    assert "There is no speech in the recording 'anna/ga-rustig-zitten.wav'" in said
    code, said = told(project, "build", "eigen", "--jobs", "1")
    if missing == "stop":
        assert code != 0
        assert "there is no speech in it" in said
        return
    assert code == 0, said
    sheet = json.loads((project / "output/eigen/eigen.json").read_text("utf-8"))
    assert [voice["engine"] for voice in sheet["voices"]] == ["recorded and espeak"]


def test_what_a_recogniser_heard_is_told_by_check(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that were heard twice in the studio are an open fault until the line is recorded anew."""
    from stilte.pipeline.recorded import open_faults  # noqa: PLC0415

    said_twice = "voel je voeten op de grond voel je voeten op de grond"
    monkeypatch.setattr(
        "stilte.speech.recording_faults.heard_words.known_words",
        lambda path, _language, _store: said_twice if "voel" in path.name else None,
    )
    assert open_faults.KIND == "heard"
    _, said = told(project, "check", "eigen")
    assert "'voel je voeten op de grond' is said twice." in said
