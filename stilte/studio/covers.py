"""`/api/tracks/SLUG/cover`: the picture that is in the tag of a finished track."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Route

from stilte.studio.asked import studio_of

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

_KINDS = frozenset({"image/jpeg", "image/png"})


def cover_address(mp3: Path) -> str | None:
    """Return where the picture of a track is, another address for each build; None without the track."""
    try:
        return f"/api/tracks/{mp3.stem}/cover?built={mp3.stat().st_mtime_ns}"
    except OSError:
        return None


def get_cover(request: Request) -> Response:
    """Answer with the picture; nothing (404) where there is no track of that name, or no picture in it."""
    slug, output = request.path_params["slug"], studio_of(request).cache.around().project.output
    known = {path.name for path in output.glob("[!.]*")}
    found = picture_of(output / slug / f"{slug}.mp3") if slug in known else None
    if found is None:
        return Response(b"", 404)
    return Response(found[1], 200, {"Cache-Control": "private, max-age=86400, immutable"}, found[0])


def picture_of(mp3: Path) -> tuple[str, bytes] | None:
    """Return the media type and the bytes of the picture in an MP3's tag."""
    from mutagen import MutagenError  # noqa: PLC0415 (only where a picture is asked for)
    from mutagen.id3 import ID3  # noqa: PLC0415

    try:
        pictures = ID3(mp3).getall("APIC")
    except (MutagenError, OSError, ValueError):
        return None
    return next(((one.mime, one.data) for one in pictures if one.mime in _KINDS), None)


routes = [Route("/api/tracks/{slug}/cover", get_cover)]
