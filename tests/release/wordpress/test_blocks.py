"""Blocks: escaped, and with the class by which ours are known."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stilte.release.wordpress.blocks import (
    Block,
    audio,
    download,
    paragraph,
    says,
    serialize,
    text,
    with_class,
)
from stilte.release.wordpress.markdown_blocks import prose_blocks


def test_a_block_is_written_as_the_editor_writes_it() -> None:
    """Attributes are escaped as WordPress escapes them, or a kept post would never equal what was sent."""
    assert '{"id":7,"href":"https://b.example/a\\u002d\\u002db?c\\u0026d"}' in serialize(
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
        serialize(b) for b in prose_blocks("Een **zacht** begin.\n\n- een\n- twee [gallery]\n\n<script>x")
    )
    assert "<p>Een <strong>zacht</strong> begin.</p>" in made
    assert "<!-- wp:list-item -->\n<li>twee &#091;gallery&#093;</li>" in made
    assert "<script" not in made


def test_a_class_is_where_the_editor_looks_for_it() -> None:
    """In the attributes of a block and in its first tag, beside what is there; HTML has only the tag."""
    assert serialize(with_class(paragraph("een"), "x")) == (
        '<!-- wp:paragraph {"className":"x"} -->\n<p class="x">een</p>\n<!-- /wp:paragraph -->'
    )
    made = with_class(Block("html", "<blockquote><p>een</p></blockquote>"), "x")
    assert serialize(made) == (
        '<!-- wp:html -->\n<blockquote class="x"><p>een</p></blockquote>\n<!-- /wp:html -->'
    )


def test_what_a_block_says_is_free_of_how_it_is_written() -> None:
    """Classes, entities, marks of blocks inside and spaces do not count; words, links and files do."""
    ours = Block("list", "<ul>", (Block("list-item", "<li>twee &#091;drie&#093;</li>"),), "</ul>")
    editors = (
        '<ul class="wp-block-list"><!-- wp:list-item -->\n<li>twee [drie]</li>\n<!-- /wp:list-item --></ul>'
    )
    assert says(Block("list", editors)) == says(ours)
    assert says(audio(1, "https://b.example/a.mp3")) != says(audio(1, "https://b.example/b.mp3"))
