"""Finding the post of a routine, and writing only what differs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Literal

from stilte.errors import BuildError, InputError, Problem
from stilte.release.blog.frame import find_frame, frame_class, put_in
from stilte.release.blog.refusals import Refused
from stilte.release.markup import clean
from stilte.release.prose import summary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.release.blog.api import Api
    from stilte.release.blog.media import Medium
    from stilte.release.catalog import Entry

Post = dict[str, Any]
_UNSEEN = ("draft", "pending", "auto-draft")


@dataclass(frozen=True, slots=True)
class Draft:
    """A post as it should be: our part of it, and what a new one begins with."""

    entry: Entry
    kind: Literal["posts", "podcast"]
    frame: str
    audio: Medium
    cover: Medium
    publish: bool


def find_post(api: Api, slug: str, kind: str) -> Post | None:
    """Return the post of a routine: by its slug, else by our frame in it, whatever its state.

    A post of that slug without our frame counts only where no other holds it. Raises `BuildError` where it is
    out but another's, so that this user would only make a second one.
    """
    named = _posts(api, kind, slug=slug)
    framed = next((post for post in named if _has_frame(post, slug)), None)
    if framed is None:
        others = _posts(api, kind, search=frame_class(slug))
        framed = next((post for post in others if _has_frame(post, slug)), None)
    found = framed or next(iter(named), None)
    if found is None:
        _refuse_anothers(api, slug, kind)
    return found


def _refuse_anothers(api: Api, slug: str, kind: str) -> None:
    """Refuse where every reader sees a post of this routine that the user may not change."""
    public: list[Post] = api.get(kind, slug=slug)
    for post in public:
        if frame_class(slug) in post["content"]["rendered"]:
            cure = "Publish as that author or as an Editor, or give the script a `slug` of its own."
            what = f"{post['link']} is the post of another author: the blog does not allow it to be changed."
            raise BuildError(Problem(None, what, cure))


def check_ours(post: Post | None, slug: str, *, publish: bool) -> None:
    """Raise `InputError` where an author's own post that is out would change unasked."""
    if post is None or publish or post["status"] in _UNSEEN or _has_frame(post, slug):
        return
    raise InputError(
        Problem(
            None,
            f"The blog has a post of its own at {post['link']}, which is out and not made by Stilte.",
            "To add the track at its end, publish with --publish; to choose the place, put a Group block "
            f"with the CSS class `{frame_class(slug)}` there; for another post, give the script a `slug`.",
        )
    )


def write_post(
    api: Api, post: Post | None, draft: Draft, *, dry_run: bool
) -> tuple[Literal["created", "updated", "unchanged"], Mapping[str, Any]]:
    """Create a post, or change what differs in the one there is; return what happened and the post.

    Raises `BuildError`.
    """
    if post is None:
        fields = {**_new(draft), **_status(draft), **_episode(draft)}
        planned = {"status": fields["status"], "link": ""}
        return "created", planned if dry_run else api.post(draft.kind, fields)
    fields = _changes(api, post, draft)
    if not fields:
        return "unchanged", post
    return "updated", post if dry_run else api.post(f"{draft.kind}/{post['id']}", fields)


def _posts(api: Api, kind: str, **query: str) -> list[Post]:
    try:
        found: list[Post] = api.get(kind, status="any", context="edit", per_page=20, **query)
    except Refused as refused:
        if refused.code == "rest_no_route":
            cure = "Install the plugin on the blog, or publish without --podcast."
            raise BuildError(Problem(None, "The blog has no Seriously Simple Podcasting.", cure)) from None
        raise
    return found


def _has_frame(post: Post, slug: str) -> bool:
    return find_frame(post["content"]["raw"], slug) is not None


def _new(draft: Draft) -> dict[str, Any]:
    sheet = draft.entry.sheet
    when = draft.entry.date
    fields = {
        "title": escape(clean(sheet["title"]), quote=False),
        "slug": draft.entry.routine,
        "content": draft.frame,
        "excerpt": escape(clean(sheet["subtitle"] or summary(sheet["description"])), quote=False),
        "featured_media": draft.cover.id,
    }
    return fields | ({"date_gmt": when.strftime("%Y-%m-%dT%H:%M:%S")} if when else {})


def _status(draft: Draft) -> dict[str, str]:
    """Return the state of a new post; WordPress itself keeps a published one back until its date."""
    return {"status": "publish" if draft.publish else "draft"}


def _changes(api: Api, post: Post, draft: Draft) -> dict[str, Any]:
    """Return the fields that differ; title, date and whatever else an author may change stay theirs."""
    was = str(post["content"]["raw"])
    now = put_in(was, draft.entry.routine, draft.frame)
    changes: dict[str, Any] = {"content": now} if now != was else {}
    if draft.publish and post["status"] in _UNSEEN:
        changes["status"] = "publish"
    if post["featured_media"] != draft.cover.id and _cover_is_ours(api, post, draft):
        changes["featured_media"] = draft.cover.id
    return changes | _episode(draft, dict(post.get("meta") or {}))


def _cover_is_ours(api: Api, post: Post, draft: Draft) -> bool:
    """Tell whether the picture of a post is an older cover of ours: an author's own choice stays."""
    if not post["featured_media"]:
        return False
    picture = api.get(f"media/{post['featured_media']}")
    return (
        re.fullmatch(rf"{re.escape(draft.entry.slug)}-cover-[0-9a-f]{{10}}", str(picture["slug"])) is not None
    )


def _episode(draft: Draft, has: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return what Seriously Simple Podcasting keeps beside a post: all of it, or what differs in `has`."""
    if draft.kind != "podcast":
        return {}
    sheet, mp3 = draft.entry.sheet, draft.entry.mp3 or {}
    whole = int(sheet["length_s"])
    wanted = {
        "audio_file": draft.audio.address,
        "episode_type": "audio",
        "duration": f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}",
        "filesize_raw": str(mp3["size_bytes"]),
        "itunes_episode_number": str(sheet["episode"] or ""),
        "itunes_season_number": str(sheet["season"] or ""),
    }
    if has is not None:
        wanted = {name: value for name, value in wanted.items() if str(has.get(name, value)) != value}
    return {"meta": wanted} if wanted else {}
