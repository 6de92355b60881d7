"""Files on the blog: each sent once, and found again by its content whatever the blog names it."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from stilte.errors import BuildError, Problem
from stilte.messages import tr
from stilte.release.escape import clean
from stilte.release.wordpress.answers import Medium, read_medium, rows
from stilte.release.wordpress.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stilte.release.catalog import Entry
    from stilte.release.wordpress.api import Api

_TYPES = {".mp3": "audio/mpeg", ".vtt": "text/vtt", ".jpg": "image/jpeg"}
_HASH_LENGTH = 10
_MARK = re.compile(r"stilte sha256:([0-9a-f]{64})")
# The maximum of `per_page` in WordPress's REST API.
_MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file that belongs there: `stem` is its name and slug, `title` what people read."""

    stem: str
    suffix: str
    body: bytes
    title: str
    says: str = ""

    @property
    def name(self) -> str:
        """Return the name under which it is sent."""
        return self.stem + self.suffix

    @property
    def digest(self) -> str:
        """Return the SHA-256 of its bytes."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def mark(self) -> str:
        """Return what its description on the blog says of its content."""
        return f"stilte sha256:{self.digest}"


def media_file(slug: str, suffix: str, body: bytes, title: str, says: str = "") -> MediaFile:
    """Return a file named by its content; `says` describes a picture to those who do not see it."""
    digest = hashlib.sha256(body).hexdigest()[:_HASH_LENGTH]
    return MediaFile(f"{slug}-{digest}", suffix, body, title, says)


def audio_file(entry: Entry) -> MediaFile:
    """Return the MP3 of a track; raises `BuildError` where it is not the one its cue sheet describes."""
    sheet = entry.mp3 or {}
    try:
        body = (entry.folder / sheet["name"]).read_bytes()
    except OSError:
        body = b""
    if hashlib.sha256(body).hexdigest() != sheet["sha256"]:
        problem = Problem(
            None,
            tr("'{name}' is not the file that its cue sheet describes.", name=sheet["name"]),
            tr("Build it again."),
        )
        raise BuildError(problem)
    return media_file(entry.slug, ".mp3", body, str(entry.sheet["title"]))


def media_of(api: Api, ids: Iterable[int]) -> dict[int, Medium]:
    """Return those of the files that are on the blog still; raises `BuildError`."""
    wanted = sorted({number for number in ids if number})[:_MOST_AT_ONCE]
    if not wanted:
        return {}
    listed = rows(api.get("media", include=",".join(map(str, wanted)), per_page=_MOST_AT_ONCE))
    found = (read_medium(one) for one in listed)
    return {medium.id: medium for medium in found if medium.id in wanted}


def find_medium(
    api: Api, file: MediaFile, known: Mapping[int, Medium], named: Iterable[int] = ()
) -> Medium | None:
    """Return a file that is on the blog already, or None; raises `BuildError`.

    `known` are media that the post names already, `named` those of them that stand for this very file there.
    """
    by_content = (medium for medium in known.values() if _is_that(medium, file))
    by_place = (known[number] for number in named if number in known and not _mark_of(known[number]))
    found = next(by_content, None) or next(by_place, None)
    if found:
        return found
    for query in ({"slug": file.stem}, {"search": file.digest}):
        listed = [read_medium(one) for one in rows(api.get("media", **query))]
        found = next((medium for medium in listed if _is_that(medium, file)), None)
        if found:
            return found
    return None


def bring_medium(api: Api, file: MediaFile, found: Medium | None) -> Medium:
    """Send a file that is not there yet, and title what has no title yet; raises `BuildError`.

    A title that an author gave on the blog is kept; what another user sent, or what a role may send but not
    change, keeps the title that WordPress gave it.
    """
    if found is not None and found.title not in (file.stem, file.name):
        return found
    medium = found or _send(api, file)
    fields = {"title": escape(clean(file.title), quote=False), "description": file.mark}
    with suppress(Refused):
        api.post(f"media/{medium.id}", fields | ({"alt_text": file.says} if file.says else {}))
    return medium


def _is_that(medium: Medium, file: MediaFile) -> bool:
    mark = _mark_of(medium)
    return mark == file.digest or (not mark and medium.slug == file.stem)


def _mark_of(medium: Medium) -> str:
    found = _MARK.search(medium.description)
    return found[1] if found else ""


def _send(api: Api, file: MediaFile) -> Medium:
    sent = api.upload(
        "media",
        file.name,
        file.body,
        {
            "Content-Type": _TYPES[file.suffix],
            "Content-Disposition": f'attachment; filename="{file.name}"',
            "Content-MD5": hashlib.md5(file.body, usedforsecurity=False).hexdigest(),
        },
    )
    return read_medium(sent)
