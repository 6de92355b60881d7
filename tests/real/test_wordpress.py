"""A post on a real WordPress: made, renewed, left alone; and everything that may go wrong on the way."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

import pytest
import requests
from PIL import Image

from stilte.errors import BuildError
from stilte.release.catalog import read_catalog
from stilte.release.wordpress.credentials import Credentials
from stilte.release.wordpress.managed_block import find_frame
from stilte.release.wordpress.publish import publish_wordpress
from tests.real.rough_road import rough_road
from tests.real.small_project import built, small_project
from tests.release.wordpress.given_options import given_options

if TYPE_CHECKING:
    from collections.abc import Callable

    from stilte.project import Project
    from stilte.release.wordpress.results import PublishedPost
    from tests.real.real_wordpress import Blog

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return small_project(tmp_path_factory.mktemp("show") / "project")


@pytest.fixture
def publish(blog: Blog, project: Project) -> Callable[..., PublishedPost]:
    """Return what publishes the one routine of the project, as the author `bo` unless told otherwise."""

    def run(user: str = "bo", address: str = "", password: str = "", **options: Any) -> PublishedPost:
        (post,) = publish_wordpress(
            project.show,
            project.root,
            read_catalog(project.output),
            address or blog.address,
            Credentials(user, password or blog.passwords[user]),
            **given_options(options),
        ).posts
        return post

    return run


def post_of(blog: Blog) -> dict[str, Any]:
    (post,) = blog.ask("posts?slug=adem&status=any&context=edit")
    return cast("dict[str, Any]", post)


def names(blog: Blog) -> list[str]:
    """Return what was sent, without hashes; WordPress itself keeps the picture inside an MP3, too."""
    slugs = (one["slug"] for one in blog.ask("media?per_page=100"))
    ours = (re.fullmatch(r"(adem(?:-cover)?)-[0-9a-f]{10}(?:-[0-9])?", slug) for slug in slugs)
    return sorted(found[1] for found in ours if found)


def test_a_draft_with_its_files(publish: Callable[..., PublishedPost], blog: Blog, project: Project) -> None:
    """One post, a draft, escaped; its MP3 is on the blog byte for byte, with byte ranges."""
    made = publish()
    assert (made.outcome, made.status, len(made.files)) == ("created", "draft", 3)
    assert names(blog) == ["adem", "adem", "adem-cover"]
    post = post_of(blog)
    assert post["title"]["rendered"] == "Even ademen &amp; zijn &lt;3 [audio]"
    page = post["content"]["rendered"]
    assert "<3" not in page
    assert "[caption]" in unquote(page).replace("&#091;", "[").replace("&#093;", "]")
    assert "AI-stem" in page or "computer" in page
    address = page.partition('<audio controls src="')[2].partition('"')[0]
    mp3 = (project.output / "adem/adem.mp3").read_bytes()
    assert requests.get(address, timeout=60).content == mp3
    part = requests.get(address, headers={"Range": "bytes=100-199"}, timeout=60)
    assert (part.status_code, part.content) == (206, mp3[100:200])


def test_chapters_and_transcript_fold(publish: Callable[..., PublishedPost], blog: Blog) -> None:
    """A blog that has the block folds them with it, one older than 6.3 by HTML; readers see the same."""
    publish()
    content = post_of(blog)["content"]
    knows = blog.version >= (6, 3)
    raw = content["raw"]
    assert (raw.count("<!-- wp:details "), "<!-- wp:html -->" in raw) == ((2, False) if knows else (0, True))
    assert content["rendered"].count("<summary>") == 2


@pytest.mark.parametrize("user", ["anna", "bo"])
def test_a_second_run_changes_nothing(publish: Callable[..., PublishedPost], blog: Blog, user: str) -> None:
    """What WordPress keeps of a post is what was sent, for an author too: the date of change stays."""
    publish(user)
    before = post_of(blog)
    again = publish(user)
    assert (again.outcome, again.files) == ("unchanged", ())
    assert post_of(blog)["modified_gmt"] == before["modified_gmt"]
    assert post_of(blog) == before


def test_an_authors_own_edits_stay(
    publish: Callable[..., PublishedPost], blog: Blog, project: Project
) -> None:
    """Words around our part, another title and another picture survive; our part is renewed."""
    publish()
    post = post_of(blog)
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "JPEG")
    own = requests.post(
        f"{blog.address}/wp-json/wp/v2/media", picture.getvalue(), auth=("bo", blog.passwords["bo"]),
        headers={"Content-Type": "image/jpeg", "Content-Disposition": 'attachment; filename="mijn.jpg"'},
        timeout=60,
    ).json()  # fmt: skip
    mine = "<!-- wp:paragraph -->\n<p>Mijn %s.</p>\n<!-- /wp:paragraph -->"
    content = f"{mine % 'begin'}\n\n{post['content']['raw']}\n\n{mine % 'einde'}"
    blog.ask(
        f"posts/{post['id']}",
        "POST",
        content=content,
        title="Mijn titel",
        slug="mijn-adres",
        featured_media=own["id"],
    )
    script = project.root / "scripts/adem.yaml"
    written = script.read_text("utf-8")
    try:
        script.write_text(written.replace("Welkom allemaal", "Dag allemaal"), "utf-8")
        built(project.root)
        renewed = publish()
        assert (renewed.outcome, len(renewed.files)) == ("updated", 2)
    finally:
        script.write_text(written, "utf-8")
        built(project.root)
    now = blog.ask(f"posts/{post['id']}?context=edit")
    raw = now["content"]["raw"]
    assert raw.startswith(mine % "begin")
    assert raw.endswith(mine % "einde")
    assert "Dag allemaal" in raw
    assert "Welkom allemaal" not in raw
    assert now["title"]["raw"] == "Mijn titel"
    assert now["featured_media"] == own["id"]
    frame = find_frame(raw, "adem")
    assert frame is not None
    assert "Dag allemaal" in frame.text


def test_publishing_brings_a_draft_out(publish: Callable[..., PublishedPost], blog: Blog) -> None:
    """`--publish` makes the draft public, with the date of its script, and its player shows to everyone."""
    publish()
    out = publish(publish=True)
    assert (out.outcome, out.status) == ("updated", "publish")
    page = requests.get(out.address, timeout=60).text
    assert "<audio controls" in page
    assert post_of(blog)["date_gmt"] == "2026-01-05T00:00:00"


def test_a_dry_run_writes_nothing(publish: Callable[..., PublishedPost], blog: Blog) -> None:
    """It tells what would be done."""
    assert publish(dry_run=True).outcome == "created"
    assert blog.ask("posts?status=any&slug=adem") == []
    assert names(blog) == []


def test_a_wrong_password(publish: Callable[..., PublishedPost], blog: Blog) -> None:
    """A mistyped password, and one that was withdrawn, say so; the password stands in no message."""
    with pytest.raises(BuildError, match="does not accept the name") as caught:
        publish(password="abcd efgh ijkl")
    assert "abcd" not in str(caught.value)
    made = blog.ask("users/me/application-passwords", "POST", name="for a day")
    blog.ask(f"users/me/application-passwords/{made['uuid']}", "DELETE")
    with pytest.raises(BuildError, match="does not accept the name"):
        publish("anna", password=made["password"])
    assert names(blog) == []


@pytest.mark.parametrize(
    ("user", "lacks"), [("cas", "upload files"), ("dia", "write posts and upload files")]
)
def test_a_user_without_rights(
    publish: Callable[..., PublishedPost], blog: Blog, user: str, lacks: str
) -> None:
    """The role and what it lacks are named before anything is sent."""
    with pytest.raises(BuildError, match=f"may not {lacks}"):
        publish(user)
    assert names(blog) == []


def test_an_author_may_not_change_anothers_post(publish: Callable[..., PublishedPost], blog: Blog) -> None:
    """A post of the administrator is not an author's to change: refused in words, and left as it was."""
    publish("anna", publish=True)
    post = post_of(blog)
    blog.ask(f"posts/{post['id']}", "POST", content=post["content"]["raw"].replace("Welkom", "Hallo"))
    with pytest.raises(BuildError, match="does not allow it"):
        publish("bo")
    assert len(blog.ask("posts?status=any")) == 1
    assert "Hallo" in post_of(blog)["content"]["raw"]


def port_of(blog: Blog) -> int:
    return int(blog.address.rpartition(":")[2])


def test_a_damaged_upload_is_thrown_away(publish: Callable[..., PublishedPost], blog: Blog) -> None:
    """A byte that changes on the way is found out, nothing of it stays, and the next run is whole."""

    def flip(sent: int, chunk: bytes) -> bytes:
        return chunk if sent < 60_000 else chunk[:-1] + bytes([chunk[-1] ^ 1])

    with rough_road(port_of(blog), flip) as road, pytest.raises(BuildError, match="arrived damaged"):
        publish(address=road)
    assert names(blog) == []
    assert publish().outcome == "created"


def test_a_cut_line_is_taken_up_again(publish: Callable[..., PublishedPost], blog: Blog) -> None:
    """The network goes in the middle of a file, twice at the same place; the third run has it all once."""

    def cut(sent: int, chunk: bytes) -> bytes | None:
        return chunk if sent < 100_000 else None

    for _ in range(2):
        with rough_road(port_of(blog), cut) as road, pytest.raises(BuildError, match="Publish again"):
            publish(address=road)
    assert blog.ask("posts?status=any&slug=adem") == []
    assert publish().outcome == "created"
    assert names(blog) == ["adem", "adem", "adem-cover"]
    assert publish().outcome == "unchanged"


def test_an_answer_lost_after_the_upload(publish: Callable[..., PublishedPost], blog: Blog) -> None:
    """The blog has the file but its answer never came: found by its name, not sent twice, whoever sent it."""
    made = publish("anna")
    post = post_of(blog)
    blog.ask(f"posts/{post['id']}?force=true", "DELETE")
    again = publish("bo")
    assert (made.outcome, again.outcome, again.files) == ("created", "created", ())
    assert names(blog) == ["adem", "adem", "adem-cover"]
