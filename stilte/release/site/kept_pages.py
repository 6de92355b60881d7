"""What the pages in an output folder were made from, kept from one build to the next.

Of thousands of tracks a build changes a few. A track whose sidecars are as they were is told by what was kept
of it: its cue sheet without what happens in it, a fortieth of the whole. Its pages are left alone where all
that they are made from, and they themselves, are as they were.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from stilte.release.catalog import Entry, entry_from, sidecars_of
from stilte.store import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from stilte.store import Store

SITE = ""
"""The name under which the pages of the whole show are kept: no track has it."""

_HAPPENS = ("events", "spans")


@dataclass(frozen=True, slots=True)
class KnownTrack:
    """A track as its neighbours and the list need it; `sidecars` is the hash of what it was read from."""

    sidecars: str
    entry: Entry
    breathes: bool


@dataclass(frozen=True, slots=True)
class Made:
    """What pages were made from, as a hash, and the hash of each as it was written, by its path."""

    made_from: str = ""
    pages: dict[str, str] = field(default_factory=dict)


class KeptPages:
    """The tracks and pages of one output folder; without a store nothing is kept, and all is made."""

    def __init__(self, output: Path, store: Store | None = None, made_by: str = "") -> None:
        """Read what was kept by the same program, `made_by`."""
        self._output, self._store = output, store
        self._made_by = made_by
        self._tracks: dict[str, KnownTrack] = {}
        self._made: dict[str, Made] = {}
        self._now: dict[str, KnownTrack | None] = {}
        with suppress(ValueError, KeyError, TypeError):  # another version's
            self._read()

    def tracks(self, slugs: Iterable[str]) -> Iterator[KnownTrack]:
        """Yield the finished tracks among `slugs`, each looked at once."""
        for slug in slugs:
            if slug not in self._now:
                self._now[slug] = self._look(slug)
            if (known := self._now[slug]) is not None:
                yield known

    def full(self, known: KnownTrack) -> Entry | None:
        """Return a track with all that happens in it."""
        sidecars = sidecars_of(known.entry.folder)
        return sidecars and entry_from(known.entry.folder, sidecars)

    def stand(self, name: str, made_from: str) -> bool:
        """Tell whether the pages of a track (or of the show, `SITE`) stand as they were made from this."""
        made = self._made.get(name, Made())
        return made.made_from == made_from and all(
            _digest_of(self._output / path) == digest for path, digest in made.pages.items()
        )

    def remember(self, name: str, made_from: str, pages: Iterable[tuple[str, bytes]]) -> None:
        """Note what pages were made from, and how they were written."""
        self._made[name] = Made(made_from, {path: _digest(body) for path, body in pages})

    def write(self) -> None:
        """Keep what is known of the tracks that are there; of others nothing is kept."""
        if self._store is None:
            return
        told = {slug: known for slug, known in self._now.items() if known}
        body = {
            "tracks": {slug: _plain(known) for slug, known in told.items()},
            "made": {
                name: [made.made_from, made.pages]
                for name, made in self._made.items()
                if name == SITE or name in told
            },
        }
        with suppress(OSError):  # a full disk: the next build makes them again
            self._store.write(self._key, json.dumps(body, ensure_ascii=False).encode())

    @property
    def _key(self) -> str:
        return key_of("pages", self._made_by, self._output)

    def _read(self) -> None:
        body = self._store.read(self._key) if self._store else None
        kept: dict[str, Any] = json.loads(body) if body else {"tracks": {}, "made": {}}
        for slug, (sidecars, breathes, sheet, chapters) in kept["tracks"].items():
            entry = Entry(self._output / slug, sheet, tuple((start_s, title) for start_s, title in chapters))
            self._tracks[slug] = KnownTrack(sidecars, entry, breathes)
        self._made = {name: Made(made_from, pages) for name, (made_from, pages) in kept["made"].items()}

    def _look(self, slug: str) -> KnownTrack | None:
        folder = self._output / slug
        sidecars = sidecars_of(folder)
        if sidecars is None or folder.is_symlink():
            return None
        digest = key_of(*map(_digest, sidecars))
        kept = self._tracks.get(slug)
        if kept and kept.sidecars == digest:
            return kept
        entry = entry_from(folder, sidecars)
        if entry is None:
            return None
        breathes = any(event["kind"] == "breath" for event in entry.sheet["events"])
        light = {key: value for key, value in entry.sheet.items() if key not in _HAPPENS}
        return KnownTrack(digest, replace(entry, sheet=light), breathes)


def _plain(known: KnownTrack) -> list[Any]:
    return [known.sidecars, known.breathes, known.entry.sheet, known.entry.chapters]


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:32]


def _digest_of(path: Path) -> str:
    try:
        return _digest(path.read_bytes())
    except OSError:
        return ""
