"""How a build goes, told to the pages track by track."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from stilte.messages import tr
from stilte.studio.answers import problem_json

if TYPE_CHECKING:
    from stilte.pipeline.results import Result
    from stilte.studio.jobs import Job

_SPEAKING = 0.4
"""The share of a track's progress that its speaking takes, of which nobody knows how long it lasts."""


class TellProgress:
    """A listener of a build that passes on what it hears to a job; ends the build where the job is to end."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._tracks: dict[str, dict[str, Any]] = {}
        self._spoken: set[str] = set()
        self._expected = 1
        self._lock = threading.Lock()

    def begins(self, tracks: int) -> None:
        """Receive how many tracks may have to be made."""
        self._expected = max(tracks, 1)
        self._tell()

    def speaks(self, script: str, ready: int, total: int, who: str) -> None:
        """Receive how many lines of a script are ready."""
        self._spoken.add(script)
        text = str(tr("{ready} of {total} lines are spoken ({who})", ready=ready, total=total, who=who))
        self._set(script, phase="speaks", fraction=_SPEAKING * ready / max(total, 1), text=text)

    def encodes(self, slug: str, done: int, total: int) -> None:
        """Receive how many pieces of a track are done."""
        share = _SPEAKING + (1 - _SPEAKING) * done / max(total, 1)
        self._set(slug, phase="encodes", fraction=share, text=str(tr("mixed and measured")))

    def ends(self, result: Result) -> None:
        """Receive the result of a track."""
        self._set(
            result.slug,
            phase=result.status,
            fraction=1.0,
            text=str(result.reason),
            draft=result.draft,
            notes=[str(note) for note in result.notes],
            changed_s=result.changed_s,
            length_s=result.length_s,
            problems=[problem_json(problem) for problem in result.problems],
        )

    def told(self) -> list[dict[str, Any]]:
        """Return every track that was heard of."""
        return [*self._tracks.values()]

    def _set(self, slug: str, **values: object) -> None:
        with self._lock:
            before = self._tracks.get(slug, {"slug": slug})
            gone = self._spoken_as(slug) if values["phase"] != "speaks" else slug
            others = {name: one for name, one in self._tracks.items() if name == slug or name != gone}
            self._tracks = {**others, slug: {**before, **values}}
        self._tell()

    def _spoken_as(self, slug: str) -> str:
        """Return the script of a track: one of several lengths is spoken once, under no track's name."""
        scripts = (one for one in self._spoken if slug == one or slug.startswith(f"{one}-"))
        return max(scripts, key=len, default=slug)

    def _tell(self) -> None:
        tracks = self.told()
        made = [one for one in tracks if one["phase"] != "unchanged"]
        share = sum(one["fraction"] for one in made) / max(self._expected, len(made))
        self._job.tell(fraction=min(share, 1.0), spoken=_SPEAKING, tracks=tracks)
