"""What a listen page tells machines: search engines and other sites."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from markupsafe import Markup

from stilte.release.catalog import iso_duration
from stilte.release.formatting import length_text
from stilte.release.markdown import summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.release.catalog import Entry
    from stilte.release.site.addresses import Site


def spoken_lines(entry: Entry) -> list[dict[str, Any]]:
    """Return the lines and cues of a track, in order of start, without the counting."""
    return [one for one in entry.sheet["events"] if one["kind"] == "speech" and one["role"] != "count"]


def spoken_groups(entry: Entry) -> Iterator[dict[str, Any]]:
    """Yield the transcript, chapter by chapter; chapters in which nothing is said are passed over."""
    starts = [(chapter["start_s"], chapter["title"]) for chapter in entry.sheet["chapters"]] or [(0.0, "")]
    ends = [start_s for start_s, _ in starts[1:]] + [float("inf")]
    lines = spoken_lines(entry)
    for (start_s, title), end_s in zip(starts, ends, strict=True):
        inside = [line for line in lines if start_s <= line["start_s"] < end_s]
        if inside:
            yield {"title": title, "lines": inside, "start_s": start_s, "clock": length_text(start_s)}


def linked_data(site: Site, entry: Entry) -> dict[str, Any]:
    """Return the track as schema.org's PodcastEpisode."""
    sheet = entry.sheet
    told = {
        "@context": "https://schema.org",
        "@type": "PodcastEpisode",
        "name": sheet["title"],
        "description": sheet["subtitle"] or summary(sheet["description"]),
        "url": site.address(entry, "index.html"),
        "image": picture[0] if (picture := site.picture(entry.routine)) else None,
        "inLanguage": entry.language,
        "datePublished": sheet["date"],
        "duration": iso_duration(sheet["length_s"]),
        "episodeNumber": sheet["episode"],
        "keywords": sheet["tags"],
        "author": {"@type": "Person", "name": sheet["author"]} if sheet["author"] else None,
        "partOfSeries": _series(site, entry) if site.show.title else None,
        "associatedMedia": _medium(site, entry) if site.root and entry.audio else None,
    }
    return {name: value for name, value in told.items() if value}


def _series(site: Site, entry: Entry) -> dict[str, str]:
    feed = site.feed_for(entry.language)
    told = {
        "@type": "PodcastSeries",
        "name": site.show.title,
        "url": site.root,
        "webFeed": urljoin(site.address(entry, "index.html"), feed) if feed and site.root else "",
    }
    return {name: value for name, value in told.items() if value}


def _medium(site: Site, entry: Entry) -> dict[str, str]:
    audio = entry.audio or {}
    return {
        "@type": "AudioObject",
        "contentUrl": site.address(entry, audio["name"]),
        "encodingFormat": audio["type"],
        "contentSize": str(audio["size_bytes"]),
        "duration": iso_duration(entry.sheet["length_s"]),
    }


def json_script(data: Any) -> Markup:
    """Return JSON that may stand in a script element: nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 — escaped just above
