"""The fields that the plugin Seriously Simple Podcasting keeps for a post."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.release.catalog import Entry
    from stilte.release.wordpress.answers import Medium


def episode_fields(entry: Entry, audio: Medium, has: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the plugin's fields of an episode: all of them, or what differs in `has`.

    What the script leaves empty is not sent: it may have been typed on the plugin's screen.
    """
    sheet, mp3 = entry.sheet, entry.mp3 or {}
    whole = int(sheet["length_s"])
    wanted = {
        "audio_file": audio.address,
        "episode_type": "audio",
        "duration": f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}",
        "filesize_raw": str(mp3["size_bytes"]),
        "itunes_episode_number": str(sheet["episode"] or ""),
        "itunes_season_number": str(sheet["season"] or ""),
    }
    given = {name: value for name, value in wanted.items() if value}
    if has is None:
        return given
    return {name: value for name, value in given.items() if not _is_there(name, value, has)}


def _is_there(name: str, value: str, has: Mapping[str, str]) -> bool:
    """Tell whether a field holds a value; a counting service may stand before the address of the file."""
    there = has.get(name, value)
    if name == "audio_file" and there:
        return _file_name(there) == _file_name(value)
    if name == "duration":
        return (
            abs(_seconds(there) - _seconds(value)) <= 1
        )  # the plugin rounds otherwise, and leaves out hours
    return there == value


def _seconds(clock: str) -> int:
    """Return a length on a clock in seconds; a length that is none differs from every other.

    >>> _seconds("00:01:30"), _seconds("1:30"), _seconds("soon")
    (90, 90, -9)
    """
    parts = clock.split(":")
    if not all(part.isascii() and part.isdigit() for part in parts):
        return -9
    return sum(int(part) * 60**place for place, part in enumerate(reversed(parts[-3:])))


def _file_name(address: str) -> str:
    return urlsplit(address).path.rpartition("/")[2]
