"""Posts on WordPress as of 6.3, which folds with a block, and before it; with a stand-in for both."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from stilte.release.blog.credentials import Credentials
from stilte.release.blog.wordpress import PublishedPost, publish_wordpress
from stilte.release.catalog import read_catalog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from stilte.release.show import Show
    from stilte.release.track import Track

EDITOR = {"edit_posts": True, "upload_files": True, "publish_posts": True}
OLD = ("audio", "file", "list", "paragraph")
NEW = (*OLD, "details")


class Blog(BaseHTTPRequestHandler):
    """Keeps files and posts in tables, and answers as WordPress does where we ask."""

    blocks: tuple[str, ...]
    kept: dict[str, list[dict[str, Any]]]

    def do_GET(self) -> None:
        """Answer with what is asked, or with what has the slug asked."""
        path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
        kind = path.rpartition("/")[2]
        if path == "/":
            self.answer(None)
        elif kind == "me":
            self.answer({"roles": ["editor"], "capabilities": EDITOR})
        elif kind == "core":
            self.answer([{"name": f"core/{name}"} for name in self.blocks])
        else:
            self.answer([one for one in self.kept[kind] if one["slug"] == query.get("slug", [None])[0]])

    def do_POST(self) -> None:
        """Keep a file or the fields of a post."""
        _, _, place = self.path.partition("/wp/v2/")
        body = self.rfile.read(int(self.headers["Content-Length"]))
        kind, _, number = place.partition("/")
        if "Content-Disposition" in self.headers:
            name = self.headers["Content-Disposition"].partition('"')[2].rstrip('"')
            fields = {"slug": name.rpartition(".")[0], "source_url": f"https://b.example/{name}"}
        else:
            fields = json.loads(body)
        table = self.kept[kind]
        if not number:
            table.append({"id": len(table) + 1, "title": {"rendered": ""}, "link": "https://b.example/p"})
        told = table[int(number or 0) - 1]
        told |= {name: value for name, value in fields.items() if name not in ("title", "content")}
        told |= {
            name: {"raw": fields[name], "rendered": ""} for name in ("title", "content") if name in fields
        }
        self.answer(told)

    def answer(self, told: object) -> None:
        """Send JSON, and where the interface is."""
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Link", '</wp-json/>; rel="https://api.w.org/"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


@pytest.fixture
def stand_in() -> Iterator[tuple[str, type[Blog]]]:
    """Yield the address of the stand-in, and the tables of what it knows and keeps."""

    class Kept(Blog):
        blocks = NEW
        kept: dict[str, list[dict[str, Any]]] = {"media": [], "posts": []}  # noqa: RUF012 — one a test

    server = ThreadingHTTPServer(("127.0.0.1", 0), Kept)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", Kept
    server.shutdown()
    server.server_close()


@pytest.fixture
def publish(
    tmp_path: Path,
    track: Track,
    put: Callable[[Path, Track], None],
    show: Show,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[str], PublishedPost]:
    monkeypatch.setattr("stilte.release.blog.wordpress.entry_cover", lambda *_: b"cover")
    put(tmp_path, track)

    def run(address: str) -> PublishedPost:
        me = Credentials("anna", "geheim")
        (post,) = publish_wordpress(show, tmp_path, read_catalog(tmp_path), address, me).posts
        return post

    return run


def test_a_blog_that_knows_the_block_gets_it(
    stand_in: tuple[str, type[Blog]], publish: Callable[[str], PublishedPost]
) -> None:
    """Chapters and transcript are folded by core blocks; no HTML block is needed, and it stays so."""
    address, blog = stand_in
    assert publish(address).outcome == "created"
    content = blog.kept["posts"][0]["content"]["raw"]
    assert content.count('<!-- wp:details -->\n<details class="wp-block-details"><summary>') == 2
    assert content.count("</details>\n<!-- /wp:details -->") == 2
    assert "wp:html" not in content
    assert (publish(address).outcome, publish(address).files) == ("unchanged", ())


def test_a_blog_that_learns_the_block_is_brought_up_to_date(
    stand_in: tuple[str, type[Blog]], publish: Callable[[str], PublishedPost]
) -> None:
    """Before 6.3 the same stands as HTML; after an upgrade of the blog our part is written with blocks."""
    address, blog = stand_in
    blog.blocks = OLD
    publish(address)
    old = blog.kept["posts"][0]["content"]["raw"]
    assert (old.count("wp:html -->"), old.count("<summary>"), "wp:details" in old) == (4, 2, False)
    blog.blocks = NEW
    assert (publish(address).outcome, len(blog.kept["posts"])) == ("updated", 1)
    assert "wp:html" not in blog.kept["posts"][0]["content"]["raw"]
