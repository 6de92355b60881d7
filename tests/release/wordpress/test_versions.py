"""Posts on WordPress as of 6.3, which folds with a block, and before it; with a stand-in for both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.release.wordpress.stand_in import NEW, OLD, StandIn

if TYPE_CHECKING:
    from tests.release.wordpress.conftest import Publish


def content(blog: StandIn) -> str:
    return str(blog.kept["posts"][0]["content"]["raw"])


def test_a_blog_that_knows_the_block_gets_it(stand_in: StandIn, publish: Publish) -> None:
    """Chapters and transcript are folded by core blocks; no HTML block is needed, and it stays so."""
    assert publish().outcome == "created"
    folded = (
        r'<!-- wp:details \{"className":"by-stilte-[^}]*\} -->\n<details class="wp-block-details by-stilte-'
    )
    assert len(re.findall(folded, content(stand_in))) == 2
    assert content(stand_in).count("</details>\n<!-- /wp:details -->") == 2
    assert "wp:html" not in content(stand_in)
    again = publish()
    assert (again.outcome, again.files) == ("unchanged", ())


def test_a_blog_that_learns_the_block_is_brought_up_to_date(stand_in: StandIn, publish: Publish) -> None:
    """Before 6.3 the same stands as HTML; after an upgrade of the blog our part is written with blocks."""
    stand_in.blocks = OLD
    publish()
    old = content(stand_in)
    assert (old.count("wp:html -->"), old.count("<summary>"), "wp:details" in old) == (4, 2, False)
    assert publish().outcome == "unchanged"
    stand_in.blocks = NEW
    assert (publish().outcome, len(stand_in.kept["posts"])) == ("updated", 1)
    assert "wp:html" not in content(stand_in)
