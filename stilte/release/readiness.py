"""What can be published: a show with everything that a feed needs, and tracks whose date has come."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from stilte.errors import BuildError, InputError, Problem, Where, not_found, program_name
from stilte.messages import Listed, Message, tr
from stilte.reader.source import where_of
from stilte.url_origin import BadAddress, origin_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from stilte.release.catalog import Entry
    from stilte.release.show import Show


@dataclass(frozen=True, slots=True)
class KnownScript:
    """What a script is known again by: its file, its title, the slugs that it had before."""

    file: str = ""
    title: str = ""
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scripts:
    """What scripts say that no cue sheet holds, by slug of the routine: pictures, and what is explicit.

    `known` tells by which file, title and earlier slugs each is known again.
    """

    slugs: tuple[str, ...] = ()
    images: Mapping[str, str] = field(default_factory=dict)
    explicit: frozenset[str] = frozenset()
    known: Mapping[str, KnownScript] = field(default_factory=dict)

    def accounted(self, entries: Sequence[Entry]) -> dict[str, KnownScript]:
        """Return every routine that is there, as a script or as a finished track, and how it is known."""
        built = {
            one.routine: KnownScript(str(one.sheet["script"]), str(one.sheet["title"])) for one in entries
        }
        return {**built, **{slug: self.known.get(slug, KnownScript()) for slug in self.slugs}}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A track that is not out, and why."""

    slug: str
    why: str | Message


def check_show(show: Show, root: Path) -> None:
    """Raise `InputError` where `podcast.yaml` lacks what a feed needs, all at once."""
    needed: dict[Literal["title", "description", "author", "media"], Message] = {
        "title": tr("Write `title: The name of your show`."),
        "description": tr("Write `description: What it is about`."),
        "author": tr("Write `author: Your name`."),
        "media": tr("Write `media: https://example.org/podcast`."),
    }
    problems = [
        Problem(Where("podcast.yaml", 1), tr("A feed needs a '{key}'.", key=key), cure)
        for key, cure in needed.items()
        if not getattr(show, key)
    ]
    problems += address_problems(show, root)
    if problems:
        raise InputError(*problems)


def address_problems(show: Show, root: Path) -> tuple[Problem, ...]:
    """Return what is wrong with the addresses that stand in `podcast.yaml`."""
    names: tuple[Literal["media", "link", "funding"], ...] = ("media", "link", "funding")
    return tuple(problem for name in names for problem in _address(show, name, root))


def _address(show: Show, name: Literal["media", "link", "funding"], root: Path) -> tuple[Problem, ...]:
    """Return what is wrong with an address: feeds take only plain letters, and no spaces."""
    written = getattr(show, name)
    if not written:
        return ()
    if not written.startswith(("https://", "http://")):
        cure = tr("Begin it with https://.")
    elif not written.isascii() or not written.isprintable() or any(sign in written for sign in ' <>"'):
        cure = tr(
            "Copy it from the address bar of your browser, where other letters and spaces have become %xx."
        )
    elif name == "media" and any(sign in written for sign in "?#"):
        cure = tr("Write the address of the folder alone: the names of the files are put behind it.")
    elif why := _why_refused(written):
        cure = tr(
            "Apps read such addresses differently: {why}. Write it like https://example.org/podcast.", why=why
        )
    else:
        return ()
    message = tr("'{line}' is not an address.", line=f"{name}: {written}")
    return (Problem(where_of(root, "podcast.yaml", name), message, cure),)


def _why_refused(address: str) -> str | Message:
    try:
        origin_of(address)
    except BadAddress as wrong:
        why: Message = wrong.args[0]
        return why
    return ""


def start_problems(show: Show, root: Path, slugs: Collection[str]) -> tuple[Problem, ...]:
    """Return a problem for each routine under `start` that there is not."""
    where = where_of(root, "podcast.yaml", "start")
    return tuple(
        Problem(where, *not_found(tr("There is no script '{name}'.", name=name), name, slugs, "scripts/"))
        for name in show.start
        if name not in slugs
    )


def check_none_vanishes(
    slugs: Collection[str],
    known: Collection[str],
    entries: Sequence[Entry],
    ready: Sequence[Entry],
    waiting: Sequence[Waiting],
) -> None:
    """Raise `BuildError` for a routine that is out and whose script is there, and that feeds would drop.

    `slugs` are those of all scripts, `known` those of the episodes that are out.
    """
    out = {entry.routine for entry in ready}
    finished = {entry.routine: entry for entry in reversed(entries)}
    why = {one.slug: one.why for one in waiting}
    wrong = []
    for slug in slugs:
        if slug in known and slug not in out:
            entry = finished.get(slug)
            wrong.append(_vanishes(slug, why.get(entry.slug, "") if entry else ""))
    if wrong:
        raise BuildError(*wrong)


def _vanishes(slug: str, why: str | Message) -> Problem:
    if not why:
        message = tr(
            "'{slug}' has been published, but is not built here: it would be removed from the feed.",
            slug=slug,
        )
        return Problem(None, message, tr("Build it first."))
    message = tr(
        "'{slug}' has been published, and would be removed from the feed: {why}.", slug=slug, why=why
    )
    cure = tr(
        "Correct that, or remove it from the feed on purpose: `{command}`.",
        command=f"{program_name()} publish podcast --remove {slug}",
    )
    return Problem(None, message, cure)


def sort_out(
    entries: Sequence[Entry], now: datetime, *, allow_draft: bool
) -> tuple[tuple[Entry, ...], tuple[Waiting, ...]]:
    """Return what is out and what waits; a draft that would be out is refused."""
    out, waiting, refused = [], [], []
    for entry in entries:
        why = _why_waiting(entry, now)
        if why:
            waiting.append(Waiting(entry.slug, why))
        elif entry.draft and not allow_draft:
            refused.append(entry)
        else:
            out.append(entry)
    if refused:
        raise BuildError(*(draft_problem(entry) for entry in refused))
    return tuple(out), tuple(waiting)


def _why_waiting(entry: Entry, now: datetime) -> str | Message:
    if entry.mp3 is None:
        return tr("it has no MP3; build it with the format mp3")
    if entry.date is None:
        return tr("it has no `date`; write the day on which it is to be out in its script, then build")
    if entry.date > now:
        return tr("its date is {date}", date=entry.sheet["date"])
    return ""


def draft_problem(entry: Entry) -> Problem:
    """Return why a track that a draft voice speaks does not go out."""
    voices = Listed(voice["name"] for voice in entry.sheet["voices"] if voice["draft"])
    return Problem(
        Where(str(entry.sheet["script"]), 1),
        tr("The track '{slug}' is spoken by a draft voice ({voices}).", slug=entry.slug, voices=voices),
        tr("Build it with a better voice (see `voices`), or publish with --allow-draft."),
    )
