"""Files on the blog: each sent once, under a name of its content, and found by that name ever after."""

from __future__ import annotations

import hashlib
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from stilte.errors import BuildError, Problem
from stilte.release.blog.refusals import Refused
from stilte.release.markup import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.release.blog.api import Api
    from stilte.release.catalog import Entry

_TYPES = {".mp3": "audio/mpeg", ".vtt": "text/vtt", ".jpg": "image/jpeg"}
_HASH_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Medium:
    """A file that is on the blog; `titled` tells whether it has a title for people."""

    id: int
    address: str
    titled: bool = True


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
            None, f"'{sheet['name']}' is not the file that its cue sheet describes.", "Build it again."
        )
        raise BuildError(problem)
    return media_file(entry.slug, ".mp3", body, str(entry.sheet["title"]))


def find_medium(api: Api, file: MediaFile) -> Medium | None:
    """Return a file that is on the blog already, or None."""
    found: list[dict[str, Any]] = api.get("media", slug=file.stem)
    return next((_medium(one, file) for one in found if one["slug"] == file.stem), None)


def bring_medium(api: Api, file: MediaFile, found: Medium | None) -> Medium:
    """Send a file that is not there yet, and title what has no title yet; raises `BuildError`.

    A title that an author gave on the blog is kept, and what another user sent is not ours to title.
    """
    medium = found or _send(api, file)
    if not medium.titled:
        alt = {"alt_text": file.says} if file.says else {}
        with suppress(Refused) if found else nullcontext():
            api.post(f"media/{medium.id}", {"title": escape(clean(file.title), quote=False), **alt})
    return medium


def _send(api: Api, file: MediaFile) -> Medium:
    sent = api.upload(
        "media",
        file.body,
        {
            "Content-Type": _TYPES[file.suffix],
            "Content-Disposition": f'attachment; filename="{file.name}"',
            "Content-MD5": hashlib.md5(file.body, usedforsecurity=False).hexdigest(),
        },
    )
    return _medium(sent, file)


def _medium(told: Mapping[str, Any], file: MediaFile) -> Medium:
    title = told["title"]
    return Medium(
        int(told["id"]), str(told["source_url"]), titled=title.get("raw", title["rendered"]) != file.stem
    )
