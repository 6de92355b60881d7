"""What plugins, hosts and firewalls of real blogs do: met with its own sentence, and nothing sent twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from stilte.errors import StilteError
from stilte.release.catalog import read_catalog
from stilte.release.wordpress.api import Pacing
from stilte.release.wordpress.credentials import Credentials
from stilte.release.wordpress.publish import publish_wordpress
from stilte.release.wordpress.results import PostOptions
from tests.real.small_project import SCRIPT, built, small_project
from tests.release.wordpress.given_options import given_options

if TYPE_CHECKING:
    from collections.abc import Callable

    from stilte.project import Project
    from stilte.release.wordpress.results import PublishedPost
    from tests.real.real_wordpress import Blog

    Publish = Callable[..., PublishedPost]

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project of two routines: `adem`, and `later` behind it."""
    made = small_project(tmp_path_factory.mktemp("obstacles") / "project")
    (made.root / "scripts/later.yaml").write_text(SCRIPT.replace("title: Even", "title: Later"), "utf-8")
    return built(made.root)


@pytest.fixture
def publish_all(blog: Blog, project: Project) -> Callable[..., tuple[PublishedPost, ...]]:
    def run(*slugs: str, user: str = "bo", **options: Any) -> tuple[PublishedPost, ...]:
        return publish_wordpress(
            project.show, project.root, read_catalog(project.output, slugs or None), blog.address,
            Credentials(user, blog.passwords[user]), **given_options(options),
        ).posts  # fmt: skip

    return run


@pytest.fixture
def publish(publish_all: Callable[..., tuple[PublishedPost, ...]]) -> Publish:
    """Return what publishes `adem`."""

    def run(**options: Any) -> PublishedPost:
        (post,) = publish_all("adem", **options)
        return post

    return run


def media_count(blog: Blog) -> int:
    return len(blog.ask("media?per_page=100"))


def the_post(blog: Blog) -> dict[str, Any]:
    (post,) = blog.ask("posts?status=any&context=edit")
    found: dict[str, Any] = post
    return found


@pytest.mark.parametrize(
    ("obstacle", "says", "cure"),
    [
        ({"basic_login": True}, "asks for a name and a password of its own", "lift the protection"),
        ({"challenge": True}, "protected against robots", "exclude /wp-json/"),
        ({"no_application_passwords": True}, "switched off", "security plugin"),
        ({"no_authorization": True}, "did not reach WordPress", "docs/wordpress.md"),
        ({"firewall": 406}, "firewall or a security plugin", "role is not the cause"),
        ({"firewall": 403}, "firewall or a security plugin", "role is not the cause"),
        ({"memory": "40M"}, "ran out of memory|own program failed", "memory"),
        ({"forbidden_types": ["mp3|m4a|m4b"]}, r"does not accept 'adem-\w+\.mp3'", "end in .mp3"),
        ({"no_upload_folder": True}, r"cannot store 'adem-\w+\.mp3'", "uploads folder cannot be written"),
        ({"busy": 99}, "no more requests for now", "Wait some minutes"),
    ],
)  # fmt: skip
def test_each_obstacle_has_its_own_sentence_and_cure(
    publish: Publish, blog: Blog, obstacle: dict[str, Any], says: str, cure: str
) -> None:
    """It says what stands in the way and what to do; no password is told; afterwards all goes well, once."""
    waits: list[float] = []
    with blog.meeting(**obstacle), pytest.raises(StilteError, match=says) as caught:
        publish(pacing=Pacing(wait=waits.append))
    assert cure in str(caught.value)
    assert blog.passwords["bo"] not in str(caught.value)
    assert waits == ([7.0] * 3 if "busy" in obstacle else [])
    assert (publish().outcome, publish().outcome) == ("created", "unchanged")


def test_maintenance_is_told(publish: Publish, blog: Blog) -> None:
    """WordPress's own file of an update under way."""
    flag = blog.root / ".maintenance"
    flag.write_text("<?php $upgrading = time();", "utf-8")
    try:
        with pytest.raises(StilteError, match="closed for maintenance"):
            publish()
    finally:
        flag.unlink()


def test_a_blog_that_asks_for_patience_gets_it(publish: Publish, blog: Blog) -> None:
    """429 with Retry-After: waits as long as it says, tells it, and goes on."""
    waits: list[float] = []
    told: list[float] = []
    with blog.meeting(busy=2):
        made = publish(pacing=Pacing(wait=waits.append, on_wait=told.append))
    assert (made.outcome, waits, told) == ("created", [7.0, 7.0], [7.0, 7.0])


@pytest.mark.parametrize(
    "obstacle", [{"no_link": True}, {"members_only": True, "no_link": True}, {"private_blog": True}]
)
def test_a_healthy_blog_is_found(publish: Publish, blog: Blog, obstacle: dict[str, Any]) -> None:
    """Without the header and the page's link, with REST for members only, with a login before its pages."""
    with blog.meeting(**obstacle):
        assert [publish().outcome, publish().outcome] == ["created", "unchanged"]


def test_files_under_other_names_are_sent_once(publish: Publish, blog: Blog) -> None:
    """A filter names every upload anew: they are found again, and without the post by their content."""
    with blog.meeting(other_names=True):
        assert (publish().outcome, media_count(blog)) == ("created", 4)  # and the picture inside the MP3
        again = publish()
        assert (again.outcome, again.files) == ("unchanged", ())
        blog.ask(f"posts/{the_post(blog)['id']}?force=true", "DELETE")
        anew = publish()
        assert (anew.outcome, anew.files, media_count(blog)) == ("created", (), 4)


def test_a_file_stored_without_a_record_is_sent_once_more_and_no_oftener(
    publish: Publish, blog: Blog
) -> None:
    """PHP ended between storing and recording: the next upload is named `-1`, and is the last."""
    with blog.meeting(dies_after_storing=".mp3"), pytest.raises(StilteError, match="gave up waiting"):
        publish()
    first = publish()
    assert len(first.files) == 3
    assert "-1.mp3" in the_post(blog)["content"]["raw"]
    assert (publish().outcome, publish().files) == ("unchanged", ())


def test_a_medium_that_she_deleted_is_sent_again(publish: Publish, blog: Blog) -> None:
    """The player must have its file; only its blocks change."""
    publish()
    (mp3,) = [one for one in blog.ask("media?per_page=100") if one["mime_type"] == "audio/mpeg"]
    blog.ask(f"media/{mp3['id']}?force=true", "DELETE")
    again = publish()
    assert (again.outcome, len(again.files)) == ("updated", 1)
    raw = the_post(blog)["content"]["raw"]
    assert f'"id":{mp3["id"]},' not in raw
    assert publish().outcome == "unchanged"


@pytest.mark.parametrize("builder", ["posts_own_text", "page_of_that_name", "cache"])
def test_updated_means_that_a_reader_hears_it(publish: Publish, blog: Blog, builder: str) -> None:
    """A page builder, a page at the same address, a cache: the warning names what stands in the way."""
    kept = blog.root / "wp-content/uploads/cached.html"
    obstacle: dict[str, object] = {}
    if builder == "posts_own_text":
        obstacle, says = {"builder": True}, "made with Elementor"
    elif builder == "page_of_that_name":
        blog.ask("pages", "POST", title="Ademen", slug="adem", status="publish", content="Een pagina.")
        says = "shows the page 'Ademen', which has the same address"
    else:
        kept.write_text("<p>Oud.</p>", "utf-8")
        obstacle, says = {"cache": str(kept)}, "an older page from a cache"
    with blog.meeting(**obstacle):
        for outcome in ("created", "unchanged"):
            out = publish(publish=True)
            assert out.outcome == outcome
            assert [says in str(warning) for warning in out.warnings] == [True]
    kept.unlink(missing_ok=True)


def test_nothing_in_the_way_is_no_warning(publish: Publish, blog: Blog) -> None:
    """A public post, one with a password, and a draft."""
    assert publish(publish=True).warnings == ()
    blog.ask(f"posts/{the_post(blog)['id']}", "POST", password="geheim")
    assert publish(publish=True).warnings == ()


def test_a_blog_that_takes_no_transcript_gets_a_post_without_it(publish: Publish, blog: Blog) -> None:
    """The words stand in the post all the same; it is told, and the next run changes nothing."""
    with blog.meeting(forbidden_types=["vtt", "txt|asc|c|cc|h|srt"]):
        made = publish(publish=True)
        assert (made.outcome, len(made.files)) == ("created", 2)
        assert ["has no transcript file" in str(warning) for warning in made.warnings] == [True]
        raw = the_post(blog)["content"]["raw"]
        assert ("Welkom allemaal" in raw, ".vtt" in raw) == (True, False)
        assert publish().outcome == "unchanged"
    assert publish().outcome == "updated"
    assert ".vtt" in the_post(blog)["content"]["raw"]


def test_one_obstacle_does_not_stop_the_others(
    publish_all: Callable[..., tuple[PublishedPost, ...]], blog: Blog
) -> None:
    """A post of hers named like the first routine is refused, and the second is published."""
    blog.ask("posts", "POST", title="Adem", slug="adem", status="publish", content="Van mij.")
    with pytest.raises(StilteError, match=r"has a post of its own|post of another author") as caught:
        publish_all()
    assert str(caught.value).startswith("adem: ")
    assert [post["slug"] for post in blog.ask("posts?status=draft")] == ["later"]


def test_the_plugins_own_role_may_publish_its_episodes(publish: Publish, blog: Blog) -> None:
    """Podcast Manager has the rights of episodes and none of posts: what the blog lets it do is done."""
    with blog.meeting(own_rights=True):
        made = publish(user="pia", kind="podcast", publish=True)
        assert (made.outcome, made.status) == ("created", "publish")
        again = publish(user="pia", kind="podcast", publish=True)
        assert (again.outcome, again.files, again.warnings) == ("unchanged", (), ())
        with pytest.raises(StilteError, match="may not write posts"):
            publish(user="pia")
        with pytest.raises(StilteError, match="may not write a podcast's episodes"):
            publish(kind="podcast")


def test_a_dry_run_of_a_blog_that_is_away_does_not_say_that_something_was_sent(
    project: Project,
) -> None:
    """Nothing was: the address and the connection are to be looked at."""
    with pytest.raises(StilteError, match="cannot be reached") as caught:
        publish_wordpress(
            project.show, project.root, read_catalog(project.output), "http://127.0.0.1:9",
            Credentials("bo", "geheim"), options=PostOptions(dry_run=True),
        )  # fmt: skip
    assert "Check the address" in str(caught.value)
    assert "sent" not in str(caught.value)
