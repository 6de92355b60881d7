"""One gain and a ceiling: the speech at its target, peaks below theirs, and nothing else changed."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest

from stilte.sound.dsp import loudness
from stilte.sound.mix.master import Target, held_lower, master, target_lines
from stilte.sound.mix.mixer import PARTS, mixer
from tests.sound.mixing import RATE, LoopedBed, World, guided, noise, sea, voiced

if TYPE_CHECKING:
    from stilte.sound.mix.master import Master


def measured_lufs(samples: np.ndarray) -> float:
    return loudness.integrated_lufs(loudness.joined_powers([samples], RATE))


def spoken(track: Master) -> np.ndarray:
    """Return the target's lines as they are heard, joined."""
    lines = target_lines(track.mixer.timeline, "calm")
    return np.concatenate([track.block(e.start_frame, e.start_frame + e.length_frames) for e in lines])


@pytest.mark.parametrize("level", [0.02, 0.1, 0.3])
@pytest.mark.parametrize("lines", [1, 6])
def test_speech_is_at_its_target(level: float, lines: int) -> None:
    """However loud the takes are and however few, the lines joined are at -16 LUFS to an eighth of a LU."""
    world = World(beds={"sea": LoopedBed(sea(5.0))})
    takes = [world.speech(7 + 6 * n, f"line {n}", voiced(3, seed=n, level=level)) for n in range(lines)]
    timeline = world.timeline(60, takes, [(0, 0, "sea", -20.0)])
    track = master(mixer(timeline, world.sources()), "calm")
    assert measured_lufs(spoken(track)) == pytest.approx(-16, abs=0.13)


def test_lines_with_a_level_and_other_voices_do_not_count() -> None:
    """A whisper set at -18 dB and a guest do not make the main voice louder."""
    world = World()
    lines = [world.speech(3, "one"), world.speech(8, "soft", level_db=-18.0)]
    lines += [world.speech(13, "guest", voiced(3, level=0.4), voice="other")]
    timeline = world.timeline(20, lines)
    assert [line.text for line in target_lines(timeline, "calm")] == ["one"]
    assert measured_lufs(spoken(master(mixer(timeline, world.sources()), "calm"))) == pytest.approx(
        -16, abs=0.13
    )


def test_without_plain_lines_the_nearest_count() -> None:
    """Where every line of the main voice has a level, other plain lines count; else all of them."""
    world = World()
    soft, guest = world.speech(3, "soft", level_db=-6.0), world.speech(8, "guest", voice="other")
    assert target_lines(world.timeline(20, [soft, guest]), "calm") == (guest,)
    assert target_lines(world.timeline(20, [soft]), "calm") == (soft,)


def test_track_without_speech_takes_the_target_for_the_whole() -> None:
    """Sea alone is brought to -16 LUFS as a whole."""
    world = World(beds={"sea": LoopedBed(sea(9.0), fade_s=(1, 1))})
    track = master(mixer(world.timeline(40, [], [(0, 0, "sea", 0.0)]), world.sources()), "calm")
    assert measured_lufs(track.block(0, track.length_frames)) == pytest.approx(-16, abs=0.13)


def test_silent_track_stays_silent() -> None:
    """Nothing to bring to a target is nothing to break."""
    world = World()
    track = master(mixer(world.timeline(5), world.sources()), "calm")
    assert track.gain_db == 0
    assert not track.block(0, track.length_frames).any()


def test_small_edit_does_not_move_the_gain() -> None:
    """One take of many spoken anew, a little softer, leaves the gain where it was."""
    world = World()
    lines = [world.speech(3 + 4 * n, f"line {n}") for n in range(10)]
    before = master(mixer(world.timeline(50, lines), world.sources()), "calm")
    world.takes["line 4"] = world.takes["line 4"] * np.float32(0.97)
    after = master(mixer(world.timeline(50, lines), world.sources()), "calm")
    assert before.gain_db == after.gain_db
    assert before.gain_db % Target().step_db == 0


def peaky() -> Master:
    """Return a track whose takes have peaks far above their loudness."""
    world, timeline = guided(30.0)
    for text, take in world.takes.items():
        sharp = take.copy()
        sharp[5000::9000] = 0.9
        world.takes[text] = sharp
    return master(mixer(timeline, world.sources()), "calm")


def test_no_peak_passes_the_ceiling() -> None:
    """Peaks are held below the ceiling, those between samples too."""
    track = peaky()
    samples = track.block(0, track.length_frames)
    raw = track.mixer.block(0, track.length_frames) * 10 ** (track.gain_db / 20)
    assert np.abs(raw).max() > 1.2
    assert loudness.db(float(loudness.peaks_over(samples, 0.5)[1].max())) <= track.ceiling_dbtp + 0.05


def test_limiter_reaches_a_hundredth_of_a_second() -> None:
    """Away from peaks not a sample is changed, and near them the gain moves smoothly."""
    track = peaky()
    samples = track.block(0, track.length_frames)[:, 0].astype(np.float64)
    raw = track.mixer.block(0, track.length_frames)[:, 0] * 10 ** (track.gain_db / 20)
    over = np.flatnonzero(np.abs(raw) > 10 ** (track.ceiling_dbtp / 20))
    near = np.zeros(len(raw), bool)
    for place in over:
        near[place - 1000 : place + 1000] = True
    assert np.allclose(samples[~near], raw[~near], atol=1e-6)
    sounding = np.abs(raw) > 0.01
    factors = samples[sounding] / raw[sounding]
    assert factors.min() > 0.3
    assert np.abs(np.diff(factors)).max() < 0.05


def test_cuts_do_not_matter_to_the_limiter() -> None:
    """Mastered in any blocks, every sample is the same to the bit."""
    track = peaky()
    bounds = [0, 1, 40_000, 41_000, 400_123, 700_000, track.length_frames]
    blocks = [track.block(start, stop) for start, stop in itertools.pairwise(bounds)]
    assert np.array_equal(np.concatenate(blocks), track.block(0, track.length_frames))


def test_stems_sum_to_the_master() -> None:
    """Each stem is held down where the whole is: together they are the track, within -60 dB and far below."""
    track = peaky()
    whole = track.block(0, track.length_frames)
    total = sum(track.block(0, track.length_frames, (part,)) for part in PARTS)
    assert np.abs(total - whole).max() < 1e-5


def test_key_knows_the_gain() -> None:
    """A piece at another level is another piece."""
    world, timeline = guided()
    mix = mixer(timeline, world.sources())
    soft, loud = master(mix, "calm", Target(speech_lufs=-19.0)), master(mix, "calm")
    assert soft.piece_key(0, 9999) != loud.piece_key(0, 9999)
    assert loud.piece_key(0, 9999) == master(mix, "calm").piece_key(0, 9999)


def test_peaks_can_be_held_lower_without_touching_the_speech() -> None:
    """For an encoder that raised a peak over its ceiling all peaks are kept down; the gain stays."""
    world = World(beds={"bed": LoopedBed(crackle(6.0), level_db=0.0)})
    timeline = world.timeline(20, [world.speech(5, "one")], [(0, 0, "bed", 0)])
    track = master(mixer(timeline, world.sources()), "calm")
    lower = held_lower(track, 0.5)
    assert lower.gain_db == track.gain_db
    assert np.abs(track.block(0, 20 * RATE)).max() > 10 ** (-2.5 / 20)
    assert np.abs(lower.block(0, 20 * RATE)).max() < 10 ** (-2.5 / 20)


def crackle(length_s: float) -> np.ndarray:
    """Return soft noise in which single samples leap."""
    out = noise(length_s, level=0.01)
    out[:: RATE // 3] = 0.9
    return out
