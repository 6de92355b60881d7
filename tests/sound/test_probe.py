"""The head of a recording tells how long it lasts, and what cannot be played is known before a build."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from stilte.sound import probe
from stilte.sound.bells import BELLS, strike
from stilte.sound.clip import ffmpeg
from stilte.sound.external_audio import inspect_audio
from stilte.sound.music_names import BELL_S
from tests.sound.signals import RATE_HZ, chord, write_wav

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


@pytest.mark.parametrize("ending", ["wav", "aiff", "mp3", "ogg", "opus", "m4a", "flac"])
@pytest.mark.parametrize("share", [0.1, 0.35, 0.9])
def test_a_file_that_breaks_off_is_refused(tmp_path: Path, ending: str, share: float) -> None:
    """A copy of which a part is there is told as that, in every usual form."""
    wav, path = write_wav(tmp_path / "whole.wav", chord(4.0)), tmp_path / f"a.{ending}"
    subprocess.run([ffmpeg(), "-v", "error", "-y", "-i", wav, "-b:a", "64k", path], check=True)
    whole = path.read_bytes()
    inspect_audio(path)
    path.write_bytes(whole[: round(len(whole) * share)])
    with pytest.raises(probe.NoRecording, match=r"breaks off|only the beginning"):
        inspect_audio(path)


@pytest.mark.parametrize("length", [0, 0xFFFFFFFF, 0x7FFFFFFF])
def test_a_wav_that_was_written_into_a_pipe_is_whole(tmp_path: Path, length: int) -> None:
    """Its head could not know its length; what is there is its length."""
    path = write_wav(tmp_path / "a.wav", chord(2.0))
    data = bytearray(path.read_bytes())
    data[40:44] = length.to_bytes(4, "little")
    path.write_bytes(data)
    assert inspect_audio(path).length_s == pytest.approx(2.0, abs=0.01)
    assert probe.length_s(path) == pytest.approx(2.0, abs=0.01)


@pytest.mark.parametrize("length", [2**31, 400_000, 2**32 - 2])
def test_a_wav_that_claims_more_than_there_is_is_refused(tmp_path: Path, length: int) -> None:
    """However much it claims; a claim of two gigabytes takes no memory."""
    path = write_wav(tmp_path / "a.wav", chord(2.0))
    data = bytearray(path.read_bytes())
    data[40:44] = length.to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(probe.NoRecording, match="breaks off"):
        probe.length_s(path)


@pytest.mark.parametrize(
    ("rate_hz", "channels", "told"),
    [
        (1, 1, "sample rate of 1 Hz"),
        (4000, 1, "sample rate of 4000 Hz"),
        (1_000_000, 1, "1000000 Hz"),
        (44_100, 64, "64 channels"),
        (8_000, 1, None),
        (192_000, 2, None),
        (384_000, 1, None),
        (48_000, 6, None),
    ],
)
def test_rates_and_channels_are_those_of_recordings(
    tmp_path: Path, rate_hz: int, channels: int, told: str | None
) -> None:
    """From 8 to 384 kHz and from mono to eight channels; others are refused before anything measures."""
    tone = np.sin(np.arange(max(rate_hz // 4, 8)) / 9)
    path = write_wav(tmp_path / "a.wav", np.repeat(tone[:, None], channels, axis=1), rate_hz)
    if told is None:
        assert (inspect_audio(path).rate_hz, inspect_audio(path).channels) == (rate_hz, channels)
        return
    with pytest.raises(probe.NoRecording, match=told):
        probe.length_s(path)


@pytest.mark.parametrize(
    ("value", "told"), [(np.nan, "no numbers"), (-np.inf, "no numbers"), (1e30, "dB over")]
)
@pytest.mark.parametrize(
    ("kind", "form"), [("FLOAT", "WAV"), ("DOUBLE", "WAV"), ("FLOAT", "AIFF"), ("FLOAT", "CAF")]
)
def test_samples_that_are_no_sound_are_refused(
    tmp_path: Path, value: float, told: str, kind: str, form: str
) -> None:
    """One sample that is no number, or far over full scale, is found and told with its place."""
    samples, path = chord(5.0), tmp_path / f"a.{form.lower()}"
    samples[150_000] = value
    soundfile.write(path, samples, RATE_HZ, subtype=kind, format=form)
    with pytest.raises(probe.NoRecording, match=told) as caught:
        inspect_audio(path)
    assert "At about 3" in str(caught.value) or "At about 2" in str(caught.value)


@pytest.mark.parametrize("ending", ["mp3", "m4a", "wav", "flac", "ogg", "aiff", "opus", "aac"])
@pytest.mark.parametrize(
    "content", [b"", bytes(5000), bytes(range(256)) * 40, b"ID3\x03\x00\x00", b"brood\n" * 99]
)
def test_junk_is_no_recording(tmp_path: Path, ending: str, content: bytes) -> None:
    """Whatever its name says: zeros, all bytes in turn, the head of a tag, text."""
    path = tmp_path / f"a.{ending}"
    path.write_bytes(content)
    with pytest.raises(probe.NoRecording):
        inspect_audio(path)


def test_what_was_heard_is_kept_until_the_file_changes(tmp_path: Path) -> None:
    """A second look costs nothing; another file under the same name is heard anew."""
    path = write_wav(tmp_path / "a.wav", chord(1.0))
    first = inspect_audio(path, tmp_path / "cache")
    assert inspect_audio(path, tmp_path / "cache") == first
    write_wav(path, chord(2.0))
    assert inspect_audio(path, tmp_path / "cache").length_s == pytest.approx(2.0)
    assert not first.silent
    assert inspect_audio(write_wav(tmp_path / "b.wav", np.full(8000, 0.3))).silent


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


@pytest.mark.parametrize("seed", range(5))
def test_random_bytes_are_no_mp3(tmp_path: Path, seed: int) -> None:
    """Among many bytes there is something like a frame; a recording has frames that follow one another."""
    path = tmp_path / "a.mp3"
    path.write_bytes(np.random.default_rng(seed).bytes(40_000))
    with pytest.raises(probe.NoRecording, match="no sound that can be read"):
        inspect_audio(path)


@pytest.mark.parametrize("level_db", [-4.0, -20.0, -50.0])
def test_the_loudest_second_is_measured(tmp_path: Path, level_db: float) -> None:
    """The level of a steady tone, to half a decibel, whatever stands before and after it."""
    tone = 2**0.5 * 10 ** (level_db / 20) * np.sin(np.arange(6 * RATE_HZ) / 9)
    path = write_wav(tmp_path / "a.wav", np.concatenate([np.zeros(RATE_HZ), tone, np.zeros(RATE_HZ)]))
    assert inspect_audio(path).loudest_db == pytest.approx(level_db, abs=0.6)
