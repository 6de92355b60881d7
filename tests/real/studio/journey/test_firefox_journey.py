"""The same journey in Debian's Firefox: to a post and an episode that are renewed in their places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.real.chromium import needed
from tests.real.firefox import Firefox, running_firefox, why_no_firefox
from tests.real.real_wordpress import CORES
from tests.real.studio.hands import MOST_TABS, Keyboard, Mouse
from tests.real.studio.journey.author import Author
from tests.real.studio.journey.firefox_page import FirefoxPage
from tests.real.studio.journey.posts import ENGLISH, seed_post
from tests.real.studio.journey.steps import travel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.real.real_wordpress import Blog
    from tests.real.studio.hands import Hands
    from tests.real.studio.journey.posts import Post
    from tests.real.studio.running import RunningStudio

pytestmark = [pytest.mark.real, pytest.mark.usefixtures("file_keyring")]


@pytest.fixture(scope="module")
def firefox() -> Iterator[Firefox]:
    """Yield Debian's Firefox."""
    if why := why_no_firefox():
        needed(why)
    with running_firefox() as running:
        yield running


class FirefoxHands(Keyboard):
    """Nothing but the keyboard; the driver of Firefox counts the tabs: each question to it takes its time."""

    def reach(self, target: Any) -> None:
        """Press Tab until the focus is there."""
        assert target.tab_to(MOST_TABS), f"the keyboard does not reach {target}"


def mouse(_page: object) -> Hands:
    """Return hands that use a page by mouse."""
    return Mouse()


@pytest.mark.parametrize(
    ("given", "hands", "_blog"),
    [*zip((None, ENGLISH), (mouse, FirefoxHands), CORES, strict=True)],
    indirect=["_blog"],
    ids=["seed-mouse", "en-keyboard"],
)
def test_from_a_post_to_a_published_track_and_its_next_version(  # noqa: PLR0917 (fixtures)
    given: Post | None,
    hands: Callable[[FirefoxPage], Hands],
    tmp_path: Path,
    blog: Blog,
    firefox: Firefox,
    run_studio: Callable[..., AbstractContextManager[RunningStudio]],
) -> None:
    """Each step that Chromium can take is taken in Firefox, and its console stays empty.

    One post by mouse, the other by keyboard alone, each to one age of WordPress; Chromium takes all to both.
    """
    post = given or seed_post()
    root = tmp_path / "project"
    root.mkdir()
    firefox.fresh()
    with run_studio(root, post.language) as studio:
        page = FirefoxPage(firefox)
        page.goto(studio.opened_at)
        travel(
            Author(page, hands(page), post),
            studio,
            tmp_path / "www",
            blog,
        )
        assert firefox.complaints == []
        firefox.fresh()  # before the server ends, which it would ask for news
