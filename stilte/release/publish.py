"""Publishing a podcast: what is out, all the files that belong to it, and bringing them there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from stilte.errors import BuildError, Problem
from stilte.release.artwork import entry_cover, show_cover
from stilte.release.catalog import firsts
from stilte.release.cover import FEED_PX
from stilte.release.feed import Episode, Feed, feed_xml
from stilte.release.languages import primary
from stilte.release.ledger import Ledger, read_ledger, with_names, write_ledger
from stilte.release.pages import pages
from stilte.release.place import digest, open_place
from stilte.release.ready import Scripts, Waiting, check_none_vanishes, check_show, sort_out
from stilte.release.site import Site
from stilte.release.upload import Upload, changed, clear_parts, send

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from stilte.release.catalog import Entry
    from stilte.release.show import Show
    from stilte.store import Store

MEDIA = "media"


@dataclass(frozen=True, slots=True)
class Publication:
    """All that belongs out, in the order in which it is sent: fixed files, then pages, then feeds."""

    uploads: tuple[Upload, ...]
    waiting: tuple[Waiting, ...]
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class Published:
    """What was sent (or, in a dry run, would be), what was there already, and what waits."""

    sent: tuple[Upload, ...]
    unchanged: int
    waiting: tuple[Waiting, ...]


def publish_podcast(
    show: Show,
    root: Path,
    entries: Sequence[Entry],
    place: str,
    *,
    dry_run: bool = False,
    allow_draft: bool = False,
    scripts: Scripts | None = None,
    covers: Store | None = None,
    now: datetime | None = None,
    progress: Callable[[Upload], None] = lambda _upload: None,
) -> Published:
    """Bring all that is out to a place; old files stay, for feeds that still name them.

    The names of episodes are written into `published.yaml` before anything is sent. A place that is the
    folder of the entries has its pages already. Raises `InputError` and `BuildError`.
    """
    there = open_place(place)
    at_home = bool(entries) and there.is_folder(entries[0].folder.parent)
    publication = plan_podcast(
        show, root, entries, read_ledger(root),
        scripts=scripts or Scripts(), covers=covers, now=now, allow_draft=allow_draft,
        with_pages=not at_home,
    )  # fmt: skip
    missing = changed(publication.uploads, there)
    if not dry_run:
        write_ledger(root, publication.ledger)
        clear_parts(there, MEDIA)
        send(missing, there, progress)
    return Published(missing, len(publication.uploads) - len(missing), publication.waiting)


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
    out, waiting = sort_out(entries, now or datetime.now(UTC), allow_draft=allow_draft)
    languages = list(dict.fromkeys([primary(show.language), *(primary(entry.language) for entry in out)]))
    names = {language: _feed_name(language, show) for language in languages}
    base = show.media.rstrip("/")
    ledger = with_names(
        ledger, {name: f"{base}/{name}" for name in names.values()}, (entry.routine for entry in out)
    )
    art = _fixed("cover", "jpg", show_cover(show, root, out, FEED_PX, covers))
    sent = {entry.slug: _files(entry) for entry in out}
    pictures = {entry.slug: _cover(show, root, entry, scripts.images, covers) for entry in firsts(out)}
    episodes = {
        entry.slug: replace(
            _episode(entry, base, sent[entry.slug], pictures[entry.slug], ledger),
            explicit=show.explicit or entry.routine in scripts.explicit,
        )
        for entry in firsts(out)
    }
    feeds = [
        Upload(
            name,
            feed_xml(_feed(show, (language, name), art, episodes.values(), ledger.feeds[name])),
            fixed=False,
        )
        for language, name in names.items()
    ]
    fixed = [upload for files in sent.values() for upload in files.values()]
    site = _pages(show, out, sent, art, names) if with_pages else []
    return Publication((*fixed, *pictures.values(), art, *site, *feeds), waiting, ledger)


def _feed_name(language: str, show: Show) -> str:
    return "feed.xml" if language == primary(show.language) else f"feed-{language}.xml"


def _fixed(name: str, suffix: str, body: bytes) -> Upload:
    return Upload(f"{MEDIA}/{name}-{digest(body)}.{suffix}", body, fixed=True)


def _cover(show: Show, root: Path, entry: Entry, images: Mapping[str, str], covers: Store | None) -> Upload:
    body = entry_cover(show, root, entry, images.get(entry.routine), covers)
    return _fixed(f"{entry.slug}-cover", "jpg", body)


def _files(entry: Entry) -> dict[str, Upload]:
    """Return the files of a track under names of their content, by the names they have here."""
    found = {file["name"]: _audio(entry, file) for file in entry.sheet["files"]}
    transcript, chapters = f"{entry.slug}.vtt", "chapters.json"
    found[transcript] = _fixed(entry.slug, "vtt", (entry.folder / transcript).read_bytes())
    found[chapters] = _fixed(f"{entry.slug}-chapters", "json", (entry.folder / chapters).read_bytes())
    return found


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


def _episode(entry: Entry, base: str, sent: Mapping[str, Upload], cover: Upload, ledger: Ledger) -> Episode:
    mp3 = entry.mp3 or {}
    return Episode(
        entry=entry,
        guid=ledger.episodes[entry.routine],
        page=f"{base}/{entry.slug}/index.html",
        audio=f"{base}/{sent[mp3['name']].path}",
        size_bytes=mp3["size_bytes"],
        transcript=f"{base}/{sent[f'{entry.slug}.vtt'].path}",
        chapters=f"{base}/{sent['chapters.json'].path}",
        cover=f"{base}/{cover.path}",
    )


def _feed(show: Show, named: tuple[str, str], art: Upload, episodes: Iterable[Episode], guid: str) -> Feed:
    language, name = named
    base = show.media.rstrip("/")
    return Feed(
        show=show,
        name=name,
        address=f"{base}/{name}",
        guid=guid,
        language=show.language if language == primary(show.language) else language,
        cover=f"{base}/{art.path}",
        site=f"{base}/index.html",
        episodes=tuple(one for one in episodes if primary(one.entry.language) == language),
    )


def _pages(
    show: Show,
    out: Sequence[Entry],
    sent: Mapping[str, Mapping[str, Upload]],
    art: Upload,
    names: Mapping[str, str],
) -> list[Upload]:
    moved = {f"{slug}/{name}": upload.path for slug, files in sent.items() for name, upload in files.items()}
    site = Site(show, tuple(out), feeds=tuple(names.items()), media=moved, cover=art.path)
    pictures = [
        Upload(f"{entry.slug}/timeline.svg", (entry.folder / "timeline.svg").read_bytes(), fixed=False)
        for entry in out
    ]
    return [*pictures, *(Upload(name, body, fixed=False) for name, body in pages(site))]
