"""The takes of a line: heard, spoken again, kept or taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from stilte.errors import InputError, Problem
from stilte.messages import tr
from stilte.release.preview.resolve_request import kind_of
from stilte.studio.answers import NotThere, answer
from stilte.studio.asked import json_of, studio_of, text_of
from stilte.studio.hearing.asked_script import asked_script
from stilte.studio.hearing.recorded_takes import recorded_line
from stilte.studio.hearing.spoken_takes import choose, known_takes, sound_of, speak_again

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from stilte.studio.hearing.spoken_takes import KnownTake
    from stilte.studio.script_files import ScriptFile
    from stilte.studio.state import Studio

    Given = dict[str, Any]
    Change = Callable[[Studio, ScriptFile, str, Given], None]

_NEVER_KEPT = {"Cache-Control": "no-store"}


def _takes(studio: Studio, file: ScriptFile, step: str) -> list[KnownTake]:
    recorded = recorded_line(studio, file, step)
    return recorded.known_takes() if recorded else known_takes(studio, file, step)


def takes_json(studio: Studio, file: ScriptFile, name: str, step: str) -> Given:
    """Return the takes of a step that are there, the one in use among them."""
    asked = urlencode({"step": step, "version": file.version})
    return {
        "takes": [
            {
                "id": take.id,
                "chosen": take.chosen,
                "voice": take.voice,
                "length_s": None if take.length_s is None else round(take.length_s, 3),
                "url": f"/api/scripts/{quote(name)}/takes/{quote(take.id)}?{asked}",
            }
            for take in _takes(studio, file, step)
        ]
    }


def get_takes(request: Request) -> Response:
    """Answer with the takes of a step."""
    studio, name, asked = studio_of(request), request.path_params["name"], request.query_params
    file = asked_script(studio, name, asked.get("version"))
    return answer(takes_json(studio, file, name, asked.get("step", "")))


def get_take(request: Request) -> Response:
    """Answer with the sound of a take."""
    studio, asked, take = studio_of(request), request.query_params, request.path_params["id"]
    file, step = (
        asked_script(studio, request.path_params["name"], asked.get("version")),
        asked.get("step", ""),
    )
    _refuse_unknown(studio, file, step, take)
    recorded = recorded_line(studio, file, step)
    path = recorded.path_of(take) if recorded else None
    if path is not None:
        return FileResponse(path, 200, _NEVER_KEPT, kind_of(path))
    return Response(sound_of(studio, file, step, take), 200, _NEVER_KEPT, "audio/wav")


def _refuse_unknown(studio: Studio, file: ScriptFile, step: str, take: str) -> None:
    if take not in {one.id for one in _takes(studio, file, step)}:
        raise NotThere(Problem(None, tr("That take is no longer there.")))


def _again(studio: Studio, file: ScriptFile, step: str, _given: Given) -> None:
    if recorded_line(studio, file, step):
        message = tr("This line cannot be spoken otherwise: it is a recording.")
        raise InputError(Problem(None, message, tr("Record it again.")))
    speak_again(studio, file, step)


def _choose(studio: Studio, file: ScriptFile, step: str, given: Given) -> None:
    take = text_of(given, "take")
    _refuse_unknown(studio, file, step, take)
    recorded = recorded_line(studio, file, step)
    if recorded:
        recorded.choose(take)
    else:
        choose(studio, file, step, take)


def _change(work: Change) -> Any:
    """Return the handler of a change: {step, version, take?} in, the takes of the step out."""

    async def handle(request: Request) -> Response:
        given, studio, name = await json_of(request), studio_of(request), request.path_params["name"]
        version, step = text_of(given, "version"), text_of(given, "step")

        def done() -> Given:
            with studio.script_lock(name):
                file = asked_script(studio, name, version)
                work(studio, file, step, given)
                studio.events.tell({"type": "project"})
                return takes_json(studio, file, name, step)

        return answer(await run_in_threadpool(done))

    return handle


_OWN = "/api/scripts/{name}/takes"
routes = [
    Route(_OWN, get_takes),
    Route(f"{_OWN}/again", _change(_again), methods=["POST"]),
    Route(f"{_OWN}/choose", _change(_choose), methods=["POST"]),
    Route(f"{_OWN}/{{id}}", get_take),
]
