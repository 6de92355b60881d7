"""The listen pages as files: a page and a player per track, an index, and what works offline."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.errors import BuildError
from stilte.release.catalog import firsts, read_catalog
from stilte.release.images.artwork import cached_picture
from stilte.release.images.icon import ICON_VERSION, draw_icon
from stilte.release.page_texts import template
from stilte.release.site.addresses import Site
from stilte.release.site.app_manifest import ICON_SIZES_PX, MANIFEST, app_manifest
from stilte.release.site.index_page import index_page, offline_page
from stilte.release.site.listen_page import embed_page, listen_page
from stilte.release.site.render import compile_templates
from stilte.release.upload.file_signatures import HEAD_BYTES, carries_mark, foreign_problem
from stilte.store import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from stilte.release.show import Show
    from stilte.store import Store


COVER, PHOTO = "cover.jpg", "photo.jpg"  # the build leaves them beside the index


def pages(site: Site, pictures: Store | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the pages with its path seen from the root, the index last.

    What is drawn is kept in `pictures`.
    """
    yield "sw.js", template("sw.js").encode()
    yield MANIFEST, app_manifest(site.show)
    for size_px in ICON_SIZES_PX:
        yield f"icon-{size_px}.png", _icon(size_px, site.show, pictures)
    yield "offline.html", offline_page(site).encode()
    for entry in site.entries:
        yield f"{entry.slug}/index.html", listen_page(site, entry).encode()
        yield f"{entry.slug}/embed.html", embed_page(site, entry).encode()
    yield "index.html", index_page(site, firsts(site.entries)).encode()


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
) -> tuple[Path, ...]:
    """Write the pages of what is finished in `output`; return those that changed, leave the others alone.

    `feeds` are languages with the full addresses of feeds that are out; what is drawn is kept in `pictures`.
    Raises `BuildError`, before anything is written, where a file in `output` itself is somebody else's.
    """
    photo = PHOTO if show.photo and (output / PHOTO).is_file() else None
    site = Site(show, read_catalog(output, slugs), tuple(feeds), cover=COVER, photo=photo)
    if (output / COVER).is_file():
        site = replace(site, artwork=COVER)
    stale = tuple((name, body) for name, body in pages(site, pictures) if not _is(output / name, body))
    foreign = [name for name, _ in stale if "/" not in name and not _may_replace(output / name)]
    if foreign:
        raise BuildError(*(foreign_problem(output / name) for name in foreign))
    for name, body in stale:
        write_whole(output / name, body)
    return tuple(output / name for name, _ in stale)


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
