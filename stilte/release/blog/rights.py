"""What a user of the blog may do, asked before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stilte.errors import BuildError, Problem

if TYPE_CHECKING:
    from stilte.release.blog.api import Api

_NEEDED = {"edit_posts": "write posts", "upload_files": "upload files"}


def check_rights(api: Api, *, publish: bool, episodes: bool = False) -> None:
    """Raise `BuildError` where the password is wrong or the user may not do what is asked.

    `episodes` are those of Seriously Simple Podcasting, which lets only an Editor write their data.
    """
    user: dict[str, Any] = api.get("users/me", context="edit")
    needed = (
        _NEEDED
        | ({"publish_posts": "publish posts"} if publish else {})
        | ({"edit_others_posts": "write a podcast's episodes"} if episodes else {})
    )
    may = user.get("capabilities") or {}
    missing = [words for right, words in needed.items() if not may.get(right)]
    if missing:
        role = ", ".join(user.get("roles") or []) or "none"
        raise BuildError(
            Problem(
                None,
                f"The user '{api.credentials.user}' (role: {role}) may not {' and '.join(missing)} here.",
                "Ask for the role Editor." if episodes else "Ask for the role Author or Editor.",
            )
        )


def has_block(api: Api, name: str) -> bool:
    """Tell whether the blog knows a block of the core; older versions lack the newest."""
    kinds: list[dict[str, Any]] = api.get("block-types/core", _fields="name")
    return any(kind["name"] == f"core/{name}" for kind in kinds)
