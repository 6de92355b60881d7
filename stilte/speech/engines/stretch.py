"""Changing the speed without the pitch, for engines that cannot change their speed."""

from __future__ import annotations

import subprocess

import numpy as np
from imageio_ffmpeg import get_ffmpeg_exe

from stilte.messages import tr
from stilte.sound.clip import Clip
from stilte.speech.engine import EngineFailed

# A change of 2 % is hardly audible; stretching for it would only cost quality.
_HARDLY = 0.02


def stretch_clip(clip: Clip, speed: float) -> Clip:
    """Return a mono clip `speed` times as fast, by overlapping short stretches (FFmpeg's atempo)."""
    mono = np.asarray(clip.samples, dtype="<f4").mean(axis=1)
    if abs(speed - 1) < _HARDLY or not len(mono):
        return Clip(mono[:, np.newaxis], clip.rate_hz)
    form = ["-f", "f32le", "-ar", str(clip.rate_hz), "-ac", "1"]
    filters = f"atempo={min(max(speed, 0.5), 4.0):.4f}"
    command = [get_ffmpeg_exe(), "-v", "error", *form, "-i", "-", "-af", filters, *form, "-"]
    done = subprocess.run(command, input=mono.tobytes(), capture_output=True, check=False)
    if done.returncode or not done.stdout:
        raise EngineFailed(
            tr(
                "the speed could not be changed ({said}).",
                said=done.stderr.decode(errors="replace").strip(),
            )
        )
    return Clip(np.frombuffer(done.stdout, dtype="<f4")[:, np.newaxis], clip.rate_hz)
