"""`/api/recording`: the lines to record, takes brought, heard, chosen, thrown away; a room test."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from stilte.errors import InputError, Problem
from stilte.messages import tr
from stilte.sound.clip import read_short
from stilte.speech.engines.kept_takes import choose_take, keep_take, takes_of, throw_away
from stilte.speech.recording_faults.check_take import check_take
from stilte.speech.trim import one_channel
from stilte.studio.answers import NotThere, answer
from stilte.studio.asked import body_of, json_of, studio_of, text_of
from stilte.studio.recording.sheet import Sheet, line_json, sheet_json, sheet_of

if TYPE_CHECKING:
    from starlette.requests import Request


_MOST_TAKE_BYTES = 60_000_000
"""Ten minutes of one channel at 48 kHz and 16 bits."""
_WAVE = re.compile(rb"RIFF....WAVE", re.DOTALL)


def get_sheet(request: Request) -> Response:
    """Answer with the lines of a script, their takes and what was found in them."""
    return answer(sheet_json(_sheet(request)))


def _sheet(request: Request) -> Sheet:
    return sheet_of(studio_of(request), request.path_params["voice"], request.path_params["script"])


async def put_take(request: Request) -> Response:
    """Keep a take of a line, a WAV file as the request's body, and answer with the line."""
    sound = await body_of(request, _MOST_TAKE_BYTES)
    return answer(await run_in_threadpool(_kept, request, sound), 201)


def _kept(request: Request, sound: bytes) -> dict[str, Any]:
    sheet, name = _sheet(request), request.path_params["line"]
    line = sheet.line(name)
    _looked_at(sound)
    keep_take(sheet.folder, name, sound)
    studio_of(request).events.tell({"type": "project"})
    return line_json(sheet, line)


def _looked_at(sound: bytes) -> tuple[Any, int]:
    """Return the samples of a take; raises InputError for what is no recording."""
    wrong = tr("What the microphone gave is no recording.")
    problem = Problem(None, wrong, tr("Record the line anew."))
    if not _WAVE.match(sound):
        raise InputError(problem)
    try:
        clip = read_short(sound)
    except ValueError:
        raise InputError(problem) from None
    return one_channel(clip.samples), clip.rate_hz


def get_take(request: Request) -> Response:
    """Answer with the sound of a take."""
    sheet, name = _sheet(request), request.path_params["line"]
    sheet.line(name)
    for take in takes_of(sheet.folder, name):
        if take.name == request.path_params["take"]:
            return FileResponse(take, headers={"Cache-Control": "no-store"})
    raise NotThere(Problem(None, tr("This take is not there any more.")))


async def choose(request: Request) -> Response:
    """Let a take be heard: {take}, null for the newest."""
    given = await json_of(request)
    take = None if given.get("take") is None else text_of(given, "take")
    return answer(
        await run_in_threadpool(_changed, request, lambda one, name: choose_take(one.folder, name, take))
    )


def delete_take(request: Request) -> Response:
    """Put a take aside."""
    take = request.path_params["take"]
    return answer(_changed(request, lambda one, name: throw_away(one.folder, name, take)))


def _changed(request: Request, change: Any) -> dict[str, Any]:
    sheet, name = _sheet(request), request.path_params["line"]
    line = sheet.line(name)
    change(sheet, name)
    studio_of(request).events.tell({"type": "project"})
    return line_json(sheet, line)


async def test_room(request: Request) -> Response:
    """Answer with what is found in a few seconds of quiet and a sentence: the body is a WAV file."""
    sound = await body_of(request, _MOST_TAKE_BYTES)
    return answer(await run_in_threadpool(_room, sound))


def _room(sound: bytes) -> dict[str, Any]:
    samples, rate_hz = _looked_at(sound)
    checked = check_take(samples, rate_hz, "")
    figures = checked.figures
    return {
        "voice_db": figures.voice_db if figures else None,
        "distance_db": figures.distance_db if figures else None,
        "faults": [
            {"kind": fault.kind, "text": str(fault.message), "cure": str(fault.cure)}
            for fault in checked.faults
        ],
    }


_LINE = "/api/recording/{voice}/{script}/lines/{line}"
routes = [
    Route("/api/recording/{voice}/{script}", get_sheet),
    Route("/api/recording/{voice}/{script}/room", test_room, methods=["POST"]),
    Route(f"{_LINE}/takes", put_take, methods=["POST"]),
    Route(f"{_LINE}/choose", choose, methods=["POST"]),
    Route(f"{_LINE}/takes/{{take}}", get_take, methods=["GET"]),
    Route(f"{_LINE}/takes/{{take}}", delete_take, methods=["DELETE"]),
]
