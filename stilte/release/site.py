"""The listen pages as files: a page and a player per track, an index, and the offline worker."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stilte.release.catalog import firsts, read_catalog
from stilte.release.languages import primary
from stilte.release.page import embed_page, index_page, listen_page
from stilte.release.words import template
from stilte.store import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from stilte.release.catalog import Entry
    from stilte.release.show import Show


@dataclass(frozen=True, slots=True)
class Site:
    """A show with its finished tracks, and where its files are to be found.

    `feeds` are languages with the names of their feeds; `media` maps `slug/name` to another path, seen from
    the root, for files that are published under a name of their content.
    """

    show: Show
    entries: tuple[Entry, ...]
    feeds: tuple[tuple[str, str], ...] = ()
    media: Mapping[str, str] = field(default_factory=dict)
    cover: str | None = None

    def link(self, entry: Entry, name: str) -> str:
        """Return the address of a track's file, seen from its page."""
        moved = self.media.get(f"{entry.slug}/{name}")
        return f"../{moved}" if moved else name

    def feed_for(self, language: str) -> str | None:
        """Return the feed of a language, or None where there is none."""
        return next((name for spoken, name in self.feeds if spoken == primary(language)), None)


def pages(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the pages with its path seen from the root, the index last."""
    yield "sw.js", template("sw.js").encode()
    for entry in site.entries:
        yield f"{entry.slug}/index.html", listen_page(site, entry).encode()
        yield f"{entry.slug}/embed.html", embed_page(site, entry).encode()
    yield "index.html", index_page(site, firsts(site.entries)).encode()


def write_pages(output: Path, show: Show, slugs: Iterable[str] | None = None) -> tuple[Path, ...]:
    """Write the pages of what is finished in `output`; return those that changed, leave the others alone."""
    site = Site(show, read_catalog(output, slugs))
    changed = []
    for name, body in pages(site):
        path = output / name
        if not path.exists() or path.read_bytes() != body:
            write_whole(path, body)
            changed.append(path)
    return tuple(changed)
