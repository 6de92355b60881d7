"""`/api/events`: what changes while a page is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import StreamingResponse
from starlette.routing import Route

from stilte.studio.asked import studio_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


async def events(request: Request) -> Response:
    """Answer with a stream of events, until the page is closed or the server ends."""
    headers = {"Cache-Control": "no-store"}
    return StreamingResponse(studio_of(request).events.stream(), 200, headers, "text/event-stream")


routes = [Route("/api/events", events)]
