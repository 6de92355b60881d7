"""A signal to MP3, in pieces on all cores.

Without LAME's bit reservoir every frame stands alone: a track is cut on a fixed grid of frames, each piece is
encoded with a little of what comes before and after it, and the frames in between are joined. A piece depends
on nothing but what sounds in it: the bytes are the same for any number of workers, and a piece that has been
made before is not made again. The Info frame is then written by us.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from stilte.sound import mpeg
from stilte.sound.ahead import in_order
from stilte.sound.ffmpeg import piped, version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from numpy.typing import NDArray

PIECE = 1148
"""MPEG frames in a piece: 30 s at 44.1 kHz."""
_RUN_IN, _RUN_OUT = 6, 3
_BLOCK = 1 << 17
"""Frames that are mixed at a time, on their way into the encoder: a piece never stands in memory."""
ENCODE_VERSION = 3
_LAME_QUALITY = "7"
"""On soft beds and speech less noise over what masks it than LAME's own default, in half of the time: see
docs/performance.md."""


class Signal(Protocol):
    """A track that can be had from any frame on."""

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
    """Where encoded pieces are kept."""

    def read(self, key: str) -> bytes | None:
        """Return what was kept, or None."""

    def write(self, key: str, body: bytes) -> object:
        """Keep a piece."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """What encoding came to."""

    size_bytes: int
    bitrate_kbps: int
    pieces_encoded: int
    pieces_reused: int


def bitrate_for(channels: int, bitrate_kbps: int) -> int:
    """Return the bitrate of a track: mono takes three quarters.

    >>> bitrate_for(2, 128), bitrate_for(1, 128)
    (128, 96)
    """
    if channels > 1:
        return bitrate_kbps
    return {128: 96, 160: 128, 192: 160, 256: 192, 320: 256}.get(bitrate_kbps, bitrate_kbps)


def encode_mp3(
    signal: Signal,
    out: Path,
    *,
    bitrate_kbps: int = 128,
    store: Pieces | None = None,
    workers: int = 2,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    also: Callable[[bytes], object] = lambda _written: None,
) -> Encoded:
    """Write the bare MPEG stream of a signal to `out`, tags not included; raises `BuildError`.

    `progress` is told how many of how many pieces are done; `also` is given all that is written, as it is
    written: the Info frame but for its sizes and checksums, then the frames.
    """
    bitrate_kbps = bitrate_for(signal.channels, bitrate_kbps)
    count = mpeg.frames_for(signal.length_frames)
    starts = range(0, count, PIECE)
    reused, crc, size = 0, 0, 0
    head: mpeg.Header | None = None
    with out.open("wb") as file:

        def piece(start: int) -> tuple[bytes, bool]:
            return _piece(signal, start, min(PIECE, count - start), bitrate_kbps, store, alone=workers == 1)

        for done, (frames, kept) in enumerate(in_order(piece, starts, workers), start=1):
            if head is None:
                head = mpeg.read_header(frames, 0)
                info = mpeg.info_frame(head, length_frames=signal.length_frames, audio_bytes=0, audio_crc=0)
                file.write(info)
                also(info)
            file.write(frames)
            also(frames)
            crc, size, reused = mpeg.crc16(frames, crc), size + len(frames), reused + kept
            progress(done, len(starts))
        assert head is not None  # noqa: S101  # a signal has at least one frame
        info = mpeg.info_frame(head, length_frames=signal.length_frames, audio_bytes=size, audio_crc=crc)
        file.seek(0)
        file.write(info)
    return Encoded(size + len(info), bitrate_kbps, len(starts) - reused, reused)


def _piece(
    signal: Signal, start: int, count: int, bitrate_kbps: int, store: Pieces | None, *, alone: bool
) -> tuple[bytes, bool]:
    """Return the MPEG frames of a piece, and whether they were kept from before.

    `alone`, it is mixed whole before it is encoded, so that one worker takes one core.
    """
    first = (start - _RUN_IN) * mpeg.FRAME_SAMPLES
    last = (start + count + _RUN_OUT) * mpeg.FRAME_SAMPLES
    if store is None:
        return _encoded(signal, first, last, count, bitrate_kbps, alone=alone), False
    key = f"{signal.piece_key(first, last)}-{ENCODE_VERSION}-{bitrate_kbps}-{version()}"
    kept = store.read(key)
    if kept is not None:
        return kept, True
    frames = _encoded(signal, first, last, count, bitrate_kbps, alone=alone)
    store.write(key, frames)
    return frames, False


def _encoded(signal: Signal, first: int, last: int, count: int, bitrate_kbps: int, *, alone: bool) -> bytes:
    blocks = (signal.block(start, min(start + _BLOCK, last)) for start in range(first, last, _BLOCK))
    mixed = list(blocks) if alone else blocks
    stream = lame(mixed, signal.rate_hz, signal.channels, bitrate_kbps)
    bounds = mpeg.frame_bounds(stream)
    return stream[bounds[_RUN_IN] : bounds[_RUN_IN + count]]


def _lame_scale(bitrate_kbps: int) -> float:
    """Return the factor by which LAME softens what it is given, so that it can be undone beforehand.

    Measured with tones at every bitrate, 44.1 and 48 kHz, mono and stereo: 0.45 dB at 128 kbit/s.
    """
    return {192: 0.97, 224: 0.98, 256: 1.0, 320: 1.0}.get(bitrate_kbps, 0.95)


def lame(blocks: Iterable[NDArray[np.float32]], rate_hz: int, channels: int, bitrate_kbps: int) -> bytes:
    """Return blocks, end to end, as MPEG frames that each stand alone, without Info frame or tags."""
    scale = np.float32(1 / _lame_scale(bitrate_kbps))
    raw = ("-f", "f32le", "-ar", str(rate_hz), "-ac", str(channels), "-i", "pipe:0")
    codec = ("-c:a", "libmp3lame", "-b:a", f"{bitrate_kbps}k", "-joint_stereo", "1", "-reservoir", "0")
    quality = ("-compression_level", _LAME_QUALITY)
    bare = ("-write_xing", "0", "-id3v2_version", "0", "-f", "mp3", "pipe:1")
    return piped(*raw, *codec, *quality, *bare, data=((block * scale).data.cast("B") for block in blocks))
