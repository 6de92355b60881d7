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

from stilte.sound.allocator import give_freed_memory_back
from stilte.sound.encode import mp3, mpeg_frames
from stilte.sound.encode.mp3 import encode_pieces, write_mp3
from stilte.sound.parallel import in_order
from stilte.sound.proof.decode import decoded_frames
from stilte.sound.proof.measurements import Measurements, combine, passage_bounds
from stilte.sound.proof.passage import PASSAGE_VERSION, measure_passage, pack, unpack
from stilte.sound.proof.prove import judge, prove
from stilte.sound.proof.results import Proof, Tolerance
from stilte.store import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from typing import IO

    import numpy as np
    from numpy.typing import NDArray

    from stilte.sound.encode.mp3 import Piece, Pieces
    from stilte.sound.mix.master import Master
    from stilte.sound.proof.passage import PassageBounds

_WARM_UP = 2
"""MPEG frames that a decoder must have read before what it gives is what it gives of the whole file."""


@dataclass(frozen=True, slots=True)
class EncodedProof:
    """What a track measured while it was written; its Info frame, the size of the others, and their hash."""

    heard: Measurements
    info: bytes
    size_bytes: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class KeptMeasurements:
    """Where pieces and passages of other builds are."""

    pieces: Pieces | None = None
    passages: Pieces | None = None


def encode_and_measure(
    master: Master,
    main_voice: str,
    file: IO[bytes],
    *,
    bitrate_kbps: int = 128,
    kept: KeptMeasurements | None = None,
    workers: int = 2,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> EncodedProof:
    """Write the bare MPEG stream of a track and hear each piece as soon as it is encoded.

    `progress` is told how many of how many pieces are done. Raises `BuildError`.
    """
    wanted, kept = passage_bounds(master, main_voice), kept or KeptMeasurements()
    frames = dict[int, Future[bytes]]()
    digest, sizes = hashlib.sha256(), list[int]()

    def begun() -> Iterator[int]:
        for index in range(len(wanted)):
            # Before its worker begins: a passage waits for the frames of the piece before it, too.
            frames[index] = Future[bytes]()
            yield index

    def piece(index: int) -> tuple[bytes, bytes]:
        made = _piece_or_failure(
            frames[index], lambda: encode_pieces(master, index, bitrate_kbps, kept.pieces)
        )
        part = _part(wanted[index], index, frames, made)
        return made.frames, _passage(part, master, kept.passages)

    def written(figures: IO[bytes]) -> Iterator[bytes]:
        for index, (made, passage) in enumerate(in_order(piece, begun(), workers)):
            digest.update(made)
            sizes.append(figures.write(passage))
            for unneeded in range(min(frames), _first_mpeg_frame(wanted[index]) // mp3.PIECE):
                del frames[unneeded]
            yield made

    with tempfile.TemporaryFile() as figures:  # in memory, those of hours would lie between what pieces free
        info, size_bytes = write_mp3(written(figures), file, master.length_frames, progress)
        give_freed_memory_back()  # what the last pieces took
        figures.seek(0)
        found = combine(wanted, (unpack(figures.read(size)) for size in sizes), master.rate_hz)
    give_freed_memory_back()  # the figures as they were, passage by passage
    return EncodedProof(found, info, size_bytes, digest.digest())


def _piece_or_failure(frames: Future[bytes], make: Callable[[], Piece]) -> Piece:
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

    span: PassageBounds
    frames: bytes
    count: int
    piece: Piece


def proof(found: EncodedProof, path: Path, master: Master, main_voice: str) -> Proof:
    """Return the proof of a finished file: of what was heard, if it ends with just that; else of the file.

    Raises `BuildError` where it cannot be decoded.
    """
    if _holds(path, found, master.length_frames):
        return judge(found.heard, master, Tolerance())
    return prove(path, master, main_voice)


def _first_mpeg_frame(span: PassageBounds) -> int:
    needed = (span.needed_frame + mpeg_frames.TOTAL_DELAY) // mpeg_frames.FRAME_SAMPLES
    return max(needed - _WARM_UP, 0)


def _part(span: PassageBounds, index: int, frames: Mapping[int, Future[bytes]], piece: Piece) -> _Part:
    """Return a passage with the frames that it needs, of its own piece and of those before it."""
    first, skipped = divmod(_first_mpeg_frame(span), mp3.PIECE)
    known = b"".join(frames[at].result() for at in range(first, index + 1))
    bounds = mpeg_frames.frame_bounds(known)[skipped:]
    return _Part(span, known[bounds[0] :], len(bounds) - 1, piece)


def _passage(part: _Part, master: Master, store: Pieces | None) -> bytes:
    """Return what a passage measures, kept or new, packed."""
    key = _key(part, master) if store else ""
    kept = store.read(key) if store else None
    if kept is not None:
        return kept
    span = part.span
    samples = decoded_frames(part.frames, part.count, master.rate_hz, master.channels)
    skipped = span.needed_frame - _first_mpeg_frame(span) * mpeg_frames.FRAME_SAMPLES
    stop = skipped + min(span.stop_frame, master.length_frames) - span.needed_frame
    planned = _planned(part.piece, master)
    found = pack(measure_passage(span, samples[skipped:stop], master, Tolerance().hole_db, planned))
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


def _holds(path: Path, found: EncodedProof, length_frames: int) -> bool:
    """Tell whether a file ends with an Info frame that tells this length, and the frames that were heard."""
    with path.open("rb") as file:
        file.seek(-len(found.info) - found.size_bytes, SEEK_END)
        written = file.read(len(found.info))
        is_announced = written == found.info and mpeg_frames.signal_frames(written) == length_frames
        return is_announced and hashlib.file_digest(file, "sha256").digest() == found.digest
