"""What a build says of its changes: what was rendered is compared, not only what was planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from stilte.release.cuesheet_changes import THROUGHOUT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.pipeline.results import Result

    Make = Callable[..., tuple[Result, ...]]

SCRIPT = """\
title: Proef
language: nl
music: zee
lead: [3, 3]
steps:
  - Welkom allemaal. <4s>
  - sound: klok
  - pause: 4
  - Tot ziens.
"""
NOTHING = "Nothing that is heard changed."


def bell(hz: float) -> np.ndarray:
    at_s = np.arange(2 * 44_100) / 44_100
    tone = 0.2 * np.sin(2 * np.pi * hz * at_s) * np.exp(-at_s)
    return np.stack([tone, tone], 1)


@pytest.fixture
def project(folder: Path) -> Path:
    """Return a project with a bed and a sound of its own."""
    (folder / "music").mkdir()
    (folder / "music/zee.yaml").write_text("make: ocean\nlevel: -14\n", "utf-8")
    soundfile.write(folder / "music/klok.wav", bell(440.0), 44_100)
    (folder / "scripts/adem.yaml").write_text(SCRIPT, "utf-8")
    return folder


def told(make: Make, **options: object) -> str:
    """Build and return what is told of the changes."""
    (result,) = make(**options)
    assert result.status == "built", result.problems
    return next((note for note in map(str, result.notes) if note.startswith(("Changed", "Nothing"))), "")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("music/zee.yaml", "level: -14", "level: -14\nseed: 7"), str(THROUGHOUT)),
        (("music/zee.yaml", "make: ocean", "make: rain"), str(THROUGHOUT)),
        (("music/zee.yaml", "level: -14", "level: -8"), str(THROUGHOUT)),
        (("scripts/adem.yaml", "music: zee", "music: zee\nclear: true"), "Changed: "),
        (("podcast.yaml", "author: Wij", "author: Wij\nbuild: {bitrate: 96}"), "the bit rate (72 kbit/s"),
    ],
    ids=["another seed", "another bed", "another level", "clear", "another bit rate"],
)
def test_the_same_plan_that_sounds_otherwise_is_told(
    project: Path, make: Make, change: tuple[str, str, str], expected: str
) -> None:
    """Another bed under the same name, its level, `clear` and the bit rate are heard, and told."""
    assert told(make) == ""
    file, old, new = change
    text = (project / file).read_text("utf-8")
    assert old in text
    (project / file).write_text(text.replace(old, new), "utf-8")
    said = told(make)
    assert expected.replace("72", said.partition("(")[2].partition(" ")[0]) in said
    assert said != NOTHING


def test_a_sound_of_equal_length_is_told_where_it_sounds(project: Path, make: Make) -> None:
    """Only its own place: the rest is as it was."""
    told(make)
    soundfile.write(project / "music/klok.wav", bell(660.0), 44_100)
    said = told(make)
    assert said.startswith("Changed: 0:0")
    assert str(THROUGHOUT) not in said
    assert ";" not in said


def test_what_is_the_same_is_said_to_be(project: Path, make: Make) -> None:
    """A comment in the script, or a build by force, changes nothing that is heard."""
    told(make)
    text = (project / "scripts/adem.yaml").read_text("utf-8")
    (project / "scripts/adem.yaml").write_text(text.replace("title: Proef", "title: Proef 2"), "utf-8")
    assert told(make) == NOTHING
    assert told(make, force=True) == NOTHING
