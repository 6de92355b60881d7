"""The listen pages as files: a page and a player per track, an index, and what works offline."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from stilte.errors import BuildError
from stilte.release.catalog import finished_slugs, firsts
from stilte.release.images.artwork import cached_picture
from stilte.release.images.icon import ICON_VERSION, draw_icon
from stilte.release.page_texts import template
from stilte.release.site.addresses import Site
from stilte.release.site.app_manifest import ICON_SIZES_PX, MANIFEST, app_manifest
from stilte.release.site.index_page import index_page, offline_page
from stilte.release.site.kept_pages import SITE, KeptPages
from stilte.release.site.listen_page import embed_page, listen_page
from stilte.release.site.render import compile_templates
from stilte.release.site.script_data import kept_files
from stilte.release.upload.file_signatures import HEAD_BYTES, carries_mark, foreign_problem
from stilte.store import key_of, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from stilte.release.catalog import Entry
    from stilte.release.show import Show
    from stilte.release.site.kept_pages import KnownTrack
    from stilte.store import Store


COVER, PHOTO = "cover.jpg", "photo.jpg"  # the build leaves them beside the index


def pages(site: Site, pictures: Store | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the pages with its path seen from the root, the index last.

    What is drawn is kept in `pictures`.
    """
    whole = tuple(_of_show(site, pictures))
    yield from whole[:-1]
    for entry in site.entries:
        yield from _of_track(site, entry)
    yield whole[-1]


def _of_show(site: Site, pictures: Store | None) -> Iterator[tuple[str, bytes]]:
    """Yield the files that tell of no single track, the index last."""
    yield "sw.js", template("sw.js").encode()
    yield MANIFEST, app_manifest(site.show)
    for size_px in ICON_SIZES_PX:
        yield f"icon-{size_px}.png", _icon(size_px, site.show, pictures)
    yield "offline.html", offline_page(site).encode()
    yield "index.html", index_page(site, firsts(site.entries)).encode()


def _of_track(site: Site, entry: Entry) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of a track, which are made from the track, those beside it, and the show."""
    near = site.around(entry)
    yield f"{entry.slug}/index.html", listen_page(near, entry).encode()
    yield f"{entry.slug}/embed.html", embed_page(near, entry).encode()


def prepare(show: Show, pictures: Store) -> None:
    """Draw the icons into `pictures`, and compile the templates: what pages need whatever they tell."""
    for size_px in ICON_SIZES_PX:
        _icon(size_px, show, pictures)
    compile_templates()


def _icon(size_px: int, show: Show, pictures: Store | None) -> bytes:
    return cached_picture(
        pictures, lambda: draw_icon(size_px, show.accent), "icon", ICON_VERSION, size_px, show.accent
    )


def write_pages(
    output: Path,
    show: Show,
    slugs: Iterable[str] | None = None,
    feeds: Iterable[tuple[str, str]] = (),
    pictures: Store | None = None,
    *,
    kept: KeptPages | None = None,
) -> tuple[Path, ...]:
    """Write the pages of what is finished in `output`; return those that changed, leave the others alone.

    `feeds` are languages with the full addresses of feeds that are out; what is drawn is kept in `pictures`.
    Only pages are made for which something changed since those that were `kept`.
    Raises `BuildError`, before anything is written, where a file in `output` itself is somebody else's.
    """
    kept = kept or KeptPages(output)
    tracks = tuple(kept.tracks(finished_slugs(output) if slugs is None else slugs))
    photo = PHOTO if show.photo and (output / PHOTO).is_file() else None
    entries = tuple(known.entry for known in tracks)
    site = Site(show, entries, tuple(feeds), cover=COVER, photo=photo)
    if (output / COVER).is_file():
        site = replace(site, artwork=COVER)
    told = tuple((known.sidecars, kept_files(site, known.entry)) for known in tracks)
    of_show = _changed(output, kept, SITE, (_facts(site), told), lambda: _of_show(site, pictures))
    foreign = [name for name, _ in of_show if not _may_replace(output / name)]
    if foreign:
        raise BuildError(*(foreign_problem(output / name) for name in foreign))
    sidecars = {known.entry.slug: known.sidecars for known in tracks}
    written = []
    for known, own in zip(tracks, told, strict=True):
        beside = [sidecars[one.slug] for one in site.beside(known.entry)]
        made_from = (_facts(site), own, beside)
        make = partial(_of_known_track, site, kept, known)
        written += _written(output, _changed(output, kept, known.entry.slug, made_from, make))
    written += _written(output, of_show)
    kept.write()
    return tuple(written)


def _facts(site: Site) -> tuple[object, ...]:
    """Return what every page of a site is made from, whatever its tracks are."""
    return site.show, site.feeds, site.cover, site.photo, site.artwork


def _of_known_track(site: Site, kept: KeptPages, known: KnownTrack) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of a track, unless it went away meanwhile."""
    entry = kept.full(known)
    return _of_track(site, entry) if entry else iter(())


def _changed(
    output: Path,
    kept: KeptPages,
    name: str,
    made_from: tuple[object, ...],
    make: Callable[[], Iterator[tuple[str, bytes]]],
) -> list[tuple[str, bytes]]:
    """Return those pages of a track or of the show that are not in `output` as they should be."""
    key = key_of(*made_from)
    if kept.stand(name, key):
        return []
    made = list(make())
    kept.remember(name, key, made)
    return [(path, body) for path, body in made if not _is(output / path, body)]


def _written(output: Path, pages: Sequence[tuple[str, bytes]]) -> list[Path]:
    for name, body in pages:
        write_whole(output / name, body)
    return [output / name for name, _ in pages]


def _is(path: Path, body: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(body) and path.read_bytes() == body


def _may_replace(path: Path) -> bool:
    """Tell whether there is nothing, or a page of ours."""
    if not os.path.lexists(path):
        return True
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return carries_mark(path.name, file.read(HEAD_BYTES))
