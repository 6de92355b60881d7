"""Answering with a file of the output folder: whole, in part, or a page with its policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from stilte.release.preview.page_policy import content_policy
from stilte.release.preview.resolve_request import find, kind_of

if TYPE_CHECKING:
    from pathlib import Path


def page_headers() -> dict[str, str]:
    """Return what every answer with a listen page or a file of one carries."""
    return {
        "Content-Security-Policy": content_policy(),
        "Cache-Control": "no-store",  # parts of a sound kept by a browser keep it from keeping the whole
        "Referrer-Policy": "same-origin",
    }


def output_file(output: Path, target: str) -> Path | None:
    """Return the file that an address below the listen pages means; nothing hidden, nothing outside."""
    return None if target.startswith("/.") else find(output, target)


def lacks_slash(path: Path | None, target: str) -> bool:
    """Tell whether an address means a folder's page, whose links need the slash that it lacks."""
    return path is not None and path.name == "index.html" and not target.endswith(("/", ".html"))


def with_slash(address: str) -> Response:
    """Return what sends a folder's address to the one with a slash."""
    return RedirectResponse("/" + address.lstrip("/") + "/", 301, page_headers())


def sent_file(path: Path) -> Response:
    """Return a file, of which a player may ask any part."""
    return FileResponse(path, 200, page_headers(), media_type=kind_of(path))


def sent_page(body: bytes, status: int = 200) -> Response:
    """Return a page."""
    return HTMLResponse(body, status, page_headers())


def not_found() -> Response:
    """Return what is said of an address that means nothing."""
    return Response("Not found\n", 404, page_headers(), "text/plain")
