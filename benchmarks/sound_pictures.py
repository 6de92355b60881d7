"""Draw the pictures of docs/sound.md and print its tables, from the real output.

Run from the project's folder: `python -m benchmarks.sound_pictures`. Levels are FFmpeg's ebur128.
"""

from __future__ import annotations

import re
import struct
import subprocess
import zlib
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

import numpy as np

from stilte.sound.beds.bed import open_bed
from stilte.sound.bells import strike
from stilte.sound.breath import phase_sound
from stilte.sound.clip import ffmpeg
from stilte.sound.music_names import BUILT_IN_BEDS, BUILT_IN_BELLS
from stilte.sound.music_settings import built_in

if TYPE_CHECKING:
    from stilte.script.durations import Phase

RATE_HZ = 44_100
FOLDER = Path("docs/pictures")
WIDTH, HEIGHT, CURVE = 720, 150, 44
LOW_HZ, HIGH_HZ = 40.0, 10_000.0
WINDOW = 8192
SLOPE_HZ = (1_000, 8_000)
RANGE_DB = 75.0
# Dark blue through teal to warm white: even steps in lightness, readable without colour.
INKS = np.array(
    [(13, 20, 33), (22, 58, 88), (33, 110, 122), (110, 168, 128), (226, 206, 140), (255, 248, 226)]
)


def spectrogram(samples: np.ndarray) -> np.ndarray:
    """Return levels in dB, shape (HEIGHT, WIDTH), frequency rising upward on a scale of octaves."""
    padded = np.pad(samples.mean(axis=1), WINDOW // 2)
    starts = np.linspace(0, len(padded) - WINDOW, WIDTH).astype(int)
    window = np.hanning(WINDOW)
    power = np.array([abs(np.fft.rfft(padded[at : at + WINDOW] * window)) ** 2 for at in starts])
    edges = np.geomspace(LOW_HZ, HIGH_HZ, HEIGHT + 1) * WINDOW / RATE_HZ
    rows = []
    for low, high in pairwise(edges):
        first = int(low)
        last = max(int(np.ceil(high)), first + 1)
        rows.append(power[:, first:last].max(axis=1))
    return 10.0 * np.log10(np.array(rows)[::-1] + 1e-12)


def picture(samples: np.ndarray) -> np.ndarray:
    """Return a picture of a sound: its spectrogram, and its level under it."""
    levels = spectrogram(samples)
    # In 24 steps: the eye sees no more, and the file is a third of the size.
    share = np.rint(np.clip((levels - levels.max()) / RANGE_DB + 1.0, 0.0, 1.0) * 23) / 23 * (len(INKS) - 1)
    place = np.arange(len(INKS))
    upper = np.stack([np.interp(share, place, INKS[:, colour]) for colour in range(3)], axis=2)
    return np.concatenate([upper, level_curve(samples)]).astype(np.uint8)


def level_curve(samples: np.ndarray) -> np.ndarray:
    """Return the level over 48 dB as a filled curve, CURVE pixels high."""
    blocks = np.array_split(samples, WIDTH)
    level = 10.0 * np.log10(np.array([np.mean(block**2) for block in blocks]) + 1e-12)
    height = np.clip((level - level.max()) / 48.0 + 1.0, 0.0, 1.0) * (CURVE - 4)
    filled = np.arange(CURVE)[::-1, None] < height
    curve: np.ndarray = np.where(filled[:, :, None], INKS[3], INKS[-1]).astype(float)
    return curve


def write_png(path: Path, pixels: np.ndarray) -> None:
    """Write pixels of shape (height, width, 3) as a PNG."""
    raw = b"".join(b"\0" + row.tobytes() for row in pixels)

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", pixels.shape[1], pixels.shape[0], 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + parts)


def meter(samples: np.ndarray) -> dict[str, float]:
    """Return what FFmpeg's ebur128 says: I (LUFS), LRA (LU), Peak (dBTP)."""
    source = ["-f", "f32le", "-ar", str(RATE_HZ), "-ac", "2", "-i", "-"]
    command = [ffmpeg(), "-hide_banner", "-nostdin", *source, "-af", "ebur128=peak=true", "-f", "null", "-"]
    data = np.ascontiguousarray(samples, np.float32).tobytes()
    told = subprocess.run(command, input=data, capture_output=True, check=True).stderr.decode()
    summary = told[told.rindex("Summary:") :]
    return {name: float(value) for name, value in re.findall(r"(I|LRA|Peak): +(-?[\d.]+|-inf)", summary)}


def slope_db(samples: np.ndarray) -> float:
    """Return how many dB an octave the spectral density falls between 1 and 8 kHz."""
    blocks = samples[: len(samples) // WINDOW * WINDOW].reshape(-1, WINDOW, 2) * np.hanning(WINDOW)[:, None]
    density = (abs(np.fft.rfft(blocks, axis=1)) ** 2).mean(axis=(0, 2))
    freqs_hz = np.fft.rfftfreq(WINDOW, 1 / RATE_HZ)
    heard = (freqs_hz > SLOPE_HZ[0]) & (freqs_hz < SLOPE_HZ[1])
    return float(np.polyfit(np.log2(freqs_hz[heard]), 10 * np.log10(density[heard] + 1e-20), 1)[0])


def beds() -> None:
    """Draw a minute of every built-in bed and print the table."""
    print("| bed | LUFS | range, LU | true peak | lost in mono, dB | slope above 1 kHz, dB/octave |")
    print("|---|---|---|---|---|---|")
    with TemporaryDirectory() as cache:
        for kind in sorted(BUILT_IN_BEDS):
            bed = open_bed(built_in(kind), RATE_HZ, Path(cache))
            write_png(FOLDER / f"bed-{kind}.png", picture(bed.block(0, 60 * RATE_HZ)))
            samples = bed.block(0, 300 * RATE_HZ)
            mono = np.repeat(samples.mean(axis=1, keepdims=True), 2, axis=1)
            found, narrow = meter(samples), meter(mono)
            lost = found["I"] - narrow["I"]
            print(
                f"| {kind} | {found['I']:.1f} | {found['LRA']:.1f} | {found['Peak']:.1f} | {lost:.1f} "
                f"| {slope_db(samples):.1f} |"
            )


def bells() -> None:
    """Draw every bell and print the table."""
    print("\n| bell | rings, s | true peak | fallen 20 dB after, s |\n|---|---|---|---|")
    for name in sorted(BUILT_IN_BELLS):
        clip = strike(name, RATE_HZ)
        padded = np.pad(clip.samples, ((RATE_HZ // 4, 0), (0, 0)))
        write_png(FOLDER / f"bell-{name}.png", picture(padded))
        loud = np.flatnonzero(abs(clip.samples).max(axis=1) > 0.1 * abs(clip.samples).max())
        peak = meter(clip.samples)["Peak"]
        print(f"| {name} | {clip.frames / RATE_HZ:.0f} | {peak:.1f} | {loud[-1] / RATE_HZ:.1f} |")


def breaths() -> None:
    """Draw two breaths of 4-2-6-1 for both sounds."""
    kinds: tuple[Literal["breath", "tone"], ...] = ("breath", "tone")
    for kind in kinds:
        once: list[tuple[Phase, int]] = [("in", 4), ("hold", 2), ("out", 6), ("rest", 1)]
        phases = once * 2
        parts = [phase_sound(kind, phase, length * RATE_HZ, RATE_HZ) for phase, length in phases]
        write_png(FOLDER / f"breath-{kind}.png", picture(np.concatenate(parts)))


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    beds()
    bells()
    breaths()
