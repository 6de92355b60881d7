"""`/api/project`: the show, and every track with its state."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from stilte.errors import InputError
from stilte.find_project import SHOW_FILE
from stilte.pipeline.freshness import DRAFT_VOICE, Freshness, Stale
from stilte.pipeline.options import Options
from stilte.release.catalog import parse_date
from stilte.studio.answers import answer, problem_json
from stilte.studio.asked import studio_of
from stilte.studio.covers import cover_address
from stilte.studio.publishing.blog_posts import read_blog_posts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

    from stilte.studio.overviews import Overview
    from stilte.studio.project_cache import Around
    from stilte.studio.state import Studio


def project_json(studio: Studio) -> dict[str, Any]:
    """Return the show, the names of its voices and beds, and its tracks."""
    from stilte.messages import language  # noqa: PLC0415

    around = studio.cache.around()
    show = around.project.show
    published = {"podcast": _in_podcast(studio.root), "blog": read_blog_posts(studio.root)}
    freshness, building = Freshness(around.project, Options()), _being_built(studio)
    paths = [path for path in around.project.script_files() if path.is_file()]
    return {
        "title": show.title,
        "language": around.project.default_language or language(),
        "has_show": (studio.root / SHOW_FILE).is_file(),
        "voices": sorted(around.context.environment.voices),
        "beds": sorted(around.context.environment.beds),
        "tracks": [
            _track(around, freshness, path, seen, published=published, building=building)
            for path, seen in zip(paths, studio.overviews.of(around, paths), strict=True)
        ],
        "problems": [problem_json(problem) for problem in around.problems],
    }


def _track(
    around: Around,
    freshness: Freshness,
    path: Path,
    seen: Overview,
    *,
    published: Mapping[str, frozenset[str]],
    building: frozenset[str],
) -> dict[str, Any]:
    state, length_s, slug = _state(freshness, path, seen)
    built = around.project.output / (slug or seen.slug)
    names = {seen.slug, seen.routine or seen.slug, *seen.slugs}
    return {
        "name": seen.name,
        "title": seen.title,
        "slug": seen.slug,
        "slugs": [*(seen.slugs or (seen.slug,))],
        "routine": seen.routine or seen.slug,
        "length_s": seen.length_s if length_s is None else length_s,
        "state": "building" if building.intersection(names) else state,
        "due": seen.date,
        "published": [place for place, slugs in published.items() if (seen.routine or seen.slug) in slugs],
        "problem": seen.problem,
        "cover": cover_address(built / f"{built.name}.mp3"),
        "listen": f"/listen/{built.name}/" if (built / "index.html").is_file() else None,
        "changed": _changed(path),
    }


def _changed(path: Path) -> str | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    except OSError:  # it went away a moment ago
        return None


def _state(freshness: Freshness, path: Path, seen: Overview) -> tuple[str, float | None, str | None]:
    """Return the state of a script's tracks, and the length and slug of the first that was built.

    The length is None where that track is no longer what the script says.
    """
    found = freshness.results_by_stamp(path)
    if not isinstance(found, Stale):
        slug, length_s = (found[0].slug, found[0].length_s) if found else (None, None)
    else:
        slug, length_s = next(iter(found.stamp.tracks.items()), (None, None)) if found.stamp else (None, None)
    if seen.problem:
        return "broken", None, slug
    # A build looks for a better voice than a draft's; what it spoke is whole.
    if isinstance(found, Stale) and not (found.stamp and found.reason == DRAFT_VOICE):
        return ("changed" if found.stamp else "new"), None, slug
    date = parse_date(seen.date)
    return ("waiting" if date and date > datetime.now(UTC) else "current"), length_s, slug


def _being_built(studio: Studio) -> frozenset[str]:
    """Return the slugs of the tracks and scripts that a build is making now."""
    job = studio.jobs.running("build")
    told = job.json() if job else {}
    tracks = told.get("tracks", []) if told.get("state") == "running" else []
    return frozenset(track["slug"] for track in tracks if track.get("phase") in ("speaks", "encodes"))


def _in_podcast(root: Path) -> frozenset[str]:
    """Return the slugs of the routines that are in the podcast."""
    from stilte.release.podcast.ledger import read_ledger  # noqa: PLC0415

    with suppress(InputError):
        return frozenset(read_ledger(root).episodes)
    return frozenset()


def get_project(request: Request) -> Response:
    """Answer with the project."""
    return answer(project_json(studio_of(request)))


routes = [Route("/api/project", get_project)]
