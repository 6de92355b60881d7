"""`publish wordpress` typed as an author types it, with a real WordPress at the other end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
import requests

from stilte.cli import main
from tests.real.small_project import SCRIPT, built, small_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.real.real_wordpress import Blog

    Type = Callable[..., tuple[int, str, str]]

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a built project with one routine of two lengths."""
    project = small_project(tmp_path_factory.mktemp("typed") / "project")
    longer = SCRIPT.replace("music: drone", "music: drone\nlength: [1m, 90s]")
    longer = longer.replace("  - chapter: Terug", "  - pause: 2-90\n  - chapter: Terug")
    (project.root / "scripts/adem.yaml").write_text(longer, encoding="utf-8")
    return built(project.root).root


@pytest.fixture
def typed(
    blog: Blog, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Type:
    """Return what runs `publish wordpress` as a user of the blog: exit code, stdout, stderr."""

    def run(*words: str, user: str = "bo") -> tuple[int, str, str]:
        monkeypatch.setenv("STILTE_WORDPRESS_USER", user)
        monkeypatch.setenv("STILTE_WORDPRESS_PASSWORD", blog.passwords[user])
        monkeypatch.setenv("STILTE_WORDPRESS_URL", blog.address)
        with pytest.raises(SystemExit) as stop:
            main(["--project", str(root), "publish", "wordpress", *words])
        told = capsys.readouterr()
        return int(stop.value.code or 0), told.out, told.err

    return run


def only(blog: Blog, kind: str = "posts") -> dict[str, Any]:
    (post,) = blog.ask(f"{kind}?slug=adem&status=any&context=edit")
    return cast("dict[str, Any]", post)


def test_from_a_plan_to_a_post_that_is_out(typed: Type, blog: Blog, root: Path) -> None:
    """Dry run, draft, the author's own words, out, nothing twice, a new track: each says what it did."""
    assert typed("--dry-run")[:2] == (0, "adem: would be created (draft), 4 files to send\n")
    assert blog.ask("posts?status=any") == []
    code, out, err = typed()
    assert (code, out.partition(" http")[0]) == (0, "adem: created (draft), 4 files sent")
    assert len(err.splitlines()) == 4
    post = only(blog)
    own = "<!-- wp:paragraph -->\n<p>Van mij.</p>\n<!-- /wp:paragraph -->\n\n"
    blog.ask(f"posts/{post['id']}", "POST", content=own + post["content"]["raw"])
    assert typed("--publish", "adem")[1] == f"adem: updated (publish) {blog.address}/adem/\n"
    before = only(blog)
    assert typed()[1] == f"adem: unchanged (publish) {blog.address}/adem/\n"
    assert only(blog) == before
    script = root / "scripts/adem.yaml"
    script.write_text(script.read_text("utf-8").replace("Welkom allemaal", "Dag allemaal"), "utf-8")
    built(root)
    assert typed()[1] == f"adem: updated (publish), 3 files sent {blog.address}/adem/\n"
    page = requests.get(f"{blog.address}/adem/", timeout=60).text
    assert "Van mij." in page
    first = page.partition('<audio controls src="')[2].partition('"')[0]
    mp3 = (root / "output/adem-1m/adem-1m.mp3").read_bytes()
    assert requests.get(first, timeout=60).content == mp3


def test_every_length_has_a_player_in_the_one_post(typed: Type, blog: Blog) -> None:
    """Two tracks of one routine are one post with two players and two downloads, the first one first."""
    typed("--publish")
    page = only(blog)["content"]["rendered"]
    players = [part.partition('"')[0].rpartition("/")[2] for part in page.split('<audio controls src="')[1:]]
    assert [name.rpartition("-")[0] for name in players] == ["adem-1m", "adem-1m30s"]
    assert page.count("wp-block-file__button") == 3  # and one for the transcript
    assert page.index("Andere lengtes") > page.index("adem-1m-")


def test_episodes_for_the_podcasting_plugin(typed: Type, blog: Blog) -> None:
    """An editor's episode carries address, size, length and number; a second run leaves it alone."""
    assert typed("--podcast", user="eva")[1].startswith("adem: created (draft), 4 files sent")
    episode = only(blog, "podcast")
    meta = episode["meta"]
    sent = requests.head(meta["audio_file"], timeout=60)
    assert meta["filesize_raw"] == sent.headers["Content-Length"]
    assert (meta["duration"], meta["itunes_episode_number"], meta["episode_type"]) == (
        "00:01:00",
        "3",
        "audio",
    )
    assert episode["featured_media"] != 0
    assert typed("--podcast", user="eva")[1].startswith("adem: unchanged (draft)")
    assert only(blog, "podcast") == episode
    blog.ask(f"podcast/{episode['id']}", "POST", meta={"duration": "99:00:00", "filesize_raw": "1"})
    assert typed("--podcast", "--publish", user="eva")[1].startswith("adem: updated (publish)")
    assert only(blog, "podcast")["meta"] == meta
    assert blog.ask("posts?status=any") == []


def test_episodes_need_an_editor(typed: Type, blog: Blog) -> None:
    """An author may not write an episode's data: refused before anything is sent."""
    code, _, err = typed("--podcast")
    assert code == 1
    assert "'bo' (role: author) may not write a podcast's episodes here. Ask for the role Editor." in err
    assert (blog.ask("podcast?status=any"), blog.ask("media")) == ([], [])


def test_a_password_from_the_keyring(typed: Type, blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one in the environment, the keyring's is used, kept under the blog's host as the docs say."""
    keyring = pytest.importorskip("keyring")
    backend: Any = pytest.importorskip("keyring.backend")

    class Memory(backend.KeyringBackend):  # type: ignore[misc]
        """A keyring that forgets."""

        priority = 1
        kept: dict[tuple[str, str], str] = {}  # noqa: RUF012 — one for the one test

        def get_password(self, service: str, username: str) -> str | None:
            return self.kept.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            self.kept[service, username] = password

    before = keyring.get_keyring()
    try:
        keyring.set_keyring(Memory())
        keyring.set_password("stilte 127.0.0.1", "bo", blog.passwords["bo"])
        monkeypatch.setitem(blog.passwords, "bo", "")
        assert typed("--dry-run")[0] == 0
        keyring.set_password("stilte 127.0.0.1", "bo", "niet deze")
        code, _, err = typed("--dry-run")
        assert (code, "niet deze" in err) == (1, False)
        assert "does not accept the name and the application password" in err
    finally:
        keyring.set_keyring(before)
