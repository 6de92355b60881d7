"""A post in a real browser: its editor takes it as it is, and its chapters move the player."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from stilte.release.catalog import read_catalog
from stilte.release.wordpress.credentials import Credentials
from stilte.release.wordpress.publish import publish_wordpress
from stilte.release.wordpress.results import PostOptions
from tests.real.small_project import small_project

if TYPE_CHECKING:
    from collections.abc import Callable

    from stilte.project import Project
    from stilte.release.wordpress.results import PublishedPost
    from tests.real.real_wordpress import Blog

    Publish = Callable[..., PublishedPost]

pytestmark = pytest.mark.real

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--autoplay-policy=no-user-gesture-required"]
READY = "() => window.wp?.data?.select('core/block-editor')?.getBlocks().length > 0"
INVALID = """() => {
  const all = (blocks) => blocks.flatMap((block) => [block, ...all(block.innerBlocks)]);
  return all(wp.data.select('core/block-editor').getBlocks()).filter((b) => !b.isValid).map((b) => b.name);
}"""
SAVE = """async () => {
  const paragraph = wp.blocks.createBlock('core/paragraph', {content: 'Van haar.'});
  const group = wp.data.select('core/block-editor').getBlocks()[0];
  await wp.data.dispatch('core/block-editor').insertBlock(paragraph, 2, group.clientId);
  const colour = {backgroundColor: 'contrast'};
  await wp.data.dispatch('core/block-editor').updateBlockAttributes(group.clientId, colour);
  await wp.data.dispatch('core/editor').savePost();
  return wp.data.select('core/editor').didPostSaveRequestSucceed();
}"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return small_project(tmp_path_factory.mktemp("seen") / "project")


@pytest.fixture
def publish(blog: Blog, project: Project) -> Publish:
    """Return what publishes the one routine, out at once."""

    def run(user: str) -> PublishedPost:
        (post,) = publish_wordpress(
            project.show, project.root, read_catalog(project.output), blog.address,
            Credentials(user, blog.passwords[user]), options=PostOptions(publish=True),
        ).posts  # fmt: skip
        return post

    return run


def the_post(blog: Blog) -> dict[str, Any]:
    (post,) = blog.ask("posts?status=any&context=edit")
    found: dict[str, Any] = post
    return found


def test_what_the_editor_saves_is_no_change(publish: Publish, blog: Blog, browser: Any) -> None:
    """Every block is valid to it; it writes some otherwise; what she added stays, nothing is sent."""
    if not (blog.root / "wp-includes/js/dist/editor.min.js").exists():
        pytest.skip("this WordPress comes without its editor")
    publish("bo")
    post = the_post(blog)
    page = browser.new_page()
    page.goto(f"{blog.address}/wp-login.php")
    page.fill("#user_login", "anna")
    page.fill("#user_pass", "a long password")
    page.click("#wp-submit")
    page.wait_for_url("**/wp-admin/**")  # her cookie is there
    page.goto(f"{blog.address}/wp-admin/post.php?post={post['id']}&action=edit")
    page.wait_for_function(READY, timeout=60_000)
    assert page.evaluate(INVALID) == []
    assert page.evaluate(SAVE) is True
    page.close()
    before = the_post(blog)
    assert before["content"]["raw"] != post["content"]["raw"]
    assert "Van haar." in before["content"]["raw"]
    again = publish("bo")
    assert (again.outcome, again.files, the_post(blog)) == ("unchanged", (), before)


@pytest.mark.parametrize(
    ("user", "links", "forbidden"), [("eva", 3, False), ("bo", 0, False), ("eva", 0, True)]
)
def test_chapters_move_the_player_where_that_can_be(
    publish: Publish, blog: Blog, browser: Any, user: str, links: int, *, forbidden: bool
) -> None:
    """An editor's post has times to press, which stay on the page; an author's has plain text.

    So has one whose script the blog takes away, against what it says of rights: nothing is seen of it.
    """
    page = browser.new_page()
    with blog.meeting(no_scripts=forbidden):
        page.goto(publish(user).address)
        assert publish(user).outcome == "unchanged"
    frame = page.locator(".stilte-adem")
    frame.get_by_text("Hoofdstukken").click()
    chapters = frame.locator("details").first
    assert chapters.locator("li").count() == 3
    assert chapters.locator("a").count() == links
    assert "createElement" not in page.inner_text("body")
    if links:
        address = page.url
        chapters.locator("a").nth(1).click()
        page.wait_for_function("() => document.querySelector('audio').currentTime > 7")
        assert page.url == address
    page.close()
