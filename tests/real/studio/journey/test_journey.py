"""From an empty folder to a post on a blog and an episode in a podcast: by mouse, and by keyboard alone.

No step needs a terminal, a file manager or a word of YAML. Afterwards one sentence is changed, and the same
post and the same episode are renewed in their places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.real.studio.hands import Keyboard, Mouse
from tests.real.studio.journey.author import Author
from tests.real.studio.journey.posts import DUTCH, ENGLISH, seed_post
from tests.real.studio.journey.steps import travel

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.real.real_wordpress import Blog
    from tests.real.studio.journey.posts import Post
    from tests.real.studio.running import RunningStudio

pytestmark = [pytest.mark.real, pytest.mark.usefixtures("file_keyring")]


@pytest.mark.parametrize(
    ("given", "hands"),
    [(DUTCH, "mouse"), (DUTCH, "keyboard"), (ENGLISH, "mouse"), (ENGLISH, "keyboard"), (None, "mouse")],
    ids=["nl-mouse", "nl-keyboard", "en-mouse", "en-keyboard", "seed-mouse"],
)
def test_from_a_post_to_a_published_track_and_its_next_version(  # noqa: PLR0917 (fixtures)
    given: Post | None,
    hands: str,
    tmp_path: Path,
    blog: Blog,
    open_page: Callable[..., Any],
    run_studio: Callable[..., AbstractContextManager[RunningStudio]],
) -> None:
    """An empty folder becomes a show; a post a track; the track an episode and a post; both are renewed."""
    post = given or seed_post()
    root = tmp_path / "project"
    root.mkdir()
    with run_studio(root, post.language) as studio:
        page = open_page(studio)
        travel(
            Author(page, Mouse() if hands == "mouse" else Keyboard(page), post),
            studio,
            tmp_path / "www",
            blog,
        )
        page.context.close()  # before the server ends, which it would ask for news
