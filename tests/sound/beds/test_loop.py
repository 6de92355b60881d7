"""Recordings looped without being heard to turn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stilte.errors import InputError, Where
from stilte.sound.beds.bed import fingerprint, open_bed
from stilte.sound.beds.loop import fade_gains, find_loop
from stilte.sound.beds.recorded import Recording, looped
from stilte.sound.clip import REFERENCE_LUFS, Clip
from stilte.sound.music_settings import BedSpec
from tests.sound.signals import RATE_HZ, chord, hiss, levels_db, measured_lufs, seconds_of, write_wav

if TYPE_CHECKING:
    from pathlib import Path


def clip_of(samples: np.ndarray) -> Clip:
    stereo = np.repeat(np.asarray(samples, np.float32).reshape(len(samples), -1)[:, :1], 2, axis=1)
    return Clip(stereo, RATE_HZ)


RECORDINGS = {
    "a chord": chord(40),
    "a chord that fades in and out": chord(40)
    * np.clip(np.minimum(seconds_of(40), 40 - seconds_of(40)) / 5, 0, 1),
    "noise": hiss(30),
    "two seconds of noise": hiss(2),
    "two seconds of a tone": 0.2 * np.sin(2 * np.pi * 220.37 * seconds_of(2)),
    "half a second": chord(0.5),
    "a twentieth of a second": hiss(0.05),
}


@pytest.mark.parametrize("name", RECORDINGS)
class TestSeams:
    """Whatever was recorded, its turns are not heard."""

    def test_no_click(self, name: str) -> None:
        """No step at a seam is larger than the steps of the recording itself."""
        bed = looped(clip_of(RECORDINGS[name]))
        turns = bed.block(0, bed.loop.end_frame + 3 * bed.loop.period_frames)
        own = np.abs(np.diff(RECORDINGS[name])).max() * bed.factor
        assert np.abs(np.diff(turns[:, 0])).max() <= 1.25 * own

    def test_no_dip_and_no_jump(self, name: str) -> None:
        """In the crossfade the level stays within the range of the recording's loop, give or take 1 dB."""
        bed = looped(clip_of(RECORDINGS[name]))
        loop = bed.loop
        window_s = min(0.4, loop.fade_frames / RATE_HZ / 2)
        seam = levels_db(bed.block(loop.end_frame - loop.fade_frames, loop.fade_frames), window_s)
        inner = levels_db(bed.block(loop.start_frame, loop.period_frames - loop.fade_frames), window_s)
        assert seam.min() > inner.min() - 1.0
        assert seam.max() < inner.max() + 1.0

    def test_any_blocks_are_the_same_samples(self, name: str) -> None:
        """Reading in pieces across many seams gives what one read gives."""
        bed = looped(clip_of(RECORDINGS[name]))
        start = max(bed.loop.end_frame - 700, 0)
        whole = bed.block(start, 5000)
        pieces = [bed.block(start + at, 250) for at in range(0, 5000, 250)]
        assert np.concatenate(pieces).tobytes() == whole.tobytes()


def test_a_fade_out_is_left_out_of_the_loop() -> None:
    """A recording that fades at both ends turns before it has faded."""
    loop = find_loop(clip_of(RECORDINGS["a chord that fades in and out"]).samples, RATE_HZ)
    assert loop.start_frame - loop.fade_frames > 2.5 * RATE_HZ
    assert loop.end_frame < 38 * RATE_HZ
    assert loop.period_frames > 15 * RATE_HZ


def test_tones_meet_in_step() -> None:
    """A steady tone turns on a whole number of its waves: nothing beats, nothing swells."""
    bed = looped(clip_of(RECORDINGS["two seconds of a tone"]))
    levels = levels_db(bed.block(0, 8 * RATE_HZ), 0.05)
    assert levels.max() - levels.min() < 0.2


def test_a_tone_of_hundredths_of_a_second_turns_in_step() -> None:
    """Also a loop of 80 ms is one tone without end."""
    tone = 0.3 * np.sin(2 * np.pi * 220 * seconds_of(0.08))
    levels = levels_db(looped(clip_of(tone)).block(0, 2 * RATE_HZ), 0.05)
    assert levels.max() - levels.min() < 0.5


def lost_in_mono_db(samples: np.ndarray) -> float:
    mono = samples.mean(axis=1, keepdims=True)
    return float(levels_db(samples, 6).max() - levels_db(mono, 6).max())


def test_sides_that_cancel_are_turned_to_each_other() -> None:
    """A recording of which one side has the wrong polarity is as loud on one speaker as on two."""
    side = hiss(8)[:, None]
    bed = looped(Clip((side * (1, -0.7)).astype(np.float32), RATE_HZ))
    assert lost_in_mono_db(bed.block(0, 6 * RATE_HZ)) < 1
    wide = looped(Clip(np.stack([hiss(8, 1), hiss(8, 2)], axis=1).astype(np.float32), RATE_HZ))
    assert wide.sides == "both"


@pytest.mark.parametrize("silent", [0, 1])
def test_a_side_that_is_silent_gets_the_other(silent: int) -> None:
    """A recording with sound on one side is heard in both ears, at the level of all beds."""
    samples = np.repeat(hiss(8)[:, None], 2, axis=1)
    samples[:, silent] = 0
    heard = looped(Clip(samples.astype(np.float32), RATE_HZ)).block(0, 6 * RATE_HZ)
    assert np.array_equal(heard[:, 0], heard[:, 1])
    assert measured_lufs(heard) == pytest.approx(-23, abs=0.3)


@given(st.integers(1, 800), st.floats(0, 0.98))
def test_a_crossfade_keeps_its_power(frames: int, alike: float) -> None:
    """For any length and any likeness, the power of the sum is that of either side."""
    coming, going = fade_gains(frames, alike)
    assert coming**2 + going**2 + 2 * alike * coming * going == pytest.approx(np.ones(frames), abs=1e-4)
    assert np.all(np.diff(coming) >= -1e-6)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 6000), st.integers(0, 3))
def test_any_length_gives_a_loop_within_the_recording(frames: int, seed: int) -> None:
    """From a single frame on there is a loop, and it never reads outside."""
    samples = clip_of(np.random.default_rng(seed).normal(size=frames) * 0.1).samples
    bed = looped(Clip(samples, 8000))
    loop = bed.loop
    assert 0 <= loop.start_frame - loop.fade_frames < loop.start_frame < loop.end_frame <= max(frames, 64)
    assert bed.block(0, 3 * frames + 10).shape == (3 * frames + 10, 2)


def test_silence_stays_silence() -> None:
    """A silent recording is a silent bed, without a warning or a number that is none."""
    assert not looped(clip_of(np.zeros(RATE_HZ))).block(0, 3 * RATE_HZ).any()


def test_a_given_loop_is_kept(tmp_path: Path) -> None:
    """`loop: [start, end]` turns exactly there."""
    spec = BedSpec("rivier", file=write_wav(tmp_path / "rivier.wav", hiss(20)), loop_s=(5.0, 15.0))
    bed: Any = open_bed(spec, RATE_HZ, tmp_path / "cache")
    loop = bed.sound.loop
    assert (loop.start_frame, loop.end_frame) == (5 * RATE_HZ, 15 * RATE_HZ)


def test_a_loop_from_the_very_start_finds_room_for_its_fade(tmp_path: Path) -> None:
    """With nothing before its start, a loop gives its own first seconds to the fade and turns softly."""
    spec = BedSpec("kort", file=write_wav(tmp_path / "kort.wav", hiss(10)), loop_s=(0.0, 10.0))
    bed = open_bed(spec, RATE_HZ, tmp_path / "cache")
    levels = levels_db(bed.block(0, 40 * RATE_HZ))
    assert levels.max() - levels.min() < 2.5


def test_a_loop_beyond_the_end_is_told(tmp_path: Path) -> None:
    """A loop that begins after the recording ends names the line and the length."""
    file = write_wav(tmp_path / "kort.wav", hiss(2))
    spec = BedSpec("kort", file=file, loop_s=(5.0, 9.0), where=Where("kort.yaml", 1))
    with pytest.raises(InputError, match=r"kort.yaml:1: The loop begins at 5 s, but .* lasts 2.0 s"):
        open_bed(spec, RATE_HZ, tmp_path / "cache")


@pytest.mark.parametrize("gain", [0.02, 1.0, 4.0])
def test_every_recording_comes_to_the_reference(gain: float, tmp_path: Path) -> None:
    """However loud it was recorded, a bed measures −23 LUFS."""
    file = write_wav(tmp_path / "ruis.wav", gain * hiss(8))
    bed = open_bed(BedSpec("ruis", file=file), RATE_HZ, tmp_path / "cache")
    assert measured_lufs(bed.block(0, 20 * RATE_HZ)) == pytest.approx(REFERENCE_LUFS, abs=0.5)


def test_the_fingerprint_follows_the_content(tmp_path: Path) -> None:
    """The same name with another sound, or another level, is another bed."""
    spec = BedSpec("ruis", file=write_wav(tmp_path / "ruis.wav", hiss(1)))
    before = fingerprint(spec)
    assert fingerprint(replace(spec, level_db=-9)) != before
    write_wav(tmp_path / "ruis.wav", hiss(1, seed=2))
    assert fingerprint(spec) != before


@pytest.mark.parametrize(("before_s", "after_s"), [(0.0, 15.0), (12.0, 0.0), (20.0, 30.0), (2.0, 2.0)])
def test_silent_ends_are_not_looped(before_s: float, after_s: float) -> None:
    """However long the silence of an export before and after the music, there is no hole at any turn."""
    music = chord(20)
    whole = np.concatenate([0 * seconds_of(before_s), music, 0 * seconds_of(after_s)])
    bed = looped(clip_of(whole))
    heard = levels_db(bed.block(0, 100 * RATE_HZ), 0.2)
    assert heard.min() > levels_db(clip_of(music).samples * bed.factor, 0.2).min() - 1.0


@pytest.mark.parametrize("noise_db", [-75.0, -90.0])
def test_ends_that_hiss_are_silent_too(noise_db: float) -> None:
    """The noise of a tape or of dither at the ends is no music."""
    hissing = 10 ** (noise_db / 20) * np.random.default_rng(3).normal(size=60 * RATE_HZ)
    hissing[20 * RATE_HZ : 40 * RATE_HZ] += chord(20)
    bed = looped(clip_of(hissing))
    assert levels_db(bed.block(0, 90 * RATE_HZ), 0.2).min() > -45


def test_a_loop_that_an_author_gives_is_kept() -> None:
    """Also where it holds silence: it was asked for."""
    whole = np.concatenate([chord(10), np.zeros(10 * RATE_HZ)])
    assert looped(clip_of(whole), (0.0, 20.0)).loop.end_frame == 20 * RATE_HZ


@pytest.mark.parametrize("softer_db", [4.4, 20.0])
def test_soft_recordings_keep_their_distance(softer_db: float) -> None:
    """Of two recordings around the gate of a meter, the softer is not left 40 dB under the other."""
    louder = clip_of(chord(10) * 10 ** (-45 / 20))
    softer = clip_of(chord(10) * 10 ** (-(45 + softer_db) / 20))
    apart = measured_level(looped(louder)) - measured_level(looped(softer))
    assert 0 <= apart <= softer_db + 0.1


def measured_level(bed: Recording) -> float:
    return float(np.median(levels_db(bed.block(0, 8 * RATE_HZ), 0.4)))
