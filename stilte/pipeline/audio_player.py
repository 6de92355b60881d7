"""Playing samples with a player of this machine, or writing them to a WAV file; no MP3 is made."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
import wave
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from stilte.sound.clip import Clip
    from stilte.sound.mix.master import Master

# The largest value of signed 16-bit PCM.
_FULL_SCALE = 32767
# Short enough to start at once, long enough that rendering keeps ahead of playback.
_BLOCK_S = 2


def blocks(signal: Master, start_frame: int, stop_frame: int | None = None) -> Iterator[NDArray[np.float32]]:
    """Yield a track from a frame on, in short blocks, so that the first is there at once."""
    last = signal.length_frames if stop_frame is None else min(stop_frame, signal.length_frames)
    step = _BLOCK_S * signal.rate_hz
    for start in range(start_frame, last, step):
        yield signal.block(start, min(start + step, last))


def play(sound: Iterable[NDArray[np.float32]], rate_hz: int, channels: int) -> bool:
    """Play blocks as they come; return False where no known player is installed."""
    command = _streaming(rate_hz, channels)
    if command is None:
        return _play_file(sound, rate_hz, channels)
    player = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert player.stdin is not None  # noqa: S101 (it was asked for)
    try:
        for block in sound:
            player.stdin.write(_pcm(block))
        player.stdin.close()
    except BrokenPipeError:  # the player was closed: that is how a person stops listening
        return True
    except KeyboardInterrupt:
        player.terminate()
        raise
    return player.wait() == 0


def play_clip(clip: Clip) -> bool:
    """Play a clip; return False where no known player is installed."""
    return play([np.asarray(clip.samples)], clip.rate_hz, clip.samples.shape[1])


def write_wav(path: Path, clip: Clip) -> None:
    """Write a clip as a WAV file of 16 bits."""
    save(path, [np.asarray(clip.samples)], clip.rate_hz, clip.samples.shape[1])


def save(path: Path, sound: Iterable[NDArray[np.float32]], rate_hz: int, channels: int) -> None:
    """Write blocks as a WAV file of 16 bits; raises OSError where it cannot be opened."""
    # `wave` leaves a half-made writer behind where it opens the file itself and cannot.
    with path.open("wb") as target, wave.open(target, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        for block in sound:
            file.writeframes(_pcm(block))


def wav(
    sound: Iterable[NDArray[np.float32]], frames: int, rate_hz: int, channels: int
) -> tuple[int, Iterator[bytes]]:
    """Return the size of a WAV file of so many frames, and its bytes as the blocks come."""
    head = io.BytesIO()
    with wave.open(head, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(b"")
    body = frames * channels * 2
    start = bytearray(head.getvalue())
    start[4:8], start[40:44] = (len(start) - 8 + body).to_bytes(4, "little"), body.to_bytes(4, "little")
    return len(start) + body, chain((bytes(start),), map(_pcm, sound))


def _pcm(block: NDArray[np.float32]) -> bytes:
    return (np.clip(block, -1.0, 1.0) * _FULL_SCALE).astype("<i2").tobytes()


def _streaming(rate_hz: int, channels: int) -> list[str] | None:
    """Return a player that takes raw samples from its input, if there is one."""
    rate, count = str(rate_hz), str(channels)
    known = {
        "pw-play": ["--raw", "--format=s16", f"--rate={rate}", f"--channels={count}", "-"],
        "paplay": ["--raw", "--format=s16le", f"--rate={rate}", f"--channels={count}"],
        "aplay": ["-q", "-t", "raw", "-f", "S16_LE", "-r", rate, "-c", count],
        "ffplay": [
            "-nodisp",
            "-autoexit",
            "-loglevel",
            "quiet",
            "-f",
            "s16le",
            "-ar",
            rate,
            "-ac",
            count,
            "-",
        ],
        "play": ["-q", "-t", "raw", "-e", "signed", "-b", "16", "-r", rate, "-c", count, "-"],
    }
    return next(([found, *known[name]] for name in known if (found := shutil.which(name))), None)


def _play_file(sound: Iterable[NDArray[np.float32]], rate_hz: int, channels: int) -> bool:
    """Play through a file, with what macOS and Windows bring along."""
    player = shutil.which("afplay")
    if player is None and sys.platform != "win32":
        return False
    with tempfile.TemporaryDirectory(prefix="stilte-") as folder:
        path = Path(folder) / "play.wav"
        save(path, sound, rate_hz, channels)
        if player:
            return subprocess.run([player, str(path)], check=False).returncode == 0
        if sys.platform == "win32":
            import winsound  # noqa: PLC0415 (only there)

            winsound.PlaySound(str(path), winsound.SND_FILENAME)
    return True
