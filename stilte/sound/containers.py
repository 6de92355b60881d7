"""Whether a file of sound is whole, told from how it is built, without a sound being made.

A copy that breaks off still plays, and a line would stop in mid-word. Each kind of file says somewhere how
much it holds: the chunks of WAV and AIFF, the boxes of MP4, the pages of Ogg, the frames of MP3. Sources:
Microsoft's RIFF (EBU Tech 3306 for RF64), Apple's AIFF 1.3, ISO 14496-12, RFC 3533, ISO 11172-3 and 13818-3.
"""

from __future__ import annotations

import struct
from collections import deque
from itertools import pairwise
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HEAD_BYTES = 12
_SLACK_BYTES = 64
"""What a last chunk may lack: a byte that fills it up, a few samples."""

_UNKNOWN = frozenset({0, 0xFFFFFFFF})
"""Sizes that a program writes which cannot go back to the head, as into a pipe."""
_UNKNOWN_FROM, _UNKNOWN_TO = 0x7FFFF000, 0x7FFFFFFF

_MOST_CHUNKS = 10_000
_MP3_KBPS = {
    (1, 1): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (1, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (1, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 1): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (2, 3): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
# The rates of MPEG-1; MPEG-2 and 2.5 halve and quarter them (ISO/IEC 11172-3, 13818-3).
_MP3_HZ = (44100, 48000, 32000)
# One sync word occurs by chance in any data; three frames that fit together do not.
_FRAMES_IN_A_ROW = 3
_SEARCHED_BYTES = 1 << 16
# The fixed part of an Ogg page header (RFC 3533, section 6).
_PAGE_BYTES = 27
_LARGEST_PAGE_BYTES = _PAGE_BYTES + 255 + 255 * 255
# The flag "last page of logical bitstream" in an Ogg page's header type (RFC 3533).
_LAST_PAGE = 4


class BrokenOff(ValueError):
    """A file that ends before it should; its text says by what share it is there, as "a third"."""


class NotThisKind(ValueError):
    """A file that is not what its beginning or its name says."""


def check_whole(path: Path) -> None:
    """Raise `BrokenOff` for a file that ends too early, `NotThisKind` for one that is not sound.

    Kinds of files that are not known here pass.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
        if head[:4] in (b"RIFF", b"RIFX", b"RF64") and head[8:12] == b"WAVE":
            _check_chunks(file, size, head, "little" if head[:4] != b"RIFX" else "big", b"data")
        elif head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
            _check_chunks(file, size, head, "big", b"SSND")
        elif head[4:8] == b"ftyp":
            _check_boxes(file, size)
        elif head[:4] == b"OggS":
            _check_last_page(file, size)
        elif head[:3] == b"ID3" or path.suffix.lower() in (".mp3", ".mp2"):
            _check_frames(file, size, head)


def _check_chunks(file: IO[bytes], size: int, head: bytes, order: str, wanted: bytes) -> None:
    """Walk the chunks up to the one that holds the sound; it must be there as far as it says."""
    at, long_size = _HEAD_BYTES, None
    form = "<4sI" if order == "little" else ">4sI"
    for _ in range(_MOST_CHUNKS):
        file.seek(at)
        raw = file.read(8)
        if len(raw) < 8:  # noqa: PLR2004 (a name and a size)
            raise BrokenOff
        name, length = struct.unpack(form, raw)
        if name == b"ds64" and head[:4] == b"RF64":
            long_size = struct.unpack("<Q", file.read(16)[8:])[0]
        if name == wanted:
            _check_data(length, size - at - 8, long_size)
            return
        at += 8 + length + length % 2
    raise NotThisKind


def _check_data(length: int, there: int, long_size: int | None) -> None:
    if length == 0xFFFFFFFF and long_size:  # noqa: PLR2004 (told in the ds64 chunk of RF64)
        length = long_size
    elif length in _UNKNOWN or _UNKNOWN_FROM <= length <= _UNKNOWN_TO:
        return
    if length > there + _SLACK_BYTES:
        raise BrokenOff(f"{there / length:.0%}")


def _check_boxes(file: IO[bytes], size: int) -> None:
    """Walk the boxes of MP4: none may reach past the end, and one must tell what the others hold."""
    at, names = 0, set()
    for _ in range(_MOST_CHUNKS):
        if at >= size:
            break
        file.seek(at)
        raw = file.read(16)
        length, name = struct.unpack(">I4s", raw[:8]) if len(raw) >= 8 else (size, b"")  # noqa: PLR2004
        if length == 1 and len(raw) == 16:  # noqa: PLR2004 (a size of eight bytes follows)
            length = struct.unpack(">Q", raw[8:])[0]
        names.add(name)
        if length == 0:  # up to the end
            break
        if length < 8 or at + length > size:  # noqa: PLR2004 (a name and a size)
            raise BrokenOff
        at += length
    if b"moov" not in names:
        raise BrokenOff


def _check_last_page(file: IO[bytes], size: int) -> None:
    """Look for the last page of Ogg: it must be whole, and the stream must end with it."""
    first = max(size - _LARGEST_PAGE_BYTES, 0)
    file.seek(first)
    end = file.read()
    at = end.rfind(b"OggS")
    if at < 0 or at + _PAGE_BYTES > len(end):
        raise BrokenOff
    segments = end[at + _PAGE_BYTES : at + _PAGE_BYTES + end[at + 26]]
    if len(segments) < end[at + 26] or at + _PAGE_BYTES + len(segments) + sum(segments) > len(end):
        raise BrokenOff
    if not end[at + 5] & _LAST_PAGE:
        raise BrokenOff


def _check_frames(file: IO[bytes], size: int, head: bytes) -> None:
    """Walk the frames of MP3: a few must follow one another, and the last must be whole."""
    start = _after_tag(head)
    if start >= size:
        raise BrokenOff
    file.seek(start)
    near = file.read(_SEARCHED_BYTES + 4)
    first = next((at for at in _syncs(near) if _row(file, start + at, size, alone=at == 0)), None)
    if first is None:
        raise NotThisKind
    if sum(deque(_frames(file, start + first, size), maxlen=1)[0]) > size:
        raise BrokenOff


def _after_tag(head: bytes) -> int:
    """Return where an ID3v2 tag ends."""
    if head[:3] != b"ID3" or len(head) < 10:  # noqa: PLR2004 (its head)
        return 0
    length = 0
    for byte in head[6:10]:
        length = length << 7 | (byte & 0x7F)
    return 10 + length + (10 if head[5] & 0x10 else 0)


def _syncs(data: bytes) -> Iterator[int]:
    at = data.find(b"\xff")
    while at >= 0:
        if frame_bytes(data[at : at + 4]):
            yield at
        at = data.find(b"\xff", at + 1)


def _row(file: IO[bytes], at: int, size: int, *, alone: bool) -> bool:
    """Tell whether frames follow one another from here; `alone` lets one be enough, where the file begins."""
    found = [(at, length) for (at, length), _ in zip(_frames(file, at, size), range(4), strict=False)]
    joined = all(one + length == other for (one, length), (other, _) in pairwise(found))
    return joined and (len(found) >= _FRAMES_IN_A_ROW or (alone and bool(found)))


def _frames(file: IO[bytes], at: int, size: int) -> Iterator[tuple[int, int]]:
    """Yield the place and the length of each frame, as long as one follows another."""
    while at < size:
        file.seek(at)
        length = frame_bytes(file.read(4))
        if not length:
            return
        yield at, length
        at += length


def frame_bytes(raw: bytes) -> int:
    """Return the length of the MPEG audio frame that begins with these four bytes; 0 where none does.

    >>> frame_bytes(bytes.fromhex("fffb9064"))
    417
    """
    if len(raw) < 4 or raw[0] != 0xFF or raw[1] & 0xE0 != 0xE0:  # noqa: PLR2004 (eleven bits set)
        return 0
    version, layer = raw[1] >> 3 & 3, 4 - (raw[1] >> 1 & 3)
    rate, kbps = raw[2] >> 2 & 3, raw[2] >> 4
    if version == 1 or layer == 4 or rate == 3 or not 0 < kbps < 15:  # noqa: PLR2004 (reserved)
        return 0
    first = version == 3  # noqa: PLR2004 (MPEG-1)
    rate_hz = _MP3_HZ[rate] >> {3: 0, 2: 1, 0: 2}[version]
    bits = 1000 * _MP3_KBPS[1 if first else 2, layer][kbps - 1]
    padding = raw[2] >> 1 & 1
    if layer == 1:
        return (12 * bits // rate_hz + padding) * 4
    return (144 if first or layer == 2 else 72) * bits // rate_hz + padding  # noqa: PLR2004
