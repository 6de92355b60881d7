"""MP3 in pieces: exact, repeatable, reusable."""

from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest

from stilte.sound.clip import ffmpeg
from stilte.sound.encode import mp3, mpeg_frames
from stilte.sound.encode.mp3 import bitrate_for
from stilte.store import Store
from tests.sound.mixing import RATE, Samples, encode_mp3, level_db, noise, voiced

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _short_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mp3, "PIECE", 40)


def signal(length_s: float = 4.0, channels: int = 2, rate: int = RATE) -> Samples:
    sound = noise(length_s, level=0.002, channels=channels, rate=rate)
    return Samples(sound + voiced(length_s, rate=rate), rate)


def decoded(path: Path, channels: int = 2) -> np.ndarray:
    raw = subprocess.run(
        [ffmpeg(), "-v", "error", "-i", path, "-f", "f32le", "-"], check=True, capture_output=True
    ).stdout
    return np.frombuffer(raw, np.float32).reshape(-1, channels)


@pytest.mark.parametrize("length", [20 * 1152 + 47, 40 * 1152 - 1105, 40 * 1152, 3 * RATE + 7])
def test_decoder_gives_back_the_samples_that_went_in(tmp_path: Path, length: int) -> None:
    """A track decodes to exactly its own length, whatever that is."""
    whole = Samples(signal().samples[:length])
    encode_mp3(whole, tmp_path / "a.mp3")
    assert len(decoded(tmp_path / "a.mp3")) == length


@pytest.mark.parametrize(("rate", "channels"), [(44100, 1), (48000, 2), (48000, 1)])
def test_signal_comes_back_in_place(tmp_path: Path, rate: int, channels: int) -> None:
    """At any rate, in mono and stereo, what is heard is what went in, not a sample early or late."""
    whole = signal(3.0, channels, rate)
    encode_mp3(whole, tmp_path / "a.mp3")
    heard = decoded(tmp_path / "a.mp3", channels)
    assert level_db(heard - whole.samples) < level_db(whole.samples) - 15
    assert level_db(heard[1:] - whole.samples[:-1]) > level_db(heard - whole.samples) + 1


def test_seams_between_pieces_are_not_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error of coding at the joints of pieces is that of anywhere else."""
    whole = signal(6.0)
    encode_mp3(whole, tmp_path / "pieces.mp3")
    monkeypatch.setattr(mp3, "PIECE", 10_000)
    encode_mp3(whole, tmp_path / "one.mp3")
    pieces, one = (decoded(tmp_path / name) - whole.samples for name in ("pieces.mp3", "one.mp3"))
    joints = np.arange(1, 5) * 40 * 1152 - mpeg_frames.TOTAL_DELAY
    at_joints = [pieces[joint - 1152 : joint + 1152] for joint in joints]
    assert level_db(np.concatenate(at_joints)) < level_db(one) + 1
    assert abs(level_db(pieces) - level_db(one)) < 0.5


def test_piece_that_did_not_change_is_not_encoded_again(tmp_path: Path) -> None:
    """After an edit in the middle only the pieces that it touches are made; the bytes are as from scratch."""
    store, whole = Store(tmp_path / "cache", "pieces"), signal(6.0)
    first = encode_mp3(whole, tmp_path / "a.mp3", store=store)
    edited = Samples(whole.samples.copy())
    edited.samples[110_000:110_500] *= 0.5
    second = encode_mp3(edited, tmp_path / "b.mp3", store=store)
    encode_mp3(edited, tmp_path / "c.mp3")
    assert [piece.is_cached for piece in first] == [False] * 6
    assert [piece.is_cached for piece in second] == [True, True, False, True, True, True]
    assert (tmp_path / "b.mp3").read_bytes() == (tmp_path / "c.mp3").read_bytes()


def test_damaged_piece_is_made_again(tmp_path: Path) -> None:
    """A piece whose bytes were hurt on disk is as good as none."""
    store = Store(tmp_path / "cache", "pieces")
    encode_mp3(signal(), tmp_path / "a.mp3", store=store)
    for path in (tmp_path / "cache").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-9] + b"damaged!!")
    again = encode_mp3(signal(), tmp_path / "b.mp3", store=store)
    assert not any(piece.is_cached for piece in again)
    assert (tmp_path / "a.mp3").read_bytes() == (tmp_path / "b.mp3").read_bytes()


def test_progress_counts_pieces(tmp_path: Path) -> None:
    """Whoever watches is told of every piece, in order."""
    seen = []
    encode_mp3(signal(), tmp_path / "a.mp3", progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_info_frame_counts_frames_and_bytes(tmp_path: Path) -> None:
    """The Info frame holds what the stream has: frames, bytes, delay, padding, both checksums."""
    encode_mp3(signal(), tmp_path / "a.mp3")
    data = (tmp_path / "a.mp3").read_bytes()
    head = mpeg_frames.read_header(data, 0)
    bounds = mpeg_frames.frame_bounds(data)
    tag = data[36:192]
    assert tag[:4] == b"Info"
    assert len(data) == int.from_bytes(tag[12:16], "big")
    assert len(bounds) - 2 == int.from_bytes(tag[8:12], "big")
    delay, padding = tag[141] << 4 | tag[142] >> 4, (tag[142] & 15) << 8 | tag[143]
    assert (len(bounds) - 2) * 1152 - delay - padding == 4 * RATE
    assert int.from_bytes(tag[152:154], "big") == mpeg_frames.crc16(data[head.size_bytes :])
    assert int.from_bytes(tag[154:156], "big") == mpeg_frames.crc16(data[:190])


def test_every_frame_stands_alone(tmp_path: Path) -> None:
    """No frame borrows bits from the one before: that is what lets pieces be joined."""
    encode_mp3(signal(), tmp_path / "a.mp3")
    data = (tmp_path / "a.mp3").read_bytes()
    bounds = mpeg_frames.frame_bounds(data)[1:-1]
    assert all(data[at + 4] << 1 | data[at + 5] >> 7 == 0 for at in bounds)


def test_mono_takes_three_quarters() -> None:
    """A track of speech alone is mono at 96 kbit/s where stereo takes 128."""
    assert [bitrate_for(1, rate) for rate in (128, 192, 64)] == [96, 160, 64]
    assert bitrate_for(2, 192) == 192


def test_checksum_of_many_bytes_is_that_of_one_at_a_time() -> None:
    """The quick way over many bytes and the plain way agree."""
    data = np.random.default_rng(4).integers(0, 256, 70_001, dtype=np.uint8).tobytes()
    plain = 0
    for byte in data:
        plain ^= byte
        for _ in range(8):
            plain = plain >> 1 ^ (0xA001 if plain & 1 else 0)
    assert mpeg_frames.crc16(data) == plain


def test_two_tracks_may_be_encoded_at_once(tmp_path: Path) -> None:
    """Two builds can share one store of pieces."""
    store = Store(tmp_path / "cache", "pieces")
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda n: encode_mp3(signal(), tmp_path / f"{n}.mp3", store=store), range(2)))
    assert (tmp_path / "0.mp3").read_bytes() == (tmp_path / "1.mp3").read_bytes()
