"""Blocks and the frame around our part of a post: escaped, found again, and nothing beside it touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stilte.release.blog.blocks import download, paragraph, text, written
from stilte.release.blog.frame import find_frame, framed, put_in
from stilte.release.blog.prose import prose_blocks

FRAME = framed("adem", [paragraph("een")])
GROUP = '<!-- wp:group -->\n<div class="wp-block-group">%s</div>\n<!-- /wp:group -->'


def test_a_block_is_written_as_the_editor_writes_it() -> None:
    """Attributes are escaped as WordPress escapes them, or a kept post would never equal what was sent."""
    assert '{"id":7,"href":"https://b.example/a\\u002d\\u002db?c\\u0026d"}' in written(
        download(7, "https://b.example/a--b?c&d", "x", "y")
    )


@given(st.text())
def test_any_text_stays_text(words: str) -> None:
    """No tag, block mark or shortcode can come of what a script says."""
    safe = text(words)
    assert not set(safe) & set("<>[]")


def test_a_description_becomes_blocks() -> None:
    """Paragraphs and lists are blocks of the core; raw HTML and shortcodes in it stay words."""
    made = "\n".join(
        written(b) for b in prose_blocks("Een **zacht** begin.\n\n- een\n- twee [gallery]\n\n<script>x")
    )
    assert "<p>Een <strong>zacht</strong> begin.</p>" in made
    assert "<!-- wp:list-item -->\n<li>twee &#091;gallery&#093;</li>" in made
    assert "<script" not in made


def test_a_frame_is_found_around_and_inside_other_groups() -> None:
    """An author may wrap it in a group; groups before it and inside it do not mislead."""
    inner = FRAME.replace("<p>een</p>", "<p>een</p>" + GROUP % "x")
    content = GROUP % "voor" + GROUP % inner + GROUP % "na"
    start, end = find_frame(content, "adem") or (0, 0)
    assert content[start:end] == inner


@pytest.mark.parametrize("content", ["", "<p>Oud bericht.</p>", framed("adem-lang", []), FRAME[:-20]])
def test_no_frame_where_there_is_none(content: str) -> None:
    """Neither another routine's frame nor one that is not closed is taken for ours."""
    assert find_frame(content, "adem") is None


@given(st.text(alphabet="abc <>\n"), st.text(alphabet="abc <>\n"))
def test_words_around_a_frame_stay(before: str, after: str) -> None:
    """Putting the frame in again changes only the frame."""
    new = framed("adem", [paragraph("twee")])
    assert put_in(before + FRAME + after, "adem", new) == before + new + after


def test_a_post_without_a_frame_gets_it_at_the_end() -> None:
    """What its author wrote stays first."""
    assert put_in("<p>Oud.</p>\n", "adem", FRAME) == f"<p>Oud.</p>\n\n{FRAME}"
