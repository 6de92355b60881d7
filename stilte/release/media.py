"""The files of a publication that never change: each carries a hash of its bytes in its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stilte.errors import BuildError, Problem
from stilte.release.artwork import entry_cover, show_cover
from stilte.release.cover import FEED_PX
from stilte.release.place import digest
from stilte.release.upload import Upload

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
    transcript, chapters = f"{entry.slug}.vtt", "chapters.json"
    found[transcript] = _fixed(entry.slug, "vtt", (entry.folder / transcript).read_bytes())
    found[chapters] = _fixed(f"{entry.slug}-chapters", "json", (entry.folder / chapters).read_bytes())
    return found


def cover_of_show(show: Show, root: Path, out: Sequence[Entry], covers: Store | None) -> Upload:
    """Return the show's picture; `covers` keeps what is drawn."""
    return _fixed("cover", "jpg", show_cover(show, root, out, FEED_PX, covers))


def cover_of_entry(
    show: Show, root: Path, entry: Entry, images: Mapping[str, str], covers: Store | None
) -> Upload:
    """Return the picture of an episode; `images` holds authors' own by slug of the routine."""
    body = entry_cover(show, root, entry, images.get(entry.routine), covers)
    return _fixed(f"{entry.slug}-cover", "jpg", body)


def _fixed(name: str, suffix: str, body: bytes) -> Upload:
    return Upload(f"{MEDIA}/{name}-{digest(body)}.{suffix}", body, fixed=True)


def _audio(entry: Entry, file: Mapping[str, Any]) -> Upload:
    path = entry.folder / file["name"]
    if path.name != file["name"] or not path.is_file() or path.stat().st_size != file["size_bytes"]:
        raise BuildError(
            Problem(
                None, f"'{file['name']}' is not the file that its cue sheet describes.", "Build it again."
            )
        )
    suffix = path.suffix.removeprefix(".")
    return Upload(f"{MEDIA}/{entry.slug}-{file['sha256'][:10]}.{suffix}", path, fixed=True)
