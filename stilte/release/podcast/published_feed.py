"""Reading the published feeds back: what listeners have, whatever `published.yaml` says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from stilte.errors import InputError, Problem, Where
from stilte.foreign_text import foreign_text
from stilte.messages import Message, sentences, tr
from stilte.release.language_codes import primary
from stilte.release.podcast.ledger import LEDGER
from stilte.release.podcast.renames import remove_command
from stilte.release.upload.destination import reached
from stilte.release.upload.file_signatures import HEAD_BYTES, carries_mark

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from stilte.release.podcast.ledger import Ledger
    from stilte.release.upload.destination import Destination

# Far more than a feed of thousands of episodes; protects memory from a wrong file.
_MOST_BYTES = 50_000_000
_GUID = "{https://podcastindex.org/namespace/1.0}guid"


@dataclass(frozen=True, slots=True)
class PublishedFeed:
    """A feed of ours as it is out: its name, guid, title and language, and its episodes' titles by guid."""

    name: str
    guid: str
    title: str
    language: str
    episodes: dict[str, str]


def read_feeds(place: Destination, names: Iterable[str]) -> tuple[PublishedFeed, ...]:
    """Return Stilte's feeds among these names; a file that is not a feed, or is cut off, is ignored."""
    with reached(tr("What is published already could not be read")):
        raw = ((name, place.read_head(name, _MOST_BYTES)) for name in names)
        feeds = (_read(name, body) for name, body in raw if body and carries_mark(name, body[:HEAD_BYTES]))
        return tuple(feed for feed in feeds if feed is not None)


def _read(name: str, body: bytes) -> PublishedFeed | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        channel = etree.fromstring(body, parser).find("channel")
    except etree.XMLSyntaxError:
        return None
    if channel is None:
        return None
    items = ((item.findtext("guid") or "", item.findtext("title") or "") for item in channel.iter("item"))
    return PublishedFeed(
        name=name,
        guid=channel.findtext(_GUID) or "",
        title=foreign_text(channel.findtext("title") or ""),
        language=channel.findtext("language") or "",
        episodes={guid.strip(): foreign_text(title) for guid, title in items if guid.strip()},
    )


def refuse_losses(
    feeds: Iterable[PublishedFeed], ledger: Ledger, kept: Collection[str], languages: Mapping[str, str]
) -> None:
    """Raise `InputError` where a feed that is out would become another show's, or lose an episode.

    `kept` are the guids that are in one of the new feeds or were taken out on purpose; `languages` those of
    the new feeds, by their names.
    """
    wrong = [problem for feed in feeds for problem in _losses(feed, ledger, kept, languages)]
    if wrong:
        raise InputError(*wrong)


def _losses(
    feed: PublishedFeed, ledger: Ledger, kept: Collection[str], languages: Mapping[str, str]
) -> Iterator[Problem]:
    known = ledger.feeds.get(feed.name)
    if feed.guid and known and feed.guid != known:
        yield _another_show(feed)
        return
    now = languages.get(feed.name, feed.language)
    if feed.language and primary(now) != primary(feed.language):
        yield _another_language(feed, now)
    for guid, title in feed.episodes.items():
        if guid not in kept:
            yield _unknown_episode(feed, guid, title)


def _back() -> Message:
    return tr("Restore {file} from a backup or from your version control.", file=LEDGER)


def _another_show(feed: PublishedFeed) -> Problem:
    message = tr(
        "The {feed} that is published there belongs to another show: '{title}'.",
        feed=feed.name,
        title=feed.title,
    )
    own = tr("Publish to a folder of its own.")
    same = tr("If it is this show, restore {file} from a backup or from your version control.", file=LEDGER)
    return Problem(None, message, sentences(own, same))


def _another_language(feed: PublishedFeed, now: str) -> Problem:
    message = tr(
        "{feed} is published in '{before}' and would be in '{now}': its episodes would be removed from it.",
        feed=feed.name,
        before=feed.language,
        now=now,
    )
    cure = tr("Write `language: {language}` in podcast.yaml.", language=feed.language)
    return Problem(Where("podcast.yaml", 1), message, cure)


def _unknown_episode(feed: PublishedFeed, guid: str, title: str) -> Problem:
    message = tr(
        "The episode '{title}' is published in {feed}, and would be removed from it: it is not in {file}.",
        title=title,
        feed=feed.name,
        file=LEDGER,
    )
    remove = tr("To remove it from the feed: `{command}`.", command=remove_command(guid))
    return Problem(None, message, sentences(_back(), tr("Or publish to another folder."), remove))
