"""Which picture a track or a show has: the author's, or one drawn from its breaths."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem, Where
from stilte.reader.source import where_of
from stilte.release.cover import (
    COVER_VERSION,
    EPISODE_PX,
    FEED_PX,
    TAG_PX,
    cover_problems,
    draw_cover,
    fit_cover,
    writable,
)
from stilte.release.curve import swells, swells_of
from stilte.store import key_of, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from stilte.release.catalog import Entry
    from stilte.release.show import Show
    from stilte.release.track import Track
    from stilte.store import Store

SHOW_FILE = "podcast.yaml"


def kept(store: Store | None, draw: Callable[[], bytes], *drawn_from: object) -> bytes:
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
        return fit_cover(_inside(root, track.routine.image, where), where, TAG_PX)
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
        return fit_cover(_inside(root, image, where), where, EPISODE_PX)
    curve = swells_of(
        (event["phase"], event["start_s"], event["length_s"])
        for event in entry.sheet["events"]
        if event["kind"] == "breath"
    )
    drawn_from = (str(entry.sheet["title"]), show.title, curve, EPISODE_PX, entry.routine)
    return kept(store, lambda: draw_cover(*drawn_from), *drawn_from)


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
        return fit_cover(_inside(root, show.image, where), where, size_px)
    breaths = (
        [(e["phase"], e["start_s"], e["length_s"]) for e in entry.sheet["events"] if e["kind"] == "breath"]
        for entry in entries
    )
    curve = swells_of(next(filter(None, breaths), []))
    drawn_from = (show.title or show.author, show.author if show.title else "", curve, size_px)
    return kept(store, lambda: draw_cover(*drawn_from), *drawn_from)


def write_cover(output: Path, show: Show, root: Path, entries: Iterable[Entry], store: Store) -> None:
    """Write the show's picture beside its pages, where it changed: directories and hosts ask for it."""
    body = show_cover(show, root, entries, FEED_PX, store)
    path = output / "cover.jpg"
    if not path.exists() or path.read_bytes() != body:
        write_whole(path, body)


def artwork_problems(root: Path, image: str | None, where: Where) -> tuple[Problem, ...]:
    """Return what directories would hold against a picture that the author gives.

    Raises `InputError` for one that no track can be built with.
    """
    return cover_problems(_inside(root, image, where), where) if image else ()


def title_problems(title: str, where: Where) -> tuple[Problem, ...]:
    """Return what a drawn cover cannot write of a title; pictures among the letters are no loss."""
    shown = unicodedata.normalize("NFKC", writable(title))
    lost = dict.fromkeys(
        one for one in unicodedata.normalize("NFKC", title) if one.isalpha() and one not in shown
    )
    if not lost:
        return ()
    message = f"The drawn cover has no letters for '{''.join(lost)}' and leaves them out."
    return (Problem(where, message, "Give a picture with the title on it: `image: cover.jpg`."),)


def _inside(root: Path, image: str, where: Where) -> Path:
    path = (root / image).resolve()
    if not path.is_relative_to(root.resolve()):
        raise InputError(
            Problem(where, f"The picture '{image}' lies outside the project.", "Copy it into it.")
        )
    return path


def _seed(variant_of: str | None, slug: str) -> str:
    """Return the name that chooses the colours: all lengths of a routine look alike."""
    return variant_of or slug
