"""What went into a track, by content: whether it is up to date, and if not, why.

A stamp lies in the cache beside the takes. It lists every file that was read (or looked for and not there)
with its hash, so that a build of nothing reads only these files, no YAML. Without a stamp, the fingerprint in
the cue sheet tells the same after the script has been read.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from stilte.store import key_of, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ABSENT = "-"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a script was built from, and what came of it.

    `inputs` maps a path seen from the project to the hash of its content (`ABSENT` where there was none);
    `lines` are short hashes of the script's lines; `outputs` maps a path to a size in bytes; `drafts` are the
    voices that a draft engine speaks.
    """

    made_by: str
    options: str
    inputs: dict[str, str]
    lines: tuple[str, ...]
    outputs: dict[str, int]
    drafts: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Return the hash of everything that went in."""
        return key_of(self.made_by, self.options, json.dumps(self.inputs, sort_keys=True))


class Hashes:
    """Hashes of files, each file read once a build."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.of = lru_cache(maxsize=None)(self._of)

    def _of(self, relative: str) -> str:
        path = self._root / relative
        if path.is_dir():
            return key_of(*sorted(entry.name for entry in path.iterdir() if not entry.name.startswith(".")))
        try:
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()[:32]
        except OSError:
            return ABSENT

    def all(self, relatives: Iterable[str]) -> dict[str, str]:
        """Return the hashes of files by their paths seen from the project, in order of path."""
        return {relative: self.of(relative) for relative in sorted(set(relatives))}


def line_hashes(path: Path) -> tuple[str, ...]:
    """Return a short hash of every line of a script."""
    return tuple(hashlib.sha256(line).hexdigest()[:8] for line in path.read_bytes().splitlines())


def read_stamp(place: Path, name: str) -> Stamp | None:
    """Return the stamp of a script, or None where there is none that can be read."""
    try:
        raw: dict[str, Any] = json.loads(_path(place, name).read_text(encoding="utf-8"))
        return Stamp(**{**raw, "lines": tuple(raw["lines"]), "drafts": tuple(raw["drafts"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_stamp(place: Path, name: str, stamp: Stamp) -> None:
    """Keep the stamp of a script."""
    write_whole(_path(place, name), json.dumps(asdict(stamp)).encode())


def _path(place: Path, name: str) -> Path:
    return place / "stamps" / f"{name}.json"


def why_stale(stamp: Stamp | None, now: Stamp, root: Path) -> str | None:
    """Return why a track must be built again, in the author's words; None where it is up to date."""
    if stamp is None:
        return "first build"
    if stamp.made_by != now.made_by:
        return f"new version ({stamp.made_by} → {now.made_by})"
    if stamp.options != now.options:
        return "other options"
    changed = [path for path, digest in stamp.inputs.items() if now.inputs.get(path, ABSENT) != digest]
    if changed:
        return "; ".join(_changed(path, stamp, now) for path in sorted(changed, key=_importance))
    gone = [path for path, size in stamp.outputs.items() if _size(root / path) != size]
    return f"{gone[0]} is missing or was altered" if gone else None


def _importance(path: str) -> tuple[bool, str]:
    return (not path.startswith("scripts/"), path)


def _changed(path: str, stamp: Stamp, now: Stamp) -> str:
    folder = path.split("/", maxsplit=1)[0]
    if folder == "scripts" and now.lines and not path.rsplit("/", maxsplit=1)[-1].startswith("_"):
        return f"line {_first_difference(stamp.lines, now.lines)} of the script changed"
    names = {"scripts": f"{path} changed", "voices": f"voice settings changed ({path})"}
    names |= {"music": f"music changed ({path})", "podcast.yaml": "podcast.yaml changed"}
    return names.get(folder, f"{path} changed")


def _first_difference(old: tuple[str, ...], new: tuple[str, ...]) -> int:
    pairs = zip(old, new, strict=False)
    same = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(old), len(new)))
    return same + 1


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1
