"""The head of a recording tells how long it lasts, and what cannot be played is known before a build."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hearing import RATE_HZ, chord, seconds_of, write_wav

from stilte.sound import probe
from stilte.sound.bells import BELLS, strike
from stilte.sound.clip import ffmpeg
from stilte.sound.names import BELL_S

if TYPE_CHECKING:
    from pathlib import Path


def test_every_form_tells_its_length(tmp_path: Path) -> None:
    """The length of each usual format is known from its head to a twentieth of a second."""
    wav = write_wav(tmp_path / "a.wav", chord(3.3))
    for ending in ("wav", "mp3", "flac", "ogg", "m4a", "opus", "aiff", "mka"):
        path = tmp_path / f"b.{ending}"
        subprocess.run([ffmpeg(), "-v", "error", "-y", "-i", wav, path], check=True)
        assert probe.length_s(path) == pytest.approx(3.3, abs=0.05), ending


@pytest.mark.parametrize("ending", ["mp3", "wav", "m4a", "flac", "ogg"])
def test_what_is_no_recording_is_refused(tmp_path: Path, ending: str) -> None:
    """Text that is named like a recording, an empty file, and the first bytes of one are no sound."""
    path = tmp_path / f"a.{ending}"
    path.write_bytes(b"")
    with pytest.raises(probe.NoRecording, match="empty"):
        probe.length_s(path)
    path.write_text("This is a shopping list.\n" * 40)
    with pytest.raises(probe.NoRecording, match="no sound"):
        probe.length_s(path)
    wav = write_wav(tmp_path / "whole.wav", chord(3.0))
    subprocess.run([ffmpeg(), "-v", "error", "-y", "-i", wav, path], check=True)
    path.write_bytes(path.read_bytes()[:30])
    with pytest.raises(probe.NoRecording):
        probe.length_s(path)


def test_recording_that_breaks_off_lasts_as_long_as_it_is_there(tmp_path: Path) -> None:
    """Half a WAV is half as long as its head says."""
    path = write_wav(tmp_path / "a.wav", seconds_of(4.0) * 0)
    path.write_bytes(path.read_bytes()[: 2 * RATE_HZ * 2])
    assert probe.length_s(path) == pytest.approx(2.0, abs=0.05)


def test_bells_ring_as_long_as_their_names_say() -> None:
    """The lengths that `plan` uses are those of the bells."""
    assert {name: strike(name, RATE_HZ).frames / RATE_HZ for name in BELLS} == BELL_S


def test_probing_opens_no_numpy(tmp_path: Path) -> None:
    """A recording in order is known without numpy."""
    path = write_wav(tmp_path / "a.wav", chord(1.0))
    code = (
        "import sys, pathlib\nfrom stilte.sound.probe import length_s\n"
        "length_s(pathlib.Path(sys.argv[1]))\nsys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code, path], check=False).returncode == 0
