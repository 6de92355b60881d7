"""The script that an author would write today, with pydub and the espeak-ng program: the yardstick.

It speaks each line, adds segments and silences with `+=`, loops and overlays a bed, and exports 128 kbit/s.
It reads the plan that `build.py plan SCRIPT --json` prints, so that both make the same track.

    python -m benchmarks.pydub_script PLAN.json BED.wav OUT.mp3
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import imageio_ffmpeg
from pydub import AudioSegment

AudioSegment.converter = imageio_ffmpeg.get_ffmpeg_exe()


def speak(text: str, language: str) -> AudioSegment:
    """Speak a line with the espeak-ng program."""
    command = ["espeak-ng", "-v", language, "-s", "110", "--stdout", text]
    wav = subprocess.run(command, check=True, capture_output=True).stdout
    return AudioSegment.from_file(io.BytesIO(wav), format="wav").set_frame_rate(44100).set_channels(2)


def track(plan: dict[str, Any], bed_file: Path) -> AudioSegment:
    """Return the track: voice and silences one after the other, the bed looped under them."""
    voice = AudioSegment.silent(duration=0, frame_rate=44100).set_channels(2)
    for event in plan["events"]:
        if event["kind"] != "speech":
            continue
        quiet_ms = int(event["start_s"] * 1000) - len(voice)
        voice += AudioSegment.silent(duration=max(quiet_ms, 0), frame_rate=44100)
        voice += speak(event["text"], str(plan["language"]))
    voice += AudioSegment.silent(duration=max(int(plan["length_s"] * 1000) - len(voice), 0), frame_rate=44100)
    bed = AudioSegment.from_file(bed_file) - 12
    while len(bed) < len(voice):
        bed += bed
    return voice.overlay(bed[: len(voice)].fade_in(6000).fade_out(12000))


if __name__ == "__main__":
    plan_file, bed, out = sys.argv[1:4]
    made = track(json.loads(Path(plan_file).read_text(encoding="utf-8")), Path(bed))
    made.export(out, format="mp3", bitrate="128k")
