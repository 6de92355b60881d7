"""What a listen page tells machines: search engines, other sites, and its own script."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from markupsafe import Markup

from stilte.release.catalog import iso_duration
from stilte.release.prose import summary
from stilte.release.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stilte.release.catalog import Entry
    from stilte.release.site import Site


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
            yield {"title": title, "lines": inside}


def credit_lines(entry: Entry) -> list[str]:
    """Return a line for every voice and for every sound that asks to be named."""
    words = words_of(entry.language)
    voices = [f"{words['voice']}: {_voice_credit(voice, words['ai'])}" for voice in entry.sheet["voices"]]
    sounds = [
        f"{words['sound']}: " + ", ".join(part for part in (sound["credit"], sound["licence"]) if part)
        for sound in entry.sheet["sounds"]
        if sound["credit"] or not re.match("$|CC0", sound["licence"].upper())
    ]
    return list(dict.fromkeys([*voices, *sounds]))


def _voice_credit(voice: Mapping[str, Any], ai: str) -> str:
    """Return who speaks; a computer's voice says so, where its credit does not."""
    credit = str(voice["credit"] or voice["name"])
    told = not voice["synthetic"] or re.search(r"\b(AI|KI)\b", credit)
    return credit if told else f"{credit} ({ai})"


def linked_data(site: Site, entry: Entry) -> dict[str, Any]:
    """Return the track as schema.org's PodcastEpisode."""
    sheet = entry.sheet
    told = {
        "@context": "https://schema.org",
        "@type": "PodcastEpisode",
        "name": sheet["title"],
        "description": sheet["subtitle"] or summary(sheet["description"]),
        "url": site.address(entry, "index.html"),
        "image": site.root and site.cover and site.root + site.cover,
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


def for_script(site: Site, entry: Entry) -> dict[str, Any]:
    """Return what `listen.js` needs: breaths and lines in seconds, files to keep, words to show."""
    sheet = entry.sheet
    events = sheet["events"]
    breaths = [[e["start_s"], e["length_s"], e["phase"]] for e in events if e["kind"] == "breath"]
    audio = [site.link(entry, entry.audio["name"])] if entry.audio else []
    return {
        "slug": entry.slug,
        "title": sheet["title"],
        "author": sheet["author"],
        "show": site.show.title,
        "length_s": sheet["length_s"],
        "worker": "../sw.js",
        "keep": [*audio, site.link(entry, f"{entry.slug}.vtt"), "timeline.svg"],
        "words": words_of(entry.language),
        "breaths": breaths,
        "lines": [[line["start_s"], line["start_s"] + line["length_s"]] for line in spoken_lines(entry)],
    }


def json_script(data: Any) -> Markup:
    """Return JSON that may stand in a script element: nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 — escaped just above
