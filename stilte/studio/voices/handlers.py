"""`/api/voices`: every voice, a line spoken by it, fetching what it lacks, and files of own voices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route

from stilte.errors import InputError, Problem, not_found
from stilte.messages import Number, tr
from stilte.pipeline.scripts import read_scripts
from stilte.speech.catalogue import get_named
from stilte.speech.consent import give
from stilte.starting.first_script import VOICES
from stilte.studio.answers import Conflict, NotThere, answer
from stilte.studio.asked import json_of, misasked, studio_of, text_of, value_of
from stilte.studio.voices.overview import voices_json
from stilte.studio.voices.own_voice import add_starting_voice, create_voice, set_missing
from stilte.studio.voices.spoken_line import lines_of, sample_in, speak_line

if TYPE_CHECKING:
    from starlette.requests import Request

    from stilte.speech.voice import Voice
    from stilte.studio.jobs import Job
    from stilte.studio.project_cache import Around
    from stilte.studio.state import Studio

_MB = 1_000_000


def get_voices(request: Request) -> Response:
    """Answer with every voice, the lines of a script to try them with (`?script=`), and voices to add."""
    studio = studio_of(request)
    around = studio.cache.around()
    reads = read_scripts(around.project.script_files(), around.context)
    script = request.query_params.get("script", "")
    there = around.context.voices
    return answer(
        {
            "voices": voices_json(around, (read.routine for read in reads if read.routine)),
            "default": around.project.default_voice,
            "script": lines_of(studio, script) if script else None,
            "samples": {voice.language: sample_in(voice.language) for voice in there.values()},
            "offered": [{"name": name, "language": tag} for tag, name in VOICES.items() if name not in there],
        }
    )


async def say(request: Request) -> Response:
    """Answer with a line as a WAV file: {text, engine?}."""
    given = await json_of(request)
    around, name = studio_of(request).cache.around(), request.path_params["name"]
    voice_of(around, name)
    engine = text_of(given, "engine") if given.get("engine") else None
    sound = await run_in_threadpool(speak_line, around, name, text_of(given, "text"), engine)
    return Response(sound, 200, {"Cache-Control": "no-store"}, "audio/wav")


def voice_of(around: Around, name: str) -> Voice:
    """Return a voice by its name; raises `NotThere`, and `InputError` for one whose file is wrong."""
    if name in around.context.voice_problems:
        raise InputError(*around.context.voice_problems[name])
    if name not in around.context.voices:
        missing = tr("There is no voice '{name}'.", name=name)
        raise NotThere(Problem(None, *not_found(missing, name, around.context.voices)))
    return around.context.voices[name]


def fetch(request: Request) -> Response:
    """Fetch the model that a voice lacks, as a job."""
    studio, name = studio_of(request), request.path_params["name"]
    voice_of(studio.cache.around(), name)
    if studio.jobs.running("get"):
        raise Conflict(Problem(None, tr("A voice is being fetched already."), tr("Wait for it, or end it.")))
    job = studio.jobs.start("get", lambda job: _fetch(studio, name, job), voice=name)
    return answer({"job": job}, 202)


def _fetch(studio: Studio, name: str, job: Job) -> dict[str, Any]:
    def progress(done: int, total: int) -> None:
        sizes = {"done": Number(done / _MB, decimals=0), "total": Number(total / _MB, decimals=0)}
        job.tell(fraction=done / max(total, 1), text=str(tr("{done} of {total} MB", **sizes)))

    got = get_named(name, studio.cache.around().context.voices, progress)
    studio.events.tell({"type": "project"})
    return {"files": [path.name for path in got]}


async def trust(request: Request) -> Response:
    """Allow what a voice's file asks for: {digests}, as they were shown."""
    given = await json_of(request)
    shown = value_of(given, "digests", list)
    voice = voice_of(studio_of(request).cache.around(), request.path_params["name"])
    asked = [use.consent for use in voice.use if use.consent is not None]
    if any(one.digest not in shown for one in asked):
        raise Conflict(
            Problem(None, tr("The voice's file was changed meanwhile."), tr("Look at what it asks now."))
        )
    await run_in_threadpool(give, asked)
    return answer({})


async def add_voice(request: Request) -> Response:
    """Add a voice: {starting} names one of the program's; {name, language, others_speak} makes an own one."""
    given = await json_of(request)
    studio = studio_of(request)
    if "starting" in given:
        name = text_of(given, "starting")
        await run_in_threadpool(add_starting_voice, studio.root, name)
    else:
        others_speak = value_of(given, "others_speak", bool)
        name = create_voice(
            studio.root, text_of(given, "name"), text_of(given, "language"), others_speak=others_speak
        )
    studio.events.tell({"type": "project"})
    return answer({"name": name}, 201)


async def put_voice(request: Request) -> Response:
    """Change an own voice: {others_speak} says what becomes of lines that are not recorded."""
    given = await json_of(request)
    studio, name = studio_of(request), request.path_params["name"]
    if "others_speak" not in given:
        raise misasked("others_speak")
    others_speak = value_of(given, "others_speak", bool)
    set_missing(studio.root, name, others_speak=others_speak)
    studio.events.tell({"type": "project"})
    return answer({})


routes = [
    Route("/api/voices", get_voices),
    Route("/api/voices", add_voice, methods=["POST"]),
    Route("/api/voices/{name}", put_voice, methods=["PUT"]),
    Route("/api/voices/{name}/say", say, methods=["POST"]),
    Route("/api/voices/{name}/get", fetch, methods=["POST"]),
    Route("/api/voices/{name}/trust", trust, methods=["POST"]),
]
