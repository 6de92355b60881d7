"""The feed, read back and held to what directories ask."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from stilte.errors import BuildError, InputError
from stilte.release.catalog import Entry, read_catalog
from stilte.release.cuesheet import cue_data
from stilte.release.escape import clean
from stilte.release.podcast.feed import Episode, Feed, feed_xml
from stilte.release.podcast.ledger import Ledger, feed_guid
from stilte.release.podcast.publication import plan_podcast
from stilte.release.readiness import Scripts, check_show

if TYPE_CHECKING:
    from collections.abc import Callable

    from stilte.release.upload.send import Upload

    Feeds = Callable[..., dict[str, Any]]

    from stilte.release.show import Show
    from stilte.release.track import Track

pytestmark = pytest.mark.usefixtures("quick_covers")

NOW = datetime(2026, 2, 1, tzinfo=UTC)
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
PSC = "{http://podlove.org/simple-chapters}"


def bytes_of(upload: Upload) -> bytes:
    """Return what is sent of what is made here, not on disk."""
    assert isinstance(upload.source, bytes)
    return upload.source


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    folder.mkdir()
    return folder


@pytest.fixture
def feeds(output: Path, show: Show) -> Feeds:
    """Return a function that plans a podcast and reads its feeds back."""

    def plan(
        show: Show = show,
        ledger: Ledger | None = None,
        explicit: frozenset[str] = frozenset(),
        **options: Any,
    ) -> dict[str, Any]:
        entries = read_catalog(output)
        found = plan_podcast(
            show,
            output.parent,
            entries,
            ledger or Ledger(),
            now=NOW,
            scripts=Scripts(explicit=explicit),
            **options,
        )
        sent = (upload for upload in found.uploads if upload.path.endswith(".xml"))
        return {upload.path: etree.fromstring(bytes_of(upload)) for upload in sent}

    return plan


@pytest.fixture
def finished(output: Path, track: Track, put: Callable[[Path, Track], None]) -> None:
    """Let the sample track lie finished in the output folder."""
    put(output, track)


def test_an_item_has_all_that_directories_read(
    output: Path,
    track: Track,
    put: Callable[[Path, Track], None],
    feeds: Feeds,
) -> None:
    """Sound, length, chapters, transcript, numbers and the note on AI each stand where they are read."""
    put(output, track)
    item = feeds()["feed.xml"].find("channel/item")
    assert item.findtext("title") == "Rust & <ruimte>"
    assert item.findtext("pubDate") == "Mon, 05 Jan 2026 00:00:00 +0000"
    sound = item.find("enclosure")
    assert sound.get("url").startswith("https://example.org/media/media/rust-3m-")
    assert sound.get("url").isascii()
    assert (int(sound.get("length")), sound.get("type")) == (
        (output / "rust-3m" / "rust-3m.mp3").stat().st_size,
        "audio/mpeg",
    )
    assert [item.findtext(f"{ITUNES}{name}") for name in ("duration", "explicit", "season", "episode")] == [
        "170", "false", "1", "3",
    ]  # fmt: skip
    assert item.find(f"{PODCAST}transcript").get("type") == "text/vtt"
    assert item.find(f"{PODCAST}chapters").get("type") == "application/json+chapters"
    assert [one.get("start") for one in item.iter(f"{PSC}chapter")] == [
        "00:00:00.000",
        "00:00:23.500",
        "00:01:39.500",
    ]
    assert item.findtext(f"{PODCAST}txt") == "true"
    assert "00:00:00 Aankomen\n00:00:23 Ademen" in item.findtext("description")


def test_the_channel_is_complete(
    output: Path,
    track: Track,
    put: Callable[[Path, Track], None],
    feeds: Feeds,
) -> None:
    """Category and subcategory, owner, artwork, address and guid: what a directory asks for."""
    put(output, track)
    channel = feeds()["feed.xml"].find("channel")
    assert channel.find(f"{ITUNES}category").get("text") == "Health & Fitness"
    assert channel.find(f"{ITUNES}category/{ITUNES}category").get("text") == "Mental Health"
    assert channel.findtext(f"{ITUNES}owner/{ITUNES}email") == "anna@example.org"
    assert channel.find(f"{ITUNES}image").get("href").endswith(".jpg")
    assert (
        channel.find("{http://www.w3.org/2005/Atom}link").get("href") == "https://example.org/media/feed.xml"
    )
    assert channel.findtext(f"{PODCAST}guid") == feed_guid("https://example.org/media/feed.xml")
    assert channel.findtext("description") == "Oefeningen om bij te komen."
    assert channel.findtext(f"{PODCAST}license") == "cc-by-nc-4.0"


def test_a_guid_stays_when_the_sound_changes(
    output: Path,
    track: Track,
    put: Callable[[Path, Track], None],
    feeds: Feeds,
) -> None:
    """New sound has a new address under the old name, and a name once given is kept whatever else changes."""
    put(output, track)
    before = feeds()["feed.xml"].find("channel/item")
    for path in (output / "rust-3m").iterdir():
        path.unlink()
    (output / "rust-3m").rmdir()
    put(output, replace(track, fingerprint="other"))
    after = feeds()["feed.xml"].find("channel/item")
    assert after.findtext("guid") == before.findtext("guid")
    assert after.find("enclosure").get("url") != before.find("enclosure").get("url")
    kept = feeds(ledger=Ledger({"feed.xml": "f" * 36}, {"rust": "mine"}))["feed.xml"]
    assert kept.findtext("channel/item/guid") == "mine"
    assert kept.findtext(f"channel/{PODCAST}guid") == "f" * 36


def test_each_language_has_its_feed(
    output: Path,
    track: Track,
    put: Callable[[Path, Track], None],
    feeds: Feeds,
) -> None:
    """The show's own language is `feed.xml`; an English routine goes to `feed-en.xml` and nowhere else."""
    put(output, track)
    english = replace(track.routine, language="en-GB", slug="calm")
    put(output, replace(track, routine=english, slug="calm", variant_of=None))
    found = feeds()
    counts = {name: len(feed.findall("channel/item")) for name, feed in found.items()}
    assert counts == {
        "feed.xml": 1,
        "feed-en.xml": 1,
    }
    assert found["feed-en.xml"].findtext("channel/language") == "en"


def test_a_feed_whose_last_episode_is_gone_is_emptied(
    output: Path, track: Track, put: Callable[[Path, Track], None], feeds: Feeds
) -> None:
    """It keeps its name and its guid; left as it was, what was taken out would still be in it."""
    put(output, track)
    ledger = Ledger({"feed.xml": "f" * 36, "feed-en.xml": "e" * 36}, {"rust": "mine"}, {"calm": "gone"})
    found = feeds(ledger=ledger)
    assert found["feed-en.xml"].find("channel/item") is None
    assert found["feed-en.xml"].findtext(f"channel/{PODCAST}guid") == "e" * 36
    assert found["feed-en.xml"].findtext("channel/language") == "en"
    assert len(found["feed.xml"].findall("channel/item")) == 1


@pytest.mark.parametrize("date", [None, "2026-02-02", "2026-02-01T08:00"])
def test_what_has_no_date_or_a_later_one_waits(
    output: Path, track: Track, put: Callable[[Path, Track], None], feeds: Feeds,
    date: str | None,
) -> None:  # fmt: skip
    """Only a date that has come puts an episode out."""
    put(output, replace(track, routine=replace(track.routine, date=date)))
    assert feeds()["feed.xml"].find("channel/item") is None


def test_a_draft_voice_is_refused_unless_allowed(
    output: Path,
    track: Track,
    put: Callable[[Path, Track], None],
    feeds: Feeds,
) -> None:
    """Nobody publishes a voice for trying out by mistake; one that waits anyway refuses nothing."""
    draft = replace(track, voices=(replace(track.voices[0], draft=True),))
    put(output, draft)
    with pytest.raises(BuildError, match="draft voice"):
        feeds()
    assert feeds(allow_draft=True)["feed.xml"].find("channel/item") is not None


def test_what_podcast_yaml_lacks_is_told_at_once(
    output: Path, track: Track, put: Callable[[Path, Track], None], feeds: Feeds,
    show: Show,
) -> None:  # fmt: skip
    """All missing keys are named together, with a line to write for each."""
    put(output, track)
    with pytest.raises(InputError) as caught:
        feeds(show=replace(show, title="", media=""))
    assert [str(problem.instead) for problem in caught.value.problems] == [
        "Write `title: The name of your show`.",
        "Write `media: https://example.org/podcast`.",
    ]


def test_text_of_scripts_stays_text(
    output: Path,
    track: Track,
    put: Callable[[Path, Track], None],
    feeds: Feeds,
) -> None:
    """Neither markup nor control characters of a script change the feed, and notes carry no script."""
    evil = "]]></content:encoded><x/>\x0b<script>alert(1)</script>"
    put(output, replace(track, routine=replace(track.routine, title=evil, description=evil)))
    item = feeds()["feed.xml"].find("channel/item")
    assert item.findtext("title") == evil.replace("\x0b", "")
    assert "<script" not in item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded")


def test_other_readers_agree(
    output: Path, track: Track, put: Callable[[Path, Track], None], show: Show
) -> None:
    """Feedparser and podcastparser find the episode, its sound, its length and its chapters."""
    feedparser = pytest.importorskip("feedparser")
    podcastparser = pytest.importorskip("podcastparser")
    put(output, track)
    found = plan_podcast(show, output.parent, read_catalog(output), Ledger(), now=NOW, scripts=Scripts())
    raw = next(bytes_of(upload) for upload in found.uploads if upload.path == "feed.xml")
    read = feedparser.parse(raw)
    assert not read.bozo
    assert read.entries[0].enclosures[0].type == "audio/mpeg"
    other = podcastparser.parse("https://example.org/media/feed.xml", io.BytesIO(raw))
    assert other["episodes"][0]["total_time"] == 170
    assert [chapter["start"] for chapter in other["episodes"][0]["chapters"]] == [0, 23, 99]


@pytest.mark.usefixtures("finished")
def test_a_page_for_support_is_named_in_the_listeners_language(feeds: Feeds, show: Show) -> None:
    """Funding has its address and words; without an address there is none."""
    assert feeds()["feed.xml"].find(f"channel/{PODCAST}funding") is None
    funding = feeds(replace(show, funding="https://example.org/steun"))["feed.xml"].find(
        f"channel/{PODCAST}funding"
    )
    assert (funding.get("url"), funding.text) == ("https://example.org/steun", "Steun deze podcast")


@pytest.mark.usefixtures("finished")
@pytest.mark.parametrize(("said", "told"), [((), "false"), (("rust",), "true"), (("other",), "false")])
def test_a_routine_may_be_explicit_in_a_show_that_is_not(
    feeds: Feeds,
    said: tuple[str, ...],
    told: str,
) -> None:
    """What a script says of itself stands at its episode, and only there."""
    channel = feeds(explicit=frozenset(said))["feed.xml"].find("channel")
    assert channel.findtext(f"item/{ITUNES}explicit") == told
    assert channel.findtext(f"{ITUNES}explicit") == "false"


def test_a_long_description_never_costs_the_chapters(
    output: Path, track: Track, put: Callable[[Path, Track], None], feeds: Feeds
) -> None:
    """The description is cut to what directories take; time stamps and the note on AI stand whole."""
    put(output, replace(track, routine=replace(track.routine, description="Zucht é. " * 900)))
    told = feeds()["feed.xml"].findtext("channel/item/description")
    assert len(told.encode()) <= 4000
    assert "…\n\n00:00:00 Aankomen\n00:00:23 Ademen & <zijn>\n00:01:39 Blijven\n\nDe stem" in told


def test_an_address_is_told_at_its_line(show: Show, tmp_path: Path) -> None:
    """An author finds it in `podcast.yaml` without counting."""
    (tmp_path / "podcast.yaml").write_text(
        "title: T\nlanguage: nl\nmedia: www.example.org\n", encoding="utf-8"
    )
    with pytest.raises(InputError, match=r"podcast.yaml:3: 'media: www.example.org' is not an address."):
        check_show(replace(show, media="www.example.org"), tmp_path)


@pytest.mark.usefixtures("finished")
@pytest.mark.parametrize("address", ["https://exämple.org/x", "https://example.org/mijn map", "ftp://x"])
def test_addresses_that_no_app_could_open_are_refused(
    feeds: Feeds,
    show: Show,
    address: str,
) -> None:
    """Every address of a feed is plain ASCII without spaces, and begins with http."""
    for name in ("media", "link", "funding"):
        with pytest.raises(InputError, match=f"'{name}: {address}' is not an address"):
            feeds(replace(show, **cast("dict[str, Any]", {name: address})))


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    text=st.one_of(
        st.text(max_size=200),
        st.lists(
            st.sampled_from(["]]>", "<script>", "&amp;", "\u202e", "\x0b", "🧘", "[a](javascript:b)", "<!--"])
        ).map(" ".join),
    )
)
def test_any_text_gives_a_feed_that_holds_it_as_text(track: Track, show: Show, text: str) -> None:
    """Whatever stands in a title, a note or a chapter: well-formed XML, the text itself, and no script."""
    routine = replace(track.routine, title=text, subtitle=text, description=text, tags=(text,), author=text)
    timeline = replace(track.timeline, notes=(text,))
    sheet = cue_data(replace(track, routine=routine, timeline=timeline))
    entry = Entry(Path("rust-3m"), sheet, ((0.0, text), (1.0, text), (2.0, text)))
    episode = Episode(entry, "guid", "p", "https://example.org/a.mp3", 1, "t", "c", "i")
    shown = replace(show, title=text, description=text, author=text)
    raw = feed_xml(Feed(shown, "feed.xml", "https://example.org/f", "g", "nl", "c", "s", (episode,)))
    item: Any = etree.fromstring(raw).find("channel/item")
    assert " ".join((item.findtext("title") or "").split()) == " ".join(clean(text).split())
    notes: Any = lxml_html.fromstring(f"<div>{item.findtext('{*}encoded')}</div>")
    assert not list(notes.iter("script", "iframe", "style", "img"))
    assert all(
        a.get("href").startswith(("http://", "https://", "mailto:")) for a in notes.iter("a") if a.get("href")
    )
    assert len((item.findtext("description") or "").encode()) <= 4000
