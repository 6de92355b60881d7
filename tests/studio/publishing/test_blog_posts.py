"""Which routines the list of tracks shows as on the blog."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.release.wordpress.results import PublishedPost
from stilte.studio.publishing.blog_posts import forget_blog_posts, read_blog_posts, remember_blog_posts

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient

    from stilte.release.wordpress.post_update import Outcome


def post(slug: str, outcome: Outcome = "created", status: str = "publish") -> PublishedPost:
    return PublishedPost(slug, outcome, status, f"https://blog.example.org/{slug}", ())


def test_what_readers_can_see_is_on_the_blog(tmp_path: Path) -> None:
    """A draft, a post that was withdrawn and a blog that was forgotten are not."""
    remember_blog_posts(tmp_path, [post("adem"), post("rust", status="draft"), post("zee")])
    remember_blog_posts(tmp_path, [post("zee", "withdrawn", "draft"), post("adem", "unchanged")])
    assert read_blog_posts(tmp_path) == {"adem"}
    forget_blog_posts(tmp_path)
    assert read_blog_posts(tmp_path) == frozenset()


@pytest.mark.parametrize("written", ["", "{}", "[1"])
def test_a_list_that_cannot_be_read_says_nothing(tmp_path: Path, written: str) -> None:
    """A damaged file costs the labels, until the next publishing, and nothing else."""
    remember_blog_posts(tmp_path, [post("adem")])
    (found,) = tmp_path.rglob("blog-posts.json")
    found.write_text(written, "utf-8")
    assert read_blog_posts(tmp_path) == frozenset()


def test_the_list_of_tracks_says_so(page: TestClient, folder: Path) -> None:
    """Beside the podcast, by the routine's slug, also where it has several lengths."""
    script = folder / "scripts/kort.yaml"
    script.write_text(f"length: [1m, 2m]\n{script.read_text('utf-8')}", "utf-8")
    remember_blog_posts(folder, [post("kort")])
    (track,) = (one for one in page.get("/api/project").json()["tracks"] if one["name"] == "kort")
    assert track["published"] == ["blog"]
