"""What was asked of a build, and who is told how it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from stilte.store import key_of

if TYPE_CHECKING:
    from stilte.pipeline.results import Result
    from stilte.project import Project


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked; no `jobs`, no `formats`: as the project says; `voice` replaces the routine's own."""

    force: bool = False
    voice: str | None = None
    draft: bool = False
    jobs: int | None = None
    formats: tuple[str, ...] = ()
    stems: bool = False

    def formats_for(self, project: Project) -> tuple[str, ...]:
        """Return the formats to make; the MP3 is always one."""
        return tuple(dict.fromkeys(("mp3", *(self.formats or project.build.formats))))

    def key(self, project: Project) -> str:
        """Return a name for what of this changes a track."""
        return key_of(self.voice, self.draft, self.formats_for(project), self.stems)[:12]


class Listener(Protocol):
    """Who is told how a build goes."""

    def begins(self, tracks: int) -> None:
        """Hear how many tracks may have to be made."""

    def speaks(self, script: str, ready: int, total: int, who: str) -> None:
        """Hear how many lines of a script are ready, by this voice."""

    def encodes(self, slug: str, done: int, total: int) -> None:
        """Hear how many pieces of a track are done."""

    def ends(self, result: Result) -> None:
        """Hear of a track that is finished, up to date, or failed."""
