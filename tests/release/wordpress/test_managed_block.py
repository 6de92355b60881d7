"""Our part of a post: found again, renewed block by block, and nothing of its author's touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stilte.release.wordpress.block_tree import read_blocks
from stilte.release.wordpress.blocks import Block, audio, bullet_list, details, paragraph
from stilte.release.wordpress.managed_block import (
    Part,
    Standing,
    find_frame,
    framed_slugs,
    is_current,
    part_of,
    put_at_end,
    wrap_in_frame,
)
from stilte.release.wordpress.renew_block import renew


def part(words: str) -> Part:
    return part_of(paragraph(words), paragraph(words))


def parts(*words: str) -> tuple[Part, ...]:
    return tuple(part(word) for word in words)


def renewed(content: str, *words: str, names: tuple[str, ...] = ("adem",)) -> str:
    frame = find_frame(content, *names)
    assert frame
    return renew(frame, "adem", parts(*words))


FRAME = wrap_in_frame("adem", parts("een"))
GROUP = '<!-- wp:group -->\n<div class="wp-block-group">%s</div>\n<!-- /wp:group -->'
HERS = "<!-- wp:paragraph -->\n<p>Van haar.</p>\n<!-- /wp:paragraph -->"


def test_a_frame_is_found_around_and_inside_other_groups() -> None:
    """An author may wrap it in a group; groups before it and inside it do not mislead."""
    inner = FRAME.replace("een</p>", "een</p>" + GROUP % "x")
    frame = find_frame(GROUP % "voor" + GROUP % inner + GROUP % "na", "adem")
    assert frame
    assert frame.text == inner


@pytest.mark.parametrize("content", ["", "<p>Oud bericht.</p>", wrap_in_frame("adem-lang", []), FRAME[:-20]])
def test_no_frame_where_there_is_none(content: str) -> None:
    """Neither another routine's frame nor one that is not closed is taken for ours."""
    assert find_frame(content, "adem") is None


@given(st.text(alphabet="abc <>\n"), st.text(alphabet="abc <>\n"))
def test_words_around_a_frame_stay(before: str, after: str) -> None:
    """Renewing changes only the frame, to what a new one would be."""
    assert renewed(before + FRAME + after, "twee") == before + wrap_in_frame("adem", parts("twee")) + after


@given(
    st.lists(st.sampled_from("abcdef"), unique=True),
    st.lists(st.sampled_from("abcdef"), min_size=1, unique=True),
)
def test_any_change_of_our_blocks_gives_the_blocks_of_a_new_frame(
    before: list[str], after: list[str]
) -> None:
    """Added, removed, moved: ours end up as wanted and in order, and a paragraph of hers is there once."""
    first = wrap_in_frame("adem", parts(*before))
    place = first.index("<!-- /wp:group")
    content = first[:place].replace("</div>", f"{HERS}</div>") + first[place:]
    done = renewed(content, *after)
    frame = find_frame(done, "adem")
    assert frame
    assert [standing.key for standing in frame.parts] == [one.key for one in parts(*after)]
    assert done.count(HERS) == 1
    assert is_current(frame, "adem", parts(*after))


def test_a_post_without_a_frame_gets_it_at_the_end() -> None:
    """What its author wrote stays first."""
    assert put_at_end("<p>Oud.</p>\n", "adem", parts("een")) == f"<p>Oud.</p>\n\n{FRAME}"


def test_what_is_hers_inside_stays_where_it_is() -> None:
    """A paragraph, a colour, an anchor, a column around one of our blocks: only our words change."""
    content = wrap_in_frame("adem", parts("een", "twee", "drie"))
    ours = content[content.index("<!-- wp:paragraph") : content.index("</div>")].split("\n\n")
    columns = (
        f'<!-- wp:columns -->\n<div class="wp-block-columns">{ours[2]}{HERS}</div>\n<!-- /wp:columns -->'
    )
    content = content.replace(ours[2], columns).replace(ours[0], f"{HERS}\n\n{ours[0]}")
    content = content.replace('{"className":', '{"backgroundColor":"pale","className":')
    content = content.replace(
        '<div class="wp-block-group', '<div id="luister" class="has-pale wp-block-group'
    )
    done = renewed(content, "een", "ander", "derde")
    assert "twee" not in done
    assert done.count(HERS) == 2
    assert done.index(HERS) < done.index("een<") < done.index("ander<") < done.index("wp-block-columns")
    assert done.index("wp-block-columns") < done.index("derde<") < done.rindex(HERS)
    assert '"backgroundColor":"pale"' in done
    assert 'class="has-pale wp-block-group stilte-adem by-stilte-adem-' in done
    assert 'id="luister"' in done


def test_a_word_that_she_mended_in_our_block_stays_while_that_block_says_the_same() -> None:
    """The class tells what we wrote; another block that changes does not take her word along."""
    content = wrap_in_frame("adem", parts("een fuot", "twee")).replace("fuot", "fout")
    frame = find_frame(content, "adem")
    assert frame
    assert is_current(frame, "adem", parts("een fuot", "twee"))
    done = renewed(content, "een fuot", "drie")
    assert "een fout" in done
    assert "drie" in done


def test_what_an_editor_saves_is_no_change() -> None:
    """Another order of classes, a class of its own, brackets as themselves: nothing is to be written."""
    listing = bullet_list(["[een]"])
    plan = (part_of(listing, listing),)
    content = wrap_in_frame("adem", plan)
    saved = content.replace('<ul class="', '<ul class="wp-block-list ').replace("&#091;", "[")
    frame = find_frame(saved, "adem")
    assert frame
    assert saved != content
    assert is_current(frame, "adem", plan)


def test_a_block_whose_file_is_gone_is_made_anew_and_no_other() -> None:
    """A medium that she deleted is sent again under another number: that block alone names the new one."""
    plan = [part_of(audio(0, "a.mp3"), audio(number, "https://b/a.mp3"), ["a.mp3"]) for number in (7, 8)]
    content = wrap_in_frame("adem", [plan[0], part("een")]).replace("een</p>", "eens</p>")

    def stale(standing: Standing) -> bool:
        return 7 in standing.media

    frame = find_frame(content, "adem")
    assert frame
    assert not is_current(frame, "adem", [plan[0], part("een")], stale)
    done = renew(frame, "adem", [plan[1], part("een")], stale)
    assert '"id":8' in done
    assert '"id":7' not in done
    assert "eens</p>" in done


def test_a_group_that_its_author_placed_is_filled_behind_what_is_in_it() -> None:
    """Empty or with a heading of hers; its own classes stay."""
    classes = "mooi stilte-adem"
    inside = f'<div class="wp-block-group {classes}"></div>'
    empty = f'<!-- wp:group {{"className":"{classes}"}} -->\n{inside}\n<!-- /wp:group -->'
    done = renewed(empty, "een")
    assert '<div class="wp-block-group mooi stilte-adem by-stilte-adem-' in done
    assert done.index("mooi") < done.index("een") < done.rindex("</div>")
    with_hers = empty.replace("></div>", f">{HERS}</div>")
    done = renewed(with_hers, "een")
    assert done.index(HERS) < done.index("een") < done.rindex("</div>")


def test_blocks_written_before_they_had_marks_are_replaced_once() -> None:
    """A group of an older version: its players and what says the same are ours, other paragraphs hers."""
    old = (
        '<!-- wp:group {"className":"stilte-adem"} -->\n<div class="wp-block-group stilte-adem">'
        '<!-- wp:audio {"id":7} -->\n<figure class="wp-block-audio">'
        '<audio controls src="https://b/adem-0123456789.mp3"></audio></figure>\n<!-- /wp:audio -->'
        f"\n\n<!-- wp:paragraph -->\n<p>een</p>\n<!-- /wp:paragraph -->\n\n{HERS}</div>\n<!-- /wp:group -->"
    )
    frame = find_frame(old, "adem")
    assert frame
    player = audio(9, "https://b/nieuw.mp3")
    done = renew(frame, "adem", [part_of(player, player), part("een")])
    assert (done.count("<audio"), done.count(">een<"), done.count(HERS)) == (1, 1, 1)
    assert "0123456789" not in done


def test_a_renamed_routine_is_known_by_its_old_name_and_gets_the_new_one() -> None:
    """The frame of `oud` is found as `was: oud`, counts as changed, and is then one of `adem`."""
    content = wrap_in_frame("oud", parts("een"))
    frame = find_frame(content, "adem", "oud")
    assert frame
    assert not is_current(frame, "adem", parts("een"))
    assert renewed(content, "een", names=("adem", "oud")) == FRAME


def test_the_routines_in_a_post_are_told() -> None:
    """Every frame names its routine."""
    assert framed_slugs(FRAME + GROUP % wrap_in_frame("de-bron", [])) == ("adem", "de-bron")


def test_that_a_post_was_out_is_kept_in_its_frame() -> None:
    """What we published says so, so that a draft that it becomes is known as taken back."""
    frame = find_frame(wrap_in_frame("adem", parts("een"), out=True), "adem")
    assert frame
    assert frame.was_out
    again = find_frame(renew(frame, "adem", parts("een"), out=False), "adem")
    assert again
    assert not again.was_out


@given(st.text(alphabet='<!->/ wp:group{}"\n', max_size=80))
def test_any_content_can_be_read(content: str) -> None:
    """Half a comment, ends without beginnings: blocks lie within the text and within each other."""

    def check(inside: list[tuple[int, int]], start: int, end: int) -> None:
        for first, last in inside:
            assert start <= first <= last <= end

    root = read_blocks(content)
    for node in [root, *root.walk()]:
        check([(child.start, child.end) for child in node.children], node.inner_start, node.inner_end)


@pytest.mark.parametrize("piece", ["<!-- wp:a {", "<!-- wp:a -->", "<!-- /wp:a -->", "<!--", "-->"])
def test_reading_is_linear(piece: str) -> None:
    """A post of a megabyte of one mark is read at once."""
    assert read_blocks(piece * (1 << 20 >> 3)).end == len(piece) << 17


def test_a_folded_block_of_html_is_known_too() -> None:
    """A blog before 6.3 gets chapters as HTML, which has its class in its first tag."""
    folded = details("Tekst", [paragraph("een")], known=False)
    frame = find_frame(wrap_in_frame("adem", [part_of(folded, folded)]), "adem")
    assert frame
    assert [standing.key for standing in frame.parts] == [part_of(folded, folded).key]
    assert isinstance(folded, Block)
