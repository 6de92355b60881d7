"""`tracks.json`: every published track for an app, with the addresses, sizes and digests of its files.

The schema is `stilte/release/schemas/tracks-1.schema.json`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from stilte import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stilte.release.podcast.feed import Episode
    from stilte.release.show import Show

NAME = "tracks.json"
FORMAT = "stilte-tracks/1"


def tracks_json(show: Show, feeds: Mapping[str, str], tracks: Sequence[Episode]) -> bytes:
    """Return the file: one track a line, by slug; the same tracks always give the same bytes.

    `feeds` are the addresses of the feeds by their language.
    """
    head = {
        "format": FORMAT,
        "made_by": f"stilte {__version__}",
        "title": show.title,
        "author": show.author,
        "language": show.language,
        "feeds": [{"language": language, "address": address} for language, address in feeds.items()],
    }
    rows = [f"    {_json(_track(track))}" for track in sorted(tracks, key=lambda track: track.entry.slug)]
    lines = [f"  {_json(key)}: {_json(value)}" for key, value in head.items()]
    listed = "[\n" + ",\n".join(rows) + "\n  ]" if rows else "[]"
    return ("{\n" + ",\n".join([*lines, f'  "tracks": {listed}']) + "\n}\n").encode()


def _track(track: Episode) -> dict[str, Any]:
    entry, sheet = track.entry, track.entry.sheet
    return {
        "slug": entry.slug,
        "variant_of": sheet["variant_of"],
        "guid": track.guid,
        "title": sheet["title"],
        "subtitle": sheet["subtitle"],
        "description": sheet["description"],
        "language": entry.language,
        "author": sheet["author"],
        "tags": sheet["tags"],
        "date": sheet["date"],
        "season": sheet["season"],
        "episode": sheet["episode"],
        "explicit": track.explicit,
        "synthetic_voice": entry.synthetic,
        "length_s": sheet["length_s"],
        "chapters": [{"start_s": start_s, "title": title} for start_s, title in entry.chapters],
        "page": track.page,
        "cover": track.cover,
        "transcript": track.transcript,
        "subtitles": track.subtitles or None,
        "cue_sheet": track.cue_sheet,
        "files": [_file(address, file) for address, file in track.files],
    }


def _file(address: str, file: Mapping[str, Any]) -> dict[str, Any]:
    known = ("type", "size_bytes", "sha256", "bitrate_kbps")
    return {"address": address, **{name: file[name] for name in known}}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
