"""What the browser loads: the one page of all views, and the files that it asks for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import FileResponse, Response
from starlette.routing import Route

from stilte.release.preview.resolve_request import find, kind_of

if TYPE_CHECKING:
    from starlette.requests import Request

PAGE = Path(__file__).resolve().parent / "page"
VIEWS = (
    "/",
    "/tracks",
    "/edit/{name}",
    "/mark",
    "/mark/{id}",
    "/voices",
    "/record/{voice}/{name}",
    "/build",
    "/publish",
    "/show",
)
"""The addresses of the views: each is answered by the same page, which shows what its address says."""


async def index(_request: Request) -> Response:
    """Answer with the page."""
    return FileResponse(PAGE / "index.html", media_type="text/html")


async def page_file(request: Request) -> Response:
    """Answer with a file of the page, by its path under `page/`."""
    path = find(PAGE, "/" + request.path_params["path"])
    if path is None or path.name == "index.html":
        return Response("Not found\n", 404, media_type="text/plain")
    return FileResponse(path, media_type=kind_of(path))


routes = [*(Route(view, index) for view in VIEWS), Route("/page/{path:path}", page_file)]
