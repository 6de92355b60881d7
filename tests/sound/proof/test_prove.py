"""The prover proved: a good file passes, and every fault that is planted is seen and placed."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from stilte.errors import BuildError
from stilte.sound.encode import mp3
from stilte.sound.mix.master import Target, master
from stilte.sound.mix.mixer import mixer
from stilte.sound.proof.failures import failures
from stilte.sound.proof.layers import layer_at
from stilte.sound.proof.prove import prove
from stilte.store import Store
from tests.sound.mixing import RATE, LoopedBed, Samples, World, encode_mp3, noise, sea, voiced

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stilte.script.timeline import Event
    from stilte.sound.mix.master import Master
    from stilte.sound.proof.results import Proof

TARGET = Target()


@functools.cache
def good() -> tuple[Master, np.ndarray]:
    """Return a mastered track, its samples, and where things are: lines, breaths, a bed of soft sea."""
    world = World(beds={"sea": LoopedBed(sea(9.1))})
    events: list[Event] = [world.speech(at, f"line {at}") for at in (7.0, 12.3, 19.9)]
    events += [world.phase(25.0, 3.0, "in"), world.phase(28.0, 4.0, "out")]
    timeline = world.timeline(46.0, events, [(0, 0, "sea", 0.0)], lead_s=(6, 12))
    track = master(mixer(timeline, world.sources()), "calm", TARGET)
    return track, track.block(0, track.length_frames)


@pytest.fixture(scope="module", autouse=True)
def pieces(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Keep short pieces: a faulty file shares with the good one all that is not at fault."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mp3, "PIECE", 100)
        patch.setattr("tests.sound.proof.test_prove.STORE", Store(tmp_path_factory.mktemp("cache"), "pieces"))
        yield


STORE = None


def proof_of(folder: Path, samples: np.ndarray, track: Master | None = None) -> Proof:
    """Encode samples, whatever they are, and prove the file against the plan of the good track."""
    encode_mp3(Samples(samples), folder / "a.mp3", store=STORE)
    return prove(folder / "a.mp3", track or good()[0], "calm")


def figure(proof: Proof, name: str) -> float:
    """Return a figure that was measured."""
    found = {**proof.figures, **proof.loudness}[name]
    assert found is not None, name
    return found


def told(proof: Proof) -> list[str]:
    return [str(problem) for problem in failures(proof, TARGET)]


def test_good_track_passes(tmp_path: Path) -> None:
    """A file that is as planned measures so, and nothing is said."""
    proof = proof_of(tmp_path, good()[1])
    assert told(proof) == []
    assert figure(proof, "decoded_length_s") == 46.0
    assert figure(proof, "worst_speech_onset_ms") < 1
    assert figure(proof, "worst_breath_onset_ms") < 10
    assert figure(proof, "planned_quiet_db") < -60
    assert figure(proof, "speech_lufs") == pytest.approx(-16, abs=0.2)
    assert -19 < figure(proof, "bed_under_speech_db") < -15


@pytest.mark.parametrize("late_ms", [-90, 45, 700])
def test_line_out_of_place_is_seen(tmp_path: Path, late_ms: int) -> None:
    """A line that comes early or late, a little or a lot, is named with how much, and where to listen."""
    track, samples = good()
    start, stop = round(12.0 * RATE), round(16.0 * RATE)
    bed = track.block(start, stop, ("bed",))
    voice = track.block(start, stop, ("voice",))
    faulty = samples.copy()
    faulty[start:stop] = bed + np.roll(voice, round(late_ms * RATE / 1000), axis=0)
    proof = proof_of(tmp_path, faulty)
    assert figure(proof, "worst_speech_onset_ms") == pytest.approx(abs(late_ms), abs=2)
    assert f"'line 12.3' is said {abs(late_ms)} ms {'later' if late_ms > 0 else 'earlier'}" in told(proof)[0]
    assert "Listen at 0:12.3." in told(proof)[0]


def test_line_left_out_is_seen(tmp_path: Path) -> None:
    """A line that is not there at all is named."""
    track, samples = good()
    start, stop = round(19.5 * RATE), round(24.0 * RATE)
    faulty = samples.copy()
    faulty[start:stop] = track.block(start, stop, ("bed",))
    problems = told(proof_of(tmp_path, faulty))
    assert any("'line 19.9' cannot be heard. Listen at 0:19.9." in problem for problem in problems)


def test_breath_out_of_place_is_seen(tmp_path: Path) -> None:
    """A breath sound that does not follow the plan is named."""
    track, samples = good()
    start, stop = round(24.5 * RATE), round(33.0 * RATE)
    breath = track.block(start, stop, ("breath",))
    faulty = samples.copy()
    faulty[start:stop] += np.roll(breath, round(0.08 * RATE), axis=0) - breath
    proof = proof_of(tmp_path, faulty)
    assert figure(proof, "worst_breath_onset_ms") == pytest.approx(80, abs=3)
    assert any("The in-breath is heard 80 ms later" in problem for problem in told(proof))


def test_hole_in_the_bed_is_seen(tmp_path: Path) -> None:
    """A quarter of a second without the bed is found where it is."""
    faulty = good()[1].copy()
    faulty[round(17.0 * RATE) : round(17.25 * RATE)] = 0
    proof = proof_of(tmp_path, faulty)
    assert figure(proof, "unplanned_silence_s") == pytest.approx(0.2, abs=0.06)
    assert any(
        "What should sound is gone" in problem and "Listen at 0:17." in problem for problem in told(proof)
    )


def test_clipped_peak_is_seen(tmp_path: Path) -> None:
    """A peak over full scale is counted, measured and placed."""
    faulty = good()[1].copy()
    faulty[round(13.0 * RATE) : round(13.01 * RATE)] *= 12
    proof = proof_of(tmp_path, faulty)
    assert figure(proof, "clipped_samples") > 0
    assert figure(proof, "true_peak_dbtp") > 0
    assert any("samples are clipped. Listen at 0:13.0." in problem for problem in told(proof))


def test_step_at_a_seam_is_seen(tmp_path: Path) -> None:
    """A bed whose signal jumps at a seam clicks; the click is found."""
    faulty = good()[1].copy()
    faulty[round(35.0 * RATE) :] *= np.float32(0.98)
    faulty[round(35.0 * RATE) : round(35.3 * RATE)] += np.linspace(0.25, 0, round(0.3 * RATE))[:, None]
    proof = proof_of(tmp_path, faulty.astype(np.float32))
    assert figure(proof, "clicks") >= 1
    assert any("There is a click. Listen at 0:35.0." in problem for problem in told(proof))


@pytest.mark.parametrize("off_db", [-1.5, 1.5])
def test_wrong_level_is_seen(tmp_path: Path, off_db: float) -> None:
    """Speech that is louder or softer than its target by more than half a LU fails."""
    proof = proof_of(tmp_path, good()[1] * np.float32(10 ** (off_db / 20)))
    assert figure(proof, "speech_lufs") == pytest.approx(-16 + off_db, abs=0.2)
    assert any("The speech measures" in problem for problem in told(proof))


def test_sound_in_quiet_is_seen(tmp_path: Path) -> None:
    """A word where the plan has only the bed is found."""
    faulty = good()[1].copy()
    start = round(36.0 * RATE)
    faulty[start : start + RATE] += 2 * voiced(1.0)
    proof = proof_of(tmp_path, faulty)
    assert figure(proof, "unplanned_sound_s") > 0.4
    assert any("was not planned" in problem and "Listen at 0:36." in problem for problem in told(proof))


def test_truncated_file_is_seen(tmp_path: Path) -> None:
    """A track that ends too early is said to be shorter."""
    proof = proof_of(tmp_path, good()[1][: -2 * RATE])
    assert figure(proof, "decoded_length_s") == 44.0
    assert "2.00 s shorter" in told(proof)[0]


def test_bed_too_loud_under_speech_is_measured(tmp_path: Path) -> None:
    """The level of the bed under speech is the file's own, whatever the plan says."""
    track, samples = good()
    bed = track.block(0, track.length_frames, ("bed",))
    loud = prove_level(tmp_path, samples + bed)
    assert loud - prove_level(tmp_path, samples) == pytest.approx(6, abs=0.7)


def prove_level(folder: Path, samples: np.ndarray) -> float:
    return figure(proof_of(folder, samples), "bed_under_speech_db")


def test_noise_in_planned_silence_is_seen(tmp_path: Path) -> None:
    """Where nothing at all is planned, nothing may sound."""
    world = World()
    timeline = world.timeline(14, [world.speech(3.0, "one"), world.speech(9.0, "two")])
    track = master(mixer(timeline, world.sources()), "calm", TARGET)
    samples = track.block(0, track.length_frames)
    clean = proof_of(tmp_path, samples, track)
    assert told(clean) == []
    assert figure(clean, "planned_quiet_db") < -75
    hiss = samples + noise(14, level=0.004, channels=1)
    assert any("should be silence" in problem for problem in told(proof_of(tmp_path, hiss, track)))


def test_file_that_is_no_sound_cannot_be_proved(tmp_path: Path) -> None:
    """A file that does not decode is a failed build, not a traceback."""
    (tmp_path / "a.mp3").write_bytes(b"no sound at all")
    with pytest.raises(BuildError, match=r"a\.mp3"):
        prove(tmp_path / "a.mp3", good()[0], "calm")


@pytest.mark.parametrize("lead", ["silence", "room"])
def test_a_take_that_begins_late_is_seen(tmp_path: Path, lead: str) -> None:
    """A take whose words begin a second after it does is late by that second, though it is in its place."""
    still = np.zeros((RATE, 1)) if lead == "silence" else noise(1.0, seed=8, level=0.002)[:, :1]
    take = np.concatenate([still, voiced(2, seed=3)]).astype(np.float32)
    track = one_line(take)
    (problem,) = told(proof_of(tmp_path, track.block(0, track.length_frames), track))
    assert "'late' is said 1,000 ms later than planned." in problem


@pytest.mark.parametrize("take", ["noise", "silence"])
def test_a_take_in_which_nobody_speaks_is_seen(tmp_path: Path, take: str) -> None:
    """Three seconds of bare noise, or of nothing, are no line."""
    samples = noise(3.0, seed=8, level=0.05)[:, :1] if take == "noise" else np.zeros((3 * RATE, 1))
    track = one_line(samples.astype(np.float32), good_too=True)
    problems = told(proof_of(tmp_path, track.block(0, track.length_frames), track))
    assert any("'late' cannot be heard." in problem for problem in problems)


def one_line(take: np.ndarray, *, good_too: bool = False) -> Master:
    """Return a mastered track of one line with a take of its own, and a good line beside it if wanted."""
    world = World()
    events = [world.speech(4.0, "late", take)]
    events += [world.speech(9.0, "good")] if good_too else []
    return master(mixer(world.timeline(16.0, events), world.sources()), "calm", TARGET)


def test_a_failed_proof_names_the_layer(tmp_path: Path) -> None:
    """What is loudest where a track is not as planned is the layer to look at."""
    track, samples = good()
    torn = samples.copy()
    torn[round(16.0 * RATE) :][:3] += 0.6
    proof = proof_of(tmp_path, torn)
    named = [str(problem) for problem in failures(proof, TARGET, layer_at=functools.partial(layer_at, track))]
    assert any("Look at the music 'sea': it is the loudest there." in problem for problem in named)
    louder = proof_of(tmp_path, samples * np.float32(1.3))
    named = [
        str(problem) for problem in failures(louder, TARGET, layer_at=functools.partial(layer_at, track))
    ]
    assert any("LUFS instead of -16.0. Look at the music 'sea'" in problem for problem in named)
