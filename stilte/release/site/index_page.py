"""The page of all tracks: a card for each routine, the newest first; and the page for what is not kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from stilte.release.formatting import date_text, length_text, licence_text
from stilte.release.language_codes import primary
from stilte.release.markdown import markdown, summary
from stilte.release.page_texts import words_of
from stilte.release.site.list_filters import languages_of, minutes_of, spans_of, theme_of, themes_of
from stilte.release.site.page_metadata import json_script
from stilte.release.site.quick_response import qr_svg
from stilte.release.site.render import render
from stilte.release.site.script_data import index_data, offline_data
from stilte.release.site.scripts import page_script

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stilte.release.catalog import Entry
    from stilte.release.site.addresses import Site


def index_page(site: Site, entries: Sequence[Entry]) -> str:
    """Return the page of all tracks, one card a routine, the newest first."""
    show = site.show
    newest = sorted(entries, key=lambda entry: entry.sheet["date"] or "", reverse=True)
    by_slug = {entry.routine: entry for entry in reversed(newest)}
    address = site.root and f"{site.root}index.html"
    return render(
        "index.html.jinja",
        show.language,
        up="",
        show=show,
        title=show.title or words_of(show.language)["all"],
        summary=summary(show.description),
        description=markdown(show.description),
        page_address=address,
        code=qr_svg(address),
        picture=site.picture(),
        licence=licence_text(show.licence),
        feeds=[
            {"name": words_of(language)["language"], "language": language, "link": link}
            for language, link in site.feeds
        ],
        subscribe=[{"name": name, "link": link} for name, link in show.subscribe],
        start=[_card(site, by_slug[slug]) for slug in dict.fromkeys(show.start) if slug in by_slug],
        cards=[_card(site, entry) for entry in newest],
        themes=themes_of(newest),
        spans=spans_of(newest, site.entries, show.language),
        languages=languages_of(newest),
        about=markdown(show.about),
        photo=site.photo,
        links=[{"name": name, "address": address} for name, address in show.links],
        data=json_script(index_data(site, [*newest, *_other_lengths(site, newest)])),
        script=Markup(page_script("index")),  # noqa: S704 — our own files
    )


def offline_page(site: Site) -> str:
    """Return the page that is shown without a network for a page that is not kept."""
    language = site.show.language
    return render(
        "offline.html.jinja",
        language,
        up="",
        show=site.show,
        data=json_script(offline_data(language)),
        script=Markup(page_script("offline")),  # noqa: S704 — our own files
    )


def _other_lengths(site: Site, entries: Sequence[Entry]) -> list[Entry]:
    return [other for entry in entries for other in site.neighbours.others(entry)]


def _card(site: Site, entry: Entry) -> dict[str, Any]:
    sheet = entry.sheet
    lengths = (entry, *site.neighbours.others(entry))
    foreign = primary(entry.language) != primary(site.show.language)
    told = (sheet["title"], sheet["subtitle"], summary(sheet["description"]), *sheet["tags"], sheet["author"])
    return {
        "folder": entry.slug,
        "slugs": " ".join(one.slug for one in lengths),
        "language": entry.language,
        "spoken": primary(entry.language),
        "foreign": words_of(entry.language)["language"] if foreign else "",
        "title": sheet["title"],
        "subtitle": sheet["subtitle"],
        "lengths": [{"folder": one.slug, "length": length_text(one.sheet["length_s"])} for one in lengths],
        "minutes": " ".join(minutes_of(one) for one in lengths),
        "themes": "\n".join(theme_of(tag) for tag in sheet["tags"]),
        "words": " ".join(filter(None, told)),
        "date": (sheet["date"] or "")[:10],
        "date_text": date_text(sheet["date"] or "", entry.language),
    }
