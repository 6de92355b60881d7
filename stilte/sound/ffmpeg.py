"""Running the ffmpeg program that imageio-ffmpeg installs; every encoder but LAME is called here."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE, Popen
from typing import TYPE_CHECKING

from stilte.errors import BuildError, Problem
from stilte.messages import tr
from stilte.sound.clip import ffmpeg as program

if TYPE_CHECKING:
    from collections.abc import Iterable

PIPE_BYTES = 1 << 20
"""Size of the pipes to and from ffmpeg, where the system allows it: fewer switches between the two."""
# Without `-nostdin` ffmpeg reads the terminal; one thread gives the same bytes on every machine.
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
        # When ffmpeg stops reading, its own message says why; a broken pipe would not.
        with process, suppress(BrokenPipeError), process.stdin as pipe:  # type: ignore[union-attr]
            pipe.writelines(data)
        err.seek(0)
        if process.returncode:
            raise ffmpeg_error(err.read())
        out.seek(0)
        return out.read()


def ffmpeg_error(said: bytes) -> BuildError:
    """Return the error for a run of ffmpeg that ended badly."""
    lines = said.decode(errors="replace").strip().splitlines()
    why = lines[-1] if lines else tr("it gave no reason")
    return BuildError(Problem(None, tr("ffmpeg could not do its work: {why}.", why=why)))
