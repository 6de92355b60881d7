"""A signal to MP3, in pieces on all cores.

Without LAME's bit reservoir every frame stands alone: a track is cut on a fixed grid of frames, each piece is
encoded with a little of what comes before and after it, and the frames in between are joined. A piece depends
on nothing but what sounds in it: the bytes are the same for any number of workers, and a piece that has been
made before is not made again. The Info frame is then written by us.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Protocol

import numpy as np

from stilte.sound.encode import mpeg_frames
from stilte.sound.encode.lame import encoder, lame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

PIECE = 1148
"""MPEG frames in a piece: 30 s at 44.1 kHz."""
_RUN_IN, _RUN_OUT = 10, 3
_BLOCK = 1 << 17
"""Frames that are mixed at a time: few enough to fit in a processor's cache."""
ENCODE_VERSION = 5


class Signal(Protocol):
    """A track that can be rendered from any frame on."""

    @property
    def rate_hz(self) -> int:
        """Frames in a second."""

    @property
    def channels(self) -> int:
        """1 or 2."""

    @property
    def length_frames(self) -> int:
        """The length."""

    def block(self, start_frame: int, stop_frame: int) -> NDArray[np.float32]:
        """Return float32 (frames, channels); silence before and after the track."""

    def piece_key(self, start_frame: int, stop_frame: int) -> str:
        """Return a hash of all that goes into a stretch."""


class Pieces(Protocol):
    """A cache of encoded pieces."""

    def read(self, key: str) -> bytes | None:
        """Return the cached bytes, or None."""

    def write(self, key: str, body: bytes) -> object:
        """Cache a piece."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """The MPEG frames of a piece; where they were made just now, what was mixed for them, from a frame on."""

    frames: bytes
    start_frame: int
    mixed: NDArray[np.float32] | None

    @property
    def is_cached(self) -> bool:
        """Return whether the frames came from the cache."""
        return self.mixed is None


def bitrate_for(channels: int, bitrate_kbps: int) -> int:
    """Return the bitrate of a track: mono takes three quarters.

    >>> bitrate_for(2, 128), bitrate_for(1, 128)
    (128, 96)
    """
    if channels > 1:
        return bitrate_kbps
    return {128: 96, 160: 128, 192: 160, 256: 192, 320: 256}.get(bitrate_kbps, bitrate_kbps)


def pieces_in(length_frames: int) -> int:
    """Return how many pieces a signal is cut into."""
    return -(-mpeg_frames.frames_for(length_frames) // PIECE)


def write_mp3(
    pieces: Iterable[bytes],
    file: IO[bytes],
    length_frames: int,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> tuple[bytes, int]:
    """Write the bare MPEG stream of a signal, tags not included: an Info frame, and what its pieces hold.

    Returns the Info frame, and the size of what follows it in bytes. `progress` is told how many of how many
    pieces are done.
    """
    count, crc, size_bytes, info = pieces_in(length_frames), 0, 0, b""
    for done, frames in enumerate(pieces, start=1):
        if not info:
            head = mpeg_frames.read_header(frames, 0)
            info = mpeg_frames.info_frame(head, length_frames=length_frames, audio_bytes=0, audio_crc=0)
            file.write(info)  # holds the place: counts and checksum are known at the end alone
        file.write(frames)
        crc, size_bytes = mpeg_frames.crc16(frames, crc), size_bytes + len(frames)
        progress(done, count)
    info = mpeg_frames.info_frame(head, length_frames=length_frames, audio_bytes=size_bytes, audio_crc=crc)
    file.seek(0)
    file.write(info)
    return info, size_bytes


def encode_pieces(signal: Signal, index: int, bitrate_kbps: int = 128, store: Pieces | None = None) -> Piece:
    """Return an encoded piece of a signal, from the cache if it is there; raises `BuildError`."""
    bitrate_kbps = bitrate_for(signal.channels, bitrate_kbps)
    start = index * PIECE
    count = min(PIECE, mpeg_frames.frames_for(signal.length_frames) - start)
    # Some frames more on either side are encoded and thrown away: LAME's filters and its windows overlap the
    # frames around, so only those in the middle are what they are in the whole track.
    first = (start - _RUN_IN) * mpeg_frames.FRAME_SAMPLES
    last = (start + count + _RUN_OUT) * mpeg_frames.FRAME_SAMPLES
    key = f"{signal.piece_key(first, last)}-{ENCODE_VERSION}-{bitrate_kbps}-{encoder()}"
    kept = store.read(key) if store else None
    if kept is not None:
        return Piece(kept, first, None)
    mixed = np.empty((last - first, signal.channels), dtype=np.float32)
    for at in range(0, len(mixed), _BLOCK):
        block = mixed[at : at + _BLOCK]
        block[:] = signal.block(first + at, first + at + len(block))
    stream = lame(mixed, signal.rate_hz, bitrate_kbps)
    bounds = mpeg_frames.frame_bounds(stream)
    frames = stream[bounds[_RUN_IN] : bounds[_RUN_IN + count]]
    if store:
        store.write(key, frames)
    return Piece(frames, first, mixed)
