"""A show with its finished tracks, and where their pages and files are to be found."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from stilte.release.language_codes import primary
from stilte.release.neighbours import Neighbours

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.release.catalog import Entry
    from stilte.release.show import Show


@dataclass(frozen=True, slots=True)
class Site:
    """A show with its tracks, in the order in which pages name them.

    `feeds` are languages with their feeds: a name beside the index, or a full address; `media` maps
    `slug/name` to another path, seen from the root, for files published under a name of their content.
    `pictures` are wide pictures by slug of the routine, `photo` is the teacher's, `artwork` what lock screens
    show; all seen from the root.
    """

    show: Show
    entries: tuple[Entry, ...]
    feeds: tuple[tuple[str, str], ...] = ()
    media: Mapping[str, str] = field(default_factory=dict)
    cover: str | None = None
    photo: str | None = None
    artwork: str = "icon-512.png"
    pictures: Mapping[str, str] = field(default_factory=dict)
    neighbours: Neighbours = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Put the tracks in order, once for all that ask."""
        object.__setattr__(self, "neighbours", Neighbours(self.entries))

    def beside(self, entry: Entry) -> tuple[Entry, ...]:
        """Return the tracks that the pages of a track name: its other lengths, and what is heard next."""
        following = self.neighbours.next_of(entry)
        return (*self.neighbours.others(entry), *([following] if following else []))

    def around(self, entry: Entry) -> Site:
        """Return the site with nothing but a track and those beside it: its pages are made from no more."""
        return replace(self, entries=(entry, *self.beside(entry)))

    @property
    def root(self) -> str:
        """Return the address of the index, which ends in a slash; nothing while none is known."""
        return f"{self.show.media.rstrip('/')}/" if self.show.media else ""

    def link(self, entry: Entry, name: str) -> str:
        """Return the way to a track's file, seen from its page."""
        moved = self.media.get(f"{entry.slug}/{name}")
        return f"../{moved}" if moved else name

    def address(self, entry: Entry, name: str) -> str:
        """Return the full address of a track's file; nothing while none is known."""
        path = f"{entry.slug}/{name}"
        return self.root and self.root + self.media.get(path, path)

    def path(self, entry: Entry, name: str) -> str:
        """Return the path of a track's file, seen from the root."""
        path = f"{entry.slug}/{name}"
        return self.media.get(path, path)

    def picture(self, routine: str = "") -> tuple[str, bool] | None:
        """Return the address of what a shared link shows, and whether that is a wide picture."""
        wide = self.pictures.get(routine)
        shown = wide or self.cover
        return (self.root + shown, wide is not None) if self.root and shown else None

    def feed_for(self, language: str) -> str | None:
        """Return the feed of a language, seen from a track's page, or None where there is none."""
        feed = next((feed for spoken, feed in self.feeds if spoken == primary(language)), None)
        return f"../{feed}" if feed and "://" not in feed else feed
