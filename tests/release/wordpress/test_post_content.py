"""What a post says: who spoke in its own language, chapters that move the player or plain times."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from stilte.release.catalog import read_catalog
from stilte.release.credits import credit_texts
from stilte.release.track import VoiceUsed
from stilte.release.wordpress.answers import Medium
from stilte.release.wordpress.blocks import serialize
from stilte.release.wordpress.chapter_script import chapter_script
from stilte.release.wordpress.post_content import PostOptions, post_parts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.release.catalog import Entry
    from stilte.release.track import Track

    Put = Callable[[Path, Track], None]

MANY = "AI voice (Google Translate, Piper's Alex, Kokoro or eSpeak NG)"


def entry_of(folder: Path, put: Put, track: Track) -> Entry:
    put(folder, track)
    (entry,) = read_catalog(folder)
    return entry


def told(
    entry: Entry, *, script: bool = False, folds: bool = True, transcript: bool = True
) -> list[tuple[str, str]]:
    """Return the key and the markup of each of our blocks."""
    audio = {entry.slug: Medium(7, "https://b.example/x-1.mp3")}
    words = Medium(8, "https://b.example/x.vtt") if transcript else None
    parts = post_parts(
        PostOptions((entry,), audio, words, folds, script), {"https://b.example/x-1.mp3": "a.mp3"}
    )
    return [(part.key, serialize(part.block)) for part in parts]


@pytest.mark.parametrize(
    ("voice", "says"),
    [
        (VoiceUsed("rustig", "kokoro", draft=False, synthetic=True, credit=MANY), "Stem: AI-stem (Kokoro)"),
        (VoiceUsed("rustig", "piper", draft=False, synthetic=True), "Stem: AI-stem (Piper)"),
        (VoiceUsed("rustig", "iets", draft=False, synthetic=True, credit=MANY), "Stem: AI-stem"),
        (
            VoiceUsed("anna", "openai-speech", draft=False, synthetic=True, credit="Nagemaakt van Anna"),
            "Stem: Nagemaakt van Anna, AI-stem",
        ),
        (VoiceUsed("anna", "recorded", draft=False, synthetic=False, credit="Anna"), "Stem: Anna"),
        (VoiceUsed("anna", "recorded", draft=False, synthetic=False), "Stem: anna"),
    ],
)
def test_who_spoke_is_told_in_the_language_of_the_post(
    tmp_path: Path, track: Track, put: Put, voice: VoiceUsed, says: str
) -> None:
    """The engine that spoke, not those that might have; no English in a Dutch post."""
    lines = credit_texts(entry_of(tmp_path, put, replace(track, voices=(voice,))))
    assert lines[0] == says
    assert not any(re.search(r"\bor\b|AI voice", line) for line in lines)


@pytest.mark.parametrize("folds", [True, False])
def test_chapters_do_not_lead_away_from_the_page(
    tmp_path: Path, track: Track, put: Put, *, folds: bool
) -> None:
    """They are plain text, with a script where the blog keeps one; which user writes makes no other key."""
    entry = entry_of(tmp_path, put, track)
    plain, moving = told(entry, folds=folds), told(entry, folds=folds, script=True)
    assert [key for key, _ in plain] == [key for key, _ in moving]
    (chapters,) = [markup for _, markup in plain if "Hoofdstukken" in markup]
    assert "<li>0:23 Ademen &amp; &lt;zijn&gt;</li>" in chapters
    assert "<a " not in chapters
    assert "<script" not in chapters
    (chapters,) = [markup for _, markup in moving if "Hoofdstukken" in markup]
    assert chapters.count("<script>") == 1


def test_the_script_holds_nothing_that_a_blog_reads_as_its_own() -> None:
    """No shortcode, no entity, no tag but its own; unseen where its tags are taken away."""
    script = chapter_script("adem")
    assert not set(script) & set("[]&")
    assert "__" not in script
    inside = script.removeprefix("<script>").removesuffix("</script>")
    assert inside.startswith("<!--")
    assert inside.endswith("-->")
    assert "<" not in inside[1:]
    assert "-->" not in inside[:-3]


def test_a_key_does_not_depend_on_what_the_blog_names_a_file(tmp_path: Path, track: Track, put: Put) -> None:
    """It is made of the file's own name, which holds its content: the address may be any."""
    entry = entry_of(tmp_path, put, track)
    first = told(entry)
    audio = {entry.slug: Medium(99, "https://cdn.example/y.mp3")}
    options = PostOptions((entry,), audio, Medium(8, "https://b.example/x.vtt"), folds=True)
    other = post_parts(options, {"https://cdn.example/y.mp3": "a.mp3"})
    assert [part.key for part in other] == [key for key, _ in first]


def test_a_post_without_a_transcript_file_has_its_words(tmp_path: Path, track: Track, put: Put) -> None:
    """Only the download is missing, and the block is another."""
    entry = entry_of(tmp_path, put, track)
    (with_file,) = [one for one in told(entry) if "<summary>Tekst" in one[1]]
    (without,) = [one for one in told(entry, transcript=False) if "<summary>Tekst" in one[1]]
    assert "Welkom &amp; ga &lt;zacht&gt; zitten." in without[1]
    assert ".vtt" not in without[1]
    assert with_file[0] != without[0]
