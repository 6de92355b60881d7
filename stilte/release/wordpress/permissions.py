"""Checking a user's rights on the blog before anything is sent."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stilte.bounded_http import read_json
from stilte.errors import BuildError, Problem
from stilte.foreign_text import foreign_text
from stilte.messages import Listed, tr
from stilte.release.wordpress.answers import rows, table
from stilte.release.wordpress.obstacles import passwords_off_problem
from stilte.release.wordpress.refusals import Refused, in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.messages import Message
    from stilte.release.wordpress.api import Api

_POSTS = {"edit_posts": tr("write posts"), "upload_files": tr("upload files")}
_NO_SUCH_TYPE = ("rest_no_route", "rest_type_invalid")


@dataclass(frozen=True, slots=True)
class User:
    """Who publishes: `capabilities` are WordPress's own words for rights."""

    name: str
    roles: tuple[str, ...]
    capabilities: Mapping[str, Any]

    @property
    def may_script(self) -> bool:
        """Tell whether the blog keeps a script in what this user writes."""
        return bool(self.capabilities.get("unfiltered_html"))


def check_rights(api: Api, *, publish: bool, episodes: bool = False) -> User:
    """Return who publishes.

    Raises `BuildError` where the password is wrong or the user may not do what is asked.

    `episodes` are those of Seriously Simple Podcasting: their rights are those of their own type.
    """
    user = _user(api)
    needed = _episode_rights(api, publish=publish) if episodes else _post_rights(publish=publish)
    missing = [words for right, words in needed.items() if not user.capabilities.get(right)]
    if missing:
        role = ", ".join(user.roles) or "none"
        raise BuildError(
            Problem(
                None,
                tr(
                    "The user '{name}' (role: {role}) may not {rights} here.",
                    name=user.name,
                    role=role,
                    rights=Listed(list(dict.fromkeys(missing)), "and"),
                ),
                _cure(needed, episodes=episodes),
            )
        )
    return user


def has_block(api: Api, name: str) -> bool:
    """Tell whether the blog knows a block of the core; older versions lack the newest."""
    kinds = rows(api.get("block-types/core", _fields="name"))
    return any(kind.get("name") == f"core/{name}" for kind in kinds)


def _user(api: Api) -> User:
    try:
        told = table(api.get("users/me", context="edit"))
    except Refused as refused:
        if refused.code == "rest_not_logged_in" and _passwords_are_off(api):
            raise Refused(refused.status, refused.code, passwords_off_problem()) from None
        raise
    roles, rights = told.get("roles"), told.get("capabilities")
    return User(
        api.credentials.user,
        tuple(foreign_text(str(role)) for role in roles[:9]) if isinstance(roles, list) else (),
        rights if isinstance(rights, dict) else {},
    )


def _passwords_are_off(api: Api) -> bool:
    """Tell whether the blog's list of its routes names no application passwords among its ways to log in."""
    with suppress(BuildError, ValueError), in_words(api.root):
        told = table(read_json(api.session.visit(api.root).content))
        return "namespaces" in told and "application-passwords" not in (told.get("authentication") or ())
    return False


def _post_rights(*, publish: bool) -> dict[str, Message]:
    return _POSTS | ({"publish_posts": tr("publish posts")} if publish else {})


def _episode_rights(api: Api, *, publish: bool) -> dict[str, Message]:
    """Return the rights that the blog asks for its episodes.

    Where they are those of ordinary posts, only an Editor may write what the plugin keeps beside a post.
    """
    rights = _rights_of_type(api, "podcast")
    edit = rights.get("edit_posts", "edit_posts")
    asked = [edit, rights.get("create_posts", edit)]
    asked += ["edit_others_posts"] if edit == "edit_posts" else []
    needed = dict.fromkeys(asked, tr("write a podcast's episodes")) | {"upload_files": tr("upload files")}
    publishing = {rights.get("publish_posts", "publish_posts"): tr("publish a podcast's episodes")}
    return needed | (publishing if publish else {})


def _rights_of_type(api: Api, kind: str) -> dict[str, str]:
    """Return what the rights of a type of posts are called, by what they are called for ordinary posts."""
    try:
        told = table(api.get(f"types/{kind}", context="edit")).get("capabilities")
    except Refused as refused:
        if refused.code in _NO_SUCH_TYPE:
            cure = tr("Install the plugin on the blog, or publish without --podcast.")
            raise BuildError(
                Problem(None, tr("The blog has no Seriously Simple Podcasting."), cure)
            ) from None
        if refused.code == "rest_forbidden_context":  # this user may not even read how it is kept
            return {}
        raise
    return {str(name): str(right) for name, right in told.items()} if isinstance(told, dict) else {}


def _cure(needed: Mapping[str, Message], *, episodes: bool) -> Message:
    if not episodes:
        return tr("Ask for the role Author or Editor.")
    own = "edit_others_posts" not in needed
    return tr("Ask for the role Editor or Podcast Manager.") if own else tr("Ask for the role Editor.")
