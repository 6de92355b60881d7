"""Posts that are being marked, kept on disk: a reload or a killed server loses no correction.

A kept post holds what the importer read and the corrections in their order, so that each can be taken back.
"""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from stilte.errors import InputError, Problem
from stilte.importer import LabelledPost
from stilte.messages import tr
from stilte.store import write_whole
from stilte.studio.answers import NotThere
from stilte.studio.marking.corrections import corrected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stilte.importer import Imported

_ID = re.compile(r"[0-9a-f]{12}")
MOST_UNDONE = 1000


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise of a post: as it was read, its corrections, and those that were taken back, last one last.

    `post` is None where `script` was restored from a post that Stilte wrote. `written` is the name of the
    script that was made of it, "" while none is.
    """

    post: LabelledPost | None
    script: str = ""
    name: str = ""
    corrections: tuple[dict[str, Any], ...] = ()
    undone: tuple[dict[str, Any], ...] = ()
    written: str = ""

    def labelled(self) -> LabelledPost | None:
        """Return the post as its author wants it now."""
        return corrected(self.post, self.corrections) if self.post else None

    def correct(self, operation: dict[str, Any]) -> Exercise:
        """Return the exercise with one more correction; raises `InputError` for one that cannot be."""
        if self.post is None:
            raise NotThere(Problem(None, tr("This script needs no marking.")))
        corrected(self.post, (*self.corrections, operation))
        return replace(self, corrections=(*self.corrections, operation)[-MOST_UNDONE:], undone=())

    def undo(self) -> Exercise:
        """Return the exercise without its last correction."""
        if not self.corrections:
            return self
        return replace(self, corrections=self.corrections[:-1], undone=(*self.undone, self.corrections[-1]))

    def redo(self) -> Exercise:
        """Return the exercise with the correction that was taken back last."""
        if not self.undone:
            return self
        return replace(self, corrections=(*self.corrections, self.undone[-1]), undone=self.undone[:-1])


@dataclass(frozen=True, slots=True)
class KeptPost:
    """A post that is being marked: where it came from, since when, and its exercises."""

    id: str
    source: str
    since: str
    exercises: tuple[Exercise, ...]

    def with_exercise(self, at: int, exercise: Exercise) -> KeptPost:
        """Return the post with another exercise in a place."""
        return replace(self, exercises=(*self.exercises[:at], exercise, *self.exercises[at + 1 :]))


def new_post(source: str, found: tuple[Imported, ...]) -> KeptPost:
    """Return a post to keep, of what the importer made."""
    exercises = tuple(
        Exercise(one.labelled, "" if one.labelled else one.script_text, one.name) for one in found
    )
    since = datetime.now(UTC).isoformat(timespec="seconds")
    return KeptPost(secrets.token_hex(6), source, since, exercises)


def keep(folder: Path, post: KeptPost) -> None:
    """Write a post, whole."""
    folder.mkdir(parents=True, exist_ok=True)
    data = {
        "id": post.id,
        "source": post.source,
        "since": post.since,
        "exercises": [
            {
                "post": json.loads(one.post.to_json()) if one.post else None,
                "script": one.script,
                "name": one.name,
                "corrections": one.corrections,
                "undone": one.undone,
                "written": one.written,
            }
            for one in post.exercises
        ],
    }
    write_whole(folder / f"{post.id}.json", json.dumps(data, ensure_ascii=False).encode())


def kept_post(folder: Path, name: str) -> KeptPost:
    """Return the post of this id; raises `NotThere`."""
    path = folder / f"{name}.json"
    try:
        if _ID.fullmatch(name):
            return _read(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, InputError):
        pass
    again = tr("Take it in again: your post itself is unchanged.")
    raise NotThere(Problem(None, tr("This post is no longer here."), again))


def kept_posts(folder: Path) -> Iterator[KeptPost]:
    """Yield every post that is being marked, the newest first; one that cannot be read is passed over."""
    files = folder.glob("*.json") if folder.is_dir() else ()
    found = []
    for path in files:
        try:
            found.append(kept_post(folder, path.stem))
        except NotThere:
            continue
    yield from sorted(found, key=lambda post: post.since, reverse=True)


def forget(folder: Path, name: str) -> None:
    """Remove a post that is being marked; raises `NotThere`."""
    post = kept_post(folder, name)
    (folder / f"{post.id}.json").unlink(missing_ok=True)


def _read(data: Any) -> KeptPost:
    exercises = tuple(
        Exercise(
            LabelledPost.from_json(json.dumps(one["post"])) if one["post"] else None,
            one["script"],
            one["name"],
            tuple(one["corrections"]),
            tuple(one["undone"]),
            one["written"],
        )
        for one in data["exercises"]
    )
    return KeptPost(data["id"], data["source"], data["since"], exercises)
