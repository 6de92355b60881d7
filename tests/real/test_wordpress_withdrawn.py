"""What an author took back on a real WordPress stays so, and what is hers in our part stays hers."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
import requests

from stilte.errors import InputError
from stilte.release.catalog import read_catalog
from stilte.release.wordpress.credentials import Credentials
from stilte.release.wordpress.publish import publish_wordpress
from stilte.release.wordpress.results import PublishedPost, ScriptNames
from tests.real.small_project import SCRIPT, built, small_project
from tests.release.wordpress.given_options import given_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stilte.project import Project
    from tests.real.real_wordpress import Blog

    Publish = Callable[..., PublishedPost]

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return small_project(tmp_path_factory.mktemp("taken-back") / "project")


@pytest.fixture
def publish(blog: Blog, project: Project) -> Publish:
    """Return what publishes the one routine, as the author `bo` unless told otherwise."""

    def run(user: str = "bo", **options: Any) -> PublishedPost:
        (post,) = publish_wordpress(
            project.show, project.root, read_catalog(project.output), blog.address,
            Credentials(user, blog.passwords[user]), **given_options(options),
        ).posts  # fmt: skip
        return post

    return run


@pytest.fixture
def other_words(project: Project) -> Iterator[Callable[[str, str], None]]:
    """Return what changes words of the script and builds it; the script is as it was at the end."""
    script = project.root / "scripts/adem.yaml"

    def change(old: str, new: str) -> None:
        script.write_text(SCRIPT.replace(old, new), "utf-8")
        built(project.root)

    yield change
    if script.read_text("utf-8") != SCRIPT:
        script.write_text(SCRIPT, "utf-8")
        built(project.root)


def the_post(blog: Blog, kind: str = "posts", status: str = "any") -> dict[str, Any]:
    (post,) = blog.ask(f"{kind}?status={status}&context=edit")
    found: dict[str, Any] = post
    return found


def words_of(post: PublishedPost) -> str:
    return " ".join(map(str, post.warnings))


@pytest.mark.parametrize("kind", ["posts", "podcast"])
def test_a_binned_post_stays_in_the_bin(publish: Publish, blog: Blog, kind: str) -> None:
    """It is neither restored nor made anew; `again` restores the same one, number and address."""
    made = publish("anna", publish=True, kind=kind)
    first = the_post(blog, kind)
    blog.ask(f"{kind}/{first['id']}", "DELETE")
    for options in ({}, {"publish": True}):
        left = publish("anna", kind=kind, **options)
        assert (left.outcome, left.status, left.files) == ("withdrawn", "trash", ())
        assert "in the blog's bin" in words_of(left)
        assert "--again adem" in words_of(left)
    assert blog.ask(f"{kind}?status=any") == []
    back = publish("anna", publish=True, kind=kind, again=frozenset({"adem"}))
    assert (back.outcome, back.status, back.address) == ("updated", "publish", made.address)
    now = the_post(blog, kind)
    assert (now["id"], now["slug"], now["guid"]) == (first["id"], "adem", first["guid"])
    assert publish("anna", publish=True, kind=kind).outcome == "unchanged"


def test_a_post_restored_from_the_bin_stays_a_draft(publish: Publish, blog: Blog) -> None:
    """WordPress restores to a draft; `--publish` then leaves it one, and makes no second."""
    publish(publish=True)
    post = the_post(blog)
    blog.ask(f"posts/{post['id']}", "DELETE")
    blog.ask(f"posts/{post['id']}", "POST", status="draft", slug="adem")
    left = publish(publish=True)
    assert (left.status, the_post(blog)["status"]) == ("draft", "draft")
    assert "taken back to a draft" in words_of(left)


@pytest.mark.parametrize("dated", ["yes", "no"])
@pytest.mark.parametrize("by_hand", ["yes", "no"])
def test_a_post_taken_back_to_a_draft_stays_one(
    publish: Publish, blog: Blog, other_words: Callable[[str, str], None], dated: str, by_hand: str
) -> None:
    """Whoever published it and whether its script has a date: it is told, and `again` brings it out."""
    if dated == "no":
        other_words("date: 2026-01-05\n", "")
    publish(publish=by_hand == "no")
    post = the_post(blog)
    if by_hand == "yes":
        blog.ask(f"posts/{post['id']}", "POST", status="publish", date_gmt="2026-02-01T08:00:00")
    blog.ask(f"posts/{post['id']}", "POST", status="draft")
    left = publish(publish=True)
    assert (left.outcome, left.status) == ("unchanged", "draft")
    assert "--again adem" in words_of(left)
    assert the_post(blog)["status"] == "draft"
    other_words("Welkom allemaal", "Dag allemaal")
    assert (publish(publish=True).outcome, the_post(blog)["status"]) == ("updated", "draft")
    assert publish(publish=True, again=frozenset({"adem"})).status == "publish"


def test_a_private_post_stays_private(publish: Publish, blog: Blog) -> None:
    """It is told where it was to be published; `again` brings it out."""
    publish("anna", publish=True)
    blog.ask(f"posts/{the_post(blog)['id']}", "POST", status="private")
    assert publish("anna").warnings == ()
    assert "is private" in words_of(publish("anna", publish=True))
    assert the_post(blog)["status"] == "private"
    assert publish("anna", publish=True, again=frozenset({"adem"})).status == "publish"


def test_a_draft_that_was_never_out_is_published(publish: Publish, blog: Blog) -> None:
    """Also after its author wrote in it: nothing was taken back."""
    publish()
    post = the_post(blog)
    blog.ask(f"posts/{post['id']}", "POST", content=f"<p>Van mij.</p>{post['content']['raw']}")
    out = publish(publish=True)
    assert (out.status, out.warnings) == ("publish", ())
    assert the_post(blog)["date_gmt"] == "2026-01-05T00:00:00"


def test_what_is_hers_inside_our_part_stays(
    publish: Publish, blog: Blog, other_words: Callable[[str, str], None]
) -> None:
    """A paragraph between our blocks, a colour: nothing is written while the track is the same."""
    publish()
    post = the_post(blog)
    hers = "<!-- wp:paragraph -->\n<p>Neem een kussen mee.</p>\n<!-- /wp:paragraph -->\n\n"
    raw = post["content"]["raw"]
    raw = raw.replace("<!-- wp:file", f"{hers}<!-- wp:file", 1)
    raw = raw.replace("<!-- wp:group {", '<!-- wp:group {"backgroundColor":"pale-pink",', 1)
    raw = raw.replace(
        'class="wp-block-group', 'class="has-pale-pink-background-color has-background wp-block-group', 1
    )
    blog.ask(f"posts/{post['id']}", "POST", content=raw)
    before = the_post(blog)
    assert (publish().outcome, the_post(blog)) == ("unchanged", before)
    other_words("Welkom allemaal", "Dag allemaal")
    assert publish().outcome == "updated"
    now = the_post(blog)["content"]["raw"]
    assert now.count("Neem een kussen mee.") == 1
    assert '"backgroundColor":"pale-pink"' in now
    assert "has-pale-pink-background-color" in now
    assert ("Dag allemaal" in now, "Welkom allemaal" in now) == (True, False)
    assert now.index("<audio") < now.index("kussen") < now.index("wp-block-file")


def test_what_the_plugins_screen_holds_stays(
    publish: Publish, blog: Blog, other_words: Callable[[str, str], None]
) -> None:
    """Episode and season that she typed are hers where the script says none."""
    other_words("season: 1\nepisode: 3\n", "")
    publish("eva", kind="podcast")
    episode = the_post(blog, "podcast")
    typed = {"itunes_episode_number": "12", "itunes_season_number": "4"}
    blog.ask(f"podcast/{episode['id']}", "POST", meta=typed)
    assert publish("eva", kind="podcast").outcome == "unchanged"
    meta = the_post(blog, "podcast")["meta"]
    assert {name: meta[name] for name in typed} == typed


def test_an_episodes_notes_are_whole_in_the_plugins_feed(publish: Publish, blog: Blog) -> None:
    """The plugin prefers an excerpt: there is none, and one of an older version is taken away."""
    publish("eva", kind="podcast", publish=True)

    def feed() -> str:
        return str(requests.get(f"{blog.address}/wp-json/stilte-test/feed", timeout=60).json())

    assert "AI-stem" in feed()
    episode = the_post(blog, "podcast")
    blog.ask(f"podcast/{episode['id']}", "POST", excerpt='Een "korte" oefening')
    assert "AI-stem" not in feed()
    assert publish("eva", kind="podcast").outcome == "updated"
    assert "AI-stem" in feed()


def test_a_renamed_script_keeps_its_post(publish: Publish, blog: Blog, project: Project) -> None:
    """With `was` the post is found by its old name, keeps its address, and has the new one from then on."""
    old, new = project.root / "scripts/adem.yaml", project.root / "scripts/ademrust.yaml"
    publish(publish=True)
    first = the_post(blog)
    old.rename(new)
    (project.output / "adem").rename(project.output / ".adem")
    try:
        built(project.root)
        with pytest.raises(InputError, match="`was: adem`"):
            publish()
        assert len(blog.ask("posts?status=any")) == 1
        moved = publish(scripts=ScriptNames(was={"ademrust": ("adem",)}))
        assert (moved.slug, moved.outcome, moved.address) == ("ademrust", "updated", first["link"])
        assert the_post(blog)["id"] == first["id"]
        assert publish().outcome == "unchanged"  # found by its frame now
    finally:
        new.rename(old)
        (project.output / ".adem").rename(project.output / "adem")
        shutil.rmtree(project.output / "ademrust")
        built(project.root)
