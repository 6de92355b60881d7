"""The page of all tracks: a card for each routine, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stilte.release.catalog import others
from stilte.release.languages import primary
from stilte.release.prose import markdown, summary
from stilte.release.readable import date_text, length_text, licence_text
from stilte.release.rendering import render
from stilte.release.words import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stilte.release.catalog import Entry
    from stilte.release.site import Site


def index_page(site: Site, entries: Sequence[Entry]) -> str:
    """Return the page of all tracks, one card a routine, the newest first."""
    show = site.show
    newest = sorted(entries, key=lambda entry: entry.sheet["date"] or "", reverse=True)
    return render(
        "index.html.jinja",
        show.language,
        show=show,
        title=show.title or words_of(show.language)["all"],
        summary=summary(show.description),
        description=markdown(show.description),
        address=site.root and f"{site.root}index.html",
        picture=site.root and site.cover and site.root + site.cover,
        licence=licence_text(show.licence),
        feeds=[
            {"name": words_of(language)["language"], "language": language, "link": link}
            for language, link in site.feeds
        ],
        cards=[_card(site, entry) for entry in newest],
    )


def _card(site: Site, entry: Entry) -> dict[str, Any]:
    sheet = entry.sheet
    foreign = primary(entry.language) != primary(site.show.language)
    return {
        "folder": entry.slug,
        "language": entry.language,
        "foreign": words_of(entry.language)["language"] if foreign else "",
        "title": sheet["title"],
        "subtitle": sheet["subtitle"],
        "lengths": [
            {"folder": one.slug, "length": length_text(one.sheet["length_s"])}
            for one in (entry, *others(entry, site.entries))
        ],
        "date": (sheet["date"] or "")[:10],
        "date_text": date_text(sheet["date"] or "", entry.language),
    }
