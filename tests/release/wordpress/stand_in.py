"""A stand-in for a WordPress: keeps files and posts in tables, and answers as WordPress does where we ask."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.hung_up_on import HungUpOn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Table = list[dict[str, Any]]
EDITOR = {"edit_posts": True, "upload_files": True, "publish_posts": True}
OLD = ("audio", "file", "list", "paragraph")
NEW = (*OLD, "details")


@dataclass
class StandIn:
    """What the blog knows and keeps; `meets` may answer a request itself, by method, path and body.

    `renames` are names of files, `filters` what it takes out of a post as it saves it; `asked` are all
    requests, as method and path with its query.
    """

    blocks: tuple[str, ...] = NEW
    states: tuple[str, ...] = ()
    rights: dict[str, bool] = field(default_factory=lambda: dict(EDITOR))
    kept: dict[str, Table] = field(default_factory=lambda: {"media": [], "posts": [], "pages": []})
    renames: Callable[[str], str] = lambda name: name
    filters: Callable[[str], str] = lambda content: content
    meets: Callable[[str, str, bytes], tuple[int, dict[str, str], bytes] | None] = lambda *_: None
    asked: list[tuple[str, str]] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    address: str = ""
    minute: int = 0

    def now(self) -> str:
        """Return a moment that is later each time."""
        self.minute += 1
        return f"2026-11-30T{self.minute // 60:02d}:{self.minute % 60:02d}:00"

    def change(self, kind: str, number: int, **fields: Any) -> None:
        """Do what an author does on the blog."""
        table = self.kept[kind][number - 1]
        table |= {"modified_gmt": self.now()} | {
            name: {"raw": value, "rendered": value} if name == "content" else value
            for name, value in fields.items()
        }


class _Handler(BaseHTTPRequestHandler):
    blog: StandIn

    def do_GET(self) -> None:
        if self._met(b""):
            return
        path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
        kind = path.rpartition("/")[2]
        if path.startswith("/p/"):
            self._answer({}, body=self._page(path).encode())
        elif path == "/":
            self._answer(None)
        elif kind == "me":
            self._answer({"roles": ["editor"], "capabilities": self.blog.rights})
        elif kind == "core":
            self._answer([{"name": f"core/{name}"} for name in self.blog.blocks])
        elif kind == "statuses":
            self._answer({name: {} for name in ("publish", "draft", "trash", *self.blog.states)})
        elif kind.isdigit():
            self._answer(self.blog.kept[path.split("/")[-2]][int(kind) - 1])
        else:
            self._answer([row for row in self.blog.kept[kind] if _matches(row, query)])

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self._met(body):
            return
        kind, _, number = self.path.partition("/wp/v2/")[2].partition("/")
        table = self.blog.kept[kind]
        fields = self._upload() if "Content-Disposition" in self.headers else json.loads(body)
        if not number:
            at = self.blog.now()
            table.append({"id": len(table) + 1, "title": "", "link": "", "date_gmt": at, "modified_gmt": at})
        row = table[int(number or len(table)) - 1]
        floating = row["date_gmt"] == row["modified_gmt"] and row.get("status") in (None, "draft")
        row["modified_gmt"] = self.blog.now()
        row |= {"date_gmt": row["modified_gmt"]} if floating else {}
        if "content" in fields:
            fields["content"] = self.blog.filters(fields["content"])
        for name, value in fields.items():
            row[name] = {"raw": value, "rendered": value} if name in ("title", "content") else value
        if kind == "posts":
            row["link"] = f"{self.blog.address}/p/{row['slug']}/"
        self._answer(row)

    def _upload(self) -> dict[str, str]:
        name = self.blog.renames(self.headers["Content-Disposition"].partition('"')[2].rstrip('"'))
        stem = name.rpartition(".")[0]
        return {"slug": stem, "title": stem, "source_url": f"https://b.example/{name}"}

    def _page(self, path: str) -> str:
        slug = path.strip("/").rpartition("/")[2]
        return "".join(row["content"]["rendered"] for row in self.blog.kept["posts"] if row["slug"] == slug)

    def _met(self, body: bytes) -> bool:
        self.blog.asked.append((self.command, self.path))
        self.blog.logins.append(self.headers.get("Authorization", ""))
        told = self.blog.meets(self.command, self.path, body)
        if told:
            self._send(*told)
        return told is not None

    def _answer(self, told: object, body: bytes | None = None) -> None:
        link = {"Link": '</wp-json/>; rel="https://api.w.org/"'}
        self._send(200, link, json.dumps(told).encode() if body is None else body)

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


def _matches(row: dict[str, Any], query: dict[str, list[str]]) -> bool:
    """Tell whether WordPress would list a post or a file: by slug, words, number, state."""
    asked = query.get("status", ["publish"])[0].split(",")
    known = ("publish", "future", "draft", "pending", "private")
    if "status" in row and row["status"] not in (known if asked == ["any"] else asked):
        return False
    wanted = query.get("include")
    words = unquote(query.get("search", [""])[0])
    texts = json.dumps([row.get(name) for name in ("title", "content", "description")], ensure_ascii=False)
    return (
        query.get("slug", [row["slug"]])[0] == row["slug"]
        and (not wanted or str(row["id"]) in wanted[0].split(","))
        and all(word in texts for word in words.split())
    )


@contextmanager
def serving(blog: StandIn) -> Iterator[StandIn]:
    """Serve a stand-in on the loopback until the block ends."""
    handler = type("Handler", (_Handler,), {"blog": blog})
    server = HungUpOn(("127.0.0.1", 0), handler)
    blog.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield blog
    finally:
        server.shutdown()
        server.server_close()
