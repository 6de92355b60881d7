"""The frames of an MP3 stream, and the Info frame that tells a decoder where the signal begins and ends.

Sources: ISO 11172-3 for the frame header; Gabriel Bouvigne's "Mp3 info tag", revision 1, for the LAME tag.
"""

from __future__ import annotations

import functools
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Sums = NDArray[np.uint16]

# Samples per channel in a Layer III frame of MPEG-1 (ISO/IEC 11172-3).
FRAME_SAMPLES = 1152
# LAME's own delay in samples, which its Info tag declares.
ENCODER_DELAY = 576
# The delay of every Layer III decoder: 528 samples of filter bank and overlap, and one more.
DECODER_DELAY = 529
TOTAL_DELAY = ENCODER_DELAY + DECODER_DELAY
"""Frames by which a decoded stream lags behind what went into LAME (as FFmpeg runs it)."""

# The bit rates of MPEG-1 Layer III by their index in the header; index 0 is "free".
_BITRATES_KBPS = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
# The sample rates of MPEG-1 by their index in the header.
_RATES_HZ = (44100, 48000, 32000)
# The seek table of a Xing or Info tag has one byte for each percent of the length.
_TOC_ENTRIES = 100
_HEADER_BYTES, _XING_BYTES, _LAME_BYTES = 4, 120, 36
# The channel mode "single channel" in the header's two mode bits.
_MONO = 3
_SYNC = (b"\xff\xfb", b"\xff\xfa")
"""How a frame of MPEG-1 layer III begins, without a checksum or with one."""
_ENCODER = b"LAME3.100"


class NotMpeg(ValueError):
    """Bytes that should be MPEG-1 layer III frames and are not."""


@dataclass(frozen=True, slots=True)
class Header:
    """The first four bytes of a frame, read."""

    bitrate_kbps: int
    rate_hz: int
    padded: bool
    mono: bool
    raw: bytes

    @property
    def size_bytes(self) -> int:
        """Return the length of the frame."""
        return 144_000 * self.bitrate_kbps // self.rate_hz + self.padded


def read_header(data: bytes, at: int) -> Header:
    """Read a frame header; raises `NotMpeg`.

    >>> read_header(bytes.fromhex("fffb9064"), 0).size_bytes
    417
    """
    raw = data[at : at + _HEADER_BYTES]
    if len(raw) < _HEADER_BYTES or raw[:2] not in _SYNC:
        raise NotMpeg(f"no MPEG-1 layer III frame at byte {at}")
    header = _header(raw)
    if header is None:
        raise NotMpeg(f"a frame of an unknown kind at byte {at}")
    return header


@functools.lru_cache(maxsize=256)
def _header(raw: bytes) -> Header | None:
    """Read four bytes (cached: a stream has few different headers); None where they are not a header."""
    # Of the third byte: four bits of bitrate, two of sample rate, one of padding.
    bitrate, rate = raw[2] >> 4, raw[2] >> 2 & 3
    if not 0 < bitrate < len(_BITRATES_KBPS) or rate >= len(_RATES_HZ):
        return None
    return Header(_BITRATES_KBPS[bitrate], _RATES_HZ[rate], bool(raw[2] & 2), raw[3] >> 6 == _MONO, raw)


def frame_bounds(data: bytes) -> list[int]:
    """Return where each frame of a stream begins, and where the last ends; raises `NotMpeg`."""
    # The third byte alone tells a frame's length: a table by it is three times as quick as reading headers.
    bounds, at, sizes = [0], 0, _sizes_bytes()
    while at < len(data):
        size = sizes[data[at + 2]] if data[at : at + 2] in _SYNC and at + 2 < len(data) else 0
        at += size or read_header(data, at).size_bytes  # which says what is wrong
        bounds.append(at)
    return bounds


@functools.cache
def _sizes_bytes() -> tuple[int, ...]:
    """Return how long a frame is by the third byte of its header, 0 where that means nothing."""
    headers = (_header(bytes((0xFF, 0xFB, third, 0))) for third in range(256))
    return tuple(header.size_bytes if header else 0 for header in headers)


def frames_for(length_frames: int) -> int:
    """Return how many MPEG frames hold a signal.

    >>> frames_for(1), frames_for(1152 - 1105), frames_for(1152)
    (1, 1, 2)
    """
    return -(-(length_frames + TOTAL_DELAY) // FRAME_SAMPLES)


def info_frame(first: Header, *, length_frames: int, audio_bytes: int, audio_crc: int) -> bytes:
    """Return the frame that stands before the audio: counts, seek table, delay, padding, checksums.

    It has the bitrate of the audio, or the least in which it fits.
    """
    count = frames_for(length_frames)
    side = bytes(
        17 if first.mono else 32
    )  # all zero, so that a decoder that knows no Info frame plays silence
    header = _roomy(first, _HEADER_BYTES + len(side) + _XING_BYTES + _LAME_BYTES)
    size = read_header(header, 0).size_bytes
    total = size + audio_bytes
    # At each hundredth of the time, how far into the bytes, in 256ths: players seek by it.
    table = bytes(min(255, round(256 * (size + audio_bytes * i / _TOC_ENTRIES) / total)) for i in range(100))
    xing = b"Info" + struct.pack(">III", 0xF, count, total) + table + struct.pack(">I", 57)
    # 0xF: all four fields follow, the last of them LAME's quality indicator.
    padding = count * FRAME_SAMPLES - ENCODER_DELAY - length_frames
    lame = _lame_tag(first.bitrate_kbps, padding, total, audio_crc, mono=first.mono, rate_hz=first.rate_hz)
    tag = header + side + xing + lame
    return (tag + struct.pack(">H", crc16(tag))).ljust(size, b"\0")


def _roomy(first: Header, least_bytes: int) -> bytes:
    """Return the header of a frame like this one, without checksum or padding, in which so many bytes fit."""
    sync, second, third, fourth = first.raw[0], first.raw[1] | 1, first.raw[2] & ~2 & 0xFF, first.raw[3]
    headers = [bytes((sync, second, index << 4 | third & 0xF, fourth)) for index in range(third >> 4, 15)]
    return next(header for header in headers if read_header(header, 0).size_bytes >= least_bytes)


def signal_frames(info: bytes) -> int:
    """Return the length of the signal in frames as an Info frame tells it to decoders; 0 from other bytes."""
    at = 4 + (17 if info[3] >> 6 == _MONO else 32)
    if info[at : at + 4] != b"Info":
        return 0
    (count,) = struct.unpack_from(">I", info, at + 8)
    # LAME's extension has the delay and the padding as 12 bits each, 141 bytes after the name.
    trimmed = int.from_bytes(info[at + 141 : at + 144], "big")
    return int(count) * FRAME_SAMPLES - (trimmed >> 12) - (trimmed & 0xFFF)


def _lame_tag(
    bitrate_kbps: int, padding: int, total_bytes: int, audio_crc: int, *, mono: bool, rate_hz: int
) -> bytes:
    """Return LAME's extension but its own checksum, which covers the whole frame so far."""
    source = {32000: 0, 44100: 1, 48000: 2}[rate_hz]
    misc = source << 6 | (0 if mono else 3) << 2
    return (
        _ENCODER
        + bytes((0x01, 170))  # revision 0, constant bitrate; low-pass at 17 kHz
        + bytes(8)  # no peak, no replay gain: loudness stands in the cue sheet
        + bytes((0x01, min(bitrate_kbps, 255)))
        + (ENCODER_DELAY << 12 | padding).to_bytes(3, "big")
        + bytes((misc, 0, 0, 0))
        + struct.pack(">IH", total_bytes, audio_crc)
    )


# CRC-16 (0x8005, reflected, from 0), many bytes at a time. Being linear, the checksum of a whole follows from
# those of its parts.


_FEW_BYTES = 256


@functools.cache
def _table(bits: int) -> Sums:
    """Return what becomes of each value when so many bits have gone by."""
    values = np.arange(1 << bits, dtype=np.uint16)
    for _ in range(bits):
        # 0xA001 is 0x8005 with its bits reversed, as the checksum is computed from the lowest bit on.
        values = np.where(values & 1, values >> 1 ^ 0xA001, values >> 1).astype(np.uint16)
    return values


def crc16(data: bytes, crc: int = 0) -> int:
    """Return the checksum of `data`, going on from `crc`.

    >>> hex(crc16(b"123456789")), crc16(b"56789", crc16(b"1234")) == crc16(b"123456789")
    ('0xbb3d', True)
    """
    bytewise, pairwise = _table(8), _table(16)
    # The data is cut into a power of two of rows; numpy advances all their sums at once, column by column.
    rows = 1 << max((len(data) // 64).bit_length() - 1, 0)
    width = len(data) // rows // 2 * 2
    cells = np.frombuffer(data, dtype="<u2", count=rows * width // 2).reshape(rows, width // 2)
    sums = np.zeros(rows, dtype=np.uint16)
    sums[0] = crc
    for column in np.ascontiguousarray(cells.T):
        sums = pairwise[sums ^ column]
    span = width
    # Two neighbours join: the first as if zeros followed it for the length of the second, xor the second.
    while len(sums) > 1:
        sums = _shifted(sums[0::2], span) ^ sums[1::2]
        span *= 2
    crc, rest = int(sums[0]), data[rows * width :]
    if len(rest) > _FEW_BYTES:
        return crc16(rest, crc)
    for byte in rest:
        crc = crc >> 8 ^ int(bytewise[(crc ^ byte) & 0xFF])
    return crc


def _shifted(sums: Sums, zeros: int) -> Sums:
    """Return checksums as they stand after that many zero bytes."""
    low, high = _moves(zeros)
    moved: Sums = low[sums & 0xFF] ^ high[sums >> 8]
    return moved


@functools.lru_cache(maxsize=256)
def _moves(zeros: int) -> tuple[Sums, Sums]:
    """Return where each value of the low byte goes when that many zero bytes follow, and of the high byte."""
    images, values = np.array(_images(zeros), dtype=np.uint16), np.arange(256)
    halves = (np.where(values[:, None] >> np.arange(8) & 1, half, 0) for half in (images[:8], images[8:]))
    low, high = (np.bitwise_xor.reduce(half.astype(np.uint16), axis=1) for half in halves)
    return low, high


@functools.cache
def _images(zeros: int) -> tuple[int, ...]:
    """Return where each of the 16 bits goes when that many zero bytes follow."""
    table = _table(8)
    if zeros == 0:
        return tuple(1 << bit for bit in range(16))
    if zeros == 1:
        return tuple((1 << b) >> 8 ^ int(table[(1 << b) & 0xFF]) for b in range(16))
    half = _images(zeros // 2)
    twice = tuple(_apply(half, _apply(half, 1 << bit)) for bit in range(16))
    one = _images(1)
    return tuple(_apply(one, image) for image in twice) if zeros % 2 else twice


def _apply(images: tuple[int, ...], value: int) -> int:
    moved = 0
    for bit in range(16):
        if value >> bit & 1:
            moved ^= images[bit]
    return moved
