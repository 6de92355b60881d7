"""Creating or updating a post: only what differs is written, and a withdrawn post stays withdrawn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape, unescape
from typing import TYPE_CHECKING, Any, Literal

from stilte.errors import Problem
from stilte.messages import sentences, tr
from stilte.release.escape import clean
from stilte.release.markdown import summary
from stilte.release.wordpress.answers import Post, read_medium, read_post
from stilte.release.wordpress.embed_player import moves_another_player
from stilte.release.wordpress.find_post import UNSEEN, Found
from stilte.release.wordpress.managed_block import (
    Part,
    Standing,
    is_current,
    put_at_end,
    wrap_in_frame,
)
from stilte.release.wordpress.podcast_plugin_fields import episode_fields
from stilte.release.wordpress.refusals import Refused
from stilte.release.wordpress.renew_block import renew

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.release.catalog import Entry
    from stilte.release.wordpress.answers import Medium
    from stilte.release.wordpress.api import Api

Outcome = Literal["created", "updated", "unchanged", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A post as it should be: our part of it, and what a new one begins with.

    `media` has each file by its name in our part. `embed` is the address of the small player in it; `plain`
    tells that the blog took it away. `again` brings back what its author withdrew.
    """

    entry: Entry
    kind: Literal["posts", "podcast"]
    parts: tuple[Part, ...]
    media: Mapping[str, Medium]
    audio: Medium
    cover: Medium | None
    publish: bool
    script: bool = False
    embed: str = ""
    plain: bool = False
    again: bool = False

    @property
    def slug(self) -> str:
        """Return the routine's slug."""
        return self.entry.routine


def write_post(api: Api, found: Found | None, draft: Draft, *, dry_run: bool) -> tuple[Outcome, Post]:
    """Create a post, or change what differs in the one there is; return what happened and the post.

    Raises `BuildError`.
    """
    if found is None:
        fields = _new(draft)
        planned = Post(0, draft.slug, str(fields["status"]), "")
        return "created", planned if dry_run else _create(api, draft, fields)
    fields = _changes(api, found, draft)
    if not fields:
        return "unchanged", found.post
    if dry_run:
        return "updated", found.post
    return "updated", read_post(api.post(f"{draft.kind}/{found.post.id}", fields))


def shows_embed(post: Post, address: str) -> bool:
    """Tell whether a post has the small player as the blog keeps it and as it shows it."""
    shown = not post.shown or post.protected or address in unescape(post.shown)
    return address in post.content and shown


def is_withdrawn(found: Found) -> bool:
    """Tell whether an author took a post back: into the bin, to private, from the public to a draft.

    A state that a plugin adds, such as an archive, counts as well.
    """
    post = found.post
    if post.status not in ("publish", "future", *UNSEEN):
        return True
    was_out = post.dated_before or (found.frame is not None and found.frame.was_out)
    return post.status in UNSEEN and was_out


def withdrawn_problem(post: Post, slug: str) -> Problem:
    """Return what to tell of a post that stays where its author put it."""
    again = tr("Or write `publish wordpress --publish --again {slug}`.", slug=slug)
    publish = sentences(tr("Publish it on the blog."), again)
    if post.status == "trash":
        restore = sentences(tr("Restore it there."), again)
        return Problem(
            None, tr("The post of '{slug}' is in the blog's bin, and stays there.", slug=slug), restore
        )
    if post.status == "private":
        what = tr("The post of '{slug}' is private, and stays so: {link}", slug=slug, link=post.link)
        return Problem(None, what, publish)
    if post.status not in UNSEEN:
        what = tr("The post of '{slug}' has the state '{state}', and keeps it.", slug=slug, state=post.status)
        return Problem(None, what, publish)
    what = tr(
        "The post of '{slug}' was taken back to a draft, and stays one: {link}", slug=slug, link=post.link
    )
    return Problem(None, what, publish)


def _create(api: Api, draft: Draft, fields: dict[str, Any]) -> Post:
    """Create a post; an episode as a draft, which is out only once the plugin has its file."""
    if draft.kind == "posts" or not draft.publish:
        return read_post(api.post(draft.kind, fields))
    out: dict[str, Any] = {name: fields[name] for name in ("status", "content", "date_gmt") if name in fields}
    waiting = {"status": "draft", "content": wrap_in_frame(draft.slug, draft.parts)}
    made = read_post(api.post(draft.kind, fields | waiting))
    return read_post(api.post(f"{draft.kind}/{made.id}", out))


def _new(draft: Draft) -> dict[str, Any]:
    sheet, when = draft.entry.sheet, draft.entry.date
    fields: dict[str, Any] = {
        "title": escape(clean(sheet["title"]), quote=False),
        "slug": draft.slug,
        "status": "publish" if draft.publish else "draft",
        "content": wrap_in_frame(draft.slug, draft.parts, out=draft.publish),
    }
    if draft.kind == "posts":  # an episode has none: the plugin would take it for all of its notes
        fields["excerpt"] = _excerpt(draft)
    if draft.cover:
        fields["featured_media"] = draft.cover.id
    if when and (draft.publish or when > datetime.now(UTC)):
        fields["date_gmt"] = _gmt(when)
    meta = episode_fields(draft.entry, draft.audio) if draft.kind == "podcast" else {}
    return fields | ({"meta": meta} if meta else {})


def _gmt(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%S")


def _excerpt(draft: Draft) -> str:
    """Return a short text for a blog's lists."""
    sheet = draft.entry.sheet
    return escape(clean(sheet["subtitle"] or summary(sheet["description"])), quote=False)


def _changes(api: Api, found: Found, draft: Draft) -> dict[str, Any]:
    """Return the fields that differ; title, date and whatever else an author may change stay theirs."""
    post, status = found.post, _new_status(found, draft)
    content = _new_content(found, draft, publish=status == "publish")
    changes: dict[str, Any] = {"content": content} if content != post.content else {}
    if status:
        changes["status"] = status
    if status == "publish" and draft.entry.date and post.date == post.modified:
        changes["date_gmt"] = _gmt(draft.entry.date)  # it was never out, and nobody gave it another
    if found.in_bin:
        changes["slug"] = draft.slug  # the bin gives it another
    if draft.cover and post.featured_media != draft.cover.id and _cover_is_ours(api, post):
        changes["featured_media"] = draft.cover.id
    if draft.kind == "podcast":
        meta = episode_fields(draft.entry, draft.audio, post.meta)
        changes |= {"meta": meta} if meta else {}
        changes |= {"excerpt": ""} if post.excerpt and post.excerpt == _excerpt(draft) else {}
    return changes


def _new_status(found: Found, draft: Draft) -> str | None:
    """Return the state that a post gets, or None where it keeps its own."""
    if found.in_bin:
        return "publish" if draft.publish else "draft"
    wanted = draft.again if is_withdrawn(found) else found.post.status in UNSEEN
    return "publish" if draft.publish and wanted else None


def _new_content(found: Found, draft: Draft, *, publish: bool) -> str:
    frame, content = found.frame, found.post.content
    if frame is None:
        return put_at_end(content, draft.slug, draft.parts, out=publish)

    def stale(standing: Standing) -> bool:
        return _is_stale(standing, draft, content[standing.start : standing.end])

    marked = frame.was_out or not publish
    if marked and not draft.plain and is_current(frame, draft.slug, draft.parts, stale):
        return content
    out = frame.was_out or publish or found.post.status in ("publish", "private")
    return renew(frame, draft.slug, draft.parts, stale, out=out, plain=draft.plain)


def _is_stale(standing: Standing, draft: Draft, markup: str) -> bool:
    """Tell whether a block names another medium than that of its file, or has a script of another time."""
    part = next((part for part in draft.parts if part.key == standing.key), None)
    if part is None:
        return False
    named = [draft.media[file] for file in part.files if file in draft.media]
    gone = any(medium.id not in standing.media for medium in named)
    script_lost = not draft.script and "<script" in markup
    return gone or script_lost or (bool(draft.embed) and moves_another_player(markup, part.key))


def _cover_is_ours(api: Api, post: Post) -> bool:
    """Tell whether the picture of a post is an older cover of ours: an author's own choice stays."""
    if not post.featured_media:
        return False
    try:
        picture = read_medium(api.get(f"media/{post.featured_media}"))
    except Refused as refused:
        if refused.status in (404, 410):
            return False
        raise
    ours = re.fullmatch(r".+-cover-[0-9a-f]{10}", picture.slug)
    return ours is not None or "stilte sha256:" in picture.description
