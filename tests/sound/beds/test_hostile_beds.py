"""An author may lay anything under the words: a good track passes, and a fault in it is still seen."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from stilte.sound.beds.recorded import looped
from stilte.sound.clip import Clip
from stilte.sound.encode.encode_formats import write_formats
from stilte.sound.mix.master import Target, master
from stilte.sound.mix.mixer import mixer
from stilte.sound.proof import decode
from stilte.sound.proof.failures import failures
from stilte.sound.proof.prove import prove
from tests.sound.hostile import BEDS
from tests.sound.mixing import RATE, LoopedBed, Samples, World, encode_mp3

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.sound.beds.recorded import Recording
    from stilte.sound.mix.master import Master

TARGET = Target(true_peak_dbtp=0.0, margin_db=2.0)
LENGTH_S = 12.0


@functools.cache
def recording(bed: str) -> Recording:
    """Return a bed, looped, from its seventh second on whatever the track asks for."""
    return looped(Clip(BEDS[bed]().astype(np.float32), RATE))


@dataclass
class Turning(LoopedBed):
    """A recording as the program loops it."""

    recording: Recording | None = None

    def block(self, start_frame: int, frames: int) -> np.ndarray:
        """Return samples from where the bed begins."""
        assert self.recording is not None
        return self.recording.block(start_frame, frames)


@functools.cache
def planned(bed: str) -> Master:
    """Return a short track over a bed: one line, one breath."""
    world = World(beds={"bed": Turning(np.empty(0), fade_s=(0.5, 1.0), recording=recording(bed))})
    events = [world.speech(3.0, "a line"), world.phase(8.0, 2.0, "in")]
    timeline = world.timeline(LENGTH_S, events, [(0, 0, "bed", 0.0)], lead_s=(2, 2))
    return master(mixer(timeline, world.sources()), "calm", TARGET)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the tracks lie."""
    return tmp_path_factory.mktemp("tracks")


def finished(folder: Path, bed: str, kbps: int = 128) -> Path:
    """Return the MP3 of a track, made once."""
    path = folder / f"{bed}-{kbps}.mp3"
    if not path.exists():
        encode_mp3(planned(bed), path, bitrate_kbps=kbps)
    return path


def told(path: Path, bed: str) -> list[str]:
    return [str(problem) for problem in failures(prove(path, planned(bed), "calm"), TARGET)]


@pytest.mark.parametrize("kbps", [32, 128])
@pytest.mark.parametrize("bed", BEDS)
def test_any_bed_makes_a_track(folder: Path, bed: str, kbps: int) -> None:
    """What an encoder does to a recording, however wild, is not taken for a fault."""
    assert told(finished(folder, bed, kbps), bed) == []


def torn(samples: np.ndarray, track: Master) -> np.ndarray:
    """Return samples of which one leaps, where the plan is calmest."""
    faulty, calm = samples.copy(), _calmest(track)
    faulty[calm] += 0.4
    return faulty


def _calmest(track: Master) -> int:
    turns = np.abs(np.diff(track.block(0, 7 * RATE).sum(axis=1), 2))
    context = np.array(
        [turns[at : at + RATE // 10].max() for at in range(6 * RATE, 69 * RATE // 10, RATE // 100)]
    )
    return 6 * RATE + int(context.argmin()) * RATE // 100 + RATE // 20


def emptied(samples: np.ndarray, track: Master) -> np.ndarray:
    """Return samples with a dropout of 40 ms where the bed is loudest."""
    faulty = samples.copy()
    bed = np.square(track.block(6 * RATE, 8 * RATE)).sum(axis=1)
    first = 6 * RATE + int(np.convolve(bed, np.ones(1764), "valid").argmax())
    faulty[first : first + 1764] = 0
    return faulty


def dropped(samples: np.ndarray, _track: Master) -> np.ndarray:
    """Return samples without one MPEG frame, so that all that follows comes too early."""
    return np.concatenate([samples[: 2 * RATE], samples[2 * RATE + 1152 :]])


def swapped(samples: np.ndarray, _track: Master) -> np.ndarray:
    """Return samples with two pieces in the wrong order."""
    cut = [round(at * RATE) for at in (0, 2.5, 6.5, 10.5, 12)]
    first, second, third, last = (samples[a:b] for a, b in pairwise(cut))
    return np.concatenate([first, third, second, last])


def shifted(samples: np.ndarray, track: Master) -> np.ndarray:
    """Return samples in which the line is 50 ms late."""
    voice = track.block(0, len(samples), ("voice",))
    return samples + np.roll(voice, round(0.05 * RATE), axis=0) - voice


def clipped(samples: np.ndarray, _track: Master) -> np.ndarray:
    """Return samples pushed over full scale."""
    return 4 * samples


FAULTS = {
    torn: "There is a click.",
    emptied: "What should sound is gone for",
    dropped: "0.03 s shorter than planned",
    swapped: "something else sounds than was planned",
    shifted: "'a line' is said 50 ms later",
    clipped: "samples are clipped",
}


INAUDIBLE = {(emptied, "sparks")}  # one spark less, in what is silent around it


@pytest.mark.parametrize(
    ("bed", "fault"),
    [(bed, fault) for bed in BEDS for fault in FAULTS if (fault, bed) not in INAUDIBLE],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_fault_is_seen_over_any_bed(folder: Path, bed: str, fault: Any) -> None:
    """A fault in the finished file is found whatever lies under the words."""
    whole = np.concatenate(list(decode.decode_blocks(finished(folder, bed), RATE, 2)))
    faulty = Samples(np.asarray(fault(whole, planned(bed)), np.float32))
    path = folder / "faulty.flac"
    write_formats(faulty, {"flac": path})
    said = told(path, bed)
    assert any(FAULTS[fault] in problem for problem in said), said


def test_many_faults_are_few_words(folder: Path) -> None:
    """A broken track names three places of a kind, with the line of the script, and counts the rest."""
    track = planned("rain")
    broken = track.block(0, track.length_frames).copy()
    broken[RATE // 2 :: RATE // 5] += 0.5
    write_formats(Samples(broken), {"flac": folder / "broken.flac"})
    clicks = [problem for problem in told(folder / "broken.flac", "rain") if "click" in problem]
    assert len(clicks) == 3
    assert clicks[0].startswith("scripts/test.yaml:3: There is a click. Listen at 0:00.")
    assert any(" more like it." in problem for problem in told(folder / "broken.flac", "rain"))
