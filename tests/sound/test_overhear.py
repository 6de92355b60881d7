"""A track heard while it is written measures as its file does, if that holds what was heard."""

from __future__ import annotations

import pytest
from mixing import LoopedBed, World, sea

from stilte.errors import BuildError
from stilte.sound import mpeg
from stilte.sound.encode import encode_mp3
from stilte.sound.master import Target, master
from stilte.sound.mix import mixer
from stilte.sound.overhear import overhearing
from stilte.sound.proof import prove


@pytest.fixture(scope="module")
def track():
    """Return a short mastered track: two lines over a bed."""
    world = World(beds={"sea": LoopedBed(sea(9.1))})
    events = [world.speech(at, f"line {at}") for at in (4.0, 10.3)]
    timeline = world.timeline(20.0, events, [(0, 0, "sea", 0.0)], lead_s=(2, 4))
    return master(mixer(timeline, world.sources()), "calm", Target())


def test_what_is_heard_meanwhile_is_what_the_file_measures(track, tmp_path, monkeypatch):
    """Every figure is that of decoding the finished file afterwards, which then is not done."""
    path = tmp_path / "a.mp3"
    with overhearing(track, "calm") as ear:
        made = encode_mp3(track, path, also=ear.write)
        path.write_bytes(b"ID3\3\0\0\0\0\0\0" + path.read_bytes())
        monkeypatch.setattr("stilte.sound.overhear.prove", None)
        proof = ear.proof(path, made.size_bytes, track, "calm")
    assert proof.figures == prove(path, track, "calm").figures
    assert proof.loudness == prove(path, track, "calm").loudness
    assert proof.decoded_length_s == 20.0


def test_a_file_that_was_changed_is_decoded_itself(track, tmp_path):
    """What the file holds counts, not what went by: frames lost on the way to the disk are missed."""
    path = tmp_path / "a.mp3"
    with overhearing(track, "calm") as ear:
        made = encode_mp3(track, path, also=ear.write)
        whole = path.read_bytes()
        bounds = mpeg.frame_bounds(whole)
        path.write_bytes(whole[: bounds[-100]])
        proof = ear.proof(path, made.size_bytes - (len(whole) - bounds[-100]), track, "calm")
    assert proof.decoded_length_s < 19.0


def test_what_cannot_be_decoded_is_said(track, tmp_path):
    """Bytes that are no MP3 end the decoder, not the writing."""
    path = tmp_path / "a.mp3"
    with overhearing(track, "calm") as ear:
        for _ in range(40):
            ear.write(bytes(100_000))
        with pytest.raises(BuildError, match="cannot be decoded"):
            ear.proof(path, 0, track, "calm")


def test_only_sizes_and_checksums_are_written_later():
    """An Info frame says the same of delay, padding and count, whatever follows it."""
    first = mpeg.read_header(bytes.fromhex("fffb9064"), 0)
    early, late = (
        mpeg.info_frame(first, length_frames=100_000, audio_bytes=size, audio_crc=size) for size in (0, 9_999)
    )
    longer = mpeg.info_frame(first, length_frames=100_001, audio_bytes=9_999, audio_crc=9_999)
    assert early != late
    assert mpeg.lasting(early) == mpeg.lasting(late) != mpeg.lasting(longer)
    assert [mpeg.told_frames(frame) for frame in (early, longer)] == [100_000, 100_001]
    assert mpeg.lasting(early[:4] + bytes(60)) == early[:4] + bytes(60)
