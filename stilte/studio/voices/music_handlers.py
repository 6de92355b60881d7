"""`/api/music`: beds and bells, each heard under words, own files taken in, levels changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route

from stilte.errors import Problem, not_found
from stilte.messages import language, tr
from stilte.script.environment import ESPEAK
from stilte.sound.music_names import sound_names
from stilte.studio.answers import NotThere, answer
from stilte.studio.asked import body_of, json_of, misasked, studio_of
from stilte.studio.voices.music_files import MOST_BYTES, change_bed, keep_sound, music_json
from stilte.studio.voices.spoken_line import hear_bed, hear_bell, lines_of, sample_in

if TYPE_CHECKING:
    from starlette.requests import Request

    from stilte.studio.state import Studio

_LONGEST_UPLOAD_S = 600.0
_CHANGED = ("level", "licence", "credit")


def get_music(request: Request) -> Response:
    """Answer with every bed and bell."""
    return answer(music_json(studio_of(request).cache.around()))


def hear(request: Request) -> Response:
    """Answer with a bed or a bell under words as a WAV file.

    `?script=` and `?voice=` name whose words; `?level=` is that of a bell, in dB.
    """
    studio, name = studio_of(request), request.path_params["name"]
    around = studio.cache.around()
    lines, voice, spoken = _words(studio, request)
    if name in around.context.beds:
        sound = hear_bed(around, name, lines[:2], voice, spoken)
    elif name in sound_names(studio.root):
        level = request.query_params.get("level", "0")
        sound = hear_bell(around, name, lines[0], voice, spoken, level=level)
    else:
        missing = tr("There is no music '{name}'.", name=name)
        raise NotThere(Problem(None, *not_found(missing, name, around.context.beds)))
    return Response(sound, 200, {"Cache-Control": "no-store"}, "audio/wav")


def _words(studio: Studio, request: Request) -> tuple[list[str], str, str]:
    """Return lines, who says them, and their language: the script's, else a sample of the project's."""
    around, script = studio.cache.around(), request.query_params.get("script", "")
    told: dict[str, Any] = lines_of(studio, script) if script else {}
    spoken = told.get("language") or around.project.default_language or language()
    voice = request.query_params.get("voice") or told.get("voice", "")
    if voice not in around.context.voices or voice in around.context.voice_problems:
        voice = around.context.environment.guide_for(spoken) or ESPEAK
    return [*told.get("lines", ()), sample_in(spoken)], voice, spoken


async def put_music(request: Request) -> Response:
    """Take a sound in, as it is: its file name in the path, `X-Licence` and `X-Credit` beside it."""
    data = await body_of(request, MOST_BYTES, _LONGEST_UPLOAD_S)
    studio = studio_of(request)
    licence, credit = (unquote(request.headers.get(name, "")) for name in ("x-licence", "x-credit"))
    file = request.path_params["name"]
    name = await run_in_threadpool(keep_sound, studio.root, data, file, licence, credit)
    studio.events.tell({"type": "project"})
    return answer({"name": name}, 201)


async def change_music(request: Request) -> Response:
    """Change a bed: {level?, licence?, credit?}."""
    given = await json_of(request)
    if not given or not given.keys() <= set(_CHANGED):
        raise misasked(", ".join(_CHANGED))
    studio = studio_of(request)
    await run_in_threadpool(change_bed, studio.cache.around(), request.path_params["name"], given)
    studio.events.tell({"type": "project"})
    return answer({})


routes = [
    Route("/api/music", get_music),
    Route("/api/music/{name}/hear", hear),
    Route("/api/music/{name}", put_music, methods=["PUT"]),
    Route("/api/music/{name}", change_music, methods=["POST"]),
]
