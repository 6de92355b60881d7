"""Publishing a podcast: sending changed files to a destination, the feed last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem
from stilte.messages import tr
from stilte.release.podcast.gone_pages import with_gone_pages
from stilte.release.podcast.ledger import read_ledger, write_ledger
from stilte.release.podcast.publication import plan_podcast
from stilte.release.podcast.published_feed import read_feeds, refuse_losses
from stilte.release.readiness import Scripts, Waiting
from stilte.release.upload.destination import open_destination, without_secret
from stilte.release.upload.ownership import refuse_foreign
from stilte.release.upload.send import Upload, changed, clear_parts, listing_of, send

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Sequence
    from datetime import datetime
    from pathlib import Path

    from stilte.release.catalog import Entry
    from stilte.release.podcast.publication import Publication
    from stilte.release.show import Show
    from stilte.release.upload.destination import Destination
    from stilte.store import Store


_INPUTS = ("scripts", "voices", "music", "sounds")


@dataclass(frozen=True, slots=True)
class Published:
    """What was sent (or, in a dry run, would be), what was there, what waits; how many episodes are out.

    `moved` says which episodes went from one feed to another.
    """

    sent: tuple[Upload, ...]
    unchanged: int
    waiting: tuple[Waiting, ...]
    episodes: int
    moved: tuple[str, ...] = ()


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
    remove: Collection[str] = (),
    progress: Callable[[Upload], None] = lambda _upload: None,
) -> Published:
    """Bring all that is out to a place; old files stay, for feeds that still name them.

    The page of a track that is out no more says so, or leads to where the track is now.
    The names of episodes are written into `published.yaml` before anything is sent. A place that is the
    folder of the entries has its pages already. What stands there and is not ours is never replaced, and no
    episode leaves a feed but those to `remove`. Raises `InputError` and `BuildError`.
    """
    there = open_destination(place)
    _refuse_inputs(there, root)
    at_home = bool(entries) and there.is_folder(entries[0].folder.parent)
    publication = plan_podcast(
        show, root, entries, read_ledger(root),
        scripts=scripts or Scripts(), covers=covers, now=now, allow_draft=allow_draft,
        with_pages=not at_home, remove=remove,
    )  # fmt: skip
    uploads = publication.uploads
    if not at_home:
        uploads = with_gone_pages(uploads, there, listing_of(there, ())[""], show)
    listing = listing_of(there, uploads)
    missing = changed(uploads, there, listing)
    refuse_foreign(missing, there, listing, without_secret(place))
    moved = _check_feeds(publication, there, listing[""])
    if not dry_run:
        write_ledger(root, publication.ledger)
        clear_parts(uploads, there, listing)
        send(missing, there, progress)
    unchanged = len(uploads) - len(missing)
    return Published(missing, unchanged, publication.waiting, publication.episodes, moved)


def _refuse_inputs(place: Destination, root: Path) -> None:
    """Raise `InputError` for a place among the scripts, voices and sounds of the project."""
    for name in _INPUTS:
        if place.is_inside(root / name):
            message = tr(
                "'{folder}/' contains what you write and record: it cannot be published to.", folder=name
            )
            cure = tr("Name another folder, or leave `--to` out: then all goes to `output/`.")
            raise InputError(Problem(None, message, cure))


def _check_feeds(publication: Publication, place: Destination, there: Container[str]) -> tuple[str, ...]:
    """Hold the new feeds against those that are out; return which episodes move from one to another."""
    ledger, new = publication.ledger, publication.guids
    names = [name for name in dict.fromkeys((*new, *ledger.feeds)) if name in there]
    feeds = read_feeds(place, names)
    gone = set(ledger.removed.values())
    refuse_losses(feeds, ledger, gone.union(*new.values()), publication.languages)
    return tuple(
        str(
            tr(
                "'{title}' moves from {feed} to another feed: its language is another now.",
                title=title,
                feed=feed.name,
            )
        )
        for feed in feeds
        for guid, title in feed.episodes.items()
        if feed.name in new and guid not in new[feed.name] and guid not in gone
    )
