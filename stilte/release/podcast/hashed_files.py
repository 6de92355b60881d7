"""The files of a publication that never change: each carries a hash of its bytes in its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stilte.errors import BuildError, Problem
from stilte.messages import tr
from stilte.release.images.artwork import (
    breaths_of,
    cached_picture,
    entry_cover,
    show_cover,
    show_photo,
)
from stilte.release.images.cover import FEED_PX
from stilte.release.images.wide_cover import post_cover
from stilte.release.upload.destination import digest
from stilte.release.upload.send import Upload

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from stilte.release.catalog import Entry
    from stilte.release.show import Show
    from stilte.store import Store

MEDIA = "media"


def media_of(entry: Entry) -> dict[str, Upload]:
    """Return the files of a track, by the names they have here; raises `BuildError` where one is another."""
    found = {file["name"]: _audio(entry, file) for file in entry.sheet["files"]}
    found |= {
        name: _fixed(place, name.rpartition(".")[2], (entry.folder / name).read_bytes())
        for name, place in _sidecars(entry).items()
    }
    return found


def _sidecars(entry: Entry) -> dict[str, str]:
    """Return the files of a track that are text, with the name that each has at a place, without its hash."""
    slug = entry.slug
    sidecars = {
        f"{slug}.vtt": slug,
        f"{slug}.srt": slug,
        "chapters.json": f"{slug}-chapters",
        f"{slug}.json": f"{slug}-cues",
    }
    if not (entry.folder / f"{slug}.srt").is_file():  # a track of before there was one
        del sidecars[f"{slug}.srt"]
    return sidecars


def cover_of_show(show: Show, root: Path, out: Sequence[Entry], covers: Store | None) -> Upload:
    """Return the show's picture; `covers` keeps what is drawn."""
    return _fixed("cover", "jpg", show_cover(show, root, out, FEED_PX, covers))


def cover_of_entry(
    show: Show, root: Path, entry: Entry, images: Mapping[str, str], covers: Store | None
) -> Upload:
    """Return the picture of an episode; `images` holds authors' own by slug of the routine."""
    body = entry_cover(show, root, entry, images.get(entry.routine), covers)
    return _fixed(f"{entry.slug}-cover", "jpg", body)


def photo_of_show(show: Show, root: Path) -> Upload | None:
    """Return the teacher's photo; None without one. Raises `InputError` where it cannot be read."""
    photo = show_photo(show, root)
    return _fixed("photo", "jpg", photo) if photo else None


def picture_of_entry(
    show: Show, root: Path, entry: Entry, images: Mapping[str, str], covers: Store | None
) -> Upload:
    """Return the wide picture that a shared link shows; `images` holds authors' own by routine."""
    image = images.get(entry.routine)
    if image:
        return _fixed(f"{entry.slug}-wide", "jpg", post_cover(show, root, entry, image))
    drawn_from = ("wide", str(entry.sheet["title"]), show.title, breaths_of(entry), entry.routine)
    body = cached_picture(covers, lambda: post_cover(show, root, entry), *drawn_from)
    return _fixed(f"{entry.slug}-wide", "jpg", body)


def _fixed(name: str, suffix: str, body: bytes) -> Upload:
    return Upload(f"{MEDIA}/{name}-{digest(body)}.{suffix}", body, fixed=True)


def _audio(entry: Entry, file: Mapping[str, Any]) -> Upload:
    path = entry.folder / file["name"]
    if path.name != file["name"] or not path.is_file() or path.stat().st_size != file["size_bytes"]:
        raise BuildError(
            Problem(
                None,
                tr("'{file}' is not the file that its cue sheet describes.", file=file["name"]),
                tr("Build it again."),
            )
        )
    suffix = path.suffix.removeprefix(".")
    return Upload(f"{MEDIA}/{entry.slug}-{file['sha256'][:10]}.{suffix}", path, fixed=True)
