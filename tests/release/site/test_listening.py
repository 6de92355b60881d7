"""What the pages hold for sharing, long tracks, lists and home screens."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from stilte.release.catalog import Entry, read_catalog
from stilte.release.neighbours import Neighbours
from stilte.release.page_texts import words_of
from stilte.release.site.addresses import Site
from stilte.release.site.app_manifest import app_manifest
from stilte.release.site.index_page import index_page
from stilte.release.site.list_filters import spans_of, themes_of
from stilte.release.site.listen_page import listen_page
from stilte.release.track import SoundUsed, VoiceUsed
from stilte.release.upload.file_signatures import carries_mark

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.release.show import Show
    from stilte.release.track import Track

    Put = Callable[[Path, Track], None]


@pytest.fixture
def entry(tmp_path: Path, track: Track, put: Put) -> Entry:
    put(tmp_path, track)
    (found,) = read_catalog(tmp_path)
    return found


def other(entry: Entry, slug: str, **changes: Any) -> Entry:
    """Return a track like it, under another name."""
    return replace(entry, sheet={**entry.sheet, "slug": slug, "variant_of": None, **changes})


def test_a_shared_link_looks_like_something(entry: Entry, show: Show) -> None:
    """A wide picture of its own where there is one, else the show's; with words for who does not see it."""
    wide = Site(show, (entry,), cover="cover.jpg", pictures={entry.routine: "media/rust-wide.jpg"})
    for site, shown, card in (
        (wide, "https://example.org/media/media/rust-wide.jpg", "summary_large_image"),
        (replace(wide, pictures={}), "https://example.org/media/cover.jpg", "summary"),
    ):
        tree: Any = html.fromstring(listen_page(site, entry))
        seen = {one.get("property") or one.get("name"): one.get("content") for one in tree.xpath("//meta")}
        assert (seen["og:image"], seen["twitter:card"]) == (shown, card)
        assert seen["og:image:alt"] == entry.sheet["title"]
        assert seen["og:locale"] == entry.language.replace("-", "_")


def test_a_page_without_an_address_has_no_code(entry: Entry, show: Show) -> None:
    """A QR code needs somewhere to lead; with an address it is there, for paper alone."""
    for media, codes in (("", 0), ("https://example.org/pod", 1)):
        tree: Any = html.fromstring(listen_page(Site(replace(show, media=media), (entry,)), entry))
        assert len(tree.xpath("//*[@class='printed']//svg[@class='qr'] | //*[@class='qr']")) == codes


@pytest.mark.parametrize(("lines", "folded"), [(40, 0), (41, 3)])
def test_the_text_of_a_long_track_is_folded(entry: Entry, show: Show, lines: int, folded: int) -> None:
    """Up to forty lines stand open; of more, each chapter is folded."""
    said = [
        {"kind": "speech", "role": "line", "text": f"Zin {n}", "start_s": 170.0 * n / lines, "length_s": 1.0}
        for n in range(lines)
    ]
    long = other(entry, entry.slug, events=said)
    tree: Any = html.fromstring(listen_page(Site(show, (long,)), long))
    assert len(tree.xpath("//section[@class='transcript']//details")) == folded
    assert len(tree.xpath("//ol[@class='lines']//button[@tabindex='-1']")) == lines


def test_the_next_track_is_the_one_that_came_out_next(entry: Entry) -> None:
    """In its language, no draft, of several lengths the nearest; after the last there is none."""
    first = other(entry, "a", date="2026-01-01")
    english = other(entry, "b", date="2026-01-02", language="en")
    draft = other(entry, "c", date="2026-01-03", voices=[{**entry.sheet["voices"][0], "draft": True}])
    long = other(entry, "d-20m", variant_of="d", date="2026-01-04", length_s=1200.0)
    short = other(entry, "d-3m", variant_of="d", date="2026-01-04", length_s=175.0)
    every = (long, short, draft, english, first)
    assert Neighbours(every).next_of(first) is short
    assert Neighbours(every).next_of(short) is None
    assert Neighbours(every).next_of(english) is None


def test_seasons_and_episodes_order_tracks_of_one_day(entry: Entry) -> None:
    """Without dates they are the order; without both, the order of the scripts."""
    one, two = (
        other(entry, "z", date=None, season=1, episode=1),
        other(entry, "a", date=None, season=1, episode=2),
    )
    assert Neighbours((two, one)).next_of(one) is two
    bare = [other(entry, slug, date=None, season=None, episode=None) for slug in "xyz"]
    assert Neighbours(bare).next_of(bare[0]) is bare[1]


def test_credits_name_who_spoke_in_the_listeners_language(
    tmp_path: Path, track: Track, put: Put, show: Show
) -> None:
    """A person by name, a computer's voice by its engine; music with its maker, source and licence."""
    voices = (
        VoiceUsed("a", "kokoro", draft=False, synthetic=True, credit="AI voice (Kokoro)"),
        VoiceUsed("b", "gtts", draft=False, synthetic=True, credit="AI voice (Google Translate)"),
        VoiceUsed("anna", "recorded", draft=False, synthetic=False, credit="Anna"),
    )
    sounds = (
        SoundUsed("bron", "bed", 0.0, "CC0-1.0", ""),
        SoundUsed("beek", "bed", 0.0, "cc-by-4.0", "Jan Beek (https://freesound.example/s/1)"),
        SoundUsed("gong", "bell", 0.0, "CC0-1.0", ""),
    )
    put(tmp_path, replace(track, voices=voices, sounds=sounds))
    (entry,) = read_catalog(tmp_path)
    tree: Any = html.fromstring(listen_page(Site(show, (entry,)), entry))
    lines = [" ".join(one.text_content().split()) for one in tree.xpath("//footer//ul/li")]
    assert lines == [
        "Stem: AI-stem (Kokoro)",
        "Stem: AI-stem (Google Translate)",
        "Stem: Anna",
        "Muziek: bron, Stilte (CC0 1.0)",
        "Muziek: Jan Beek (CC BY 4.0)",
    ]
    links = tree.xpath("//footer//ul//a/@href")
    assert "https://freesound.example/s/1" in links
    assert "https://creativecommons.org/licenses/by/4.0/" in links


def test_spans_of_length_hold_what_they_say(entry: Entry) -> None:
    """Ten minutes exactly are `up to 10 min`; there is no span without a track, and few spans."""
    lengths = (180, 600, 601, 2700, 5400)
    tracks = [other(entry, f"t{n}", length_s=float(n)) for n in lengths]
    spans = spans_of(tracks, tracks, "en")
    assert [span["text"] for span in spans] == [
        "up to 5 min", "5 to 10 min", "10 to 20 min", "20 to 45 min", "over 45 min",
    ]  # fmt: skip
    assert spans_of(tracks[:1], tracks[:1], "en") == []


def test_themes_are_one_however_they_are_written(entry: Entry) -> None:
    """Capitals and spaces make no other theme."""
    tracks = [other(entry, "a", tags=["Adem ", "stand"]), other(entry, "b", tags=["adem", "Stand"])]
    assert themes_of(tracks) == [{"value": "adem", "text": "Adem"}, {"value": "stand", "text": "stand"}]


def test_what_the_show_names_and_there_is_not_is_left_out(entry: Entry, show: Show) -> None:
    """`start` may name a routine that is not finished yet; it stands there once it is."""
    site = Site(replace(show, start=("weg", entry.routine, entry.routine)), (entry,))
    tree: Any = html.fromstring(index_page(site, (entry,)))
    assert tree.xpath("//ol[@class='firsts']//a/@href") == [f"{entry.slug}/index.html"]


def test_the_manifest_is_known_as_ours(show: Show) -> None:
    """They are replaced where they are ours, and never another's; a phone finds what it needs."""
    body = app_manifest(show)
    told = json.loads(body)
    assert carries_mark("manifest.webmanifest", body)
    assert not carries_mark("manifest.webmanifest", b'{"name": "Another"}')
    assert (told["display"], told["start_url"], told["lang"]) == ("standalone", "./index.html", show.language)
    assert {icon["sizes"] for icon in told["icons"]} == {"192x192", "512x512"}


def test_templates_find_every_word() -> None:
    """A template asks a mapping for its own attributes first: no word may be called like one of them."""
    assert not set(words_of("en")) & set(dir(dict))


@pytest.mark.parametrize("language", ["nl", "de", "fr", "es"])
def test_every_word_of_the_pages_is_translated(language: str) -> None:
    """Nothing English is left in a page of one of our languages, and every place in a text is kept."""
    english, words = words_of("en"), words_of(language)
    alike = {name for name, text in words.items() if text and text == english[name] and text.isascii()}
    same = {
        "nl": {"download", "podcast", "offline", "feed", "minutes", "date"},
        "de": {"podcast", "offline", "feed", "pause"},
        "fr": {"podcast", "date", "silence", "minutes", "pause", "licence"},
        "es": {"podcast", "minutes", "date"},
    }
    assert alike <= {*same[language], "point"}
    for name, text in words.items():
        assert sorted(part.partition("}")[0] for part in text.split("{")[1:]) == sorted(
            part.partition("}")[0] for part in english[name].split("{")[1:]
        ), name
