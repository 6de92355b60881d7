"""Choosing the picture of a track or a show: the author's, or one drawn from its breaths."""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING

from stilte.errors import BuildError, InputError, Problem, Where
from stilte.file_names import is_inside, real_path
from stilte.messages import tr
from stilte.outside_files import OutsideFileError, check_outside_file
from stilte.reader.source import where_of
from stilte.release.images.breath_curve import swells, swells_of
from stilte.release.images.cover import (
    COVER_VERSION,
    EPISODE_PX,
    FEED_PX,
    TAG_PX,
    cover_problems,
    draw_cover,
    fit_cover,
    writable,
)
from stilte.release.upload.file_signatures import foreign_problem, is_marked_jpeg, marked_jpeg
from stilte.store import key_of, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from stilte.release.catalog import Entry
    from stilte.release.images.breath_curve import Swell
    from stilte.release.show import Show
    from stilte.release.track import Track
    from stilte.store import Store

MOST_BYTES = 50_000_000
PHOTO_PX = 720
SHOW_FILE = "podcast.yaml"


def cached_picture(store: Store | None, draw: Callable[[], bytes], *drawn_from: object) -> bytes:
    """Return a picture from the store, or draw it and keep it there: a large one takes most of a second."""
    if store is None:
        return draw()
    key = key_of("cover", COVER_VERSION, *drawn_from)
    picture = store.read(key)
    if picture is None:
        store.write(key, picture := draw())
    return picture


def track_cover(track: Track, root: Path) -> bytes:
    """Return the JPEG for a track's tags; raises `InputError` where the author's cannot be read."""
    if track.routine.image:
        where = where_of(root, track.routine.script, "image")
        return fit_cover(picture_inside(root, track.routine.image, where), where, TAG_PX)
    if track.show.image:
        return show_cover(track.show, root, (), TAG_PX)
    seed = _seed(track.variant_of, track.slug)
    return draw_cover(track.routine.title, track.show.title, swells(track.timeline), TAG_PX, seed)


def entry_cover(
    show: Show, root: Path, entry: Entry, image: str | None = None, store: Store | None = None
) -> bytes:
    """Return the JPEG of an episode for its feed; `image` is what its script gives."""
    if image:
        where = where_of(root, str(entry.sheet["script"]), "image")
        return fit_cover(picture_inside(root, image, where), where, EPISODE_PX)
    curve = breaths_of(entry)
    drawn_from = (str(entry.sheet["title"]), show.title, curve, EPISODE_PX, entry.routine)
    return cached_picture(store, lambda: draw_cover(*drawn_from), *drawn_from)


def breaths_of(entry: Entry) -> tuple[Swell, ...]:
    """Return the breaths of a finished track as a curve."""
    breaths = [event for event in entry.sheet["events"] if event["kind"] == "breath"]
    return swells_of(
        ((event["phase"], event["start_s"], event["length_s"]) for event in breaths),
        [event.get("part") for event in breaths],
    )


def show_cover(
    show: Show,
    root: Path,
    entries: Iterable[Entry],
    size_px: int = FEED_PX,
    store: Store | None = None,
) -> bytes:
    """Return the JPEG of the show: the author's, or one drawn from the first track that breathes."""
    if show.image:
        where = where_of(root, SHOW_FILE, "image")
        return fit_cover(picture_inside(root, show.image, where), where, size_px)
    breaths = (
        [(e["phase"], e["start_s"], e["length_s"]) for e in entry.sheet["events"] if e["kind"] == "breath"]
        for entry in entries
    )
    curve = swells_of(next(filter(None, breaths), []))
    drawn_from = (show.title or show.author, show.author if show.title else "", curve, size_px)
    return cached_picture(store, lambda: draw_cover(*drawn_from), *drawn_from)


def write_cover(output: Path, show: Show, root: Path, entries: Iterable[Entry], store: Store) -> None:
    """Write the show's picture next to its pages if it changed: directories and hosts require it."""
    _write_picture(output / "cover.jpg", show_cover(show, root, entries, FEED_PX, store))


def show_photo(show: Show, root: Path) -> bytes | None:
    """Return the JPEG of the teacher's photo, a square; None without one. Raises `InputError`."""
    if not show.photo:
        return None
    where = where_of(root, SHOW_FILE, "photo")
    return fit_cover(picture_inside(root, show.photo, where), where, PHOTO_PX)


def write_photo(output: Path, show: Show, root: Path) -> None:
    """Write the teacher's photo next to the pages if there is one and it changed; raises `InputError`."""
    if photo := show_photo(show, root):
        _write_picture(output / "photo.jpg", photo)


def _write_picture(path: Path, plain: bytes) -> None:
    """Write a picture of ours if it changed; raises `BuildError` where another's has its name."""
    body = marked_jpeg(plain)
    there = path.read_bytes() if path.is_file() else None
    if there == body:
        return
    if os.path.lexists(path) and there != plain and not is_marked_jpeg(there or b""):
        raise BuildError(foreign_problem(path))
    write_whole(path, body)


def artwork_problems(root: Path, image: str | None, where: Where) -> tuple[Problem, ...]:
    """Return why directories would refuse the author's picture.

    Raises `InputError` for one that no track can be built with.
    """
    return cover_problems(picture_inside(root, image, where), where) if image else ()


def title_problems(title: str, where: Where) -> tuple[Problem, ...]:
    """Return the letters of a title that the cover's font lacks; emoji are ignored."""
    shown = unicodedata.normalize("NFKC", writable(title))
    lost = dict.fromkeys(
        one for one in unicodedata.normalize("NFKC", title) if one.isalpha() and one not in shown
    )
    if not lost:
        return ()
    message = tr(
        "The font of the drawn cover does not have '{letters}', which are left out.", letters="".join(lost)
    )
    return (Problem(where, message, tr("Give a picture with the title on it: `image: cover.jpg`.")),)


def picture_inside(root: Path, image: str, where: Where) -> Path:
    """Return the author's picture, there or not; raises `InputError` unless it is a project file."""
    path = root / image
    try:
        if path.exists() or path.is_symlink() or not is_inside(path, root):
            check_outside_file(path, root, MOST_BYTES)
    except OutsideFileError as refused:
        raise InputError(refused.problem(where)) from refused
    return real_path(path)


def _seed(variant_of: str | None, slug: str) -> str:
    """Return the name that chooses the colours: all lengths of a routine look alike."""
    return variant_of or slug
