"""What is ready to go out: a show with all that a feed needs, and tracks whose day has come."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from stilte.errors import BuildError, InputError, Problem, Where
from stilte.reader.source import where_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from stilte.release.catalog import Entry
    from stilte.release.show import Show


@dataclass(frozen=True, slots=True)
class Scripts:
    """What scripts say that no cue sheet holds, by slug of the routine: pictures, and what is explicit."""

    slugs: tuple[str, ...] = ()
    images: Mapping[str, str] = field(default_factory=dict)
    explicit: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A track that is not out, and why."""

    slug: str
    why: str


def check_show(show: Show, root: Path) -> None:
    """Raise `InputError` where `podcast.yaml` lacks what a feed needs, all at once."""
    needed: dict[Literal["title", "description", "author", "media"], str] = {
        "title": "title: The name of your show",
        "description": "description: What it is about",
        "author": "author: Your name",
        "media": "media: https://example.org/podcast",
    }
    missing = [line for name, line in needed.items() if not getattr(show, name)]
    problems = [
        Problem(Where("podcast.yaml", 1), f"A feed needs a '{line.partition(':')[0]}'.", f"Write `{line}`.")
        for line in missing
    ]
    problems += [problem for name in ("media", "link", "funding") for problem in _address(show, name, root)]
    if problems:
        raise InputError(*problems)


def _address(show: Show, name: Literal["media", "link", "funding"], root: Path) -> tuple[Problem, ...]:
    """Return what is wrong with an address: feeds take only plain letters, and no spaces."""
    written = getattr(show, name)
    if not written:
        return ()
    if not written.startswith(("https://", "http://")):
        cure = "Begin it with https://."
    elif not written.isascii() or not written.isprintable() or any(sign in written for sign in ' <>"'):
        cure = "Copy it from the address bar of your browser, where other letters and spaces have become %xx."
    else:
        return ()
    return (Problem(where_of(root, "podcast.yaml", name), f"'{name}: {written}' is no address.", cure),)


def check_none_vanishes(scripts: Scripts, known: Mapping[str, str], entries: Sequence[Entry]) -> None:
    """Raise `BuildError` for a routine that has been out and is not built here: feeds would drop it."""
    finished = {entry.routine for entry in entries}
    gone = [slug for slug in scripts.slugs if slug in known and slug not in finished]
    if gone:
        raise BuildError(
            *(
                Problem(
                    None,
                    f"'{slug}' has been published, but is not built here: it would vanish from the feed.",
                    "Build it first.",
                )
                for slug in gone
            )
        )


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


def _why_waiting(entry: Entry, now: datetime) -> str:
    if entry.mp3 is None:
        return "it has no MP3; build it with the format mp3"
    if entry.date is None:
        return "it has no `date`; write the day on which it is to be out in its script, then build"
    if entry.date > now:
        return f"its date is {entry.sheet['date']}"
    return ""


def draft_problem(entry: Entry) -> Problem:
    """Return why a track that a draft voice speaks does not go out."""
    voices = ", ".join(voice["name"] for voice in entry.sheet["voices"] if voice["draft"])
    return Problem(
        Where(str(entry.sheet["script"]), 1),
        f"The track '{entry.slug}' is spoken by a draft voice ({voices}).",
        "Build it with a better voice (see `voices`), or publish with --allow-draft.",
    )
