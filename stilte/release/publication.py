"""A publication: all the files that belong out now, and what still waits; nothing is sent here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from stilte.release.catalog import firsts
from stilte.release.feed import Episode, Feed, feed_xml
from stilte.release.languages import primary
from stilte.release.ledger import Ledger, with_names
from stilte.release.media import cover_of_entry, cover_of_show, media_of
from stilte.release.pages import pages
from stilte.release.ready import Scripts, Waiting, check_none_vanishes, check_show, sort_out
from stilte.release.site import Site
from stilte.release.upload import Upload

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from stilte.release.catalog import Entry
    from stilte.release.show import Show
    from stilte.store import Store


@dataclass(frozen=True, slots=True)
class Publication:
    """All that belongs out, in the order in which it is sent: fixed files, then pages, then feeds."""

    uploads: tuple[Upload, ...]
    waiting: tuple[Waiting, ...]
    ledger: Ledger
    episodes: int


@dataclass(frozen=True, slots=True)
class _Out:
    """The tracks that are out, and where all that belongs to them will lie.

    `feeds` are names of feeds by language, `media` files by slug and by the name they have here, `covers`
    pictures of episodes by slug.
    """

    show: Show
    entries: tuple[Entry, ...]
    feeds: Mapping[str, str]
    media: Mapping[str, Mapping[str, Upload]]
    covers: Mapping[str, Upload]
    cover: Upload

    def address(self, path: str) -> str:
        """Return where listeners find what lies at a path of the place."""
        return f"{self.show.media.rstrip('/')}/{path}"

    def fixed(self) -> Iterator[Upload]:
        """Yield what never changes."""
        for files in self.media.values():
            yield from files.values()
        yield from self.covers.values()
        yield self.cover


def plan_podcast(
    show: Show,
    root: Path,
    entries: Sequence[Entry],
    ledger: Ledger,
    *,
    scripts: Scripts,
    now: datetime | None = None,
    covers: Store | None = None,
    allow_draft: bool = False,
    with_pages: bool = True,
) -> Publication:
    """Return what belongs out now.

    `covers` keeps drawn ones. Raises `InputError` where `podcast.yaml` lacks what a feed needs, `BuildError`
    for a draft voice, and for an episode that is out and would vanish.
    """
    check_show(show, root)
    check_none_vanishes(scripts, ledger.episodes, entries)
    ready, waiting = sort_out(entries, now or datetime.now(UTC), allow_draft=allow_draft)
    out = _Out(
        show,
        ready,
        feeds=_feed_names(show, ready),
        media={entry.slug: media_of(entry) for entry in ready},
        covers={e.slug: cover_of_entry(show, root, e, scripts.images, covers) for e in firsts(ready)},
        cover=cover_of_show(show, root, ready, covers),
    )
    named = {name: out.address(name) for name in out.feeds.values()}
    ledger = with_names(ledger, named, (entry.routine for entry in ready))
    site = _site(out) if with_pages else ()
    uploads = (*out.fixed(), *site, *_feeds(out, ledger, scripts))
    return Publication(uploads, waiting, ledger, len(firsts(ready)))


def _feed_names(show: Show, out: Sequence[Entry]) -> dict[str, str]:
    """Return the name of a feed for each language, the show's own first."""
    own = primary(show.language)
    return {own: "feed.xml"} | {
        language: f"feed-{language}.xml"
        for language in (primary(entry.language) for entry in out)
        if language != own
    }


def _feeds(out: _Out, ledger: Ledger, scripts: Scripts) -> Iterator[Upload]:
    episodes = [_episode(out, entry, ledger, scripts) for entry in firsts(out.entries)]
    for language, name in out.feeds.items():
        own = language == primary(out.show.language)
        feed = Feed(
            show=out.show,
            name=name,
            address=out.address(name),
            guid=ledger.feeds[name],
            language=out.show.language if own else language,
            cover=out.address(out.cover.path),
            site=out.address("index.html"),
            episodes=tuple(one for one in episodes if primary(one.entry.language) == language),
        )
        yield Upload(name, feed_xml(feed), fixed=False)


def _episode(out: _Out, entry: Entry, ledger: Ledger, scripts: Scripts) -> Episode:
    mp3, media = entry.mp3 or {}, out.media[entry.slug]
    return Episode(
        entry=entry,
        guid=ledger.episodes[entry.routine],
        page=out.address(f"{entry.slug}/index.html"),
        audio=out.address(media[mp3["name"]].path),
        size_bytes=mp3["size_bytes"],
        transcript=out.address(media[f"{entry.slug}.vtt"].path),
        chapters=out.address(media["chapters.json"].path),
        cover=out.address(out.covers[entry.slug].path),
        explicit=out.show.explicit or entry.routine in scripts.explicit,
    )


def _site(out: _Out) -> Iterator[Upload]:
    """Yield the listen pages, which play the media under their fixed names."""
    moved = {f"{slug}/{name}": one.path for slug, files in out.media.items() for name, one in files.items()}
    site = Site(out.show, out.entries, feeds=tuple(out.feeds.items()), media=moved, cover=out.cover.path)
    for entry in out.entries:
        picture = (entry.folder / "timeline.svg").read_bytes()
        yield Upload(f"{entry.slug}/timeline.svg", picture, fixed=False)
    for name, body in pages(site):
        yield Upload(name, body, fixed=False)
