"""Publishing to WordPress: one post for each routine, files sent once, only the managed part changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stilte.errors import BuildError, InputError, Problem, StilteError
from stilte.messages import tr
from stilte.release.readiness import Waiting, draft_problem
from stilte.release.wordpress.api import Pacing
from stilte.release.wordpress.discovery import open_api
from stilte.release.wordpress.embed_player import EmbedChoice, embed_chooser
from stilte.release.wordpress.find_post import Found, Wanted, check_ours, find_post
from stilte.release.wordpress.managed_block import find_frame
from stilte.release.wordpress.permissions import check_rights, has_block
from stilte.release.wordpress.post_files import RoutineFiles, bring_files, find_files, read_files
from stilte.release.wordpress.post_update import (
    Draft,
    is_withdrawn,
    shows_embed,
    withdrawn_problem,
    write_post,
)
from stilte.release.wordpress.reader_check import why_not_heard
from stilte.release.wordpress.refusals import Refused, Unreachable
from stilte.release.wordpress.results import Listener, PostOptions, PublishedPost, PublishedPosts, ScriptNames

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from stilte.release.catalog import Entry
    from stilte.release.show import Show
    from stilte.release.wordpress.answers import Medium
    from stilte.release.wordpress.api import Api
    from stilte.release.wordpress.credentials import Credentials
    from stilte.release.wordpress.permissions import User

_DRAFTS = PostOptions()
_NO_MORE = (401, 429, 503)
"""Refusals that meet every further routine too."""
_MOST_LOST = 2


@dataclass(frozen=True, slots=True)
class _Run:
    """One run of publishing: the same for every routine."""

    api: Api
    user: User
    show: Show
    root: Path
    options: PostOptions
    folds: bool
    scripts: ScriptNames
    listener: Listener
    embed: Callable[[Entry, Found | None], EmbedChoice]


def publish_wordpress(
    show: Show,
    root: Path,
    entries: Sequence[Entry],
    url: str,
    credentials: Credentials,
    *,
    options: PostOptions = _DRAFTS,
    scripts: ScriptNames | None = None,
    listener: Listener | None = None,
    pacing: Pacing | None = None,
) -> PublishedPosts:
    """Bring routines to a blog, as `options` say.

    What is on the blog and equal is left alone, to its date of change; what its author withdrew stays
    withdrawn unless `options.again` names it. What goes wrong with one routine does not stop the others:
    it is raised at the end, as `InputError` where scripts are to be changed, else as `BuildError`.
    """
    routines, waiting = _sort_out(entries, allow_draft=options.allow_draft)
    heard = listener or Listener()
    for each in waiting:
        heard.leaves_out(each)
    api = open_api(url, credentials, pacing or Pacing(on_wait=heard.waits))
    user = check_rights(api, publish=options.publish, episodes=options.kind == "podcast")
    run = _Run(
        api, user, show, root, options, has_block(api, "details"),
        scripts or ScriptNames(), heard, embed_chooser(api, user, show),
    )  # fmt: skip
    return PublishedPosts(_each(run, routines), waiting)


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
    why = tr("it has no MP3; build it with the format mp3")
    return tuple(together.values()), tuple(Waiting(entry.slug, why) for entry in waiting)


def _each(run: _Run, routines: Sequence[tuple[Entry, ...]]) -> tuple[PublishedPost, ...]:
    """Publish every routine that can be; raises what went wrong with the others, all at once."""
    posts: list[PublishedPost] = []
    errors: list[StilteError] = []
    for number, tracks in enumerate(routines, 1):
        try:
            posts.append(_routine(run, tracks))
        except StilteError as error:
            errors.append(_about(tracks[0].routine, error, alone=len(routines) == 1))
            if _ends_all(errors, error) and number < len(routines):
                errors.append(_not_tried(routines[number:]))
                break
        else:
            run.listener.ends(posts[-1])
    if errors:
        kind = InputError if all(isinstance(error, InputError) for error in errors) else BuildError
        raise kind(*(problem for error in errors for problem in error.problems)) from errors[0].__cause__
    return tuple(posts)


def _about(slug: str, error: StilteError, *, alone: bool) -> StilteError:
    """Return an error that says which routine it stopped, where there are several."""
    if alone:
        return error
    problems = (
        problem
        if problem.where
        else Problem(None, tr("{slug}: {message}", slug=slug, message=problem.message), problem.instead)
        for problem in error.problems
    )
    return type(error)(*problems) if type(error) in (InputError, BuildError) else BuildError(*problems)


def _ends_all(errors: Sequence[StilteError], last: StilteError) -> bool:
    if isinstance(last, Refused):
        return last.status in _NO_MORE
    return isinstance(last, Unreachable) and len(errors) >= _MOST_LOST


def _not_tried(rest: Sequence[tuple[Entry, ...]]) -> BuildError:
    names = ", ".join(tracks[0].routine for tracks in rest)
    return BuildError(
        Problem(
            None, tr("Not tried after that: {names}.", names=names), tr("Publish again to go on with them.")
        )
    )


def _routine(run: _Run, tracks: tuple[Entry, ...]) -> PublishedPost:
    slug = tracks[0].routine
    found = find_post(run.api, _wanted(run, tracks[0]))
    again = slug in run.options.again
    if found and found.in_bin and not again:
        gone = withdrawn_problem(found.post, slug)
        return PublishedPost(slug, "withdrawn", found.post.status, "", (), (gone,))
    check_ours(found, slug, publish=run.options.publish)
    kept_back = bool(found and run.options.publish and not again and is_withdrawn(found))
    return _brought(run, tracks, found, again=again, kept_back=kept_back)


def _wanted(run: _Run, main: Entry) -> Wanted:
    return Wanted(
        slug=main.routine,
        title=str(main.sheet["title"]),
        kind=run.options.kind,
        was=run.scripts.was.get(main.routine, ()),
        others=run.scripts.slugs,
    )


def _brought(
    run: _Run, tracks: tuple[Entry, ...], found: Found | None, *, again: bool, kept_back: bool
) -> PublishedPost:
    """Send what is missing of a routine and write its post; that of one `kept_back` stays withdrawn."""
    slug = tracks[0].routine
    wide = run.options.kind == "posts"
    files = read_files(run.show, run.root, tracks, run.scripts.images.get(slug), wide=wide)
    there = find_files(run.api, files, found, folds=run.folds)
    missing = tuple(file.name for file in files.all if there[file.name] is None)
    brought = (
        files.planned(there)
        if run.options.dry_run
        else bring_files(run.api, files, there, run.listener.sends)
    )
    embed = run.embed(tracks[0], found)
    draft = _draft(run, files, brought.media, embed.address, again=again)
    outcome, post = write_post(run.api, found, draft, dry_run=run.options.dry_run)
    if embed.address and not run.options.dry_run and not shows_embed(post, embed.address):
        embed, written = EmbedChoice(), outcome
        plain = replace(_draft(run, files, brought.media, "", again=again), plain=True)
        standing = Found(post, find_frame(post.content, slug))
        outcome, post = write_post(run.api, standing, plain, dry_run=False)
        outcome = written if written != "unchanged" else outcome
    warnings = [*brought.warnings, *([embed.warning] if embed.warning else [])]
    if kept_back and found:
        warnings.append(withdrawn_problem(found.post, slug))
    audio = [brought.media[file.name] for file in files.sounds.values()]
    if not run.options.dry_run and (unheard := why_not_heard(run.api, post, audio)):
        warnings.append(unheard)
    sent = tuple(name for name in missing if name in brought.media)
    return PublishedPost(slug, outcome, post.status, post.link, sent, tuple(warnings))


def _draft(run: _Run, files: RoutineFiles, media: Mapping[str, Medium], embed: str, *, again: bool) -> Draft:
    return Draft(
        entry=files.tracks[0],
        kind=run.options.kind,
        parts=files.parts(media, folds=run.folds, script=run.user.may_script, embed=embed),
        media=media,
        audio=media[files.main_sound.name],
        cover=media.get(files.cover.name),
        publish=run.options.publish,
        script=run.user.may_script,
        embed=embed,
        again=again,
    )
