"""What the browser loads: the one page of all views, and the files that it asks for.

The page asks for its files under a name that changes with them (`/page/@1a2b3c/main.js`), so that the browser
keeps what it has, and asks for none of them again while they are the same.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import FileResponse, HTMLResponse, Response
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


_KEPT = {"Cache-Control": "private, max-age=86400, immutable"}


async def index(_request: Request) -> Response:
    """Answer with the page."""
    page = (PAGE / "index.html").read_text(encoding="utf-8")
    return HTMLResponse(page.replace('"/page/', f'"/page/@{_edition()}/'))


def _edition() -> str:
    """Return the name of the page's files as they are now: another as soon as one of them is another."""
    stats = ((path, path.stat()) for path in sorted(PAGE.rglob("*")))
    seen = "".join(f"{path} {stat.st_mtime_ns} {stat.st_size}\n" for path, stat in stats)
    return hashlib.sha256(seen.encode()).hexdigest()[:12]


async def page_file(request: Request) -> Response:
    """Answer with a file of the page, by its path under `page/`."""
    path = find(PAGE, "/" + request.path_params["path"])
    if path is None or path.name == "index.html":
        return Response("Not found\n", 404, media_type="text/plain")
    kept = _KEPT if "edition" in request.path_params else None
    return FileResponse(path, media_type=kind_of(path), headers=kept)


routes = [
    *(Route(view, index) for view in VIEWS),
    Route("/page/@{edition}/{path:path}", page_file),
    Route("/page/{path:path}", page_file),
]
