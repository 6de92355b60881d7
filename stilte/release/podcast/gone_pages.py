"""The pages of tracks that are out no more: they say where the track is now, or that it was withdrawn.

Which tracks were out is told by the `tracks.json` of the place, so that the lengths of a script that is gone
are known, too. Their media stay, for feeds and apps that still name them.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from stilte.messages import tr
from stilte.release.podcast import tracks_json
from stilte.release.site.render import render
from stilte.release.upload.destination import reached
from stilte.release.upload.send import Upload

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from stilte.release.show import Show
    from stilte.release.upload.destination import Destination

    Told = Mapping[str, Any]

_MOST_BYTES = 100_000_000
_SLUG = re.compile(r"\w[\w-]{0,200}")
"""What can be a folder of ours: what a place tells is not to lead anywhere else."""


def with_gone_pages(
    uploads: Sequence[Upload], place: Destination, there: Container[str], show: Show
) -> tuple[Upload, ...]:
    """Return the uploads with the pages of tracks that were out at the place and are among them no more.

    They go before the new `tracks.json`, by which they are forgotten. Raises `BuildError` where the place
    does not answer.
    """
    at = next(at for at, upload in enumerate(uploads) if upload.path == tracks_json.NAME)
    if tracks_json.NAME not in there:
        return tuple(uploads)
    with reached(tr("What is published already could not be read")):
        before = _tracks(place.read_head(tracks_json.NAME, _MOST_BYTES) or b"")
    now = _tracks(_body(uploads[at]))
    slugs = {one["slug"] for one in now}
    gone = [one for one in before if one["slug"] not in slugs and _SLUG.fullmatch(one["slug"])]
    pages = [
        Upload(f"{one['slug']}/{page}", _page(show, one, _nearest(one, now), page).encode(), fixed=False)
        for one in gone
        for page in ("index.html", "embed.html")
    ]
    return (*uploads[:at], *pages, *uploads[at:])


def _page(show: Show, gone: Told, now: Told | None, page: str) -> str:
    return render(
        "gone.html.jinja",
        gone["language"],
        up="../",
        show=show,
        title=gone["title"],
        moved=f"../{now['slug']}/{page}" if now else "",
        now=now["title"] if now else "",
    )


def _nearest(gone: Told, now: Sequence[Told]) -> Told | None:
    """Return the track of the same episode that lasts about as long; None where the episode is gone, too."""
    same = [one for one in now if one["guid"] == gone["guid"]]
    return min(same, key=lambda one: abs(one["length_s"] - gone["length_s"]), default=None)


def _tracks(body: bytes) -> list[Told]:
    """Return the tracks of a `tracks.json`; none of a file that is not one of ours."""
    with suppress(ValueError, KeyError, TypeError, AttributeError):
        told = json.loads(body)
        if told.get("format") == tracks_json.FORMAT:
            return [_known(one) for one in told["tracks"]]
    return []


def _known(one: Told) -> Told:
    texts = {key: str(one[key]) for key in ("slug", "guid", "title", "language")}
    return {**texts, "length_s": float(one["length_s"])}


def _body(upload: Upload) -> bytes:
    return upload.source if isinstance(upload.source, bytes) else upload.source.read_bytes()
