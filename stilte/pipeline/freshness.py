"""Whether a script's tracks are up to date, by its stamp or after reading it, and if not, why."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stilte import __version__
from stilte.find_project import SHOW_FILE
from stilte.messages import Message, tr
from stilte.pipeline.input_hashes import Hashes, content_hash, files_of, line_hashes, routine_hash
from stilte.pipeline.results import Result
from stilte.pipeline.stamps import Stamp, output_sizes, read_stamp, why_stale, write_stamp
from stilte.pipeline.variants import variants

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from stilte.pipeline.options import Options
    from stilte.project import Project
    from stilte.script.routine import Routine


DRAFT_VOICE = tr("spoken by a draft voice")
"""Why a track is built again that a draft voice spoke: a better one may be there now."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A script to look at more closely: its last stamp, if any, and why it may have to be built."""

    path: Path
    stamp: Stamp | None
    reason: str | Message


class Freshness:
    """The state of a project's tracks, for one build with its options.

    `routines` are scripts that are loaded already, by the path that stands for each: their values are hashed,
    not their files.
    """

    def __init__(
        self, project: Project, options: Options, routines: Mapping[Path, Routine] | None = None
    ) -> None:
        self.routines = routines or {}
        self._project = project
        self._options = options
        known = {routine.script: routine_hash(routine) for routine in self.routines.values()}
        if project.said is not None:
            known[SHOW_FILE] = content_hash(project.said)
        self._hashes = Hashes(project.root, known)
        self._read: dict[Path, bytes] = {}

    def were_read(self, read: Mapping[Path, bytes]) -> None:
        """Take for these files what was read of them: that is what a track is built from."""
        self._read |= read
        root = self._project.root
        inside = {path: data for path, data in read.items() if path.is_relative_to(root)}
        self._hashes.were({path.relative_to(root).as_posix(): data for path, data in inside.items()})

    def results_by_stamp(self, path: Path) -> Stale | tuple[Result, ...]:
        """Return the results of a script that is up to date by its stamp, else why it may not be."""
        stamp = read_stamp(self._project, path)
        if stamp is None:
            return Stale(path, None, tr("first build"))
        if self._options.force:
            return Stale(path, stamp, tr("asked for anew"))
        now = self._stamp(path, stamp.inputs)
        reason = why_stale(stamp, now, self._project.root)
        if reason is None and now.caches != stamp.caches:
            reason = tr("voices or music were added or removed")
        if reason is None and stamp.drafts and not self._options.draft:
            reason = DRAFT_VOICE
        script = path.relative_to(self._project.root).as_posix()
        return Stale(path, stamp, reason) if reason else _unchanged(script, stamp)

    def now(self, path: Path, routine: Routine) -> Stamp:
        """Return the stamp of what would go in now, after the script has been read."""
        return self._stamp(path, files_of(routine, self._project.root))

    def results_if_same(self, item: Stale, now: Stamp, routine: Routine) -> tuple[Result, ...]:
        """Return the results of a script whose inputs turn out to be what they were; else nothing.

        Without a stamp the cue sheets tell; a new stamp is then written.
        """
        if self._options.force:
            return ()
        stamp = item.stamp or self._from_cue_sheets(now, routine)
        if stamp is None or stamp.drafts or why_stale(stamp, now, self._project.root):
            return ()
        self.keep(item.path, replace(stamp, caches=now.caches, inputs=now.inputs, lines=now.lines))
        return _unchanged(routine.script, stamp)

    def reason(self, item: Stale, now: Stamp) -> str | Message:
        """Return why a script is built, now that it has been read."""
        found = why_stale(item.stamp, now, self._project.root) if item.stamp else None
        return found or item.reason

    def previous_results(self, item: Stale, routine: Routine) -> tuple[Result, ...]:
        """Return the results of a draft for which no better voice was found."""
        return _unchanged(routine.script, item.stamp) if item.stamp else ()

    def keep(self, path: Path, stamp: Stamp) -> None:
        """Write the stamp of a script."""
        write_stamp(self._project, path, stamp)

    def built(self, path: Path, stamp: Stamp, results: tuple[Result, ...]) -> None:
        """Keep what was built from what."""
        outputs: dict[str, int] = {}
        for result in results:
            outputs |= output_sizes(self._project.output / result.slug, self._project.root)
        tracks = {result.slug: result.length_s or 0.0 for result in results}
        self.keep(path, replace(stamp, outputs=outputs, tracks=tracks))

    def _stamp(self, path: Path, files: object) -> Stamp:
        return Stamp(
            made_by=__version__,
            options=self._options.key(self._project),
            caches=self._hashes.caches,
            inputs=self._hashes.all(files),  # type: ignore[arg-type]
            lines=line_hashes(path, self._read.get(path)),
        )

    def _from_cue_sheets(self, now: Stamp, routine: Routine) -> Stamp | None:
        """Return the stamp that the cue sheets speak of, if all of them were made from what is there now."""
        outputs: dict[str, int] = {}
        tracks: dict[str, float] = {}
        for variant in variants(routine):
            folder = self._project.output / variant.slug
            try:
                sheet = json.loads((folder / f"{variant.slug}.json").read_text(encoding="utf-8"))
                whole = sheet["fingerprint"] == now.fingerprint and all(
                    (folder / file["name"]).stat().st_size == file["size_bytes"] for file in sheet["files"]
                )
                drafts = any(voice["draft"] for voice in sheet["voices"])
                tracks[variant.slug] = float(sheet["length_s"])
            except (OSError, ValueError, KeyError, TypeError):
                return None
            if not whole or drafts:
                return None
            outputs |= output_sizes(folder, self._project.root)
        return replace(now, outputs=outputs, tracks=tracks)


def _unchanged(script: str, stamp: Stamp) -> tuple[Result, ...]:
    return tuple(
        Result(script, slug, "unchanged", f"output/{slug}/{slug}.mp3", length_s, draft=bool(stamp.drafts))
        for slug, length_s in stamp.tracks.items()
    )
