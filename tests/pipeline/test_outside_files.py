"""Files from outside: what is no file of the project is one problem with its line; the rest goes on."""

from __future__ import annotations

import os
import sys
import wave
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from tests.pipeline.test_recordings import told

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes, devices and links of Unix")
RATE_HZ = 44_100


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _link_out(path: Path) -> None:
    path.symlink_to(sys.executable)


def _lost_link(path: Path) -> None:
    path.symlink_to(path.parent / "gone")


def _folder(path: Path) -> None:
    path.mkdir()


STRANGE = {
    "a pipe or a device": _pipe,
    "a link to a place outside": _endless,
    "a link to a place outside the project": _link_out,
    "a link to a file that is not there": _lost_link,
    "a folder, not a file": _folder,
}
each_strange = pytest.mark.parametrize(
    ("why", "make"), [pytest.param(*one, id=one[0]) for one in STRANGE.items()]
)


def script(folder: Path, name: str, more: str) -> None:
    text = f"title: {name}\nlanguage: nl\nvoice: toon\nlead: [0, 0]\n{more}steps:\n  - Adem in.\n"
    (folder / f"scripts/{name}.yaml").write_text(text, "utf-8")


@pytest.fixture
def project(folder: Path) -> Path:
    """Return a project with one good routine, spoken by a tone of known length."""
    for name in ("music", "voices"):
        (folder / name).mkdir(exist_ok=True)
    (folder / "voices/toon.yaml").write_text("language: nl\nuse: [tone]\n", "utf-8")
    script(folder, "goed", "")
    return folder


@each_strange
def test_music_that_is_no_file_of_the_project(project: Path, why: str, make: Callable[[Path], None]) -> None:
    """It is told once with its name, and the other routine is planned as before."""
    make(project / "music/bed.wav")
    script(project, "bed", "music: bed\n")
    code, said = told(project, "check")
    assert code == 2
    assert f"music/bed.wav:1: 'bed.wav' is {why}" in said
    assert said.count("'bed.wav' is") == 1
    assert "goed: about" in said


@each_strange
def test_a_sound_asked_for_by_its_path_that_is_no_file(
    project: Path, why: str, make: Callable[[Path], None]
) -> None:
    """Why it cannot be used is told at the line that names it, not that it is not there."""
    (project / "extra").mkdir()
    make(project / "extra/bed.wav")
    script(project, "bed", "music: extra/bed.wav\n")
    code, said = told(project, "check")
    assert code == 2
    assert f"scripts/bed.yaml:5: 'bed.wav' is {why}" in said
    assert "goed: about" in said


@each_strange
def test_a_podcast_yaml_that_is_no_file_is_told(
    project: Path, why: str, make: Callable[[Path], None]
) -> None:
    """Its language is looked for before anything else is read: that neither waits nor fills the memory."""
    show = project / "podcast.yaml"
    show.unlink(missing_ok=True)
    make(show)
    code, said = told(project, "check")
    assert code == 2, why
    assert said.startswith("podcast.yaml:1: ")
    assert "fault of the program" not in said


@each_strange
def test_a_recording_that_is_no_file_of_the_project(
    project: Path, why: str, make: Callable[[Path], None]
) -> None:
    """A line whose recording cannot be used is told at its line, and is not counted as recorded."""
    (project / "voices/anna").mkdir()
    (project / "voices/anna.yaml").write_text("language: nl\nuse: [recorded]\n", "utf-8")
    make(project / "voices/anna/adem-in.wav")
    text = "title: A\nlanguage: nl\nvoice: anna\nsteps:\n  - Adem in.\n"
    (project / "scripts/a.yaml").write_text(text, "utf-8")
    code, said = told(project, "check")
    assert code == 2
    assert f"scripts/a.yaml:5: 'adem-in.wav' is {why}" in said
    assert "1 of 1 lines are not recorded" in said
    assert "goed: about" in said
    _, sheet = told(project, "voices", "missing", "anna")
    assert "adem-in.wav" in sheet


@each_strange
@pytest.mark.parametrize("file", ["woorden.pls", "lexicon.nl.yaml", "stem.yaml"])
def test_words_and_voices_that_are_no_files(
    project: Path, why: str, make: Callable[[Path], None], file: str
) -> None:
    """A lexicon or voice file that is a pipe is not waited for, and one without an end is not read."""
    make(project / "voices" / file)
    code, said = told(project, "check")
    assert code == 2
    assert f"voices/{file}:1: " in said
    assert why in said or "The file is a link to a place outside" in said


@each_strange
def test_a_picture_that_is_no_file(project: Path, why: str, make: Callable[[Path], None]) -> None:
    """A link as picture is told as a link, not as a name to spell otherwise."""
    make(project / "music/plaat.jpg")
    script(project, "plaat", "image: music/plaat.jpg\n")
    code, said = told(project, "check")
    assert code == 2
    assert f"'plaat.jpg' is {why}" in said
    assert "Did you mean" not in said


def test_an_entry_of_a_lexicon_is_a_word(project: Path) -> None:
    """An entry of 200,000 letters is told, in YAML and in PLS."""
    (project / "voices/lexicon.nl.yaml").write_text(f"qi: {'a' * 200_000}\n", "utf-8")
    pls = '<lexicon xml:lang="nl" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"><lexeme>'
    pls += f"<grapheme>{'b' * 200_000}</grapheme><alias>b</alias></lexeme></lexicon>"
    (project / "voices/woorden.pls").write_text(pls, "utf-8")
    code, said = told(project, "check")
    assert code == 2
    assert "voices/lexicon.nl.yaml:1: The entry 'qi' is longer than 500 letters." in said
    assert "voices/woorden.pls:1: The entry 'bbb" in said
    assert len(said) < 3000


@pytest.mark.parametrize(
    ("value", "why"),
    [(np.nan, "no numbers (NaN or infinity)"), (np.inf, "no numbers"), (1e30, "600 dB over full scale")],
)
def test_one_broken_sample_does_not_end_the_other_tracks(project: Path, value: float, why: str) -> None:
    """As a bed and as a sound it is an error of its line, before a build; the good routine is built."""
    samples = np.full((RATE_HZ, 2), 0.1)
    samples[::2] *= -1
    samples[20_000, 1] = value
    soundfile.write(project / "music/stuk.wav", samples, RATE_HZ, subtype="FLOAT")
    script(project, "bed", "music: stuk\n")
    (project / "scripts/klok.yaml").write_text("title: K\nsteps:\n  - sound: stuk\n", "utf-8")
    assert told(project, "check")[0] == 2
    code, said = told(project, "build", "--jobs", "1")
    assert code == 2
    assert "scripts/bed.yaml:5: The recording 'stuk.wav' cannot be played." in said
    assert "scripts/klok.yaml:3: The recording 'stuk.wav' cannot be played." in said
    assert why in said
    assert (project / "output/goed/goed.mp3").is_file()


def test_check_refuses_what_build_would(project: Path) -> None:
    """Sixty-four channels and one hertz are errors of `check` already."""
    with wave.open(str(project / "music/veel.wav"), "wb") as file:
        file.setparams((64, 2, RATE_HZ, 0, "NONE", ""))
        file.writeframes(bytes(64 * 2 * 4000))
    script(project, "veel", "music: veel\n")
    code, said = told(project, "check", "veel")
    assert code == 2
    assert "scripts/veel.yaml:5: The recording 'veel.wav' cannot be played. It has 64 channels" in said


def test_a_silent_bed_is_told(project: Path) -> None:
    """Music in which nothing is to be heard, also for a constant offset, is a warning of its line."""
    soundfile.write(project / "music/stil.wav", np.full((RATE_HZ, 2), 0.2), RATE_HZ)
    script(project, "stil", "music: stil\n")
    _, said = told(project, "check", "stil")
    assert "scripts/stil.yaml:5: The recording 'stil.wav' is silent from beginning to end." in said
    code, said = told(project, "build", "stil", "--jobs", "1")
    assert code == 0
    assert "scripts/stil.yaml:5: The recording 'stil.wav' is silent from beginning to end." in said


@pytest.mark.parametrize(("level_db", "told_soft"), [(-20.0, False), (-55.0, False), (-75.0, True)])
def test_music_that_stays_soft_is_told(project: Path, level_db: float, told_soft: bool) -> None:
    """What can be raised to its level is not spoken of; what cannot is told with how much it lacks."""
    at_s = np.arange(4 * RATE_HZ) / RATE_HZ
    tone = 2**0.5 * 10 ** (level_db / 20) * np.sin(2 * np.pi * 220 * at_s)
    soundfile.write(project / "music/toon.wav", tone, RATE_HZ, subtype="FLOAT")
    script(project, "bed", "music: toon\n")
    _, said = told(project, "check", "bed")
    assert ("The recording 'toon.wav' is too soft: it stays 12 dB below its level." in said) is told_soft
    assert ("too soft" in said) is told_soft


def test_a_file_of_nearly_the_right_name_is_told(project: Path) -> None:
    """A slip in a file's name is told with the name to give it; the file of another line is not offered."""
    (project / "voices/anna").mkdir()
    use = "language: nl\nuse: [{recorded: {missing: next}}, tone]\n"
    (project / "voices/anna.yaml").write_text(use, "utf-8")
    (project / "scripts/a.yaml").write_text(
        "title: A\nlanguage: nl\nvoice: anna\nsteps:\n  - Adem in.\n  - Adem uit.\n  - Laat los.\n", "utf-8"
    )
    for name in ("adem-in", "laat-lso"):
        tone = 0.2 * np.sin(np.arange(RATE_HZ) / 9)
        soundfile.write(project / f"voices/anna/{name}.wav", tone, RATE_HZ)
    _, said = told(project, "check")
    assert "a.yaml:7: Not recorded: 'Laat los.' If it is 'laat-lso.wav', name that file laat-los.wav." in said
    assert "If it is 'adem-in.wav'" not in said
    assert "The recording 'anna/laat-lso.wav' belongs to no line of any script." in said
    assert "2 of 3 lines are not recorded" in said


def test_two_files_for_one_line_are_told_and_listed_ones_are_known(project: Path) -> None:
    """Which of two is used is not left to the alphabet in silence; the table names its own."""
    folder = project / "voices/anna"
    folder.mkdir()
    (project / "voices/anna.yaml").write_text("language: nl\nuse: [recorded]\n", "utf-8")
    (project / "scripts/a.yaml").write_text(
        "title: A\nlanguage: nl\nvoice: anna\nsteps:\n  - Adem in.\n  - Laat los.\n", "utf-8"
    )
    for name in ("Adem in.flac", "adem-in.wav", "Opname 12.wav", "laat-los.wav"):
        soundfile.write(folder / name, 0.2 * np.sin(np.arange(RATE_HZ) / 9), RATE_HZ)
    (folder / "lines.yaml").write_text("Opname 12.wav: Laat los.\n", "utf-8")
    _, said = told(project, "check")
    assert "'anna/Adem in.flac' is not used: 'anna/adem-in.wav' is of the same line." in said
    assert "'anna/laat-los.wav' is not used: 'anna/Opname 12.wav' is of the same line." in said
    assert "belongs to no line" not in said


def test_the_language_of_a_project_is_a_tag(project: Path) -> None:
    """A language named in full would stand in the feed: it is told, once, with its line."""
    (project / "podcast.yaml").write_text("title: P\nlanguage: nederlands\n", "utf-8")
    code, said = told(project, "check")
    assert code == 2
    assert said.count("podcast.yaml:2: 'nederlands' is not a language tag. Write one as nl, en") == 1
