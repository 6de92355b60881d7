"""`published.yaml`: the GUIDs of the show and its episodes in podcast apps; made once, never changed.

It stands beside `podcast.yaml` and is meant to be kept (committed) with the scripts.
"""

from __future__ import annotations

import os
import re
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from stilte.errors import InputError, Problem, Where, refusal
from stilte.file_names import real_path
from stilte.messages import Message, tr
from stilte.release.language_codes import primary
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
_TABLES = ("feeds", "episodes", "removed", "scripts", "renamed")
_MOST_BYTES = 4_000_000
# `feed.xml` is the main feed; further languages add an ISO 639 code: `feed-nl.xml`.
_FEED = re.compile(r"feed(-[a-z]{2,3})?\.xml")


@dataclass(frozen=True, slots=True)
class PublishedScript:
    """What is remembered of a script that is out, to know it again: its file and its title."""

    file: str
    title: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """Guids by feed name (`feed.xml`) and by the routine's slug.

    `removed` holds those of episodes that were taken out on purpose, `scripts` what is remembered of each
    script by its slug, `renamed` by slug the slugs that a script had before.
    """

    feeds: Mapping[str, str] = field(default_factory=dict)
    episodes: Mapping[str, str] = field(default_factory=dict)
    removed: Mapping[str, str] = field(default_factory=dict)
    scripts: Mapping[str, PublishedScript] = field(default_factory=dict)
    renamed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def feed_guid(address: str) -> str:
    """Return the guid of a feed as Podcasting 2.0 defines it.

    >>> feed_guid("https://podnews.net/rss")
    '9b024349-ccf0-5f69-a609-6b82873eab3c'
    """
    return str(uuid.uuid5(_PODCASTS, re.sub(r"^[a-z]+://", "", address.strip()).rstrip("/")))


def with_names(ledger: Ledger, feeds: Mapping[str, str], routines: Iterable[str]) -> Ledger:
    """Return the ledger with a guid for every feed (name to address) and routine that had none.

    An episode that had been taken out comes back under the guid that it had.
    """
    named = {**{name: feed_guid(address) for name, address in feeds.items()}, **ledger.feeds}
    seed = uuid.uuid5(_PODCASTS, next(iter(named.values()), ""))
    episodes, removed = dict(ledger.episodes), dict(ledger.removed)
    for slug in routines:
        if slug not in episodes:
            episodes[slug] = removed.pop(slug, "") or _new_guid(
                seed, slug, {*episodes.values(), *removed.values()}
            )
    return Ledger(named, episodes, removed, ledger.scripts, ledger.renamed)


def _new_guid(seed: uuid.UUID, slug: str, taken: set[str]) -> str:
    """Return a guid made from a slug; another where a renamed script has taken that one along."""
    guid, number = str(uuid.uuid5(seed, slug)), 1
    while guid in taken:
        number += 1
        guid = str(uuid.uuid5(seed, f"{slug} {number}"))
    return guid


def read_ledger(root: Path) -> Ledger:
    """Read `published.yaml`, if there is one; raises `InputError` where it is damaged or somebody else's."""
    path = root / LEDGER
    if not os.path.lexists(path):
        return Ledger()
    if not path.is_file():  # opening a pipe would wait for ever
        raise _unreadable("it is not a file")
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise _unreadable(refusal(error)) from None
    if len(raw) > _MOST_BYTES:
        raise _unreadable(tr("it is larger than it can be"))
    try:
        return _ledger_of(yaml.safe_load(raw.decode()))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        raise _unreadable(tr("it is no longer valid YAML")) from None
    except ValueError as wrong:
        raise _unreadable(wrong.args[0]) from None


def _unreadable(why: str | Message) -> InputError:
    return InputError(
        Problem(
            Where(LEDGER, 1),
            tr(
                "This file cannot be read ({why}), and holds the names by which apps know your episodes.",
                why=why,
            ),
            tr("Restore it from a backup or from your version control."),
        )
    )


def _ledger_of(data: Any) -> Ledger:
    """Return what the file says; raises ValueError with what is wrong."""
    if data is None:
        raise ValueError(tr("there is nothing in it"))
    if (
        not isinstance(data, dict)
        or not data.keys() <= set(_TABLES)
        or not data.keys() & {"feeds", "episodes"}
    ):
        raise ValueError(tr("it is not one that `publish` wrote"))
    feeds, episodes, removed = (_texts(data, name) for name in ("feeds", "episodes", "removed"))
    if strange := next((name for name in feeds if not _FEED.fullmatch(name)), None):
        raise ValueError(tr("'{name}' is not the name of a feed", name=strange))
    _refuse_shared([*episodes.items(), *removed.items()])
    return Ledger(feeds, episodes, removed, _scripts(data), _renamed(data))


def _refuse_shared(episodes: list[tuple[str, str]]) -> None:
    """Raise ValueError where two episodes have one guid: apps would take them for one."""
    seen: dict[str, str] = {}
    for slug, guid in episodes:
        if seen.setdefault(guid, slug) != slug:
            raise ValueError(tr("'{one}' and '{other}' have the same name in it", one=seen[guid], other=slug))


def _table(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = data.get(name) or {}
    if not isinstance(table, dict) or not all(isinstance(key, str) for key in table):
        raise ValueError(tr("`{name}` is not a table in it", name=name))
    return table


def _texts(data: Mapping[str, Any], name: str) -> dict[str, str]:
    table = _table(data, name)
    for key, guid in table.items():
        if not isinstance(guid, str) or not guid.strip() or not guid.isprintable():
            raise ValueError(tr("'{name}' has no name in it", name=key))
    return {key: guid.strip() for key, guid in table.items()}


def _scripts(data: Mapping[str, Any]) -> dict[str, PublishedScript]:
    found = {}
    for slug, published in _table(data, "scripts").items():
        file, title = (
            (published.get("file"), published.get("title")) if isinstance(published, dict) else (None, None)
        )
        if isinstance(file, str) and isinstance(title, str):
            found[slug] = PublishedScript(file, title)
    return found


def _renamed(data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    tables = _table(data, "renamed").items()
    return {
        slug: tuple(one for one in before if isinstance(one, str))
        for slug, before in tables
        if isinstance(before, list)
    }


def known_feeds(root: Path, show: Show) -> tuple[tuple[str, str], ...]:
    """Return the languages that are out, the show's own first, with the full addresses of their feeds."""
    with suppress(InputError):  # a damaged file is told where something is published
        names = sorted(read_ledger(root).feeds if show.media else (), key=lambda name: (len(name), name))
        return tuple((_language(name, show), f"{show.media.rstrip('/')}/{name}") for name in names)
    return ()


def _language(feed: str, show: Show) -> str:
    return feed.removeprefix("feed").removesuffix(".xml").removeprefix("-") or primary(show.language)


def write_ledger(root: Path, ledger: Ledger) -> bool:
    """Write the ledger if it changed; tell whether it did. A link is kept: the file behind it is written."""
    scripts = {slug: {"file": one.file, "title": one.title} for slug, one in sorted(ledger.scripts.items())}
    tables = {
        "feeds": dict(sorted(ledger.feeds.items())),
        "episodes": dict(sorted(ledger.episodes.items())),
        "removed": dict(sorted(ledger.removed.items())),
        "scripts": scripts,
        "renamed": {slug: list(before) for slug, before in sorted(ledger.renamed.items())},
    }
    kept = {name: table for name, table in tables.items() if table or name in ("feeds", "episodes")}
    body = (_HEAD + yaml.safe_dump(kept, allow_unicode=True, sort_keys=False)).encode()
    path = real_path(root / LEDGER)
    if path.exists() and path.read_bytes() == body:
        return False
    write_whole(path, body)
    return True
