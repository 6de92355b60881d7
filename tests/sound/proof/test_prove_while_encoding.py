"""A track heard while it is written measures as its file does, if that holds what was heard."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from stilte.errors import BuildError, Problem
from stilte.sound.encode import mp3, mpeg_frames
from stilte.sound.mix.master import Target, master
from stilte.sound.mix.mixer import mixer
from stilte.sound.proof import decode, prove_while_encoding
from stilte.sound.proof.measurements import passage_bounds
from stilte.sound.proof.prove import prove
from stilte.sound.proof.prove_while_encoding import KeptMeasurements, encode_and_measure, proof
from stilte.store import Store
from tests.sound.mixing import RATE, LoopedBed, World, encode_mp3, sea

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.script.timeline import Event
    from stilte.sound.encode.mp3 import Piece
    from stilte.sound.mix.master import Master
    from stilte.sound.proof.prove_while_encoding import EncodedProof


@pytest.fixture(autouse=True)
def _short_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mp3, "PIECE", 150)


def made(*lines: Any, length_s: float = 20.0) -> Master:
    """Return a short mastered track: some lines over a bed, and a breath."""
    world = World(beds={"sea": LoopedBed(sea(9.1))})
    events: list[Event] = [world.speech(at, f"line {at}") for at in lines]
    events += [world.phase(14.0, 3.0, "in")]
    timeline = world.timeline(length_s, events, [(0, 0, "sea", 0.0)], lead_s=(2, 4))
    return master(mixer(timeline, world.sources()), "calm", Target())


@pytest.fixture(scope="module")
def track() -> Master:
    return made(4.0, 10.3)


def heard_and_written(track: Master, path: Path, **settings: Any) -> EncodedProof:
    """Return the figures of a track that was heard while it was written."""
    with path.open("wb") as file:
        return encode_and_measure(track, "calm", file, **settings)


def test_what_is_heard_meanwhile_is_what_the_file_measures(
    track: Master, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every figure is that of decoding the finished file afterwards, which then is not done."""
    path = tmp_path / "a.mp3"
    found = heard_and_written(track, path)
    path.write_bytes(b"ID3\3\0\0\0\0\0\x40" + bytes(64) + path.read_bytes())
    after = prove(path, track, "calm")
    monkeypatch.setattr("stilte.sound.proof.prove_while_encoding.prove", None)
    meanwhile = proof(found, path, track, "calm")
    assert meanwhile == after
    assert (meanwhile.decoded_length_s, len(meanwhile.lines), len(meanwhile.breaths)) == (20.0, 2, 1)


def test_any_number_of_workers_gives_the_same_bytes_and_figures(track: Master, tmp_path: Path) -> None:
    """Workers only decide how long it takes."""
    path, results = tmp_path / "a.mp3", []
    for workers in (1, 2, 5):
        found = heard_and_written(track, path, workers=workers)
        results.append((path.read_bytes(), proof(found, path, track, "calm")))
    assert results[0] == results[1] == results[2]


def test_frames_decode_alone_as_they_do_in_their_file(track: Master, tmp_path: Path) -> None:
    """Two frames before a passage are enough to hear it as whoever plays the whole file does."""
    encode_mp3(track, tmp_path / "a.mp3")
    data = (tmp_path / "a.mp3").read_bytes()
    whole = np.concatenate(list(decode.decode_blocks(tmp_path / "a.mp3", track.rate_hz, 2)))
    bounds = mpeg_frames.frame_bounds(data)[1:]
    some = decode.decoded_frames(data[bounds[98] : bounds[200]], 102, track.rate_hz, 2)
    first, last = 100 * 1152 - mpeg_frames.TOTAL_DELAY, 200 * 1152 - mpeg_frames.TOTAL_DELAY
    assert len(some) == 102 * 1152 - mpeg_frames.TOTAL_DELAY
    assert np.array_equal(some[2 * 1152 - mpeg_frames.TOTAL_DELAY :], whole[first:last])


def test_passages_follow_each_other_and_hold_every_place_once(track: Master) -> None:
    """From the first frame to the last, whole tenths of a second, nothing twice, nothing left out."""
    found = passage_bounds(track, "calm")
    assert found[0].start_frame == 0
    assert [span.stop_frame for span in found[:-1]] == [span.start_frame for span in found[1:]]
    assert all(span.start_frame % (track.rate_hz // 10) == 0 for span in found)
    assert sorted(place.event.start_frame for span in found for place in span.places) == [
        round(at * track.rate_hz) for at in (4.0, 10.3, 14.0)
    ]
    assert sum(len(span.lines) for span in found) == 2


def test_what_did_not_change_is_not_heard_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what a moved line touches is decoded and measured anew; the figures are as from scratch."""
    calls = []

    def decoded_frames(*given: Any) -> np.ndarray:
        calls.append(given)
        return decode.decoded_frames(*given)

    monkeypatch.setattr(prove_while_encoding, "decoded_frames", decoded_frames)
    kept = KeptMeasurements(passages=Store(tmp_path / "cache", "passages"))
    heard_and_written(made(2.0, 10.3, length_s=30.0), tmp_path / "a.mp3", kept=kept)
    first = len(calls)
    edited = made(2.0, 11.3, length_s=30.0)
    found = heard_and_written(edited, tmp_path / "b.mp3", kept=kept)
    second = len(calls) - first
    again = heard_and_written(edited, tmp_path / "c.mp3", kept=kept)
    assert (first, second, len(calls)) == (8, 3, first + second)
    for one in (found, again):
        assert proof(one, tmp_path / "b.mp3", edited, "calm") == prove(tmp_path / "b.mp3", edited, "calm")


def test_figures_do_not_gather_in_memory(
    track: Master, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of a track of hours wait on disk: however many passages there are, few are held at once."""
    size, sizes = 8 << 20, []
    monkeypatch.setattr(prove_while_encoding, "pack", lambda _passage: bytes(size))
    monkeypatch.setattr(prove_while_encoding, "unpack", len)
    monkeypatch.setattr(
        prove_while_encoding, "combine", lambda _wanted, passages, _rate_hz: sizes.extend(passages)
    )
    tracemalloc.start()
    try:
        heard_and_written(track, tmp_path / "a.mp3", workers=1)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sizes == [size] * 6
    assert size < peak < 5 * size


def test_a_file_that_was_changed_is_decoded_itself(track: Master, tmp_path: Path) -> None:
    """What the file holds counts, not what went by: frames lost on the way to the disk are missed."""
    path = tmp_path / "a.mp3"
    found = heard_and_written(track, path)
    whole = path.read_bytes()
    path.write_bytes(whole[: mpeg_frames.frame_bounds(whole)[-100]].rjust(len(whole), b"\0"))
    assert proof(found, path, track, "calm").decoded_length_s < 19.0


def test_a_file_that_tells_another_length_is_decoded_itself(track: Master, tmp_path: Path) -> None:
    """Players cut a file where its Info frame says: that, too, must be what was heard."""
    path = tmp_path / "a.mp3"
    found = heard_and_written(track, path)
    data = bytearray(path.read_bytes())
    data[36 + 142] ^= 0x01  # 256 frames of padding more or less
    path.write_bytes(data)
    wrong = mpeg_frames.signal_frames(bytes(data[:417])) - track.length_frames
    assert abs(wrong) == 256
    assert proof(found, path, track, "calm").decoded_length_s == pytest.approx(20.0 + wrong / RATE, abs=0.001)


def test_a_piece_that_cannot_be_made_ends_the_work(
    track: Master, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever waits for its frames waits no longer, and the reason is told."""

    def encoded(signal: Master, index: int, *rest: Any) -> Piece:
        if index == 1:
            raise BuildError(Problem(None, "The disk is full."))
        return mp3.encode_pieces(signal, index, *rest)

    monkeypatch.setattr(prove_while_encoding, "encode_pieces", encoded)
    for workers in (1, 2, 5):
        with pytest.raises(BuildError, match="The disk is full"):
            heard_and_written(track, tmp_path / "a.mp3", workers=workers)


def test_frames_that_cannot_be_decoded_are_told() -> None:
    """It says where the stream breaks off."""
    with pytest.raises(BuildError, match="cannot be decoded: no MPEG-1 layer III frame at byte 0"):
        decode.decoded_frames(bytes(5000), 12, RATE, 2)


def test_an_info_frame_tells_the_length() -> None:
    """Delay, padding and count come to the frames of the signal, whatever the sizes and checksums are."""
    first = mpeg_frames.read_header(bytes.fromhex("fffb9064"), 0)
    for size in (0, 9_999):
        for length in (100_000, 100_001):
            info = mpeg_frames.info_frame(first, length_frames=length, audio_bytes=size, audio_crc=size)
            assert mpeg_frames.signal_frames(info) == length


@pytest.mark.parametrize("kbps", [32, 48, 56, 128, 320])
def test_an_info_frame_has_room_for_all_that_it_tells(kbps: int) -> None:
    """At low bitrates a frame of the audio's own size is too short: players would take it for noise."""
    index = mpeg_frames._BITRATES_KBPS.index(kbps)
    for mode in (0x64, 0xC4):
        first = mpeg_frames.read_header(bytes((0xFF, 0xFB, index << 4, mode)), 0)
        info = mpeg_frames.info_frame(first, length_frames=100_000, audio_bytes=9_999, audio_crc=7)
        assert len(info) == mpeg_frames.read_header(info, 0).size_bytes
        assert mpeg_frames.read_header(info, 0).bitrate_kbps >= kbps
        assert mpeg_frames.signal_frames(info) == 100_000


def test_a_file_of_another_rate_is_not_what_was_planned(track: Master, tmp_path: Path) -> None:
    """It is said, not resampled."""
    encode_mp3(track, tmp_path / "a.mp3")
    with pytest.raises(BuildError, match=r"'a\.mp3' has another sample rate, or other channels"):
        list(decode.decode_blocks(tmp_path / "a.mp3", 48_000, 2))
    with pytest.raises(BuildError, match=r"'a\.mp3' has another sample rate, or other channels"):
        list(decode.decode_blocks(tmp_path / "a.mp3", RATE, 1))


def test_a_file_without_sound_cannot_be_decoded(tmp_path: Path) -> None:
    """Whatever stands in it."""
    (tmp_path / "a.mp3").write_bytes(b"no sound at all " * 400)
    with pytest.raises(BuildError, match=r"'a\.mp3' cannot be decoded"):
        list(decode.decode_blocks(tmp_path / "a.mp3", RATE, 2))
