"""The mix: what sounds where, at what level, however it is cut."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stilte.sound.mix.mixer import PARTS, channels_for, mixer
from tests.sound.mixing import RATE, LoopedBed, World, guided, level_db, noise

if TYPE_CHECKING:
    from stilte.sound.mix.mixer import Mixer

CHANGES = [(0, 0, "bed", 0.0), (10, 3, "bed", -6.0), (20, 4, "other", 0.0), (22, 1, None, 0.0)]


def rich() -> Mixer:
    """Return a mix with everything in it."""
    beds = {"bed": LoopedBed(noise(3.1), follow_breath=True), "other": LoopedBed(noise(2.7, seed=2))}
    world = World(beds=beds)
    events = [world.speech(5, "one"), world.speech(9, "two", level_db=-6.0), world.strike(11.5)]
    events += [world.phase(14, 2, "in"), world.phase(16, 3, "out")]
    return mixer(world.timeline(30, events, CHANGES), world.sources())


def test_take_sounds_on_its_first_sample() -> None:
    """A line starts exactly where the timeline puts it, at its level."""
    world = World()
    mix = mixer(world.timeline(10, [world.speech(2.5, "one", level_db=-6.0)]), world.sources())
    start, take = round(2.5 * RATE), world.takes["one"]
    block = mix.block(0, mix.length_frames)
    assert not block[:start].any()
    assert np.allclose(block[start : start + len(take)], take * 10 ** (-6 / 20), atol=1e-7)
    assert not block[start + len(take) :].any()


def test_range_beyond_the_track_is_silent() -> None:
    """Encoders ask for a little before and after; there is nothing there."""
    mix = rich()
    assert not mix.block(-5000, 0).any()
    assert not mix.block(mix.length_frames, mix.length_frames + 5000).any()
    assert mix.block(-100, 100).shape == (200, 2)


@settings(max_examples=12)
@given(st.lists(st.integers(0, 30 * RATE), min_size=1, max_size=6))
def test_cuts_do_not_matter(cuts: list[int]) -> None:
    """However a track is cut into blocks, every sample is the same to the bit."""
    mix = RICH
    bounds = sorted({0, *cuts, mix.length_frames})
    blocks = [mix.block(start, stop) for start, stop in itertools.pairwise(bounds)]
    assert np.array_equal(np.concatenate(blocks), WHOLE)


RICH = rich()
WHOLE = RICH.block(0, RICH.length_frames)


def test_parts_sum_to_the_whole() -> None:
    """Voice, bed, bells and breath are all there is; a room sounds only where no bed does."""
    stems = {part: RICH.block(0, RICH.length_frames, (part,)) for part in PARTS}
    assert {part for part, stem in stems.items() if not stem.any()} == {"room"}
    assert level_db(sum(stems.values()) - WHOLE) < level_db(WHOLE) - 100


def test_speech_alone_is_mono() -> None:
    """A track in which nothing but speech sounds has one channel; silent breaths do not count."""
    world = World()
    line, quiet = world.speech(2, "one"), world.phase(6, 2, sound="none")
    assert channels_for(world.timeline(10, [line, quiet])) == 1
    assert channels_for(world.timeline(10, [line, world.phase(6, 2)])) == 2
    assert channels_for(world.timeline(10, [line], [(0, 0, "bed", 0.0)])) == 2
    assert mixer(world.timeline(10, [line]), world.sources()).block(0, 10).shape == (10, 1)


@pytest.mark.parametrize("touched", ["take", "bed", "level"])
def test_key_changes_with_what_sounds(touched: str) -> None:
    """A stretch is known by all that goes into it, and by nothing that does not."""
    before = guided()
    world, timeline = guided()
    if touched == "take":
        world.takes["line 0"] = world.takes["line 0"] * np.float32(0.9)
    elif touched == "bed":
        world.beds["bed"].fingerprint = "another"
    else:
        world.beds["bed"].level_db = -13.0
    old, new = mixer(before[1], before[0].sources()), mixer(timeline, world.sources())
    early, late = (6 * RATE, 9 * RATE), (20 * RATE, 22 * RATE)
    assert old.piece_key(*early) != new.piece_key(*early)
    assert (old.piece_key(*late) == new.piece_key(*late)) is (touched == "take")
