"""Finished tracks laid out by hand, with real MP3s: short ones, and one of 45 minutes."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import imageio_ffmpeg

from stilte.errors import Where
from stilte.release.chapters import chapters_json
from stilte.release.cuesheet import cue_sheet
from stilte.release.images.timeline_picture import picture
from stilte.release.show import Show
from stilte.release.track import SoundUsed, Track, TrackFile, VoiceUsed
from stilte.release.transcript import transcript
from stilte.script.line import Utterance
from stilte.script.routine import Routine
from stilte.script.timeline import BreathPhase, Fit, Mark, Speech, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from stilte.script.durations import Phase

RATE = 1000
WHERE = Where("scripts/zee.yaml", 1)
SHOW = Show("Stilte & adem", "Om *bij te komen*.", "Anna", language="nl", licence="CC0-1.0")
_SENTENCES = (
    "Laat je gewicht zakken naar de grond.",
    "Je schouders mogen zwaar worden, en je kaak los.",
    "Merk op hoe de adem vanzelf komt en vanzelf gaat.",
    "Er hoeft nu niets te gebeuren.",
    "Zak een beetje door je knieën, alsof je op een hoge kruk gaat zitten.",
)


def said(start_s: float, text: str, length_s: float = 2.0) -> Speech:
    utterance = Utterance((text,), "rustig", "nl")
    return Speech(
        round(start_s * RATE), round(length_s * RATE), utterance, "line", 0.0, levelled=False, where=WHERE
    )


def breaths(start_s: float, count: int, in_s: int = 4, out_s: int = 6) -> Iterator[BreathPhase]:
    """Yield breaths, one after the other."""
    phases: tuple[tuple[Phase, int, int], ...] = (("in", 0, in_s), ("out", in_s, out_s))
    for n in range(count):
        for phase, late, length in phases:
            start = round((start_s + (in_s + out_s) * n + late) * RATE)
            yield BreathPhase(start, length * RATE, length * RATE, phase, n + 1, count, "none", 0.0, WHERE)


def sea(show: Show = SHOW) -> Track:
    """Return a track of a minute in Dutch: three lines, two chapters, three breaths."""
    words = ("Welkom.", "Laat je schouders zakken.", "Dank je & tot <later>.")
    lines = [said(start, text) for start, text in zip((3, 8, 52), words, strict=True)]
    marks = (Mark(0, 0, "Aankomen", WHERE), Mark(15_000, 14_500, "Ademen", WHERE))
    return _track(show, "zee", "De zee", 60, [*lines, *breaths(15, 3)], marks, "Een minuut")


def long_walk(show: Show = SHOW) -> Track:
    """Return a track of 45 minutes: 20 chapters, 200 lines, 120 breaths."""
    starts = [n * 135 for n in range(20)]
    lines = [
        said(start + 2 + 13 * n, f"{_SENTENCES[(n + start) % 5]} ({start // 135 + 1}.{n + 1})")
        for start in starts
        for n in range(10)
    ]
    between = [one for start in starts[::2] for one in breaths(start + 4, 12)]
    marks = tuple(
        Mark(start * RATE, start * RATE, f"Deel {n + 1}: aandacht voor de adem", WHERE)
        for n, start in enumerate(starts)
    )
    track = _track(show, "lange-wandeling", "De lange wandeling", 2700, [*lines, *between], marks)
    return replace(track, routine=replace(track.routine, tags=("wandelen", "adem"), date="2026-02-01"))


def _track(  # noqa: PLR0917 (a test's own helper)
    show: Show,
    slug: str,
    title: str,
    length_s: int,
    events: Iterable[Speech | BreathPhase],
    marks: tuple[Mark, ...],
    subtitle: str = "",
) -> Track:
    routine = Routine(
        f"scripts/{slug}.yaml", slug, title, "nl", "rustig", (), subtitle=subtitle,
        description="Een **korte** oefening.", date="2026-01-05", tags=("adem",),
    )  # fmt: skip
    in_order = tuple(sorted(events, key=lambda event: event.start_frame))
    return Track(
        show=show,
        routine=routine,
        timeline=Timeline(
            RATE, length_s * RATE, in_order, (), marks, (), (2000, 4000), Fit(None, None, ())
        ),
        slug=slug, variant_of=None, fingerprint="f", channels=1,
        voices=(
            VoiceUsed("rustig", "kokoro", draft=False, synthetic=True, credit="AI voice (Kokoro)"),
        ),
        sounds=(
            SoundUsed("bron", "bed", 0.0, "CC0-1.0", ""),
            SoundUsed("beek", "bed", 9.0, "CC-BY-4.0", "Jan Beek, https://freesound.example/s/1"),
        ),
    )  # fmt: skip


def hum(path: Path, length_s: float) -> None:
    """Write a quiet MP3 of a length, small."""
    tone = f"sine=f=220:d={length_s}:r=44100"
    quiet = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-f", "lavfi", "-i", tone]
    subprocess.run([*quiet, "-b:a", "64k", str(path)], check=True)


def put(output: Path, track: Track, sound: Path | None = None) -> Track:
    """Write a finished track as a build leaves it; `sound` is an MP3 to take in place of a new one."""
    folder = output / track.slug
    folder.mkdir(parents=True, exist_ok=True)
    mp3 = folder / f"{track.slug}.mp3"
    if sound:
        mp3.write_bytes(sound.read_bytes())
    else:
        hum(mp3, track.timeline.length_frames / RATE)
    file = TrackFile(mp3.name, "audio/mpeg", mp3.stat().st_size, "0" * 64, 64)
    made = replace(track, files=(file,))
    (folder / f"{track.slug}.json").write_text(cue_sheet(made), "utf-8")
    (folder / f"{track.slug}.vtt").write_text(transcript(made), "utf-8")
    (folder / "chapters.json").write_text(chapters_json(made), "utf-8")
    (folder / "timeline.svg").write_text(picture(made), "utf-8")
    return made
