"""`/listen/…`: the finished tracks' pages inside the studio."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from stilte.studio.asked import studio_of
from stilte.studio.listen.files import lacks_slash, not_found, output_file, sent_file, sent_page, with_slash

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def listen(request: Request) -> Response:
    """Answer with a file of the output folder."""
    target = "/" + request.path_params["path"]
    path = output_file(studio_of(request).root / "output", target)
    if path is None:
        return not_found()
    if lacks_slash(path, target):
        return with_slash(f"/listen{target}")
    return sent_page(path.read_bytes()) if path.suffix == ".html" else sent_file(path)


routes = [Route("/listen/{path:path}", listen)]
