"""Publishing to WordPress: files once, one post a routine, only our own part of it, nothing for nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from stilte.errors import BuildError
from stilte.release.artwork import entry_cover
from stilte.release.blog.api import open_api
from stilte.release.blog.media import Medium, audio_file, bring_medium, find_medium, media_file
from stilte.release.blog.post import Telling, post_frame
from stilte.release.blog.rights import check_rights, has_block
from stilte.release.blog.writing import Draft, check_ours, find_post, write_post
from stilte.release.ready import Waiting, draft_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from stilte.release.blog.api import Api
    from stilte.release.blog.credentials import Credentials
    from stilte.release.blog.media import MediaFile
    from stilte.release.catalog import Entry
    from stilte.release.show import Show

Kind = Literal["posts", "podcast"]
Outcome = Literal["created", "updated", "unchanged"]


@dataclass(frozen=True, slots=True)
class PublishedPost:
    """A routine on the blog: what happened, or in a dry run would happen; `files` are those sent for it."""

    slug: str
    outcome: Outcome
    status: str
    address: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishedPosts:
    """What is on the blog now, and what waits."""

    posts: tuple[PublishedPost, ...]
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """One run of publishing: the same for every routine."""

    api: Api
    kind: Kind
    publish: bool
    dry_run: bool
    folds: bool
    progress: Callable[[str], None]


def publish_wordpress(
    show: Show,
    root: Path,
    entries: Sequence[Entry],
    url: str,
    credentials: Credentials,
    *,
    dry_run: bool = False,
    publish: bool = False,
    allow_draft: bool = False,
    kind: Kind = "posts",
    images: Mapping[str, str] | None = None,
    progress: Callable[[str], None] = lambda _name: None,
) -> PublishedPosts:
    """Bring routines to a blog, as drafts unless `publish`; kind podcast: Seriously Simple Podcasting.

    What is on the blog and equal is left alone, to its date of change. `images` gives the pictures of
    scripts, by slug of the routine; `progress` hears every name that is sent.
    Raises `InputError` and `BuildError`.
    """
    routines, waiting = _sort_out(entries, allow_draft=allow_draft)
    api = open_api(url, credentials)
    check_rights(api, publish=publish, episodes=kind == "podcast")
    run = _Run(api, kind, publish, dry_run, has_block(api, "details"), progress)
    given = images or {}
    posts = tuple(_routine(run, show, root, tracks, given.get(tracks[0].routine)) for tracks in routines)
    return PublishedPosts(posts, waiting)


def _sort_out(
    entries: Sequence[Entry], *, allow_draft: bool
) -> tuple[tuple[tuple[Entry, ...], ...], tuple[Waiting, ...]]:
    """Return the tracks of each routine together, and what has no MP3; refuses drafts."""
    ready = [entry for entry in entries if entry.mp3]
    drafts = [entry for entry in ready if entry.draft]
    if drafts and not allow_draft:
        raise BuildError(*(draft_problem(entry) for entry in drafts))
    together: dict[str, tuple[Entry, ...]] = {}
    for entry in ready:
        together[entry.routine] = (*together.get(entry.routine, ()), entry)
    waiting = (entry for entry in entries if not entry.mp3)
    why = "it has no MP3; build it with the format mp3"
    return tuple(together.values()), tuple(Waiting(entry.slug, why) for entry in waiting)


def _routine(
    run: _Run, show: Show, root: Path, tracks: tuple[Entry, ...], image: str | None
) -> PublishedPost:
    main = tracks[0]
    post = find_post(run.api, main.routine, run.kind)
    check_ours(post, main.routine, publish=run.publish)
    title = str(main.sheet["title"])
    words = media_file(main.slug, ".vtt", (main.folder / f"{main.slug}.vtt").read_bytes(), title)
    cover = media_file(f"{main.slug}-cover", ".jpg", entry_cover(show, root, main, image), title, title)
    sounds = {entry.slug: audio_file(entry) for entry in tracks}
    files = (*sounds.values(), words, cover)
    found = {file.name: find_medium(run.api, file) for file in files}
    missing = tuple(file.name for file in files if found[file.name] is None)
    media = {file.name: _bring(run, file, found[file.name]) for file in files}
    audio = {slug: media[file.name] for slug, file in sounds.items()}
    draft = Draft(
        entry=main,
        kind=run.kind,
        frame=post_frame(Telling(tracks, audio, media[words.name], run.folds)),
        audio=audio[main.slug],
        cover=media[cover.name],
        publish=run.publish,
    )
    outcome, said = write_post(run.api, post, draft, dry_run=run.dry_run)
    return PublishedPost(main.routine, outcome, str(said["status"]), str(said["link"]), missing)


def _bring(run: _Run, file: MediaFile, found: Medium | None) -> Medium:
    if run.dry_run:
        return found or Medium(0, file.name)
    if found is None:
        run.progress(file.name)
    return bring_medium(run.api, file, found)
