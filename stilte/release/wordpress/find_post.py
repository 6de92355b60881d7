"""Finding the post of a routine: whatever its state, its address, or the name its script had."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from stilte.errors import BuildError, InputError, Problem
from stilte.messages import tr
from stilte.release.wordpress.answers import Post, read_posts, table
from stilte.release.wordpress.managed_block import Frame, find_frame, frame_class, framed_slugs
from stilte.release.wordpress.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.release.wordpress.api import Api

# States that only users who may edit can see.
UNSEEN = ("draft", "pending", "auto-draft")
KNOWN_STATES = ("publish", "future", "private", *UNSEEN)
"""What `any` finds; the bin, and states that plugins add, are asked for by their names."""
# The maximum of `per_page` in WordPress's REST API.
_PAGE = 100
_MOST_PAGES = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """A routine to look for: `was` are the slugs it had, `others` those of all other scripts."""

    slug: str
    title: str
    kind: str
    was: tuple[str, ...] = ()
    others: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """Return every slug by which the blog may know it, the present one first."""
        return (self.slug, *self.was)


@dataclass(frozen=True, slots=True)
class Found:
    """The post of a routine and our part in it, which an author's own post may lack."""

    post: Post
    frame: Frame | None

    @property
    def in_bin(self) -> bool:
        """Tell whether its author has thrown it away."""
        return self.post.status == "trash"


def find_post(api: Api, wanted: Wanted) -> Found | None:
    """Return the post of a routine: by its slug, else by our part in it, in the bin last.

    A post of that slug without our part counts only where no other holds it. Raises `BuildError` where it is
    out but another's, so that this user would only make a second one, and `InputError` where a script seems
    to have been renamed.
    """
    named = [post for name in wanted.names for post in _posts(api, wanted.kind, slug=name)]
    framed = _with_frame(named, wanted) or next(
        (
            found
            for name in wanted.names
            if (found := _with_frame(_search(api, wanted.kind, frame_class(name)), wanted))
        ),
        None,
    )
    if framed:
        return framed
    if put_away := _put_away(api, wanted):
        return put_away
    if named:
        return Found(named[0], None)
    _refuse_anothers(api, wanted)
    _refuse_renamed(api, wanted)
    return None


def check_ours(found: Found | None, slug: str, *, publish: bool) -> None:
    """Raise `InputError` where an author's own post that is out would change unasked."""
    if found is None or publish or found.frame or found.post.status in UNSEEN:
        return
    raise InputError(
        Problem(
            None,
            tr(
                "The blog has a post of its own at {link}, which is out and not made by Stilte.",
                link=found.post.link,
            ),
            tr(
                "To add the track at its end, publish with --publish; to choose the place, put a Group "
                "block with the CSS class `{name}` there; for another post, give the script a `slug`.",
                name=frame_class(slug),
            ),
        )
    )


def _put_away(api: Api, wanted: Wanted) -> Found | None:
    """Return a post in the bin, or in a state that a plugin adds, such as an archive."""
    states = {"trash"}
    with suppress(Refused):  # some roles may not read them
        states |= set(table(api.get("statuses", context="edit"))) - set(KNOWN_STATES)
    named = ",".join(sorted(states))
    for name in wanted.names:
        if found := _with_frame(_search(api, wanted.kind, frame_class(name), status=named), wanted):
            return found
    return None


def _with_frame(posts: list[Post], wanted: Wanted) -> Found | None:
    """Return the first post that holds our part; the present name counts before older ones."""
    for names in ((wanted.slug,), wanted.names):
        for post in posts:
            if find_frame(post.content, *names):
                return Found(post, find_frame(post.content, *wanted.names))
    return None


def _posts(api: Api, kind: str, status: str = "any", **query: str | int) -> list[Post]:
    return read_posts(api.get(kind, **{"status": status, "context": "edit", "per_page": _PAGE, **query}))


def _search(api: Api, kind: str, words: str, status: str = "any") -> list[Post]:
    """Return every post with these words: those of `adempauze` are found by `adem`, too."""
    return [post for page in _pages(api, kind, words, status) for post in page]


def _pages(api: Api, kind: str, words: str, status: str) -> Iterator[list[Post]]:
    for number in range(1, _MOST_PAGES + 1):
        page = _posts(api, kind, status, search=words, **({"page": number} if number > 1 else {}))
        yield page
        if len(page) < _PAGE:
            return


def _refuse_anothers(api: Api, wanted: Wanted) -> None:
    """Refuse where every reader sees a post of this name that the user may not change.

    Newer WordPresses list it among those that may be edited, older ones do not.
    """
    for name in wanted.names:
        for post in read_posts(api.get(wanted.kind, slug=name)):
            if name == wanted.slug or frame_class(name) in post.shown:
                cure = tr("Publish as that author or as an Editor, or give the script a `slug` of its own.")
                what = tr(
                    "{link} is the post of another author: the blog does not allow it to be changed.",
                    link=post.link,
                )
                raise BuildError(Problem(None, what, cure))


def _refuse_renamed(api: Api, wanted: Wanted) -> None:
    """Refuse to make a second post where one of ours has this title, and no script its name any more."""
    known = {*wanted.names, *wanted.others}
    words = " ".join(re.findall(r"\w+", wanted.title))
    for post in _posts(api, wanted.kind, search=words) if words else ():
        gone = [slug for slug in framed_slugs(post.content) if slug not in known]
        if gone and _same_title(post.title, wanted.title):
            raise InputError(
                Problem(
                    None,
                    tr(
                        "The blog has the post {link} with this title, made from a script named '{old}', "
                        "which is not there any more.",
                        link=post.link,
                        old=gone[0],
                    ),
                    tr(
                        "If '{slug}' is that script, write `was: {old}` in it; if not, give it another "
                        "title.",
                        slug=wanted.slug,
                        old=gone[0],
                    ),
                )
            )


def _same_title(one: str, other: str) -> bool:
    return " ".join(unescape(one).split()).casefold() == " ".join(unescape(other).split()).casefold()
