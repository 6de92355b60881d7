"""Running the ffmpeg program that imageio-ffmpeg brings along: the one door to encoders."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE, Popen
from typing import TYPE_CHECKING

from stilte.errors import BuildError, Problem
from stilte.sound.clip import ffmpeg as program

if TYPE_CHECKING:
    from collections.abc import Iterable

PIPE_BYTES = 1 << 20
"""What a pipe to or from ffmpeg may hold, where a system lets us choose: fewer turns between the two."""
_QUIET = ("-nostdin", "-hide_banner", "-loglevel", "error", "-threads", "1")


def version() -> str:
    """Return a name for this build of ffmpeg, as its file has it."""
    return Path(program()).name


def command(*arguments: str) -> list[str]:
    """Return a whole command line, quiet and without a terminal."""
    return [program(), *_QUIET, *arguments]


def piped(*arguments: str, data: Iterable[memoryview]) -> bytes:
    """Run ffmpeg on bytes as they come and return what it writes; raises `BuildError` with its own words."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = Popen(command(*arguments), stdin=PIPE, stdout=out, stderr=err, pipesize=PIPE_BYTES)
        # Whatever makes ffmpeg stop reading, it says so itself, and better.
        with process, suppress(BrokenPipeError), process.stdin as pipe:  # type: ignore[union-attr]
            pipe.writelines(data)
        err.seek(0)
        if process.returncode:
            raise failed(err.read())
        out.seek(0)
        return out.read()


def failed(said: bytes) -> BuildError:
    """Return the error for a run of ffmpeg that ended badly."""
    lines = said.decode(errors="replace").strip().splitlines() or ["it gave no reason"]
    return BuildError(Problem(None, f"ffmpeg could not do its work: {lines[-1]}."))
