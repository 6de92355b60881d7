"""Publishing a podcast: bringing all that belongs out to a place, and nothing twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.release.ledger import read_ledger, write_ledger
from stilte.release.media import MEDIA
from stilte.release.place import open_place
from stilte.release.publication import plan_podcast
from stilte.release.ready import Scripts, Waiting
from stilte.release.upload import Upload, changed, clear_parts, send

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from stilte.release.catalog import Entry
    from stilte.release.show import Show
    from stilte.store import Store


@dataclass(frozen=True, slots=True)
class Published:
    """What was sent (or, in a dry run, would be), what was there, what waits; how many episodes are out."""

    sent: tuple[Upload, ...]
    unchanged: int
    waiting: tuple[Waiting, ...]
    episodes: int


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
    return Published(
        missing, len(publication.uploads) - len(missing), publication.waiting, publication.episodes
    )
