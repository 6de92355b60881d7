"""The options of a build, and the listener that is told how it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from stilte.store import key_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.pipeline.results import Result
    from stilte.project import Project


@dataclass(frozen=True, slots=True)
class Options:
    """The options; without `jobs` or `formats` as the project says; `voice` replaces the routine's own.

    With `in_process` tracks are made one after another, each on all cores, and no process is started; `on` is
    the address of a Dask scheduler, whose workers then speak and make the tracks.
    """

    force: bool = False
    voice: str | None = None
    draft: bool = False
    jobs: int | None = None
    formats: tuple[str, ...] = ()
    stems: bool = False
    clips: bool = False
    in_process: bool = False
    on: str | None = None

    def formats_for(self, project: Project) -> tuple[str, ...]:
        """Return the formats to make; the MP3 is always one."""
        return tuple(dict.fromkeys(("mp3", *(self.formats or project.build.formats))))

    def _later(self) -> tuple[str, ...]:
        """Return options that came later: one that is off leaves the key of before as it was."""
        return ("clips",) if self.clips else ()

    def key(self, project: Project) -> str:
        """Return a hash of the options that change a track."""
        return key_of(self.voice, self.draft, self.formats_for(project), self.stems, *self._later())[:12]


class Listener(Protocol):
    """Receives the progress of a build."""

    def begins(self, tracks: Mapping[str, str]) -> None:
        """Receive which tracks may have to be made: the slug of each, with that of its routine.

        The two differ where a script becomes several tracks, as one of several lengths does.
        """

    def speaks(self, script: str, ready: int, total: int, who: str) -> None:
        """Receive how many lines of a routine, by its slug, are ready, and which engine speaks them."""

    def encodes(self, slug: str, done: int, total: int) -> None:
        """Receive how many pieces of a track are done."""

    def ends(self, result: Result) -> None:
        """Receive the result of a track: built, unchanged or failed."""


class SilentListener:
    """A listener that does nothing with what it is told."""

    def begins(self, tracks: Mapping[str, str]) -> None:
        """Do nothing."""

    def speaks(self, script: str, ready: int, total: int, who: str) -> None:
        """Do nothing."""

    def encodes(self, slug: str, done: int, total: int) -> None:
        """Do nothing."""

    def ends(self, result: Result) -> None:
        """Do nothing."""
