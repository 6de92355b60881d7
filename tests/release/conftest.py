"""A finished track to release: laid out by hand, so that these tests need no other room."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from stilte.errors import Where
from stilte.release.chapters import chapters_json
from stilte.release.cuesheet import cue_sheet
from stilte.release.images.timeline_picture import picture
from stilte.release.show import Show
from stilte.release.track import SoundUsed, Track, TrackFile, VoiceUsed
from stilte.release.transcript import subrip, transcript
from stilte.script.line import Utterance
from stilte.script.routine import Routine
from stilte.script.timeline import (
    BedChange,
    BreathPhase,
    Chosen,
    Fit,
    Mark,
    Playing,
    Span,
    Speech,
    Strike,
    Timeline,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from stilte.script.timeline import Event

RATE = 1000
"""Frames a second: small, so that frames are milliseconds."""


def at(line: int) -> Where:
    return Where("scripts/rust.yaml", line)


def speech(start_s: float, length_s: float, text: str, **more: object) -> Speech:
    utterance = Utterance((text,), "rustig", "nl")
    whole = Speech(
        round(start_s * RATE), round(length_s * RATE), utterance, "line", 0.0, levelled=False, where=at(4)
    )
    return replace(whole, **more)  # type: ignore[arg-type]


def breaths(start_s: float, cycles: int, in_s: float = 4, out_s: float = 6) -> Iterator[Event]:
    """Yield breaths with a cue on the first."""
    for cycle in range(1, cycles + 1):
        for phase, length_s, text in (("in", in_s, "Adem in"), ("out", out_s, "en uit")):
            start, length = round(start_s * RATE), round(length_s * RATE)
            yield BreathPhase(start, length, length, phase, cycle, cycles, "none", 0.0, at(9))  # type: ignore[arg-type]
            if cycle == 1:
                yield speech(start_s, 1.5, text, role="cue", phase=phase, cycle=1, where=at(10))
            start_s += length_s


def sample_timeline() -> Timeline:
    events = [
        speech(6, 3, "Welkom & ga <zacht> zitten."),
        speech(
            12, 4.5, "Laat je schouders zakken, en je kaak, en alles wat je verder nog vasthoudt vandaag."
        ),
        *breaths(24, 6),
        Playing(90_000, 5_000, "golf", 0.0, at(12)),
        speech(100, 2, "Blijf hier.", where=at(13)),
        speech(104, 0.6, "drie", role="count", where=at(13)),
        Strike(150_000, 6_000, "bell", 0.0, at(20)),
    ]
    return Timeline(
        rate_hz=RATE,
        length_frames=170_000,
        events=tuple(sorted(events, key=lambda event: event.start_frame)),
        beds=(BedChange(0, 0, "bron", 0.0), BedChange(120_000, 20_000, "bron", -6.0)),
        marks=(
            Mark(0, 0, "Aankomen", at(3)),
            Mark(24_000, 23_500, "Ademen & <zijn>", at(8)),
            Mark(100_000, 99_500, "Blijven", at(13)),
        ),
        spans=(
            Span("hold", 100_000, 30_000, 30_000, at(13)),
            Span("round", 131_000, 9_000, None, at(15), round=1, of=2, item="linker"),
            Span("pause", 141_000, 4_000, 4_000, at(17)),
        ),
        lead_frames=(6_000, 12_000),
        fit=Fit(170_000, 0.4123456, (Chosen(at(9), 6),)),
        notes=("Doe dit elke dag.",),
    )


@pytest.fixture
def show() -> Show:
    """Return a show as `podcast.yaml` would describe it."""
    return Show(
        title="Stilte en adem",
        description="Oefeningen om *bij te komen*.",
        author="Anna & Bo",
        email="anna@example.org",
        link="https://example.org/podcast",
        language="nl",
        category=("Health & Fitness", "Mental Health"),
        licence="cc-by-nc-4.0",
        media="https://example.org/media",
    )


@pytest.fixture
def track(show: Show) -> Track:
    """Return a track of just under three minutes with something of everything."""
    return Track(
        show=show,
        routine=Routine(
            script="scripts/rust.yaml",
            slug="rust",
            title="Rust & <ruimte>",
            subtitle='Even "niets"',
            description="Een **korte** oefening.",
            language="nl",
            voice="rustig",
            steps=(),
            date="2026-01-05",
            episode=3,
            season=1,
            tags=("adem",),
        ),
        timeline=sample_timeline(),
        slug="rust-3m",
        variant_of="rust",
        fingerprint="f" * 40,
        channels=2,
        voices=(VoiceUsed("rustig", "kokoro", draft=False, synthetic=True, credit="Kokoro-82M"),),
        sounds=(SoundUsed("bron", "bed", 0.0, "CC0-1.0", "Bron, door Anna"),),
        files=(TrackFile("rust-3m.mp3", "audio/mpeg", 2_720_000, "a" * 64, 128),),
        loudness={
            "speech_lufs": -16.02,
            "integrated_lufs": -17.5,
            "true_peak_dbtp": -1.4,
            "bed_under_speech_db": float("-inf"),
        },
        proof={
            "decoded_length_s": 170.0,
            "worst_speech_onset_ms": 4.0,
            "unplanned_silence_s": 0.0,
            "planned_quiet_db": -72.0,
            "clipped_samples": 0,
        },
    )


@pytest.fixture
def speaking() -> Callable[[Track, str], Track]:
    """Return a function that lets a track say nothing but one text."""

    def say(track: Track, text: str) -> Track:
        return replace(track, timeline=replace(track.timeline, events=(speech(6, 3, text),)))

    return say


@pytest.fixture
def put() -> Callable[[Path, Track], None]:
    """Return a function that writes a track's files as a build leaves them; its sound is a few bytes."""

    def write(output: Path, track: Track) -> None:
        folder = output / track.slug
        folder.mkdir()
        sound = f"sound of {track.slug} {track.fingerprint}".encode()
        file = TrackFile(
            f"{track.slug}.mp3", "audio/mpeg", len(sound), hashlib.sha256(sound).hexdigest(), 128
        )
        whole = replace(track, files=(file,))
        (folder / file.name).write_bytes(sound)
        (folder / f"{track.slug}.json").write_text(cue_sheet(whole), "utf-8")
        (folder / f"{track.slug}.vtt").write_text(transcript(whole), "utf-8")
        (folder / f"{track.slug}.srt").write_text(subrip(whole), "utf-8")
        (folder / "chapters.json").write_text(chapters_json(whole), "utf-8")
        (folder / "timeline.svg").write_text(picture(whole), "utf-8")

    return write


@pytest.fixture
def quick_covers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let publishing take a few bytes for a cover: drawing large ones has tests of its own."""
    monkeypatch.setattr("stilte.release.podcast.hashed_files.show_cover", lambda *_: b"cover of the show")
    monkeypatch.setattr("stilte.release.podcast.hashed_files.entry_cover", lambda *_: b"cover of an episode")
