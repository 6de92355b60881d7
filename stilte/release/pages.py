"""The listen pages as files: a page and a player per track, an index, and the offline worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.release.catalog import firsts, read_catalog
from stilte.release.index import index_page
from stilte.release.page import embed_page, listen_page
from stilte.release.site import Site
from stilte.release.words import template
from stilte.store import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from stilte.release.show import Show


COVER = "cover.jpg"  # the build leaves it beside the index


def pages(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the pages with its path seen from the root, the index last."""
    yield "sw.js", template("sw.js").encode()
    for entry in site.entries:
        yield f"{entry.slug}/index.html", listen_page(site, entry).encode()
        yield f"{entry.slug}/embed.html", embed_page(site, entry).encode()
    yield "index.html", index_page(site, firsts(site.entries)).encode()


def write_pages(
    output: Path, show: Show, slugs: Iterable[str] | None = None, feeds: Iterable[tuple[str, str]] = ()
) -> tuple[Path, ...]:
    """Write the pages of what is finished in `output`; return those that changed, leave the others alone.

    `feeds` are languages with the full addresses of feeds that are out.
    """
    site = Site(show, read_catalog(output, slugs), tuple(feeds), cover=COVER)
    changed = []
    for name, body in pages(site):
        path = output / name
        if not path.exists() or path.read_bytes() != body:
            write_whole(path, body)
            changed.append(path)
    return tuple(changed)
