"""The bed makes room: when, how far, how fast; asserted on the gain that is applied."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stilte.sound.clip import REFERENCE_LUFS
from stilte.sound.dsp.loudness import clip_lufs
from stilte.sound.mix import envelope
from stilte.sound.mix.bed_automation import bed_plan
from stilte.sound.mix.ducking import Ducking
from stilte.sound.mix.mixer import mixer
from tests.sound.mixing import RATE, LoopedBed, World, sea, voiced

if TYPE_CHECKING:
    from stilte.script.timeline import Timeline
    from stilte.sound.mix.bed_automation import BedPlan

SEA = sea(3.0)


def gain_db(world: World, timeline: Timeline, *, clear: bool = False) -> np.ndarray:
    """Return the bed's level in dB at every tenth of a second, all runs together."""
    plan = bed_plan(timeline, world.beds.__getitem__, Ducking(), clear=clear)
    power = np.zeros(-(-timeline.length_frames // envelope.STEP) + 1)
    for run in plan.runs:
        points = envelope.control_points(0, timeline.length_frames)
        inside = (points >= run.start_frame) & (points < run.stop_frame)
        power += np.where(inside, plan.gains(run, 0, timeline.length_frames).astype(float) ** 2, 0)
    return 10 * np.log10(power + 1e-12)


def at(levels: np.ndarray, second: float) -> float:
    return float(levels[round(second * RATE / envelope.STEP)])


def spoken(
    starts: Any,
    length_s: float = 120.0,
    *,
    clear: bool = False,
    changes: Any = ((0, 0, "sea", 0.0),),
    **bed: Any,
) -> np.ndarray:
    world = World(beds={"sea": LoopedBed(SEA, **bed), "other": LoopedBed(SEA, name="other", **bed)})
    lines = [world.speech(start, f"line {start}", voiced(3)) for start in starts]
    return gain_db(world, world.timeline(length_s, lines, changes), clear=clear)


def test_bed_sinks_before_a_word_and_returns_after() -> None:
    """It begins to sink 0.6 s ahead, is down on the first sample, and is back 1.5 s after the last."""
    levels = spoken([20])
    assert at(levels, 19.3) == pytest.approx(-12, abs=0.02)
    assert -16 < at(levels, 19.7) < -12
    down = at(levels, 20.0)
    assert down == pytest.approx(-16, abs=0.02)
    assert at(levels, 22.99) == pytest.approx(down, abs=0.02)
    assert at(levels, 24.6) == pytest.approx(-12, abs=0.02)


@given(start=st.integers(-20_000, 120 * RATE), length=st.integers(1, 40 * RATE))
@settings(max_examples=40, deadline=None)
def test_a_curve_is_the_same_however_it_is_asked_for(start: int, length: int) -> None:
    """It is drawn in windows, once for all who ask: to the bit what any range would be by itself."""
    plan = crossed()
    assert len(plan.runs) == 2
    for run in plan.runs:
        by_itself = plan._gains(run, start, start + length)
        assert np.array_equal(plan.gains(run, start, start + length), by_itself)


@functools.cache
def crossed() -> BedPlan:
    """Return the plan of a track on which one bed fades into another, with a line and a breath."""
    world = World(beds={"sea": LoopedBed(SEA), "other": LoopedBed(SEA, name="other", follow_breath=True)})
    events = [world.speech(20, "a line", voiced(3)), world.phase(50, 4, "in"), world.phase(54, 6, "out")]
    changes = [(0, 0, "sea", 0.0), (40, 10, "other", -3.0), (90, 20, "other", 0.0)]
    return bed_plan(world.timeline(120.0, events, changes), world.beds.__getitem__, Ducking(), clear=False)


@pytest.mark.parametrize(("clear", "least"), [(False, 15), (True, 20)])
@pytest.mark.parametrize("level_db", [-20.0, -12.0, -3.0])
def test_bed_stays_below_the_voice(clear: bool, least: int, level_db: float) -> None:
    """Under speech it is 15 dB below the voice, 20 with `clear`, however loud it is in quiet."""
    levels = spoken([20], clear=clear, level_db=level_db)
    assert at(levels, 21) <= -least
    assert at(levels, 21) < level_db - (8 if clear else 4) + 0.01


def test_duck_of_a_bed_is_kept() -> None:
    """A bed that is asked to sink further does."""
    assert at(spoken([20], duck_db=9.0), 21) == pytest.approx(-21, abs=0.02)


def test_bed_is_held_through_short_gaps() -> None:
    """In gaps under 3 s it does not come up; in longer ones it does."""
    levels = spoken([20, 25.9, 32.5])
    assert at(levels, 24.5) == pytest.approx(at(levels, 21), abs=0.02)
    assert at(levels, 30.6) > at(levels, 21) + 3


def test_bed_rises_in_long_quiet() -> None:
    """After 30 s without a word it stands 1 dB higher, and is down in time for the next."""
    levels = spoken([8, 80])
    assert at(levels, 36) == pytest.approx(-12, abs=0.02)
    assert at(levels, 50) == pytest.approx(-11, abs=0.02)
    assert at(levels, 80) < -15.99


@settings(max_examples=12)
@given(
    starts=st.lists(st.floats(1, 50), min_size=1, max_size=8),
    change=st.tuples(st.floats(0.1, 55), st.floats(0, 6), st.just("sea"), st.floats(-30, 10)),
    level_db=st.floats(-30, 0),
    clear=st.booleans(),
)
def test_level_never_moves_faster_than_20_db_a_second(
    starts: list[float], change: tuple[float, float, str, float], level_db: float, clear: bool
) -> None:
    """Whatever is written, the bed never pumps."""
    changes = ((0, 0, "sea", 0.0), change)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("stilte.sound.mix.bed_automation.swing_db", lambda _bed, _rate: 0.0)
        levels = spoken(starts, 60.0, clear=clear, changes=changes, level_db=level_db, fade_s=(0.0, 0.0))
    inner = levels[round(0.2 * RATE / envelope.STEP) : -round(0.2 * RATE / envelope.STEP)]
    # Over a tenth of a second: between two points the grain of the factors alone is 0.3 dB/s at -47 dB.
    points = round(0.1 * RATE / envelope.STEP)
    steepest = np.abs(inner[points:] - inner[:-points]).max() * RATE / envelope.STEP / points
    assert steepest <= 20.1


def test_edges_fade() -> None:
    """A bed comes out of silence at the start and goes into it at the end."""
    levels = spoken([20, 40], 60.0)
    assert at(levels, 0.0) < -100
    assert at(levels, 3.0) == pytest.approx(-18, abs=0.1)
    assert at(levels, 54.0) == pytest.approx(-18, abs=0.2)
    assert levels[-1] < -100


def test_crossfade_keeps_the_power() -> None:
    """One bed goes over into another with no dip: the sum of their powers stays."""
    levels = spoken([], 60.0, changes=((0, 0, "sea", 0.0), (20, 8, "other", 0.0)), level_db=-12.0)
    between = levels[round(19 * RATE / 256) : round(29 * RATE / 256)]
    assert np.abs(between + 12).max() < 0.05


def test_music_moves_its_level() -> None:
    """`music: -6` over 20 s is half way after ten, and stays."""
    levels = spoken([], 60.0, changes=((0, 0, "sea", 0.0), (10, 20, "sea", -6.0)), level_db=-12.0)
    assert at(levels, 20) == pytest.approx(-15, abs=0.05)
    assert at(levels, 29.9) == pytest.approx(-18, abs=0.05)


def test_music_none_ends_the_bed() -> None:
    """`music: none` fades it out over its time; nothing sounds after."""
    levels = spoken([], 60.0, changes=((0, 0, "sea", 0.0), (20, 5, None, 0.0)))
    assert at(levels, 19) > -13
    assert at(levels, 25.1) < -100


def test_bed_follows_the_breath() -> None:
    """It swells through the in-breath, is still in the hold, falls through the out-breath, and comes back."""
    world = World(beds={"sea": LoopedBed(SEA, follow_breath=True)})
    phases = [world.phase(10, 4, "in"), world.phase(14, 4, "hold"), world.phase(18, 6, "out")]
    levels = gain_db(world, world.timeline(60, phases, [(0, 0, "sea", 0.0)]))
    assert at(levels, 10) == pytest.approx(-12, abs=0.05)
    assert at(levels, 12) == pytest.approx(-10.5, abs=0.05)
    held = levels[round(14.1 * RATE / 256) : round(17.9 * RATE / 256)]
    assert np.ptp(held) < 0.02
    assert at(levels, 24) == pytest.approx(-15, abs=0.1)
    assert at(levels, 28.5) == pytest.approx(-12, abs=0.05)


def test_loud_moments_of_a_bed_are_allowed_for() -> None:
    """A bed with waves sinks further than one without: its crests stay below the voice."""
    waves = sea(32.0) * (1 + 0.9 * np.sin(2 * np.pi * np.arange(32 * RATE) / (8 * RATE)))[:, None]
    world = World(beds={"sea": LoopedBed(waves.astype(np.float32))})
    timeline = world.timeline(60, [world.speech(20, "one")], [(0, 0, "sea", 0.0)])
    assert at(gain_db(world, timeline), 21) < -17


def levelled(line_lufs: float, level_db: float = 0.0) -> tuple[World, Any]:
    """Return a world in which a usual line is followed by one at another level."""
    usual = voiced(3)
    usual *= 10 ** ((REFERENCE_LUFS - clip_lufs(usual, RATE)) / 20)
    other = (usual * 10 ** ((line_lufs - REFERENCE_LUFS) / 20)).astype(np.float32)
    world = World(beds={"sea": LoopedBed(SEA)})
    lines = [world.speech(20, "usual", usual), world.speech(40, "other", other, level_db)]
    return world, world.timeline(60.0, lines, [(0, 0, "sea", 0.0)])


@pytest.mark.parametrize(
    ("line_lufs", "level_db"), [(-31.0, 0.0), (-23.0, -8.0), (-27.0, -6.0), (-23.0, -20.0)]
)
def test_a_soft_line_has_its_distance_too(line_lufs: float, level_db: float) -> None:
    """A whisper, or a line with a level, has the bed 15 dB under itself as heard; others move nothing."""
    world, timeline = levelled(line_lufs, level_db)
    mix = mixer(timeline, world.sources())
    for start_s in (20.2, 40.2):
        span = round(start_s * RATE), round((start_s + 2.6) * RATE)
        line, bed = (clip_lufs(mix.block(*span, (part,)), RATE) for part in ("voice", "bed"))
        assert line - bed >= 15.0
    usual_world, usual = levelled(-23.0)
    plain = mixer(usual, usual_world.sources())
    assert np.array_equal(mix.block(0, 30 * RATE, ("bed",)), plain.block(0, 30 * RATE, ("bed",)))


def test_a_soft_line_sinks_the_bed_no_faster_than_any() -> None:
    """Never more than 20 dB a second: a bed that has far to go starts earlier."""
    world, timeline = levelled(-23.0, -25.0)
    plan = mixer(timeline, world.sources()).beds
    levels = 20 * np.log10(plan.gains(plan.runs[0], 10 * RATE, 50 * RATE).astype(float))
    assert np.abs(np.diff(levels)).max() * RATE / envelope.STEP <= 20.5


def test_a_loud_line_does_not_raise_the_bed() -> None:
    """A line over the voice's level has the bed where any line has it."""
    world, timeline = levelled(-19.0)
    plan = mixer(timeline, world.sources()).beds
    levels = 20 * np.log10(plan.gains(plan.runs[0], 0, 60 * RATE).astype(float) + 1e-9)
    assert at(levels, 41) == pytest.approx(at(levels, 21), abs=0.02)
