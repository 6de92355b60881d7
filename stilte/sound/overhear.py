"""A track heard while it is being written: decoding and measuring keep pace with the encoder.

What goes to the decoder are the very bytes that go into the file. Only the sizes, the seek table and the
checksums of the Info frame are written later, and none of them changes what is decoded. FFmpeg drops the
padding at the end only from a file: here it is dropped as the Info frame says. Whether a finished file holds
what was heard is asked of its bytes; where it does not, it is decoded itself.
"""

from __future__ import annotations

import hashlib
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from os import SEEK_END
from subprocess import PIPE
from typing import TYPE_CHECKING

from stilte.sound import heard, mpeg
from stilte.sound.listener import listen
from stilte.sound.proof import Tolerance, judged, prove

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from subprocess import Popen

    import numpy as np
    from numpy.typing import NDArray

    from stilte.sound.listener import Heard
    from stilte.sound.master import Master
    from stilte.sound.proof import Proof


@dataclass(frozen=True, slots=True)
class Overheard:
    """A decoder at work, and the measures that will come of it."""

    decoder: Popen[bytes]
    told_frames: Future[int]
    measured: Future[Heard]
    digest: hashlib._Hash

    def write(self, frames: bytes) -> None:
        """Hear what comes next in the file: the Info frame first, whole frames after it."""
        self.digest.update(mpeg.lasting(frames))
        if not self.told_frames.done():
            self.told_frames.set_result(mpeg.told_frames(frames))
        with suppress(BrokenPipeError):  # why it ended, `measured` tells
            self.decoder.stdin.write(frames)  # type: ignore[union-attr]

    def proof(self, path: Path, stream_bytes: int, master: Master, main_voice: str) -> Proof:
        """Return the proof of a finished file, whose last `stream_bytes` are what came from the encoder.

        Raises `BuildError` where it cannot be decoded.
        """
        with suppress(BrokenPipeError):
            self.decoder.stdin.close()  # type: ignore[union-attr]
        found = self.measured.result()
        if self.digest.digest() == _digest(path, stream_bytes):
            return judged(found, master, Tolerance())
        return prove(path, master, main_voice)


@contextmanager
def overhearing(master: Master, main_voice: str) -> Iterator[Overheard]:
    """Decode and measure, on a thread, what is written."""
    decoder = heard.decoder("pipe:0", master.rate_hz, master.channels, stdin=PIPE)
    chunks = heard.chunks(decoder, "The track", master.rate_hz, master.channels)
    told: Future[int] = Future()
    with decoder, ThreadPoolExecutor(1, "overhear") as pool:
        try:
            measured = pool.submit(listen, _cut(chunks, told), master, main_voice, Tolerance().hole_db)
            yield Overheard(decoder, told, measured, hashlib.sha256())
        finally:
            told.cancel()
            decoder.kill()
            with suppress(BrokenPipeError):
                decoder.stdin.close()  # type: ignore[union-attr]


def _cut(chunks: Iterator[NDArray[np.float32]], told: Future[int]) -> Iterator[NDArray[np.float32]]:
    """Yield chunks up to the length that the Info frame tells; hear the decoder out."""
    left = told.result()
    for chunk in chunks:
        if left > 0:
            yield chunk[:left]
        left -= len(chunk)


def _digest(path: Path, stream_bytes: int) -> bytes:
    with path.open("rb") as file:
        start = file.seek(-stream_bytes, SEEK_END)
        info_bytes = mpeg.read_header(file.read(4), 0).size_bytes
        file.seek(start)
        digest = hashlib.sha256(mpeg.lasting(file.read(info_bytes)))
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.digest()
