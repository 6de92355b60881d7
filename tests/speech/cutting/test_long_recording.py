"""A long recording as telephones, browsers and editors write it: whatever FFmpeg reads."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

import stilte.studio
from stilte.errors import InputError
from stilte.sound.ffmpeg_program import ffmpeg
from stilte.speech.cutting.cut_recording import cut_recording
from stilte.speech.cutting.long_recording import decode_long
from stilte.speech.engines.recorded import KINDS

RATE_HZ = 48_000
FORMS = {
    "iphone.m4a": "-c:a aac",
    "iphone-lossless.m4a": "-c:a alac",
    "iphone-layered.qta": "-c:a aac -f mov",
    "mac.caf": "-c:a alac",
    "android.3gp": "-ar 8000 -ac 1 -c:a libopencore_amrnb",
    "android.amr": "-ar 8000 -ac 1 -c:a libopencore_amrnb",
    "android-new.3gp": "-c:a aac",
    "messenger.opus": "-c:a libopus",
    "messenger.ogg": "-c:a libopus",
    "messenger.oga": "-c:a libopus",
    "browser.webm": "-c:a libopus",
    "windows.wma": "-c:a wmav2",
    "film.mp4": "-f lavfi -i color=size=32x32:rate=5:duration=2 -c:a aac -shortest",
    "film.mov": "-f lavfi -i color=size=32x32:rate=5:duration=2 -c:a aac -shortest",
    "radio.aac": "-c:a aac -f adts",
    "editor.aiff": "-c:a pcm_s24be",
    "editor.flac": "-c:a flac",
    "g722.wav": "-ar 16000 -ac 1 -c:a g722",
}


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """Return two seconds of a tone of 440 Hz, between half a second of quiet."""
    at_s = np.arange(2 * RATE_HZ) / RATE_HZ
    tone = 0.2 * np.sin(2 * np.pi * 440.0 * at_s) * (np.abs(at_s - 1.0) < 0.5)
    soundfile.write(tmp_path / "plain.wav", tone, RATE_HZ)
    return tmp_path / "plain.wav"


@pytest.mark.parametrize("name", FORMS)
def test_what_a_telephone_writes_is_read(plain: Path, name: str) -> None:
    """All of it, at its level, the tone where it was, by the frequency that it had."""
    path = plain.with_name(name)
    said = [ffmpeg(), "-v", "error", "-i", str(plain), *FORMS[name].split(), str(path)]
    subprocess.run(said, check=True)
    recording = decode_long(path, plain.with_name("decoded"))
    assert recording.length_s == pytest.approx(2.0, abs=0.1)
    tone = recording.read(0.7, 1.3).astype(np.float64)
    # A codec of speech makes a bare tone 3 dB softer.
    assert np.sqrt(np.mean(tone**2)) == pytest.approx(0.2 / np.sqrt(2), rel=0.4)
    power = np.abs(np.fft.rfft(tone * np.hanning(len(tone))))
    assert np.argmax(power) * recording.rate_hz / len(tone) == pytest.approx(440.0, abs=4.0)
    assert np.abs(recording.read(0.0, 0.3)).max() < 0.01
    assert path.suffix in KINDS


def test_what_cannot_be_read_is_told(plain: Path) -> None:
    """A film without sound, a file that is something else, one that was never finished."""
    film = plain.with_name("film.mp4")
    black = ["-f", "lavfi", "-i", "color=size=32x32:rate=5:duration=2"]
    subprocess.run([ffmpeg(), "-v", "error", *black, str(film)], check=True)
    song = plain.with_name("song.m4a")
    subprocess.run([ffmpeg(), "-v", "error", "-i", str(plain), "-c:a", "aac", str(song)], check=True)
    song.write_bytes(song.read_bytes()[:900])
    other = plain.with_name("other.amr")
    other.write_bytes(b"%PDF-1.7 nothing to hear")
    empty = plain.with_name("empty.3gp")
    empty.write_bytes(b"")
    for path in (film, song, other, empty):
        with pytest.raises(InputError, match=f"'{path.name}' cannot be played"):
            cut_recording(path, ["Adem in."], plain.with_name("anna"), "nl", hear=False)


def test_the_page_takes_the_same_files_as_the_program() -> None:
    """No ending that one knows and the other does not."""
    page = Path(stilte.studio.__file__).parent / "page" / "recording" / "drop_files.js"
    found = re.search(r'SOUNDS =\s+"([^"]+)"', page.read_text("utf-8"))
    assert found
    assert tuple(found[1].split(",")) == KINDS
