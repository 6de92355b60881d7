"""The studio's server put together: every module of handlers lists its routes, all behind one door."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware

from stilte.errors import StilteError
from stilte.studio.access import Access
from stilte.studio.answers import refusal_answer, system_answer, unexpected_answer

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from stilte.studio.state import Studio

HANDLERS = (
    "page_files",
    "texts",
    "news",
    "jobs",
    "tracks",
    "covers",
    "documents",
    "scripts.editing",
    "scripts.listing",
    "hearing.from_line",
    "hearing.takes",
    "listen.studio_pages",
    "marking.handlers",
    "building.handlers",
    "publishing.handlers",
    "publishing.podcast_handlers",
    "show.handlers",
    "voices.handlers",
    "voices.music_handlers",
    "voices.pronunciations",
    "recording.handlers",
    "recording.long_handlers",
)
"""The modules of `stilte.studio` whose `routes` are served."""


def make_app(studio: Studio) -> Starlette:
    """Return the application of a studio; `studio` is in `app.state`."""
    app = Starlette(
        routes=[route for name in HANDLERS for route in _routes(name)],
        middleware=[Middleware(Access, secret=studio.secret)],
        exception_handlers={
            StilteError: refusal_answer,
            OSError: system_answer,
            Exception: unexpected_answer,
        },
    )
    app.state.studio = studio
    return app


def _routes(name: str) -> list[BaseRoute]:
    routes: list[BaseRoute] = import_module(f"stilte.studio.{name}").routes
    return routes
