"""The listen page of a track: static, whole in one file, in the language of the routine."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from stilte.release.catalog import iso_duration
from stilte.release.credits import credits_of
from stilte.release.escape import escaped
from stilte.release.formatting import date_text, decimal_text, length_text, licence_text, size_text
from stilte.release.language_codes import ai_voice_note
from stilte.release.markdown import markdown, summary
from stilte.release.site.embed_code import embed_code
from stilte.release.site.page_metadata import json_script, linked_data, spoken_groups
from stilte.release.site.quick_response import qr_svg
from stilte.release.site.render import render
from stilte.release.site.script_data import embed_data, listen_data
from stilte.release.site.scripts import page_script
from stilte.release.transcript import timestamp

if TYPE_CHECKING:
    from stilte.release.catalog import Entry
    from stilte.release.site.addresses import Site

_FORMATS = {"audio/mpeg": "MP3", "audio/mp4": "M4A", "audio/ogg": "Opus", "audio/flac": "FLAC"}
_SPEEDS = ("0.75", "0.9", "1", "1.1", "1.25")
_MOST_UNFOLDED = 40
"""How many lines of text stand unfolded; of a longer track each chapter is folded."""


def listen_page(site: Site, entry: Entry) -> str:
    """Return the page of a track."""
    sheet, audio = entry.sheet, entry.audio
    groups, following = list(spoken_groups(entry)), site.neighbours.next_of(entry)
    address = site.address(entry, "index.html")
    return render(
        "listen.html.jinja",
        **_common(site, entry),
        up="../",
        files=[_download(site, entry, file) for file in sheet["files"]],
        transcript=site.link(entry, f"{entry.slug}.vtt"),
        chapter_track=_chapter_track(entry),
        speeds=[{"value": one, "text": f"{decimal_text(one, entry.language)}×"} for one in _SPEEDS],
        groups=groups,
        folded=len(groups) > 1 and sum(len(group["lines"]) for group in groups) > _MOST_UNFOLDED,
        others=[_other(one) for one in site.neighbours.others(entry)],
        next=following and _next(following),
        description=markdown(sheet["description"]),
        notes=sheet["notes"],
        tags=sheet["tags"],
        credits=credits_of(entry),
        licence=licence_text(site.show.licence),
        feed=site.feed_for(entry.language),
        draft=entry.draft,
        page_address=address,
        picture=site.picture(entry.routine),
        audio_address=site.address(entry, audio["name"]) if audio else "",
        code=qr_svg(address),
        embed=embed_code(site.address(entry, "embed.html"), sheet["title"]) if address else "",
        json_ld=json_script(linked_data(site, entry)),
        data=json_script(listen_data(site, entry, following)),
        script=Markup(page_script("listen")),  # noqa: S704 — our own files
    )


def embed_page(site: Site, entry: Entry) -> str:
    """Return the small player that other sites show in a frame."""
    return render(
        "embed.html.jinja",
        **_common(site, entry),
        length_s=int(entry.sheet["length_s"]),
        data=json_script(embed_data(site, entry)),
        script=Markup(page_script("embed")),  # noqa: S704 — our own files
    )


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
        "chapters": [_chapter(start_s, title) for start_s, title in entry.chapters],
    }


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


def _next(entry: Entry) -> dict[str, str]:
    return {**_other(entry), "title": entry.sheet["title"], "language": entry.language}
