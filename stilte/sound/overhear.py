"""A track heard while it is being written, piece by piece, side by side with the encoder.

What is decoded are the very bytes that go into the file, each piece with as much of what stands before it as
decoding and measuring need. What a passage measured is kept under its bytes and its plan: where neither
changed, nothing is decoded. Whether a finished file holds what was heard is asked of its bytes; where it does
not, it is decoded itself.
"""

from __future__ import annotations

import hashlib
import tempfile
from concurrent.futures import Future
from dataclasses import dataclass
from os import SEEK_END
from typing import TYPE_CHECKING

from stilte.sound import encode, mpeg
from stilte.sound.ahead import in_order
from stilte.sound.encode import encoded, write_mp3
from stilte.sound.heard import decoded_frames
from stilte.sound.listener import Heard, heard, spans
from stilte.sound.memory import give_freed_memory_back
from stilte.sound.passage import PASSAGE_VERSION, measured, packed, unpacked
from stilte.sound.proof import Proof, Tolerance, judged, prove
from stilte.store import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from typing import IO

    import numpy as np
    from numpy.typing import NDArray

    from stilte.sound.encode import Piece, Pieces
    from stilte.sound.master import Master
    from stilte.sound.passage import Span

_WARM_UP = 2
"""MPEG frames that a decoder must have read before what it gives is what it gives of the whole file."""


@dataclass(frozen=True, slots=True)
class Overheard:
    """What a track measured while it was written; its Info frame, the size of the others, and their hash."""

    heard: Heard
    info: bytes
    size_bytes: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """Where pieces and passages of other builds are."""

    pieces: Pieces | None = None
    passages: Pieces | None = None


def write_and_hear(
    master: Master,
    main_voice: str,
    file: IO[bytes],
    *,
    bitrate_kbps: int = 128,
    kept: Kept | None = None,
    workers: int = 2,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Overheard:
    """Write the bare MPEG stream of a track and hear each piece as soon as it is encoded.

    `progress` is told how many of how many pieces are done. Raises `BuildError`.
    """
    wanted, kept = spans(master, main_voice), kept or Kept()
    frames = dict[int, Future[bytes]]()
    digest, sizes = hashlib.sha256(), list[int]()

    def begun() -> Iterator[int]:
        for index in range(len(wanted)):
            frames[index] = Future[bytes]()
            yield index

    def piece(index: int) -> tuple[bytes, bytes]:
        made = _told(frames[index], lambda: encoded(master, index, bitrate_kbps, kept.pieces))
        part = _part(wanted[index], index, frames, made)
        return made.frames, _passage(part, master, kept.passages)

    def written(figures: IO[bytes]) -> Iterator[bytes]:
        for index, (made, passage) in enumerate(in_order(piece, begun(), workers)):
            digest.update(made)
            sizes.append(figures.write(passage))
            for unneeded in range(min(frames), _first_mpeg_frame(wanted[index]) // encode.PIECE):
                del frames[unneeded]
            yield made

    with tempfile.TemporaryFile() as figures:  # in memory, those of hours would lie between what pieces free
        info, size_bytes = write_mp3(written(figures), file, master.length_frames, progress)
        give_freed_memory_back()  # what the last pieces took
        figures.seek(0)
        found = heard(wanted, (unpacked(figures.read(size)) for size in sizes), master.rate_hz)
    give_freed_memory_back()  # the figures as they were, passage by passage
    return Overheard(found, info, size_bytes, digest.digest())


def _told(frames: Future[bytes], make: Callable[[], Piece]) -> Piece:
    """Return a piece, and tell whoever waits for its frames, also that they will not come."""
    try:
        made = make()
    except BaseException as error:
        frames.set_exception(error)
        raise
    frames.set_result(made.frames)
    return made


@dataclass(frozen=True, slots=True)
class _Part:
    """A passage to be heard: its MPEG frames, `count` with those before it; and the piece it came with."""

    span: Span
    frames: bytes
    count: int
    piece: Piece


def proof(found: Overheard, path: Path, master: Master, main_voice: str) -> Proof:
    """Return the proof of a finished file: of what was heard, if it ends with just that; else of the file.

    Raises `BuildError` where it cannot be decoded.
    """
    if _holds(path, found, master.length_frames):
        return judged(found.heard, master, Tolerance())
    return prove(path, master, main_voice)


def _first_mpeg_frame(span: Span) -> int:
    needed = (span.needed_frame + mpeg.TOTAL_DELAY) // mpeg.FRAME_SAMPLES
    return max(needed - _WARM_UP, 0)


def _part(span: Span, index: int, frames: Mapping[int, Future[bytes]], piece: Piece) -> _Part:
    """Return a passage with the frames that it needs, of its own piece and of those before it."""
    first, skipped = divmod(_first_mpeg_frame(span), encode.PIECE)
    known = b"".join(frames[at].result() for at in range(first, index + 1))
    bounds = mpeg.frame_bounds(known)[skipped:]
    return _Part(span, known[bounds[0] :], len(bounds) - 1, piece)


def _passage(part: _Part, master: Master, store: Pieces | None) -> bytes:
    """Return what a passage measures, kept or new, packed."""
    key = _key(part, master) if store else ""
    kept = store.read(key) if store else None
    if kept is not None:
        return kept
    span = part.span
    samples = decoded_frames(part.frames, part.count, master.rate_hz, master.channels)
    skipped = span.needed_frame - _first_mpeg_frame(span) * mpeg.FRAME_SAMPLES
    stop = skipped + min(span.stop_frame, master.length_frames) - span.needed_frame
    planned = _planned(part.piece, master)
    found = packed(measured(span, samples[skipped:stop], master, Tolerance().hole_db, planned))
    if store:
        store.write(key, found)
    return found


def _planned(piece: Piece, master: Master) -> Callable[[int, int], NDArray[np.float32]]:
    """Return what gives stretches of the plan: as they were mixed for the encoder where they were."""

    def planned(start: int, stop: int) -> NDArray[np.float32]:
        mixed, first = piece.mixed, piece.start_frame
        if mixed is None or start < first or stop > first + len(mixed):
            return master.block(start, stop)
        return mixed[start - first : stop - first]

    return planned


def _key(part: _Part, master: Master) -> str:
    """Return the name of all that goes into the figures of a passage."""
    span = part.span
    stop = min(span.stop_frame, master.length_frames)
    return key_of(
        PASSAGE_VERSION,
        hashlib.sha256(part.frames).hexdigest(),
        master.piece_key(span.needed_frame, stop),
        span.start_frame - span.needed_frame,
        [(type(place.event).__name__, place.start_frame - span.start_frame) for place in span.places],
        [line.start_frame - span.start_frame for line in span.lines],
        Tolerance().hole_db,
    )


def _holds(path: Path, found: Overheard, length_frames: int) -> bool:
    """Tell whether a file ends with an Info frame that tells this length, and the frames that were heard."""
    with path.open("rb") as file:
        file.seek(-len(found.info) - found.size_bytes, SEEK_END)
        told = file.read(len(found.info))
        as_told = told == found.info and mpeg.told_frames(told) == length_frames
        return as_told and hashlib.file_digest(file, "sha256").digest() == found.digest
