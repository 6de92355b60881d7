"""The finished tracks in the output folder, read from their cue sheets."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from stilte.release.cuesheet import FORMAT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Entry:
    """A finished track: its folder, its cue sheet, and its chapters at their early marks."""

    folder: Path
    sheet: Mapping[str, Any]
    chapters: tuple[tuple[float, str], ...] = ()

    @property
    def slug(self) -> str:
        """Return the track's slug."""
        return str(self.sheet["slug"])

    @property
    def routine(self) -> str:
        """Return the slug of the routine, which several lengths share."""
        return str(self.sheet["variant_of"] or self.sheet["slug"])

    @property
    def language(self) -> str:
        """Return the language of the track."""
        return str(self.sheet["language"])

    @property
    def draft(self) -> bool:
        """Tell whether a draft voice speaks in it."""
        return any(voice["draft"] for voice in self.sheet["voices"])

    @property
    def synthetic(self) -> bool:
        """Tell whether a voice made by a computer speaks in it."""
        return any(voice["synthetic"] for voice in self.sheet["voices"])

    @property
    def mp3(self) -> Mapping[str, Any] | None:
        """Return the MP3 among its files, or None where only other formats were made."""
        return next((file for file in self.sheet["files"] if file["type"] == "audio/mpeg"), None)

    @property
    def audio(self) -> Mapping[str, Any] | None:
        """Return the file that most players play."""
        return self.mp3 or next(iter(self.sheet["files"]), None)

    @property
    def date(self) -> datetime | None:
        """Return its publication date in UTC; None without a date."""
        return parse_date(self.sheet["date"])


SIDECARS = ("chapters.json", "timeline.svg")
PAGES = ("index.html", "embed.html")


def files_of(output: Path, slug: str) -> tuple[Path, ...]:
    """Return every file of a finished track: sound, sidecars, clips, stems, and the pages of a build's end.

    Nothing for a track without a cue sheet; what else lies in its folder is not the track's.
    """
    folder = output / slug
    try:
        sheet = json.loads((folder / f"{slug}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    sound = [str(file["name"]) for file in sheet["files"]]
    clips = [str(event["clip"]) for event in sheet["events"] if "clip" in event]
    stems = sorted(path.relative_to(folder).as_posix() for path in folder.glob("stems/*.flac"))
    sidecars = [f"{slug}.json", f"{slug}.vtt", f"{slug}.srt", *SIDECARS]
    there = [name for name in (*sound, *sidecars, *clips, *stems) if (folder / name).is_file()]
    return tuple(folder / name for name in dict.fromkeys((*there, *PAGES)))


def parse_date(written: str | None) -> datetime | None:
    """Return a date as written, with or without a time, in UTC.

    >>> parse_date("2026-01-05")
    datetime.datetime(2026, 1, 5, 0, 0, tzinfo=datetime.timezone.utc)
    """
    if not written:
        return None
    try:
        date = datetime.fromisoformat(written)
    except ValueError:
        return None
    return date.astimezone(UTC) if date.tzinfo else date.replace(tzinfo=UTC)


def read_catalog(output: Path, slugs: Iterable[str] | None = None) -> tuple[Entry, ...]:
    """Return the finished tracks: those of `slugs`, in that order, or else all, by name.

    A folder that cannot be read is left out: the next build makes it again.
    """
    return tuple(entries_of(output, finished_slugs(output) if slugs is None else slugs))


def entries_of(output: Path, slugs: Iterable[str]) -> Iterator[Entry]:
    """Yield the finished tracks among `slugs`, each read when its turn comes."""
    return (entry for slug in slugs if (entry := _read(output / slug)) is not None)


def finished_slugs(output: Path) -> tuple[str, ...]:
    """Return the names of the folders that may hold a finished track, by name."""
    return tuple(sorted(path.name for path in output.glob("[!.]*") if path.is_dir()))


def sidecars_of(folder: Path) -> tuple[bytes, bytes] | None:
    """Return what a track is read from, its cue sheet and its chapters; None where they are not there."""
    try:
        sheet = (folder / f"{folder.name}.json").read_bytes()
        return sheet, (folder / "chapters.json").read_bytes()
    except OSError:
        return None


def entry_from(folder: Path, sidecars: tuple[bytes, bytes]) -> Entry | None:
    """Return the track that these sidecars tell of, or None where they are not those of this folder."""
    try:
        sheet, written = (json.loads(sidecar.decode("utf-8")) for sidecar in sidecars)
        if sheet.get("format") != FORMAT or sheet["slug"] != folder.name or folder.is_symlink():
            return None
        chapters = tuple((float(one["startTime"]), str(one["title"])) for one in written["chapters"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return Entry(folder, sheet, chapters)


def _read(folder: Path) -> Entry | None:
    sidecars = sidecars_of(folder)
    return sidecars and entry_from(folder, sidecars)


def firsts(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the first track of each routine, in order: its podcast episode."""
    seen: dict[str, Entry] = {}
    for entry in entries:
        seen.setdefault(entry.routine, entry)
    return tuple(seen.values())


def iso_duration(length_s: float) -> str:
    """Return a length as ISO 8601 has it.

    >>> iso_duration(3723.4)
    'PT1H2M3S'
    """
    minutes, seconds = divmod(int(timedelta(seconds=length_s).total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"PT{hours}H{minutes}M{seconds}S"
