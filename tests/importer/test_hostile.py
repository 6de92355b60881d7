"""Input that nobody should send: a clear answer in bounded time, never a hang or a traceback."""

from __future__ import annotations

import os
import sys
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stilte.errors import InputError
from stilte.importer.import_post import import_post
from stilte.importer.prove.load import load_text
from tests.processor_time import processor_seconds

if TYPE_CHECKING:
    from pathlib import Path

STEPS = "<h2>Oefening</h2><p>Ga zitten. Adem vijf keer diep in en uit. Sluit je ogen.</p>"
MENU = "<nav><a>Home</a></nav><ul id=menu><li>Blog</li><li>Contact</li></ul><div>Home Blog Contact</div>"


def _refused(source: bytes | Path, part: str) -> None:
    def read() -> None:
        with pytest.raises(InputError) as caught:
            import_post(source)
        assert part in str(caught.value)
        assert caught.value.problems[0].instead

    assert processor_seconds(read, 5.0) <= 5.0


def test_a_page_of_fifty_megabytes_is_refused(tmp_path: Path) -> None:
    """A file that is far too large for a post is refused by its size, without being read."""
    page = tmp_path / "huge.html"
    with page.open("wb") as file:
        file.truncate(50_000_000)
    _refused(page, "50 MB")
    _refused(b"<p>a</p>" * 6_500_000, "52 MB")


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"%PDF-1.7 \x00\x01", "damaged or locked"),
        (MENU.encode(), "no sentences"),
        (b"<html><script>while(1){}</script></html>", "no text"),
        (b"\x00\xff" * 5000, ""),
        (b"<div>" * 200_000, ""),
        (b"(" * 100_000 + b"3x " * 50_000, ""),
        (b"adem " * 200_000, ""),
    ],
    ids=range(9),
)
def test_what_holds_no_sentences_is_refused_clearly(data: bytes, part: str) -> None:
    """A menu, an empty page, a binary file, brackets without end: an answer with what to give."""
    _refused(data, part)


def test_a_text_that_tells_nothing_to_do_is_imported_as_it_stands() -> None:
    """Whatever holds sentences becomes a script, told to be unsure: nothing is refused."""
    (one,) = import_post(b"Het weer is mooi. De psoas is een spier.")
    assert "- Het weer is mooi." in one.script_text
    assert "- De psoas is een spier." in one.script_text
    assert any("2 unsure" in str(line) for line in one.report)


@pytest.mark.parametrize("charset", ["utf-8", "cp1252", "utf-16", "utf-8-sig"])
def test_a_page_is_read_in_its_encoding(charset: str) -> None:
    """Accents survive, whatever the page is written in and whatever it claims."""
    page = f'<html><meta charset="latin1"><body>{STEPS}<p>Voel je knieën.</p></body></html>'
    (one,) = import_post(page.encode(charset))
    assert "Voel je knieën." in one.script_text


def test_text_encoded_twice_is_mended() -> None:
    """UTF-8 that went through Windows-1252 and back is read as it was meant."""
    page = f"<body>{STEPS}<p>Voel je knieën. Leg je handen op je knieën. Één keer.</p></body>"
    (one,) = import_post(page.encode().decode("cp1252").encode())
    assert "Voel je knieën." in one.script_text


def test_broken_markup_scripts_and_data_addresses_are_passed_over() -> None:
    """Unclosed tags, scripts, styles and data: pictures leave the words as a reader sees them."""
    picture = '<img src="data:image/png;base64,' + "A" * 500_000 + '">'
    page = f"<div><b>{picture}<script>Adem 9 keer in en uit.</script>{STEPS}<p>Open je ogen.<table><td"
    (one,) = import_post(page.encode())
    assert "9" not in one.script_text
    assert "base64" not in one.script_text
    assert "breathe: 5" in one.script_text


WORDS = (
    "adem in uit houd vast 5 3x keer herhaal dit links rechts wissel van kant ( ) [ ] … . , : ; - – “ ” ' #"
    ' & * ! | > % @ ` { } < << <2s> seconden minuten tellen pauze stap oefening blijf 20-30 no yes on 1:30 " '
    "null ~ tip: fluister: repeat times breathe hold for atme ein aus mal ## 1. NEWLINE"
)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=60))
def test_any_words_give_a_script_that_loads_or_our_error(words: list[str]) -> None:
    """Whatever the words, the answer is scripts that load or an `InputError`."""
    text = "Oefening\n\nGa rustig zitten. Sluit je ogen.\n" + " ".join(words).replace("NEWLINE", "\n\n")
    try:
        found = import_post(text.encode())
    except InputError:
        return
    for one in found:
        load_text(one.script_text)


def _zip_bomb() -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w>" + b"0" * 60_000_000)
    return held.getvalue()


WXR = (
    b'<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
    b"<item><title>x</title><wp:post_name>../../etc/x</wp:post_name><wp:post_type>post</wp:post_type>"
    b"<content:encoded><![CDATA[%s Ga zitten. Sluit je ogen.]]></content:encoded></item></channel></rss>"
)
HOSTILE = {
    "bold": b"<p>" + b"<b>a</b>" * 100_000,
    "lists": b"<ul>" * 60_000 + b"<li>Ga zitten.",
    "articles": b"<article>Ga zitten. </article>" * 5_000,
    "tables": b"<table><tr><th>a<td>b" * 30_000,
    "captions": WXR % (b"[caption]" * 400_000),
    "open shortcodes": WXR % (b"[et_pb_section " * 100_000),
    "zip bomb": _zip_bomb(),
    "comments": b"<speak>" + b"<!--" * 200_000,
    "hyphens": b"woord-\n" * 20_000,
    "arrows": b"00:00:00,000 --> " * 100_000,
    "repeats": b"Ga staan. " + b"Herhaal dit 5 keer. " * 1_000,
    "sides": b"Ga staan. Wissel van kant. " * 700,
    "breaths": b"Adem in. Adem uit. " * 700,
    "sentences": b"Ga zitten. " * 12_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_made_to_be_slow_is_answered_in_bounded_time(name: str) -> None:
    """Tags, lists, shortcodes, bombs and repeats without end take time in step with their size."""

    def read() -> None:
        try:
            found = import_post(HOSTILE[name])
        except InputError as error:
            assert error.problems[0].instead  # noqa: PT017
        else:
            for one in found:
                load_text(one.script_text)
                assert "/" not in one.name

    assert processor_seconds(read, 20.0) <= 20.0


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices of Unix")
def test_a_pipe_or_a_device_is_told_and_never_read(tmp_path: Path) -> None:
    """A pipe would be waited for without end, and a device fill the memory."""
    pipe, device = tmp_path / "post.html", tmp_path / "nul.html"
    os.mkfifo(pipe)
    device.symlink_to(os.devnull)
    for path in (pipe, device):
        _refused(path, f"'{path.name}' is a pipe or a device, not a file.")
