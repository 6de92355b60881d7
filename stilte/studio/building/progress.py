"""How a build goes, told to the pages track by track."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from stilte.messages import tr
from stilte.studio.answers import problem_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.pipeline.results import Result
    from stilte.studio.jobs import Job

_SPEAKING = 0.4
"""The share of a track's progress that its speaking takes, of which nobody knows how long it lasts."""


class TellProgress:
    """A listener of a build that passes on what it hears to a job; ends the build where the job is to end.

    A script of several lengths is spoken once, under the slug of its routine, which is that of no track.
    """

    def __init__(self, job: Job) -> None:
        self._job = job
        self._routines: Mapping[str, str] = {}
        self._tracks: dict[str, dict[str, Any]] = {}
        self._lock = threading.Lock()

    def begins(self, tracks: Mapping[str, str]) -> None:
        """Receive which tracks may have to be made, and of which routines."""
        self._routines = tracks
        self._tell()

    def speaks(self, script: str, ready: int, total: int, who: str) -> None:
        """Receive how many lines of a script are ready."""
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
            tracks = dict(self._tracks)
            spoken = tracks.get(self._routines.get(slug, slug), {})
            if spoken.get("phase") == "speaks" and spoken["slug"] != slug and values["phase"] != "speaks":
                del tracks[spoken["slug"]]  # from now on its tracks tell how far it is
            self._tracks = {**tracks, slug: {**tracks.get(slug, {"slug": slug}), **values}}
        self._tell()

    def _tell(self) -> None:
        tracks = self.told()
        made = [one for one in tracks if one["phase"] != "unchanged"]
        share = sum(one["fraction"] for one in made) / max(len(self._routines), len(made), 1)
        self._job.tell(fraction=min(share, 1.0), spoken=_SPEAKING, tracks=tracks)
