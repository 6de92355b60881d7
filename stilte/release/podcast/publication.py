"""Planning a publication: all files that are to be online, and what waits; nothing is sent here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from stilte.errors import InputError
from stilte.release.catalog import firsts
from stilte.release.language_codes import primary
from stilte.release.podcast import tracks_json
from stilte.release.podcast.feed import Episode, Feed, feed_xml
from stilte.release.podcast.hashed_files import (
    cover_of_entry,
    cover_of_show,
    media_of,
    photo_of_show,
    picture_of_entry,
)
from stilte.release.podcast.ledger import Ledger, with_names
from stilte.release.podcast.renames import follow_renames, remember, take_out, unaccounted
from stilte.release.readiness import (
    KnownScript,
    Scripts,
    Waiting,
    check_none_vanishes,
    check_show,
    sort_out,
)
from stilte.release.site.addresses import Site
from stilte.release.site.pages import pages
from stilte.release.upload.send import Upload

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from stilte.release.catalog import Entry
    from stilte.release.show import Show
    from stilte.store import Store


_FURTHER_FEED = re.compile(r"feed-([a-z]{2,3})\.xml")


@dataclass(frozen=True, slots=True)
class Publication:
    """All that belongs out, in the order in which it is sent: fixed files, pages, `tracks.json`, feeds."""

    uploads: tuple[Upload, ...]
    waiting: tuple[Waiting, ...]
    ledger: Ledger
    episodes: int
    languages: Mapping[str, str]
    guids: Mapping[str, frozenset[str]]
    """The languages of the feeds, and the guids of their episodes, by the feeds' names."""


@dataclass(frozen=True, slots=True)
class _Out:
    """The tracks that are out, and where all that belongs to them will lie.

    `feeds` are names of feeds by language, `media` files by slug and by the name they have here, `covers`
    pictures of episodes by the slug of their routine.
    """

    show: Show
    entries: tuple[Entry, ...]
    feeds: Mapping[str, str]
    media: Mapping[str, Mapping[str, Upload]]
    covers: Mapping[str, Upload]
    cover: Upload
    pictures: Mapping[str, Upload] = field(default_factory=dict)
    photo: Upload | None = None

    @property
    def filled_feeds(self) -> dict[str, str]:
        """Return the feeds to link to: the show's own, and those that have an episode."""
        spoken = {primary(self.show.language), *(primary(entry.language) for entry in self.entries)}
        return {language: name for language, name in self.feeds.items() if language in spoken}

    def address(self, path: str) -> str:
        """Return where listeners find what lies at a path of the place."""
        return f"{self.show.media.rstrip('/')}/{path}"

    def fixed(self) -> Iterator[Upload]:
        """Yield what never changes."""
        for files in self.media.values():
            yield from files.values()
        yield from self.covers.values()
        yield self.cover
        yield from self.pictures.values()
        if self.photo:
            yield self.photo


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
    remove: Collection[str] = (),
) -> Publication:
    """Return what belongs out now, without the episodes to `remove`.

    `covers` keeps drawn ones. Raises `InputError` where `podcast.yaml` lacks what a feed needs, and for an
    episode that is out and that no script accounts for; `BuildError` for a draft voice, and for an episode
    that is out and would vanish.
    """
    check_show(show, root)
    accounted = scripts.accounted(entries)
    ledger = follow_renames(ledger, accounted)
    if gone := unaccounted(ledger, {**accounted, **dict.fromkeys(remove, KnownScript())}, root):
        raise InputError(*gone)
    ready, waiting = sort_out(entries, now or datetime.now(UTC), allow_draft=allow_draft)
    routines = tuple(dict.fromkeys(entry.routine for entry in ready))
    ledger = take_out(ledger, remove, routines)
    check_none_vanishes(accounted, ledger.episodes, entries, ready, waiting)
    out = _Out(
        show,
        ready,
        feeds=_feed_names(show, ready, ledger),
        media={entry.slug: media_of(entry) for entry in ready},
        covers={e.routine: cover_of_entry(show, root, e, scripts.images, covers) for e in firsts(ready)},
        cover=cover_of_show(show, root, ready, covers),
        pictures={
            e.routine: picture_of_entry(show, root, e, scripts.images, covers)
            for e in (firsts(ready) if with_pages else ())
        },
        photo=photo_of_show(show, root) if with_pages else None,
    )
    named = {name: out.address(name) for name in out.feeds.values()}
    ledger = remember(with_names(ledger, named, routines), accounted)
    site = _site(out) if with_pages else ()
    episodes = {entry.slug: _episode(out, entry, ledger, scripts) for entry in ready}
    uploads = (*out.fixed(), *site, _catalog(out, tuple(episodes.values())), *_feeds(out, ledger, episodes))
    languages = {name: language for language, name in out.feeds.items()}
    guids = {name: _guids(out, ledger, language) for language, name in out.feeds.items()}
    return Publication(uploads, waiting, ledger, len(routines), languages, guids)


def _feed_names(show: Show, out: Sequence[Entry], ledger: Ledger) -> dict[str, str]:
    """Return the name of a feed for each language, the show's own first.

    One that was out is written on when its last episode is gone, without any: what stands in a feed is out.
    """
    own = primary(show.language)
    spoken = [primary(entry.language) for entry in out]
    before = [found[1] for found in map(_FURTHER_FEED.fullmatch, ledger.feeds) if found]
    return {own: "feed.xml"} | {
        language: f"feed-{language}.xml" for language in (*spoken, *before) if language != own
    }


def _guids(out: _Out, ledger: Ledger, language: str) -> frozenset[str]:
    """Return the guids of the episodes in a language."""
    spoken = (entry for entry in firsts(out.entries) if primary(entry.language) == language)
    return frozenset(ledger.episodes[entry.routine] for entry in spoken)


def _feeds(out: _Out, ledger: Ledger, tracks: Mapping[str, Episode]) -> Iterator[Upload]:
    episodes = [tracks[entry.slug] for entry in firsts(out.entries)]
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


def _catalog(out: _Out, tracks: Sequence[Episode]) -> Upload:
    feeds = {language: out.address(name) for language, name in out.filled_feeds.items()}
    return Upload(tracks_json.NAME, tracks_json.tracks_json(out.show, feeds, tracks), fixed=False)


def _episode(out: _Out, entry: Entry, ledger: Ledger, scripts: Scripts) -> Episode:
    mp3, media = entry.mp3 or {}, out.media[entry.slug]
    subtitles = media.get(f"{entry.slug}.srt")
    return Episode(
        entry=entry,
        guid=ledger.episodes[entry.routine],
        page=out.address(f"{entry.slug}/index.html"),
        audio=out.address(media[mp3["name"]].path),
        size_bytes=mp3["size_bytes"],
        transcript=out.address(media[f"{entry.slug}.vtt"].path),
        chapters=out.address(media["chapters.json"].path),
        cover=out.address(out.covers[entry.routine].path),
        explicit=out.show.explicit or entry.routine in scripts.explicit,
        subtitles=out.address(subtitles.path) if subtitles else "",
        cue_sheet=out.address(media[f"{entry.slug}.json"].path),
        files=tuple((out.address(media[file["name"]].path), file) for file in entry.sheet["files"]),
    )


def _site(out: _Out) -> Iterator[Upload]:
    """Yield the listen pages, which play the media under their fixed names."""
    moved = {f"{slug}/{name}": one.path for slug, files in out.media.items() for name, one in files.items()}
    site = Site(
        out.show,
        out.entries,
        feeds=tuple(out.filled_feeds.items()),
        media=moved,
        cover=out.cover.path,
        artwork=out.cover.path,
        photo=out.photo.path if out.photo else None,
        pictures={routine: picture.path for routine, picture in out.pictures.items()},
    )
    for entry in out.entries:
        picture = (entry.folder / "timeline.svg").read_bytes()
        yield Upload(f"{entry.slug}/timeline.svg", picture, fixed=False)
    for name, body in pages(site):
        yield Upload(name, body, fixed=False)
