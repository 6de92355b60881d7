"""Unsaved typing, kept by the server: it survives a reload, a closed tab and a killed server."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from stilte.store import key_of, write_whole
from stilte.studio.own_folder import NAME, own_folder

if TYPE_CHECKING:
    from pathlib import Path


def read_draft(root: Path, name: str) -> dict[str, Any] | None:
    """Return the draft of a script: its `text` or `state`, the `version` it began from, when it was kept."""
    try:
        draft = json.loads(_place(root, name).read_bytes())
    except (OSError, ValueError):
        return None
    return draft if isinstance(draft, dict) else None


def write_draft(root: Path, name: str, draft: dict[str, Any]) -> None:
    """Keep the draft of a script; raises OSError."""
    saved = datetime.now(UTC).isoformat(timespec="seconds")
    own_folder(root, "drafts")
    body = json.dumps({**draft, "name": name, "saved": saved}, ensure_ascii=False)
    write_whole(_place(root, name), body.encode("utf-8"))


def delete_draft(root: Path, name: str) -> None:
    """Remove the draft of a script, if there is one."""
    _place(root, name).unlink(missing_ok=True)


def move_draft(root: Path, name: str, other: str) -> None:
    """Let a draft follow a script that has another name now."""
    draft = read_draft(root, name)
    if draft is not None:
        write_draft(root, other, draft)
        delete_draft(root, name)


def _place(root: Path, name: str) -> Path:
    return root / NAME / "drafts" / f"{key_of(name)}.json"
