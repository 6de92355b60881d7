"""The podcast feed: RSS 2.0 with the tags of iTunes and of Podcasting 2.0."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

from lxml import etree

from stilte import __version__
from stilte.release.escape import clean
from stilte.release.markdown import summary
from stilte.release.page_texts import words_of
from stilte.release.podcast.show_notes import cut, notes_html, notes_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stilte.release.catalog import Entry
    from stilte.release.show import Show

_SPACES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "psc": "http://podlove.org/simple-chapters",
    "atom": "http://www.w3.org/2005/Atom",
}
# Apple Podcasts allows at most 4,000 bytes in a description.
MOST_DESCRIPTION_BYTES = 4000


@dataclass(frozen=True, slots=True)
class Episode:
    """A track that is out: what a feed says of it, and the full addresses of its files.

    `transcript` is in WebVTT, `subtitles` the same words in SubRip where there are any; `files` are what the
    cue sheet says of each audio file, with its address.
    """

    entry: Entry
    guid: str
    page: str
    audio: str
    size_bytes: int
    transcript: str
    chapters: str
    cover: str
    explicit: bool = False
    subtitles: str = ""
    cue_sheet: str = ""
    files: tuple[tuple[str, Mapping[str, Any]], ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of one language."""

    show: Show
    name: str
    address: str
    guid: str
    language: str
    cover: str
    site: str
    episodes: tuple[Episode, ...]


def feed_xml(feed: Feed) -> bytes:
    """Return the feed, the newest episode first; the same episodes always give the same bytes."""
    rss = etree.Element("rss", {"version": "2.0"}, nsmap=_SPACES)
    channel = etree.SubElement(rss, "channel")
    _about(channel, feed)
    for episode in sorted(feed.episodes, key=_newest_first, reverse=True):
        _item(etree.SubElement(channel, "item"), feed, episode)
    etree.indent(rss)
    return bytes(etree.tostring(rss, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _newest_first(episode: Episode) -> tuple[str, int, str]:
    sheet = episode.entry.sheet
    return (str(episode.entry.date or ""), sheet["episode"] or 0, episode.entry.slug)


def _about(channel: etree._Element, feed: Feed) -> None:
    show = feed.show
    _add(channel, "title", show.title)
    _add(channel, "link", show.link or feed.site)
    _add(channel, "description", cut(summary(show.description) or show.title, MOST_DESCRIPTION_BYTES))
    _add(channel, "language", feed.language)
    _add(channel, "generator", f"stilte {__version__}")
    if (newest := max((e.entry.date for e in feed.episodes if e.entry.date), default=None)) is not None:
        _add(channel, "pubDate", format_datetime(newest))
    _add(channel, "atom:link", href=feed.address, rel="self", type="application/rss+xml")
    _add(channel, "itunes:author", show.author)
    _add(channel, "itunes:type", show.type)
    _add(channel, "itunes:explicit", _truth(value=show.explicit))
    _add(channel, "itunes:image", href=feed.cover)
    _picture(channel, feed)
    _category(channel, show.category)
    if show.email:
        owner = _add(channel, "itunes:owner")
        _add(owner, "itunes:name", show.author or show.title)
        _add(owner, "itunes:email", show.email)
    _add(channel, "podcast:guid", feed.guid)
    _add(channel, "podcast:medium", "course" if show.type == "serial" else "podcast")
    _add(channel, "podcast:locked", "yes" if show.email else "no", **_owner(show))
    if show.licence:
        _add(channel, "podcast:license", show.licence)
        _add(channel, "copyright", show.licence)
    if show.funding:
        _add(channel, "podcast:funding", words_of(feed.language)["fund"], url=show.funding)
    if show.author:
        _add(channel, "podcast:person", show.author, role="host")
    if any(episode.entry.synthetic for episode in feed.episodes):
        _add(channel, "podcast:txt", "true", purpose="ai-content")


def _item(item: etree._Element, feed: Feed, episode: Episode) -> None:
    entry, sheet = episode.entry, episode.entry.sheet
    date = entry.date
    _add(item, "title", sheet["title"])
    _add(item, "guid", episode.guid, isPermaLink="false")
    if date is not None:
        _add(item, "pubDate", format_datetime(date))
    _add(item, "link", episode.page)
    _add(item, "description", notes_text(entry, MOST_DESCRIPTION_BYTES))
    _add(item, "content:encoded").text = etree.CDATA(clean(notes_html(entry)).replace("]]>", "]]&gt;"))
    _add(item, "enclosure", url=episode.audio, length=str(episode.size_bytes), type="audio/mpeg")
    _add(item, "itunes:title", sheet["title"])
    for name in ("subtitle", "author"):
        if sheet[name]:
            _add(item, f"itunes:{name}", sheet[name])
    if sheet["author"] not in ("", feed.show.author):
        _add(item, "podcast:person", sheet["author"], role="host")
    _add(item, "itunes:duration", str(round(sheet["length_s"])))
    _add(item, "itunes:explicit", _truth(value=episode.explicit))
    _add(item, "itunes:image", href=episode.cover)
    _add(item, "itunes:episodeType", "full")
    _numbers(item, sheet)
    _add(item, "podcast:transcript", url=episode.transcript, type="text/vtt", language=entry.language)
    if episode.subtitles:
        kind = "application/x-subrip"
        _add(item, "podcast:transcript", url=episode.subtitles, type=kind, language=entry.language)
    _chapters(item, episode)
    for name in dict.fromkeys(sheet["tags"]):
        _add(item, "category", name)
    if entry.synthetic:
        _add(item, "podcast:txt", "true", purpose="ai-content")


def _numbers(item: etree._Element, sheet: Mapping[str, int | None]) -> None:
    for name in ("season", "episode"):
        if sheet[name] is not None:
            _add(item, f"itunes:{name}", str(sheet[name]))
            _add(item, f"podcast:{name}", str(sheet[name]))


def _chapters(item: etree._Element, episode: Episode) -> None:
    if not episode.entry.chapters:
        return
    _add(item, "podcast:chapters", url=episode.chapters, type="application/json+chapters")
    listed = _add(item, "psc:chapters", version="1.2")
    for start_s, title in episode.entry.chapters:
        whole_s, rest_s = divmod(start_s, 1)
        minutes, seconds = divmod(int(whole_s), 60)
        start = f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}.{round(rest_s * 1000):03d}"
        _add(listed, "psc:chapter", start=start, title=title)


def _picture(channel: etree._Element, feed: Feed) -> None:
    """Add the picture as RSS itself has it, for readers that know no other."""
    picture = _add(channel, "image")
    _add(picture, "url", feed.cover)
    _add(picture, "title", feed.show.title)
    _add(picture, "link", feed.show.link or feed.site)


def _category(channel: etree._Element, category: Sequence[str]) -> None:
    if category:
        parent = _add(channel, "itunes:category", text=category[0])
        for name in category[1:2]:
            _add(parent, "itunes:category", text=name)


def _owner(show: Show) -> dict[str, str]:
    return {"owner": show.email} if show.email else {}


def _add(parent: etree._Element, tag: str, content: str = "", **attributes: str) -> etree._Element:
    """Add an element; an empty one without attributes only where it gets children or text later."""
    space, _, name = tag.rpartition(":")
    full = f"{{{_SPACES[space]}}}{name}" if space else name
    added = etree.SubElement(parent, full, {key: clean(value) for key, value in attributes.items()})
    if content:
        added.text = clean(content)
    return added


def _truth(*, value: bool) -> str:
    return "true" if value else "false"
