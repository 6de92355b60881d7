"""What a listen page tells machines: search engines, other sites, and its own script."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from stilte.release.catalog import iso_duration
from stilte.release.prose import summary
from stilte.release.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    voices = [
        f"{words['voice']}: {voice['credit'] or voice['name']}" + (" (AI)" if voice["synthetic"] else "")
        for voice in entry.sheet["voices"]
    ]
    sounds = [
        f"{words['sound']}: " + ", ".join(part for part in (sound["credit"], sound["licence"]) if part)
        for sound in entry.sheet["sounds"]
        if sound["credit"] or sound["licence"]
    ]
    return list(dict.fromkeys([*voices, *sounds]))


def page_address(site: Site, entry: Entry) -> str:
    """Return where the folder of a track will be found, or nothing while no address is known."""
    root = site.show.media.rstrip("/")
    return f"{root}/{entry.slug}/" if root else ""


def file_address(site: Site, entry: Entry, name: str) -> str:
    """Return the full address of a track's file."""
    moved = site.media.get(f"{entry.slug}/{name}", f"{entry.slug}/{name}")
    return f"{site.show.media.rstrip('/')}/{moved}"


def linked_data(site: Site, entry: Entry) -> dict[str, Any]:
    """Return the track as schema.org's PodcastEpisode."""
    sheet = entry.sheet
    audio = entry.audio
    told = {
        "@context": "https://schema.org",
        "@type": "PodcastEpisode",
        "name": sheet["title"],
        "description": sheet["subtitle"] or summary(sheet["description"]),
        "inLanguage": entry.language,
        "datePublished": sheet["date"],
        "duration": iso_duration(sheet["length_s"]),
        "author": {"@type": "Person", "name": sheet["author"]} if sheet["author"] else None,
        "partOfSeries": {"@type": "PodcastSeries", "name": site.show.title} if site.show.title else None,
    }
    if audio and site.show.media:
        told["associatedMedia"] = {
            "@type": "MediaObject",
            "contentUrl": file_address(site, entry, audio["name"]),
            "encodingFormat": audio["type"],
        }
    return {name: value for name, value in told.items() if value}


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
