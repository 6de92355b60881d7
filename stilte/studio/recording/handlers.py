"""`/api/recording`: the lines to record, takes brought, heard, chosen, thrown away; a room test."""

from __future__ import annotations

import asyncio
import re
import threading
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from stilte.errors import InputError, Problem
from stilte.messages import tr
from stilte.sound.clip import read_short
from stilte.sound.external_audio import read_recording
from stilte.sound.probe import NoRecording
from stilte.speech.engines.kept_takes import choose_take, keep_take, takes_of, throw_away
from stilte.speech.recording_faults.heard_words import listen_to
from stilte.speech.trim import one_channel
from stilte.studio.answers import NotThere, answer
from stilte.studio.asked import body_of, json_of, misasked, studio_of, text_of
from stilte.studio.recording.room_checks import differences, hear_room, keep_test, kept_room_tests
from stilte.studio.recording.schedule import schedule_json
from stilte.studio.recording.sheet import Sheet, line_json, sheet_json, sheet_of, take_figures
from stilte.studio.recording.waveform import peaks_of

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request


_MOST_TAKE_BYTES = 60_000_000
"""Ten minutes of one channel at 48 kHz and 16 bits."""
_MOST_QUIET_S = 60.0
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
    return FileResponse(_take(request), headers={"Cache-Control": "no-store"})


def _take(request: Request) -> Path:
    sheet, name = _sheet(request), request.path_params["line"]
    sheet.line(name)
    for take in takes_of(sheet.folder, name):
        if take.name == request.path_params["take"]:
            return take
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


def get_peaks(request: Request) -> Response:
    """Answer with the waveform of a take, a byte for each hundredth of a second; with none where it is gone.

    A page may ask for a take that it listed when the line is cut anew already.
    """
    try:
        take = _take(request)
    except NotThere:
        _sheet(request).line(request.path_params["line"])
        return Response(status_code=204)
    try:
        clip = read_recording(take)
    except FileNotFoundError:
        return Response(status_code=204)
    except NoRecording as wrong:
        if not take.exists():  # it went while it was read
            return Response(status_code=204)
        raise InputError(wrong.problem(request.path_params["take"], None)) from wrong
    peaks = peaks_of(one_channel(clip.samples), clip.rate_hz)
    return Response(peaks, 200, {"Cache-Control": "no-store"}, "application/octet-stream")


async def listen(request: Request) -> Response:
    """Let a recogniser listen to a take, where one is installed, and answer with the line.

    It takes seconds, the first time more: in a thread that the end of the studio need not wait for.
    """
    loop = asyncio.get_running_loop()
    heard: asyncio.Future[dict[str, Any]] = loop.create_future()

    def tell(made: dict[str, Any] | None, wrong: Exception | None) -> None:
        if not heard.done():
            heard.set_exception(wrong) if wrong else heard.set_result(made or {})

    def work() -> None:
        made, wrong = None, None
        try:
            made = _listened(request)
        except Exception as error:  # noqa: BLE001 (told where it is waited for)
            wrong = error
        with suppress(RuntimeError):  # the studio has ended meanwhile
            loop.call_soon_threadsafe(tell, made, wrong)

    threading.Thread(target=work, name="listen", daemon=True).start()
    try:
        return answer(await heard)
    except asyncio.CancelledError:  # the studio ends: what the take says is heard another time
        return answer(_line_now(request))


def _listened(request: Request) -> dict[str, Any]:
    sheet = _sheet(request)
    with suppress(NotThere, FileNotFoundError):  # a take may go before it is its turn, or meanwhile
        take = _take(request)
        with _LISTENING:  # one at a time, on both cores
            listen_to(take, sheet.around.context.voices[sheet.voice].language, sheet.store())
    return _line_now(request)


def _line_now(request: Request) -> dict[str, Any]:
    sheet = _sheet(request)
    return line_json(sheet, sheet.line(request.path_params["line"]))


_LISTENING = threading.Lock()


def hear_in_place(request: Request) -> Response:
    """Answer with a take over the bed, in its place, with what is around it, as a WAV file."""
    from stilte.pipeline.audio_player import blocks, wav  # noqa: PLC0415 (opens numpy)
    from stilte.pipeline.recorded.in_place import in_place  # noqa: PLC0415

    sheet, path = _sheet(request), _take(request)
    voice, line = sheet.around.context.voices[sheet.voice], sheet.line(request.path_params["line"])
    context, project = sheet.around.context, sheet.around.project
    with in_place(project, context, sheet.routine, voice, (line, path)) as heard:
        signal, count = heard.signal, heard.stop_frame - heard.start_frame
        sound = blocks(signal, heard.start_frame, heard.stop_frame)
        body = b"".join(wav(sound, count, signal.rate_hz, signal.channels)[1])
        before_s = (heard.line_frame - heard.start_frame) / signal.rate_hz
    headers = {"Cache-Control": "no-store", "X-Line-At": f"{before_s:.3f}"}
    return Response(body, 200, headers, "audio/wav")


def get_schedule(request: Request) -> Response:
    """Answer with the lines as the track has them, with the quiet and the breaths before each."""
    return answer({"lines": schedule_json(_sheet(request))})


async def test_room(request: Request) -> Response:
    """Answer with what is heard in some seconds of quiet and a sentence: the body is a WAV file.

    `X-Quiet` says how many seconds are quiet, `X-Microphone` by which microphone it was heard.
    """
    sound = await body_of(request, _MOST_TAKE_BYTES)
    try:
        quiet_s = float(request.headers.get("x-quiet", "0"))
    except ValueError:
        raise misasked("X-Quiet") from None
    if not 0 <= quiet_s <= _MOST_QUIET_S:
        raise misasked("X-Quiet")
    microphone = unquote(request.headers.get("x-microphone", ""))[:200]
    return answer(await run_in_threadpool(_room, request, sound, quiet_s, microphone))


def _room(request: Request, sound: bytes, quiet_s: float, microphone: str) -> dict[str, Any]:
    sheet = _sheet(request)
    test, faults = hear_room(*_looked_at(sound), quiet_s, microphone)
    before = next(iter(reversed(kept_room_tests(sheet.folder))), None)
    differs = differences(test, before, take_figures(sheet))
    if test.voice_db is not None:
        keep_test(sheet.folder, test)
    return {**asdict(test), "faults": faults, "differs": None if differs is None else str(differs)}


_LINE = "/api/recording/{voice}/{script}/lines/{line}"
routes = [
    Route("/api/recording/{voice}/{script}", get_sheet),
    Route("/api/recording/{voice}/{script}/room", test_room, methods=["POST"]),
    Route(f"{_LINE}/takes", put_take, methods=["POST"]),
    Route(f"{_LINE}/choose", choose, methods=["POST"]),
    Route("/api/recording/{voice}/{script}/schedule", get_schedule),
    Route(f"{_LINE}/takes/{{take}}/peaks", get_peaks),
    Route(f"{_LINE}/takes/{{take}}/listen", listen, methods=["POST"]),
    Route(f"{_LINE}/takes/{{take}}/in-place", hear_in_place),
    Route(f"{_LINE}/takes/{{take}}", get_take, methods=["GET"]),
    Route(f"{_LINE}/takes/{{take}}", delete_take, methods=["DELETE"]),
]
