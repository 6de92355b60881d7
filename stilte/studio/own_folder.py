"""`.stilte/` in a project: what the studio keeps for its author that is neither a script nor a cache.

Unsaved typing and deleted scripts lie here, as a cache may be deleted at any time. A `.gitignore` in it keeps
it out of a repository.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.store import write_whole

if TYPE_CHECKING:
    from pathlib import Path

NAME = ".stilte"


def own_folder(root: Path, kind: str) -> Path:
    """Return the folder of a kind of things, made where it is not there yet."""
    place = root / NAME
    folder = place / kind
    folder.mkdir(parents=True, exist_ok=True)
    ignored = place / ".gitignore"
    if not ignored.exists():
        write_whole(ignored, b"*\n")
    return folder
