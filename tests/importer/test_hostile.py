"""Input that nobody should send: a clear answer in bounded time, never a hang or a traceback."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stilte.errors import InputError
from stilte.importer.import_post import import_post
from stilte.importer.proving import load_text

if TYPE_CHECKING:
    from pathlib import Path

STEPS = "<h2>Oefening</h2><p>Ga zitten. Adem vijf keer diep in en uit. Sluit je ogen.</p>"
MENU = "<nav><a>Home</a></nav><ul id=menu><li>Blog</li><li>Contact</li></ul><div>Home Blog Contact</div>"


def _refused(source: bytes | Path, part: str) -> None:
    began = time.monotonic()
    with pytest.raises(InputError) as caught:
        import_post(source)
    assert part in str(caught.value)
    assert caught.value.problems[0].instead
    assert time.monotonic() - began < 5.0


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
        (b"%PDF-1.7 \x00\x01", "not a text"),
        (MENU.encode(), "no exercise"),
        (b"<html><script>while(1){}</script></html>", "no text"),
        (b"Het weer is mooi. De psoas is een spier.", "no exercise"),
        (b"\x00\xff" * 5000, ""),
        (b"<div>" * 200_000, ""),
        (b"(" * 100_000 + b"3x " * 50_000, ""),
        (b"adem " * 200_000, ""),
    ],
    ids=range(10),
)
def test_what_holds_no_exercise_is_refused_clearly(data: bytes, part: str) -> None:
    """A menu, an empty page, a binary file, brackets without end: an answer with what to give."""
    _refused(data, part)


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
