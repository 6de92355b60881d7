"""`/api/podcast`: where the podcast goes; a place of another machine is tried before it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from stilte.errors import InputError, Problem
from stilte.messages import tr
from stilte.release.upload.refusals import LoginRefused, UnknownServer
from stilte.studio.answers import Conflict, answer
from stilte.studio.asked import json_of, studio_of, text_of
from stilte.studio.publishing.settings import choose_podcast, know_server, read_places, try_podcast

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from stilte.studio.publishing.passwords import Kept
    from stilte.studio.state import Studio


async def put_podcast(request: Request) -> Response:
    """Choose the podcast's place: {place, password?, server?}; "" is the project's own folder `output/`.

    A place of another machine is tried before it is kept. One that this computer does not know is told with
    the fingerprint of its key; asked again with that as `server`, it is known from then on.
    """
    given = await json_of(request)
    wanted = {name: text_of(given, name) for name in ("place", "password", "server") if name in given}
    studio = studio_of(request)
    kept = await run_in_threadpool(_choose, studio, **{"password": "", "server": "", **wanted})
    return answer({"place": read_places(studio.root).podcast, "kept": kept})


def _choose(studio: Studio, place: str, password: str, server: str) -> Kept | None:
    project = studio.cache.around().project
    try:
        try:
            try_podcast(project, place, password)
        except UnknownServer as unknown:
            if unknown.fingerprint != server:
                raise
            know_server(unknown.line)
            try_podcast(project, place, password)
    except UnknownServer as unknown:
        problem = Problem(
            None,
            unknown.problems[0].message,
            tr("Compare the fingerprint of its key with the one that your host gives."),
        )
        raise Conflict(problem, server=unknown.fingerprint) from None
    except LoginRefused as refused:
        cure = tr("Check the name and the password; they are those of your web space, or of the bucket.")
        raise InputError(Problem(None, refused.problems[0].message, cure)) from None
    return choose_podcast(studio.root, place, password)


routes = [Route("/api/podcast", put_podcast, methods=["PUT"])]
