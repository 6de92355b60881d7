"""The quiet of a room where there is no bed."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from stilte.pipeline.mixer_sources import QUIET_ROOM
from stilte.sound.beds.bed import Bed, open_bed
from stilte.sound.clip import REFERENCE_LUFS
from stilte.sound.dsp.loudness import clip_lufs
from stilte.sound.mix.master import Master, master
from stilte.sound.mix.mixer import mixer
from tests.sound.mixing import RATE, LoopedBed, World, level_db, sea, voiced


def room() -> Bed:
    return open_bed(QUIET_ROOM, RATE, Path("nowhere"))


def spoken(*changes: tuple[float, float, str | None, float], with_room: bool = True) -> Master:
    """Return a mastered track of two lines at the voice's level, 40 s long."""
    take = voiced(3)
    take *= 10 ** ((REFERENCE_LUFS - clip_lufs(take, RATE)) / 20)
    world = World(beds={"sea": LoopedBed(sea(5.0))})
    timeline = world.timeline(40, [world.speech(10, "one", take), world.speech(20, "two", take)], changes)
    return master(mixer(timeline, world.sources(), room=room if with_room else None), "calm")


def heard(track: Master, start_s: float, stop_s: float) -> np.ndarray:
    return track.block(round(start_s * RATE), round(stop_s * RATE))


def test_quiet_is_a_room_and_not_a_hole() -> None:
    """Between lines, before and after them, it is at −65 to −60 dBFS, in every second."""
    track = spoken()
    for start_s in (5, 6, 14, 15, 16, 17, 25, 30):
        assert -65 < level_db(heard(track, start_s, start_s + 1)) < -60
    assert track.channels == 1


def test_the_room_lies_under_the_lines_too() -> None:
    """It does not come and go with them: that would draw attention."""
    with_it, without = spoken(), spoken(with_room=False)
    under = heard(with_it, 10.5, 12.5) - heard(without, 10.5, 12.5)
    assert -65 < level_db(under) < -60


def test_without_it_there_is_nothing() -> None:
    """`room: none` is digital silence between the lines."""
    assert not heard(spoken(with_room=False), 15, 19).any()


def test_it_begins_and_ends_softly() -> None:
    """The first and the last frames of a track are silent."""
    track = spoken()
    assert np.abs(heard(track, 0, 0.01)).max() < 1e-5
    assert np.abs(heard(track, 39.99, 40)).max() < 1e-5


def test_a_bed_takes_its_place() -> None:
    """Under a bed there is no room; it is back where the music has gone."""
    track = spoken((0, 0, "sea", 0.0), (24, 4, None, 0.0))
    assert not [run for run in track.mixer.beds.runs_in(0, 20 * RATE) if run.is_room]
    assert -65 < level_db(heard(track, 30, 34)) < -60
    always = spoken((0, 0, "sea", 0.0))
    assert not [run for run in always.mixer.beds.runs if run.is_room]


def test_any_stretch_is_the_same_by_itself() -> None:
    """However the track is cut, the samples are the same."""
    track = spoken()
    whole = heard(track, 12, 20)
    parts = [heard(track, 12 + at, 13 + at) for at in range(8)]
    assert np.concatenate(parts).tobytes() == whole.tobytes()
