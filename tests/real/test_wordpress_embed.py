"""The small player in a real WordPress: it plays in the post, with its own height, and has its chapters."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from stilte.release.catalog import read_catalog
from stilte.release.podcast.publish import publish_podcast
from stilte.release.wordpress.credentials import Credentials
from stilte.release.wordpress.publish import publish_wordpress
from stilte.release.wordpress.results import PostOptions
from tests.real.listener.static_server import StaticSite, serving
from tests.real.small_project import small_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stilte.release.wordpress.results import PublishedPost
    from tests.real.real_wordpress import Blog

    Publish = Callable[[str], PublishedPost]

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticSite]:
    """Yield the place to which the podcast is published."""
    with serving(tmp_path_factory.mktemp("www")) as served:
        yield served


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, place: StaticSite) -> Any:
    """Return a project whose podcast is out there."""
    made = small_project(tmp_path_factory.mktemp("embed") / "project", place.address)
    entries = read_catalog(made.output)
    now = datetime(2030, 1, 1, tzinfo=UTC)
    publish_podcast(made.show, made.root, entries, str(place.folder), now=now)
    return made


@pytest.fixture
def publish(blog: Blog, project: Any) -> Publish:
    """Return what publishes the one routine as a user, out at once."""

    def run(user: str) -> PublishedPost:
        (post,) = publish_wordpress(
            project.show, project.root, read_catalog(project.output), blog.address,
            Credentials(user, blog.passwords[user]), options=PostOptions(publish=True),
        ).posts  # fmt: skip
        return post

    return run


def test_the_small_player_plays_in_the_post(publish: Publish, browser: Any, place: StaticSite) -> None:
    """An administrator's post has it: it plays, has its own height, and the post's chapters move it."""
    post = publish("eva")
    assert post.warnings == ()
    assert publish("eva").outcome == "unchanged"
    page = browser.new_page()
    page.goto(post.address)
    frame = page.frame_locator(".by-stilte-player iframe")
    assert page.get_attribute(".by-stilte-player iframe", "src") == f"{place.address}/adem/embed.html"
    assert page.locator(".stilte-adem audio").count() == 0
    frame.locator(".breath").click()
    (inside,) = [one for one in page.frames if one.url.endswith("embed.html")]
    inside.wait_for_function("document.querySelector('audio').currentTime > 0.2")
    height = "document.querySelector('.by-stilte-player iframe').getBoundingClientRect().height"
    page.wait_for_function(f"{height} < 240")
    before = page.evaluate(height)
    frame.locator("summary").click()
    page.wait_for_function(f"{height} > {before} + 100")
    page.locator(".stilte-adem").get_by_text("Hoofdstukken").click()
    page.locator(".stilte-adem details").first.locator("a").nth(1).click()
    inside.wait_for_function("document.querySelector('audio').currentTime > 7")
    page.close()


def test_an_author_without_that_right_has_a_plain_player(publish: Publish, browser: Any) -> None:
    """The blog would take the frame away: the browser's own player stands there."""
    page = browser.new_page()
    page.goto(publish("bo").address)
    assert page.locator(".stilte-adem audio").count() == 1
    assert page.locator("iframe").count() == 0
    page.close()


def test_an_administrators_renewal_keeps_what_an_author_wrote(publish: Publish, blog: Blog) -> None:
    """The plain player of the first time becomes the small one, in its place; her words stay."""
    publish("bo")
    (post,) = blog.ask("posts?status=any&context=edit")
    mine = "<!-- wp:paragraph -->\n<p>Van haar.</p>\n<!-- /wp:paragraph -->"
    raw = post["content"]["raw"].replace("<!-- wp:file", f"{mine}\n\n<!-- wp:file", 1)
    blog.ask(f"posts/{post['id']}", "POST", content=f"{mine}\n\n{raw}")
    assert publish("eva").outcome == "updated"
    (after,) = blog.ask("posts?status=any&context=edit")
    text = after["content"]["raw"]
    assert text.count("Van haar.") == 2
    assert text.index("<iframe") < text.rindex("Van haar.") < text.index("wp:file")
    assert "wp:audio" not in text
    assert publish("eva").outcome == "unchanged"
