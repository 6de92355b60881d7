"""The server of `serve`: the listen pages, a reload when something changes, errors shown, scripts heard."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from stilte.errors import InputError, Problem, StilteError
from stilte.file_names import real_path
from stilte.messages import tr
from stilte.release.page_texts import template
from stilte.release.preview.error_page import error_page
from stilte.studio.access import LocalDoor
from stilte.studio.answers import system_answer, unexpected_answer
from stilte.studio.hearing.sound_response import Sound, SoundResponse
from stilte.studio.hearing.turns import RenderingTurns
from stilte.studio.listen.files import (
    lacks_slash,
    not_found,
    output_file,
    page_headers,
    sent_file,
    sent_page,
    with_slash,
)
from stilte.studio.listen.live_reload import ReloadSignal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from starlette.requests import Request

EVENTS = "/.events"
HEAR = "/.hear/"


class Hear(Protocol):
    """Renders a script while it is asked for."""

    def __call__(self, script: str, line: int | None) -> tuple[int, Iterable[bytes]]:
        """Return the size of a WAV file from a line on, and its bytes; raises `StilteError`."""


@dataclass(slots=True)
class ListenPages:
    """What the pages in `output` are served with."""

    output: Path
    news: ReloadSignal
    hear: Hear | None
    turns: RenderingTurns = field(default_factory=RenderingTurns)

    def page(self, request: Request) -> Response:
        """Answer with a file of the output folder, or with what is wrong instead of a page."""
        target = request.url.path
        path, seen = output_file(self.output, _raw_path(request)), self.news.version
        if path is not None and lacks_slash(path, target):
            return with_slash(quote(target))
        if self.news.problems and (path is None or path.suffix == ".html"):
            page = with_reload(error_page(self.news.problems).encode(), seen)
            return sent_page(page, 200 if path else 404)
        if path is None:
            return not_found()
        if path.suffix == ".html":
            return sent_page(with_reload(path.read_bytes(), seen))
        return sent_file(path)

    async def events(self, request: Request) -> Response:
        """Answer with what is newer than a page."""
        asked = re.fullmatch(r"seen=(\d{1,9})", request.url.query)
        stream = self.news.stream(int(asked[1]) if asked else None)
        return StreamingResponse(stream, 200, {"Cache-Control": "no-store"}, "text/event-stream")

    async def play(self, request: Request) -> Response:
        """Answer with a script as it will sound, from the line asked for, block by block."""
        script = re.fullmatch(r"([^/]+)\.wav", unquote(_raw_path(request)).removeprefix(HEAR))
        line = re.fullmatch(r"(?:from=(\d{1,6}))?", request.url.query)
        if self.hear is None or request.method == "HEAD":
            return not_found()
        if script is None or line is None:
            address = tr("Ask for {address}.", address="/.hear/SCRIPT.wav?from=LINE")
            raise InputError(Problem(None, address))
        hear, name, number = self.hear, script[1], int(line[1]) if line[1] else None
        return SoundResponse(self.turns, name, lambda: Sound(*hear(name, number)))


def make_listen_app(output: Path, news: ReloadSignal | None = None, hear: Hear | None = None) -> Starlette:
    """Return the application that serves the files in `output`; tell `news` of what changes.

    With `hear`, `/.hear/SCRIPT.wav?from=LINE` plays a script as it stands, before any MP3 is made of it.
    """
    pages = ListenPages(real_path(output), news or ReloadSignal(), hear)

    def opens_page(path: str) -> bool:
        found = output_file(pages.output, path)
        return not path.startswith("/.") and (found is None or found.suffix == ".html")

    return Starlette(
        routes=[
            Route(EVENTS, pages.events),
            Route(f"{HEAR}{{path:path}}", pages.play),
            Route("/{path:path}", pages.page),
        ],
        middleware=[Middleware(LocalDoor, opens_page=opens_page, headers=page_headers())],
        exception_handlers={
            StilteError: _not_heard,
            OSError: system_answer,
            Exception: unexpected_answer,
        },
    )


def _not_heard(_request: Request, error: Exception) -> Response:
    return Response(f"{error}\n", 404, page_headers(), "text/plain; charset=utf-8")


def _raw_path(request: Request) -> str:
    return str(request.scope["raw_path"].decode("latin-1")).partition("?")[0]


def with_reload(page: bytes, seen: int) -> bytes:
    """Return a page that asks for what is newer than it."""
    script = f'<script data-seen="{seen}">{template("reload.js")}</script></body>'
    return page.replace(b"</body>", script.encode())
