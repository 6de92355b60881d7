"""The one door to audio files."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import soundfile

from stilte.errors import BuildError, InputError, Where
from stilte.sound import external_audio
from stilte.sound.clip import decode, ffmpeg
from stilte.sound.decoded_audio import open_audio
from stilte.sound.dsp.level import loudest_lufs, pieces
from stilte.sound.external_audio import inspect_audio
from stilte.sound.one_shots import open_sound
from tests.sound.signals import RATE_HZ, chord, hiss, seconds_of, write_wav

if TYPE_CHECKING:
    from soundfile import SoundFile


def encoded(tmp_path: Path, name: str, *options: Any) -> Path:
    source = write_wav(tmp_path / "source.wav", chord(2))
    target = tmp_path / name
    command = [ffmpeg(), "-v", "error", "-y", "-i", str(source), *options, str(target)]
    subprocess.run(command, check=True)
    return target


def entries(folder: Path) -> list[Path]:
    """Return what the cache holds besides its own mark."""
    found = (folder / "cache").rglob("*")
    return [entry for entry in found if entry.is_file() and entry.name != "CACHEDIR.TAG"]


@pytest.mark.parametrize("name", ["a.mp3", "a.m4a", "a.ogg", "a.opus", "a.flac", "a.aiff"])
def test_every_usual_format_opens(name: str, tmp_path: Path) -> None:
    """A file of any format becomes stereo at the rate of the track, as long as it was."""
    clip = open_audio(encoded(tmp_path, name), 48_000, tmp_path / "cache")
    assert clip.samples.shape[1] == 2
    assert clip.frames == pytest.approx(96_000, abs=4000)
    assert np.abs(clip.samples).max() > 0.05


@pytest.mark.parametrize(("rate_hz", "channels"), [(8_000, 1), (22_050, 2), (96_000, 1), (44_100, 6)])
def test_rates_and_channels_are_brought_to_the_tracks_own(
    rate_hz: int, channels: int, tmp_path: Path
) -> None:
    """A tone keeps its pitch and stands in both channels, whatever it was recorded at."""
    tone = 0.2 * np.sin(2 * np.pi * 440 * seconds_of(1, rate_hz))
    file = write_wav(tmp_path / "tone.wav", np.repeat(tone[:, None], channels, axis=1), rate_hz)
    clip = open_audio(file, RATE_HZ, tmp_path / "cache")
    assert clip.frames == pytest.approx(RATE_HZ, abs=2)
    for channel in clip.samples.T:
        spectrum = abs(np.fft.rfft(channel * np.hanning(len(channel))))
        assert np.argmax(spectrum) * RATE_HZ / len(channel) == pytest.approx(440, abs=1)


@pytest.mark.parametrize("kind", ["pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_u8"])
@pytest.mark.parametrize("channels", [1, 2])
def test_a_wav_file_gives_the_samples_that_ffmpeg_gives(kind: str, channels: int, tmp_path: Path) -> None:
    """Also where it is read without FFmpeg, being what the track needs already."""
    file = encoded(tmp_path, "a.wav", "-c:a", kind, "-ac", str(channels), "-ar", str(RATE_HZ))
    command = [ffmpeg(), "-v", "error", "-i", str(file), "-ac", "2", "-f", "f32le", "-"]
    theirs = np.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, "<f4")
    ours = open_audio(file, RATE_HZ, tmp_path / "cache").samples
    assert len(ours) == 2 * RATE_HZ
    offset = theirs.mean(dtype=np.float64) if kind == "pcm_u8" else 0.0  # eight bits have no middle
    assert np.allclose(ours, theirs.reshape(-1, 2) - np.float32(offset), atol=1e-6 if offset else 0.0, rtol=0)


def test_a_wav_file_without_a_sample_is_told(tmp_path: Path) -> None:
    """Its head alone is no recording."""
    file = encoded(tmp_path, "a.wav", "-ac", "2", "-ar", str(RATE_HZ))
    file.write_bytes(file.read_bytes()[:78])
    with pytest.raises(InputError, match="breaks off"):
        open_audio(file, RATE_HZ, tmp_path / "cache")


def test_a_wav_file_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    """A copy that broke off would stop in mid-word; nothing of it is kept."""
    file = encoded(tmp_path, "a.wav", "-ac", "2", "-ar", str(RATE_HZ))
    file.write_bytes(file.read_bytes()[: 44 + 4 * RATE_HZ + 2])
    with pytest.raises(InputError, match=r"only 50% of what its head promises is there\. Copy it here"):
        open_audio(file, RATE_HZ, tmp_path / "cache")
    assert not entries(tmp_path)


@pytest.mark.parametrize("offset", [0.4, -0.2])
@pytest.mark.parametrize("rate_hz", [RATE_HZ, 48_000])
def test_a_constant_offset_is_taken_out(offset: float, rate_hz: int, tmp_path: Path) -> None:
    """What a poor sound card leaves does not stay in the mix; the second opening finds it done."""
    file = write_wav(tmp_path / "bed.wav", np.stack([chord(3), chord(3)], 1) * 0.5 + [offset, 0.0])
    for _ in range(2):
        samples = open_audio(file, rate_hz, tmp_path / "cache").samples
        assert np.abs(samples.mean(axis=0)).max() < 1e-4
        assert np.abs(samples).max() == pytest.approx(0.5 * np.abs(chord(3)).max(), rel=0.05)


def test_a_file_is_decoded_once_and_mapped(tmp_path: Path) -> None:
    """The second opening reads the cache, and nothing of it stands in memory before it is asked for."""
    file = write_wav(tmp_path / "ruis.wav", hiss(1))
    first = open_audio(file, RATE_HZ, tmp_path / "cache")
    entries = sorted((tmp_path / "cache").rglob("*"))
    stamps = [entry.stat().st_mtime_ns for entry in entries]
    second = open_audio(file, RATE_HZ, tmp_path / "cache")
    assert [entry.stat().st_mtime_ns for entry in entries] == stamps
    assert isinstance(second.samples.base, np.memmap)
    assert not second.samples.flags.writeable
    assert np.array_equal(first.samples, second.samples)


@pytest.mark.parametrize(
    "content", [b"Dit is een tekst, geen muziek.\n" * 40, b"", b"\x00" * 5000, b"ID3\x03\x00\x00"]
)
def test_what_is_no_audio_is_told(content: bytes, tmp_path: Path) -> None:
    """A text with the name of a recording is an error of the author's, and leaves nothing in the cache."""
    file = tmp_path / "rivier.mp3"
    file.write_bytes(content)
    with pytest.raises(InputError, match=r"music/rivier.yaml:2: The recording 'rivier.mp3' cannot be played"):
        open_audio(file, RATE_HZ, tmp_path / "cache", Where("music/rivier.yaml", 2))
    assert not entries(tmp_path)


def test_a_playlist_opens_nothing_else(tmp_path: Path) -> None:
    """A file that names other files or places is not followed there."""
    write_wav(tmp_path / "geheim.wav", hiss(1))
    list_file = tmp_path / "lijst.m3u8"
    list_file.write_text("#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/geheim.wav\n#EXT-X-ENDLIST\n")
    with pytest.raises(InputError, match="no sound that can be read"):
        open_audio(list_file, RATE_HZ, tmp_path / "cache")


def test_a_cache_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """Where the cache cannot hold it, the build says so in one line."""
    (tmp_path / "cache").write_text("a file where a folder should be")
    with pytest.raises(BuildError, match="cannot be decoded into the cache"):
        open_audio(write_wav(tmp_path / "ruis.wav", hiss(1)), RATE_HZ, tmp_path / "cache")


def test_a_file_that_cannot_be_read_to_its_end_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fails in the middle of a recording is told with its line; nothing half is kept."""
    read = soundfile.SoundFile.read
    blocks: list[np.ndarray] = []

    def failing(sound: SoundFile, *given: Any) -> np.ndarray:
        if blocks:
            raise soundfile.LibsndfileError(2)
        blocks.append(read(sound, *given))
        return blocks[0]

    monkeypatch.setattr(soundfile.SoundFile, "read", failing)
    file = tmp_path / "rivier.wav"
    soundfile.write(file, np.stack((hiss(5), hiss(5)), axis=1), RATE_HZ)
    with pytest.raises(
        BuildError, match=r"music/rivier.yaml:2: 'rivier.wav' cannot be read to its end"
    ) as told:
        open_audio(file, RATE_HZ, tmp_path / "cache", Where("music/rivier.yaml", 2))
    assert str(told.value).endswith(f"Copy it into {tmp_path.name}/ once more.")
    assert len(blocks) == 1
    assert not entries(tmp_path)


FOLIO_BYTES = 2 << 20
"""What a kernel maps at once, at each end of what is read, where a file lies in large pages of its cache."""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process has of a file")
def test_listening_to_a_recording_keeps_little_of_it_in_memory(tmp_path: Path) -> None:
    """A piece at a time is read of a file that is mapped, and let go."""
    raw = tmp_path / "long.f32"
    raw.write_bytes(bytes(8 * 60 * RATE_HZ))
    samples = np.memmap(raw, np.float32, "r").reshape(-1, 2)
    most = max(int(piece.sum()) + resident_bytes(raw) for piece in pieces(samples, RATE_HZ))
    assert 0 < most <= 8 * 11 * RATE_HZ + 2 * FOLIO_BYTES
    assert resident_bytes(raw) == 0


def resident_bytes(path: Path) -> int:
    """Return how much of a mapped file stands in this process's memory."""
    maps = Path("/proc/self/smaps").read_text(encoding="utf-8").partition(str(path))[2]
    found = re.search(r"^Rss: +([0-9]+) kB", maps, re.MULTILINE)
    assert found
    return 1024 * int(found[1])


def test_an_engines_mp3_keeps_its_own_rate(tmp_path: Path) -> None:
    """Short sounds from an engine come as they are: own rate, own channels."""
    data = encoded(tmp_path, "take.mp3", "-ar", "24000", "-ac", "1").read_bytes()
    clip = decode(data, "mp3")
    assert (clip.rate_hz, clip.samples.shape[1]) == (24_000, 1)
    assert clip.frames == pytest.approx(48_000, abs=2500)
    with pytest.raises(ValueError, match="mp3"):
        decode(b"<html>captcha</html>", "mp3")


def test_a_recorded_bell_stands_where_a_built_in_one_does(tmp_path: Path) -> None:
    """An author's own bell, however softly recorded, is as loud as the bowl."""
    fall = np.exp(-seconds_of(3)) * np.sin(2 * np.pi * 330 * seconds_of(3))
    write_wav(tmp_path / "music" / "klok.wav", 0.01 * fall)
    own = open_sound("klok", tmp_path, RATE_HZ, tmp_path / "cache")
    bowl = open_sound("bowl", tmp_path, RATE_HZ, tmp_path / "cache")
    assert loudest_lufs(own.samples, RATE_HZ) == pytest.approx(loudest_lufs(bowl.samples, RATE_HZ), abs=0.2)
    assert own.frames == 3 * RATE_HZ


def test_an_unknown_sound_lists_what_there_is(tmp_path: Path) -> None:
    """A misspelt bell gets the nearest spelling and the whole list."""
    with pytest.raises(InputError, match=r"scripts/a.yaml:4: There is no sound 'bowll'. Did you mean 'bowl'"):
        open_sound("bowll", tmp_path, RATE_HZ, tmp_path / "cache", Where("scripts/a.yaml", 4))


@pytest.mark.parametrize("name", ["a.wav", "a.mp3", "a.flac", "a.ogg"])
def test_what_is_opened_has_been_heard(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stereo file at the track's rate is decoded once: opening it finds all that looking at it would."""
    file = encoded(tmp_path, name, "-ac", "2", "-ar", str(RATE_HZ))
    apart = inspect_audio(file)
    open_audio(file, RATE_HZ, tmp_path / "cache")

    def decoding_again(path: Path, *_more: Any) -> Any:
        raise AssertionError(path)

    monkeypatch.setattr(external_audio, "decoding", decoding_again)
    heard = inspect_audio(file, tmp_path / "cache")
    assert (heard.rate_hz, heard.channels, heard.length_s) == (RATE_HZ, 2, apart.length_s)
    assert (heard.peak, heard.loudest_db) == (apart.peak, apart.loudest_db)


@pytest.mark.parametrize(("rate_hz", "channels"), [(RATE_HZ, 1), (48_000, 2)])
def test_another_form_is_heard_by_itself(rate_hz: int, channels: int, tmp_path: Path) -> None:
    """What a file is like is told of the file, not of what it was made into."""
    file = encoded(tmp_path, "a.wav", "-ac", str(channels), "-ar", str(rate_hz))
    open_audio(file, RATE_HZ, tmp_path / "cache")
    heard = inspect_audio(file, tmp_path / "cache")
    assert (heard.rate_hz, heard.channels) == (rate_hz, channels)
    assert heard == inspect_audio(file)


@pytest.mark.parametrize("name", ["a.mp3", "a.m4a", "a.ogg", "a.flac"])
def test_a_file_in_the_tracks_form_gives_what_resampling_gives(name: str, tmp_path: Path) -> None:
    """Whether it is resampled to its own rate or left as it is, not a bit differs."""
    file = encoded(tmp_path, name, "-ac", "2", "-ar", str(RATE_HZ))
    read = [
        ffmpeg(),
        "-v",
        "error",
        "-i",
        str(file),
        "-af",
        f"aresample={RATE_HZ}:resampler=soxr:precision=28",
    ]
    theirs = subprocess.run([*read, "-ac", "2", "-f", "f32le", "-"], check=True, capture_output=True).stdout
    ours = open_audio(file, RATE_HZ, tmp_path / "cache")
    assert np.asarray(ours.samples).tobytes() == theirs
