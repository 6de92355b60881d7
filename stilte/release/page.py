"""The listen page and the small player: static, each whole in one file, in the language of the routine."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from stilte.release.catalog import iso_duration, others
from stilte.release.languages import ai_voice_note
from stilte.release.markup import escaped
from stilte.release.pagedata import credit_lines, for_script, json_script, linked_data, spoken_groups
from stilte.release.prose import markdown, summary
from stilte.release.readable import date_text, length_text, licence_text, size_text
from stilte.release.rendering import render
from stilte.release.transcript import timestamp
from stilte.release.words import template

if TYPE_CHECKING:
    from stilte.release.catalog import Entry
    from stilte.release.site import Site

_FORMATS = {"audio/mpeg": "MP3", "audio/mp4": "M4A", "audio/ogg": "Opus", "audio/flac": "FLAC"}


def listen_page(site: Site, entry: Entry) -> str:
    """Return the page of a track."""
    sheet = entry.sheet
    audio = entry.audio
    return render(
        "listen.html.jinja",
        **_common(site, entry),
        files=[_download(site, entry, file) for file in sheet["files"]],
        transcript=site.link(entry, f"{entry.slug}.vtt"),
        chapter_track=_chapter_track(entry),
        chapters=[_chapter(start_s, title) for start_s, title in entry.chapters],
        groups=list(spoken_groups(entry)),
        others=[_other(one) for one in others(entry, site.entries)],
        description=markdown(sheet["description"]),
        notes=sheet["notes"],
        credits=credit_lines(entry),
        licence=licence_text(site.show.licence),
        feed=site.feed_for(entry.language),
        draft=entry.draft,
        page_address=site.address(entry, "index.html"),
        cover_address=site.root and site.cover and site.root + site.cover,
        audio_address=site.address(entry, audio["name"]) if audio else "",
        embed=_frame(site, entry),
        json_ld=json_script(linked_data(site, entry)),
        data=json_script(for_script(site, entry)),
        script=Markup(template("listen.js")),  # noqa: S704 — our own file
    )


def embed_page(site: Site, entry: Entry) -> str:
    """Return the small player that other sites show in a frame."""
    return render("embed.html.jinja", **_common(site, entry))


def _common(site: Site, entry: Entry) -> dict[str, Any]:
    sheet = entry.sheet
    audio = entry.audio
    return {
        "show": site.show,
        "language": entry.language,
        "title": sheet["title"],
        "subtitle": sheet["subtitle"],
        "author": sheet["author"],
        "date": (sheet["date"] or "")[:10],
        "date_text": date_text(sheet["date"] or "", entry.language),
        "length": length_text(sheet["length_s"]),
        "summary": sheet["subtitle"] or summary(sheet["description"]) or sheet["title"],
        "ai_note": ai_voice_note(entry.language) if entry.synthetic else "",
        "audio": site.link(entry, audio["name"]) if audio else "",
    }


def _frame(site: Site, entry: Entry) -> str:
    """Return what an author of another site pastes to show the small player; nothing without an address."""
    if not site.root:
        return ""
    source, title = escaped(site.address(entry, "embed.html")), escaped(entry.sheet["title"])
    return f'<iframe src="{source}" title="{title}" width="100%" height="180" style="border:0"></iframe>'


def _download(site: Site, entry: Entry, file: dict[str, Any]) -> dict[str, str]:
    return {
        "link": site.link(entry, file["name"]),
        "format": _FORMATS.get(file["type"], file["name"].rpartition(".")[2].upper()),
        "size": size_text(file["size_bytes"], entry.language),
    }


def _chapter(start_s: float, title: str) -> dict[str, Any]:
    return {
        "start_s": start_s,
        "seconds": f"{start_s:.3f}".rstrip("0").rstrip("."),
        "clock": length_text(start_s),
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


def _other(entry: Entry) -> dict[str, str]:
    return {"link": f"../{entry.slug}/index.html", "length": length_text(entry.sheet["length_s"])}
