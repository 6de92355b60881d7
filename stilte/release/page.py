"""The listen page: static, whole in one file, in the language of the routine."""

from __future__ import annotations

import base64
from functools import cache
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup

from stilte.release.catalog import iso_duration, others
from stilte.release.markup import clean, escaped
from stilte.release.pagedata import (
    credit_lines,
    file_address,
    for_script,
    json_script,
    linked_data,
    page_address,
    spoken_groups,
)
from stilte.release.prose import markdown, summary
from stilte.release.transcript import timestamp
from stilte.release.words import template, words_of
from stilte.units import clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stilte.release.catalog import Entry
    from stilte.release.site import Site

_FORMATS = {"audio/mpeg": "MP3", "audio/mp4": "M4A", "audio/ogg": "Opus", "audio/flac": "FLAC"}


def listen_page(site: Site, entry: Entry) -> str:
    """Return the page of a track."""
    sheet = entry.sheet
    root = site.show.media.rstrip("/")
    audio = entry.audio
    feed = site.feed_for(entry.language)
    return _render(
        "listen.html.jinja",
        **_common(site, entry),
        files=[_download(site, entry, file) for file in sheet["files"]],
        transcript=site.link(entry, f"{entry.slug}.vtt"),
        chapter_track=_chapter_track(entry),
        chapters=[_chapter(start_s, title) for start_s, title in entry.chapters],
        groups=list(spoken_groups(entry)),
        others=[_other(one, "../") for one in others(entry, site.entries)],
        description=markdown(sheet["description"]),
        notes=sheet["notes"],
        credits=credit_lines(entry),
        feed=f"../{feed}" if feed else None,
        index="../index.html",
        draft=entry.draft,
        cover_address=f"{root}/{site.cover}" if root and site.cover else None,
        audio_address=file_address(site, entry, audio["name"]) if root and audio else None,
        embed=_frame(site, entry),
        json_ld=json_script(linked_data(site, entry)),
        data=json_script(for_script(site, entry)),
        script=Markup(template("listen.js")),  # noqa: S704 — our own file
    )


def _frame(site: Site, entry: Entry) -> str:
    """Return what an author of another site pastes to show the small player."""
    source = escaped(page_address(site, entry) + "embed.html")
    title = escaped(entry.sheet["title"])
    return f'<iframe src="{source}" title="{title}" width="100%" height="150" style="border:0"></iframe>'


def embed_page(site: Site, entry: Entry) -> str:
    """Return the small player that other sites show in a frame."""
    return _render("embed.html.jinja", **_common(site, entry))


def index_page(site: Site, entries: Sequence[Entry]) -> str:
    """Return the page of all tracks, one card a routine, the newest first."""
    words = words_of(site.show.language)
    newest = sorted(entries, key=lambda entry: entry.sheet["date"] or "", reverse=True)
    return _render(
        "index.html.jinja",
        show=site.show,
        language=site.show.language,
        title=site.show.title or words["all"],
        summary=summary(site.show.description),
        description=markdown(site.show.description),
        words=words,
        feeds=[{"language": language, "link": name} for language, name in site.feeds],
        cards=[_card(site, entry) for entry in newest],
    )


def length_text(length_s: float) -> str:
    """Return a length as minutes and seconds.

    >>> length_text(599.6)
    '10:00'
    """
    return clock(float(round(length_s))).partition(".")[0]


def _common(site: Site, entry: Entry) -> dict[str, Any]:
    sheet = entry.sheet
    audio = entry.audio
    return {
        "show": site.show,
        "language": entry.language,
        "words": words_of(entry.language),
        "title": sheet["title"],
        "subtitle": sheet["subtitle"],
        "author": sheet["author"],
        "date": (sheet["date"] or "")[:10],
        "length": length_text(sheet["length_s"]),
        "summary": sheet["subtitle"] or summary(sheet["description"]) or sheet["title"],
        "synthetic": entry.synthetic,
        "audio": site.link(entry, audio["name"]) if audio else "",
    }


def _download(site: Site, entry: Entry, file: dict[str, Any]) -> dict[str, str]:
    megabytes = file["size_bytes"] / 1e6
    return {
        "link": site.link(entry, file["name"]),
        "format": _FORMATS.get(file["type"], file["name"].rpartition(".")[2].upper()),
        "size": f"{megabytes:.1f} MB",
    }


def _chapter(start_s: float, title: str) -> dict[str, Any]:
    return {
        "start_s": start_s,
        "seconds": f"{start_s:.3f}".rstrip("0").rstrip("."),
        "clock": length_text(int(start_s)),
        "iso": iso_duration(start_s),
        "title": title,
    }


def _chapter_track(entry: Entry) -> str | None:
    """Return the chapters as WebVTT inside the page, for players that show them themselves."""
    if not entry.chapters:
        return None
    starts = [start_s for start_s, _ in entry.chapters]
    ends = [*starts[1:], entry.sheet["length_s"]]
    cues = (
        f"{timestamp(round(start * 1000))} --> {timestamp(round(end * 1000))}\n{escaped(title)}\n"
        for (start, title), end in zip(entry.chapters, ends, strict=True)
        if end > start
    )
    vtt = "\n".join(["WEBVTT\n", *cues])
    return "data:text/vtt;base64," + base64.b64encode(vtt.encode()).decode("ascii")


def _other(entry: Entry, root: str) -> dict[str, str]:
    return {
        "folder": entry.slug,
        "link": f"{root}{entry.slug}/index.html",
        "length": length_text(entry.sheet["length_s"]),
    }


def _card(site: Site, entry: Entry) -> dict[str, Any]:
    sheet = entry.sheet
    return {
        "folder": entry.slug,
        "language": entry.language,
        "title": sheet["title"],
        "subtitle": sheet["subtitle"],
        "length": length_text(sheet["length_s"]),
        "date": (sheet["date"] or "")[:10],
        "others": [_other(one, "") for one in others(entry, site.entries)],
    }


def _render(name: str, **values: Any) -> str:
    css = Markup(template("listen.css"))  # noqa: S704 — our own file
    return clean(_environment().get_template(name).render(css=css, **values)) + "\n"


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(template), autoescape=True, undefined=jinja2.StrictUndefined
    )
