"""A track in a recorded voice without a bed: the room's own quiet between its lines, in the finished file."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

import stilte
from stilte.cli import main
from stilte.sound.ffmpeg_program import ffmpeg
from stilte.speech.recording_faults.hum_notches import without_hum
from tests.speech.rooms import RATE_HZ, recording, spoken

if TYPE_CHECKING:
    from pathlib import Path

LINES = ("Adem in door je neus.", "Laat je schouders zakken.", "Voel hoe de grond je draagt.")
SCRIPT = "title: Kamer\nlanguage: nl\nvoice: anna\nmusic: none\nsteps:\n" + "".join(
    f"  - {line} <4s>\n" for line in LINES
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in {
        "podcast.yaml": "title: Proef\nlanguage: nl\n",
        "scripts/kamer.yaml": SCRIPT,
        "voices/anna.yaml": "language: nl\nuse: [recorded]\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "voices" / "anna").mkdir()
    for line in LINES:
        name = line.lower().rstrip(".").replace(" ", "-")
        sound = recording(spoken(line), distance_db=46.0)
        soundfile.write(tmp_path / "voices" / "anna" / f"{name}.wav", sound, RATE_HZ)
    return tmp_path


def heard(path: Path) -> np.ndarray:
    command = [ffmpeg(), "-v", "error", "-i", str(path), "-ac", "1", "-f", "f32le", "-"]
    return np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, "<f4")


def test_there_is_no_digital_silence_and_no_step_between_lines(project: Path) -> None:
    """Every 50 ms between the fades sounds, and where nobody speaks all are within 6 dB."""
    opened = stilte.open_project(project)
    (built,) = stilte.build(opened, "kamer")
    sound = heard(project / "output" / "kamer" / "kamer.mp3")
    rate_hz = 44_100
    size = rate_hz // 20
    levels = 20 * np.log10(
        np.sqrt(np.mean(np.square(sound[: len(sound) // size * size].reshape(-1, size)), axis=1)) + 1e-9
    )
    inside = levels[50:-90]
    assert inside.min() > -80
    quiet = inside[inside < np.percentile(inside, 40)]
    assert quiet.max() - quiet.min() < 6
    assert built.slug == "kamer"


def test_the_proof_says_from_which_takes_a_track_is_made(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """How many takes, and which of them has an open fault, with the cure."""
    loud = project / "voices" / "anna" / "adem-in-door-je-neus.wav"
    soundfile.write(loud, recording(spoken(LINES[0]), distance_db=25.0), RATE_HZ)
    stilte.build(stilte.open_project(project), "kamer")
    with pytest.raises(SystemExit) as stop:
        main(["--project", str(project), "--language", "en", "proof", "kamer"])
    told = capsys.readouterr()
    assert not stop.value.code
    assert "takes of anna" in told.out
    assert "anna/adem-in-door-je-neus.wav: The noise of the room" in told.err
    assert "find a stiller room" in told.err
    assert "laat-je-schouders" not in told.err


def test_hum_is_taken_out_by_its_own_lines() -> None:
    """The lines of the mains sink by 20 dB, the voice stays within a tenth of a dB."""
    line = spoken("Adem in door je neus.")
    clean = recording(line, distance_db=55.0)
    at_s = np.arange(len(clean)) / RATE_HZ
    hum = 0.003 * np.sin(2 * np.pi * 50 * at_s) + 0.002 * np.sin(2 * np.pi * 150 * at_s)
    still = without_hum((clean + hum).astype(np.float32), RATE_HZ)
    quiet = slice(RATE_HZ // 3, RATE_HZ * 3 // 4)  # not its first moment, at which a notch begins to ring
    left = np.sqrt(np.mean((still - clean)[quiet] ** 2))
    assert left < 0.1 * np.sqrt(np.mean(hum**2))
    voice = slice(RATE_HZ, RATE_HZ + len(line))
    assert np.std(still[voice]) == pytest.approx(np.std(clean[voice]), rel=0.012)
    same = without_hum(clean, RATE_HZ)
    assert same is clean
