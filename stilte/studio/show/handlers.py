"""`/api/show`: the form of `podcast.yaml`, its picture, and what directories would refuse."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route

from stilte.errors import InputError
from stilte.find_project import SHOW_FILE
from stilte.pipeline.checking import photo_problems
from stilte.project import FORMATS
from stilte.release.podcast.categories import CATEGORIES
from stilte.release.readiness import start_problems
from stilte.studio.answers import answer, problem_json
from stilte.studio.asked import body_of, json_of, studio_of, text_of, value_of
from stilte.studio.publishing.plans import show_problems
from stilte.studio.show.form import read_form, save_form, values_of
from stilte.studio.show.pictures import MOST_BYTES, cover_jpeg, keep_picture, photo_jpeg

if TYPE_CHECKING:
    from starlette.requests import Request

    from stilte.studio.state import Studio

_WRITING = threading.Lock()


def show_json(studio: Studio) -> dict[str, Any]:
    """Return the form with its values, its choices, and what is wrong."""
    around = studio.cache.around()
    text, version = read_form(studio.root)
    environment = around.context.environment
    paths = [path for path in around.project.script_files() if path.is_file()]
    routines = {each.routine or each.slug: each.title for each in studio.overviews.of(around, paths)}
    return {
        "exists": (studio.root / SHOW_FILE).is_file(),
        "version": version,
        "values": values_of(text),
        "categories": {name: [*below] for name, below in CATEGORIES.items()},
        "voices": sorted(environment.voices),
        "beds": sorted(environment.beds),
        "formats": [name for name in FORMATS if name != "mp3"],
        "routines": [{"slug": slug, "title": title} for slug, title in routines.items()],
        "faults": [problem_json(problem, level="error") for problem in around.problems],
        "problems": [
            *show_problems(around.project),
            *(problem_json(problem, level="error") for problem in photo_problems(around.project)),
            *(
                problem_json(problem, level="warning")
                for problem in start_problems(around.project.show, studio.root, tuple(routines))
            ),
        ],
    }


def get_show(request: Request) -> Response:
    """Answer with the form."""
    return answer(show_json(studio_of(request)))


async def put_show(request: Request) -> Response:
    """Write changed values: {version, changes: {name: value}}."""
    given = await json_of(request)
    version, changes = text_of(given, "version"), value_of(given, "changes", dict)
    return answer(await run_in_threadpool(_save, studio_of(request), version, changes))


def _save(studio: Studio, version: str, changes: dict[str, Any]) -> dict[str, Any]:
    with _WRITING:
        save_form(studio.root, version, changes)
    studio.events.tell({"type": "project"})
    return show_json(studio)


async def put_cover(request: Request) -> Response:
    """Take a picture in, as it is, and name it in the form: `?version=` of `podcast.yaml`."""
    return await _put_picture(request, "cover", "image")


async def put_photo(request: Request) -> Response:
    """Take the teacher's photo in, and name it in the form: `?version=` of `podcast.yaml`."""
    return await _put_picture(request, "photo", "photo")


async def _put_picture(request: Request, kind: str, setting: str) -> Response:
    data = await body_of(request, MOST_BYTES)
    version = request.query_params.get("version", "")
    return answer(await run_in_threadpool(_picture, studio_of(request), data, version, kind, setting))


def _picture(studio: Studio, data: bytes, version: str, kind: str, setting: str) -> dict[str, Any]:
    with _WRITING:
        path = keep_picture(studio.root, data, kind)
        try:
            save_form(studio.root, version, {setting: path})
        except BaseException:
            (studio.root / path).unlink(missing_ok=True)
            raise
    studio.events.tell({"type": "project"})
    return show_json(studio)


def get_cover(request: Request) -> Response:
    """Answer with the cover as a JPEG; nothing (404) where the picture cannot be read."""
    try:
        jpeg = cover_jpeg(studio_of(request).cache.around().project)
    except InputError:
        return Response(b"", 404)
    return Response(jpeg, 200, {"Cache-Control": "no-store"}, "image/jpeg")


def get_photo(request: Request) -> Response:
    """Answer with the teacher's photo as a JPEG; nothing (404) where there is none that can be read."""
    try:
        jpeg = photo_jpeg(studio_of(request).cache.around().project)
    except InputError:
        jpeg = None
    return Response(jpeg or b"", 200 if jpeg else 404, {"Cache-Control": "no-store"}, "image/jpeg")


routes = [
    Route("/api/show", get_show),
    Route("/api/show", put_show, methods=["PUT"]),
    Route("/api/show/cover", get_cover),
    Route("/api/show/cover", put_cover, methods=["PUT"]),
    Route("/api/show/photo", get_photo),
    Route("/api/show/photo", put_photo, methods=["PUT"]),
]
