"""Stamps: what a script was built from and what came of it, kept in the cache beside the takes.

A build of nothing reads stamps and hashes the files that they name, no YAML. Without a stamp, the fingerprint
in the cue sheet tells the same once the script has been read.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from stilte.messages import Listed, Message, tr
from stilte.pipeline.input_hashes import ABSENT
from stilte.store import Store, key_of

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.project import Project

OWN = frozenset({".mp3", ".m4a", ".opus", ".flac", ".json", ".vtt", ".srt", ".svg"})


@dataclass(frozen=True, slots=True)
class Stamp:
    """What went into a script's tracks, and what came of it.

    `inputs` maps a path seen from the project to the hash of its content (`ABSENT` where there was none);
    `lines` are short hashes of the script's lines; `outputs` maps a path to a size in bytes, `tracks` a slug
    to a length in seconds, `voices` a voice to the fingerprint of who spoke it; `drafts` names the voices
    that a draft engine speaks.
    """

    made_by: str
    options: str
    caches: str
    inputs: dict[str, str]
    lines: tuple[str, ...] = ()
    outputs: dict[str, int] = field(default_factory=dict)
    tracks: dict[str, float] = field(default_factory=dict)
    voices: dict[str, str] = field(default_factory=dict)
    drafts: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Return the hash of everything that went in."""
        return key_of(self.made_by, self.options, json.dumps(self.inputs, sort_keys=True))


def read_stamp(project: Project, script: Path) -> Stamp | None:
    """Return the stamp of a script, or None where there is none that can be read."""
    body = _store(project).read(_key(project, script))
    if body is None:
        return None
    raw: dict[str, Any] = json.loads(body)
    try:
        return Stamp(**{**raw, "lines": tuple(raw["lines"]), "drafts": tuple(raw["drafts"])})
    except (TypeError, KeyError):  # another version's
        return None


def write_stamp(project: Project, script: Path, stamp: Stamp) -> None:
    """Keep the stamp of a script."""
    _store(project).write(_key(project, script), json.dumps(asdict(stamp)).encode())


def why_stale(stamp: Stamp, now: Stamp, root: Path) -> Message | None:
    """Return why a script must be built again, in the author's words; None where it is up to date."""
    if stamp.made_by != now.made_by:
        return tr("new version ({before} → {now})", before=stamp.made_by, now=now.made_by)
    if stamp.options != now.options:
        return tr("other options")
    changed = [path for path in {**stamp.inputs, **now.inputs} if _hash(path, stamp) != _hash(path, now)]
    if changed:
        return Listed(
            (_changed(path, stamp, now) for path in sorted(changed, key=_script_first)), between="; "
        )
    gone = [path for path, size in stamp.outputs.items() if _size(root / path) != size]
    return tr("{file} is missing or was altered", file=gone[0]) if gone else None


def output_sizes(folder: Path, root: Path) -> dict[str, int]:
    """Return the sizes of a track's own files, by paths seen from the project; pages are made from them."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix in OWN)
    return {path.relative_to(root).as_posix(): path.stat().st_size for path in files}


def _store(project: Project) -> Store:
    return Store(project.cache, "stamps")


def _key(project: Project, script: Path) -> str:
    """Return a name that survives moving a project with its cache, and differs between projects."""
    try:
        place = os.path.relpath(project.root, project.cache)
    except ValueError:  # on another drive of Windows
        place = str(project.root)
    return key_of(place, script.name)


def _hash(path: str, stamp: Stamp) -> str:
    return stamp.inputs.get(path, ABSENT)


def _script_first(path: str) -> tuple[bool, str]:
    return (not path.startswith("scripts/"), path)


def _changed(path: str, stamp: Stamp, now: Stamp) -> Message:
    folder, _, name = path.rpartition("/")
    if folder == "scripts" and not name.startswith("_"):
        line = _first_difference(stamp.lines, now.lines)
        return tr("line {line} of the script changed", line=line)
    match folder:
        case "voices":
            return tr("voice settings changed: {file}", file=path)
        case "music":
            return tr("music changed: {file}", file=path)
        case "scripts":
            return tr("an included part changed: {file}", file=path)
    return tr("changed: {file}", file=path)


def _first_difference(old: tuple[str, ...], new: tuple[str, ...]) -> int:
    pairs = zip(old, new, strict=False)
    same = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(old), len(new)))
    return same + 1


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1
