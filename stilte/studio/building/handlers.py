"""`/api/build`: what is not up to date is built; `/api/proof`: what was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import FileResponse
from starlette.routing import Route

from stilte.errors import Problem
from stilte.messages import tr
from stilte.pipeline.build import build
from stilte.pipeline.options import Options
from stilte.project import find_scripts
from stilte.studio.answers import Conflict, answer
from stilte.studio.asked import json_of, misasked, studio_of
from stilte.studio.building.progress import TellProgress
from stilte.studio.building.proofs import finished_mp3, proof_json

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from stilte.pipeline.results import Result
    from stilte.studio.jobs import Job
    from stilte.studio.state import Studio


async def start_build(request: Request) -> Response:
    """Build the tracks that are not up to date: {scripts?: [names], force?, draft?}."""
    given = await json_of(request)
    names = given.get("scripts", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise misasked("scripts")
    studio = studio_of(request)
    if studio.jobs.running("build"):
        raise Conflict(
            Problem(None, tr("Tracks are being built already."), tr("Wait for it, or end it first."))
        )
    options = Options(force=given.get("force") is True, draft=given.get("draft") is True, in_process=True)
    job = studio.jobs.start("build", lambda job: _build(studio, names, options, job))
    return answer({"job": job}, 202)


def _build(studio: Studio, names: list[str], options: Options, job: Job) -> dict[str, Any]:
    studio.finish_saves()
    project = studio.project()
    told = TellProgress(job)
    job.tell(fraction=0.0, tracks=[])
    try:
        results = build(project, find_scripts(project, names), options, told)
    finally:
        studio.events.tell({"type": "project"})
    return {
        "tracks": told.told(),
        "built": _count(results, "built"),
        "unchanged": _count(results, "unchanged"),
        "failed": _count(results, "failed"),
    }


def _count(results: tuple[Result, ...], status: str) -> int:
    return sum(result.status == status for result in results)


def get_proof(request: Request) -> Response:
    """Answer with what was measured on a finished track."""
    studio = studio_of(request)
    return answer(proof_json(studio.cache.around().project.output, request.path_params["slug"]))


def get_sound(request: Request) -> Response:
    """Answer with the MP3 of a finished track, or the part of it that a player asks for."""
    studio, slug = studio_of(request), request.path_params["slug"]
    return FileResponse(finished_mp3(studio.cache.around().project.output, slug), media_type="audio/mpeg")


routes = [
    Route("/api/build", start_build, methods=["POST"]),
    Route("/api/proof/{slug}", get_proof),
    Route("/api/proof/{slug}/sound", get_sound),
]
