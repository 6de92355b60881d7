"""`published.yaml`: the names by which podcast apps know the show and its episodes; made once, never changed.

It stands beside `podcast.yaml` and is meant to be kept (committed) with the scripts.
"""

from __future__ import annotations

import re
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from stilte.errors import InputError, Problem, Where
from stilte.release.languages import primary
from stilte.store import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from stilte.release.show import Show

LEDGER = "published.yaml"
_PODCASTS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
_HEAD = """\
# Written by `publish`: the names by which podcast apps know this show and its episodes.
# Keep this file with your scripts. A name that changes makes every listener download the episode again.
"""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Guids by feed name (`feed.xml`) and by the routine's slug."""

    feeds: Mapping[str, str] = field(default_factory=dict)
    episodes: Mapping[str, str] = field(default_factory=dict)


def feed_guid(address: str) -> str:
    """Return the guid of a feed as Podcasting 2.0 defines it.

    >>> feed_guid("https://podnews.net/rss")
    '9b024349-ccf0-5f69-a609-6b82873eab3c'
    """
    return str(uuid.uuid5(_PODCASTS, re.sub(r"^[a-z]+://", "", address.strip()).rstrip("/")))


def with_names(ledger: Ledger, feeds: Mapping[str, str], routines: Iterable[str]) -> Ledger:
    """Return the ledger with a guid for every feed (name to address) and routine that had none."""
    named = {**{name: feed_guid(address) for name, address in feeds.items()}, **ledger.feeds}
    seed = uuid.uuid5(_PODCASTS, next(iter(named.values()), ""))
    episodes = {**{slug: str(uuid.uuid5(seed, slug)) for slug in routines}, **ledger.episodes}
    return Ledger(named, episodes)


def read_ledger(root: Path) -> Ledger:
    """Read `published.yaml`, if there is one; raises `InputError` where it is damaged."""
    path = root / LEDGER
    try:
        data = yaml.safe_load(path.read_text("utf-8")) or {}
        feeds, episodes = data.get("feeds") or {}, data.get("episodes") or {}
        return Ledger(_texts(feeds), _texts(episodes))
    except FileNotFoundError:
        return Ledger()
    except (yaml.YAMLError, UnicodeDecodeError, AttributeError, TypeError):
        raise InputError(
            Problem(
                Where(LEDGER, 1),
                "This file cannot be read, and holds the names by which apps know your episodes.",
                "Take it back from a backup or from your version control.",
            )
        ) from None


def known_feeds(root: Path, show: Show) -> tuple[tuple[str, str], ...]:
    """Return the languages that are out, the show's own first, with the full addresses of their feeds."""
    with suppress(InputError):  # a damaged file is told where something is published
        names = sorted(read_ledger(root).feeds if show.media else (), key=lambda name: (len(name), name))
        return tuple((_language(name, show), f"{show.media.rstrip('/')}/{name}") for name in names)
    return ()


def _language(feed: str, show: Show) -> str:
    return feed.removeprefix("feed").removesuffix(".xml").removeprefix("-") or primary(show.language)


def write_ledger(root: Path, ledger: Ledger) -> bool:
    """Write the ledger if it changed; tell whether it did."""
    tables = {"feeds": dict(sorted(ledger.feeds.items())), "episodes": dict(sorted(ledger.episodes.items()))}
    body = (_HEAD + yaml.safe_dump(tables, allow_unicode=True, sort_keys=False)).encode()
    path = root / LEDGER
    if path.exists() and path.read_bytes() == body:
        return False
    write_whole(path, body)
    return True


def _texts(table: Mapping[object, object]) -> dict[str, str]:
    return {str(name): str(guid) for name, guid in table.items()}
