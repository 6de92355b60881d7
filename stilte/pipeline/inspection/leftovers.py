"""Finished tracks that no script produces any more: a script or one of its lengths was removed.

A folder counts as ours by its cue sheet alone. Of its files, an audio file is ours where the sheet names it
with the very bytes that are there, and a page or sidecar by the one name that a build gives it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.messages import tr
from stilte.pipeline.stamps import read_stamp
from stilte.pipeline.variants import variants
from stilte.release.catalog import PAGES, SIDECARS, entries_of, finished_slugs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from stilte.messages import Message
    from stilte.pipeline.stamps import Stamp
    from stilte.project import Project
    from stilte.release.catalog import Entry


@dataclass(frozen=True, slots=True)
class Leftover:
    """A track of the past: why it is one, its files that are ours, and how many others lie beside them."""

    slug: str
    folder: Path
    why: Message
    files: tuple[Path, ...]
    others: int

    @property
    def size_bytes(self) -> int:
        """Return how much room its files take."""
        return sum(path.stat().st_size for path in self.files)


def find_leftovers(project: Project) -> tuple[Leftover, ...]:
    """Return the tracks that no script makes; a script that cannot be read keeps whatever is its own."""
    from stilte.pipeline.scripts import project_context, read_scripts  # noqa: PLC0415 (a build of nothing)

    reads = read_scripts(project.script_files(), project_context(project))
    tracks = {_script(project, read.path): read.routine for read in reads}
    slugs = {
        script: None if routine is None else frozenset(variant.slug for variant in variants(routine))
        for script, routine in tracks.items()
    }
    return tuple(_leftover(entry, why) for entry, why in _stale(project, slugs))


def stale_slugs(project: Project, stamps: Mapping[Path, Stamp | None] | None = None) -> dict[str, Message]:
    """Return the tracks that no script makes, each with why, by what the last builds left.

    `stamps` are those of all scripts, where they have been read.
    """
    if stamps is None:
        stamps = {path: read_stamp(project, path) for path in project.script_files()}
    slugs = {
        _script(project, path): frozenset(stamp.tracks) if stamp else None for path, stamp in stamps.items()
    }
    return {entry.slug: why for entry, why in _stale(project, slugs)}


def remove(leftover: Leftover) -> None:
    """Remove the files of a track that are ours, the cue sheet last, and its folder if it is empty then."""
    for path in leftover.files:
        path.unlink(missing_ok=True)
    if not any(leftover.folder.iterdir()):
        leftover.folder.rmdir()


def _stale(project: Project, slugs: Mapping[str, frozenset[str] | None]) -> Iterator[tuple[Entry, Message]]:
    made = frozenset[str]().union(*(each for each in slugs.values() if each))
    candidates = [slug for slug in finished_slugs(project.output) if slug not in made]
    for entry in entries_of(project.output, candidates):
        script = str(entry.sheet.get("script", ""))
        if script not in slugs and not (project.root / script).is_file():
            yield entry, tr("Its script {script} is gone.", script=script)
        elif slugs.get(script) is not None:
            yield entry, tr("{script} no longer makes this track.", script=script)


def _leftover(entry: Entry, why: Message) -> Leftover:
    sheet = entry.folder / f"{entry.slug}.json"
    sidecars = [entry.folder / name for name in (*SIDECARS, *PAGES, f"{entry.slug}.vtt", f"{entry.slug}.srt")]
    ours = [*_audio(entry), *(path for path in sidecars if path.is_file() and not path.is_symlink()), sheet]
    others = sum(path.is_file() for path in entry.folder.rglob("*")) - len(ours)
    return Leftover(entry.slug, entry.folder, why, tuple(ours), others)


def _audio(entry: Entry) -> Iterator[Path]:
    """Yield the audio files that are as the cue sheet says, byte for byte."""
    for listed in entry.sheet["files"]:
        path = entry.folder / str(listed["name"])
        if path.parent != entry.folder or path.is_symlink() or not path.is_file():
            continue
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() == listed["sha256"]:
                yield path


def _script(project: Project, path: Path) -> str:
    return path.relative_to(project.root).as_posix()
