"""What a check tells of a script that could be read, without the script itself: thousands fit in memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.pipeline.references import references_of
from stilte.pipeline.variants import episodes_of, variants

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stilte.script.routine import Routine
    from stilte.script.timeline import Timeline


@dataclass(frozen=True, slots=True)
class TrackSummary:
    """A track that was laid out; `estimated` while not every line has been spoken."""

    slug: str
    length_s: float
    estimated: bool
    chapters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Episode:
    """What is published of a script, as a feed knows it again; `was` holds its slugs of before."""

    script: str
    slug: str
    title: str
    date: str | None
    was: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScriptSummary:
    """A script that could be read: all its slugs, what is published of it, and the files it was read from."""

    slugs: tuple[str, ...]
    episodes: tuple[Episode, ...]
    files: tuple[str, ...]
    tracks: tuple[TrackSummary, ...] = ()


def summary_of(routine: Routine, laid_out: Iterable[tuple[str, Timeline, bool]]) -> ScriptSummary:
    """Return the summary of a routine; of each track slug, timeline, and whether that is estimated."""
    slugs = (routine.slug, *(variant.slug for variant in variants(routine)))
    return ScriptSummary(
        tuple(dict.fromkeys(slugs)),
        tuple(Episode(one.script, one.slug, one.title, one.date, one.was) for one in episodes_of(routine)),
        tuple(sorted(references_of(routine).files)),
        tuple(
            TrackSummary(
                slug,
                timeline.length_frames / timeline.rate_hz,
                estimated,
                tuple(mark.title for mark in timeline.marks),
            )
            for slug, timeline, estimated in laid_out
        ),
    )
