"""`/api/recording/…/long`: recordings brought as files, cut into lines, seen, heard and corrected."""

from __future__ import annotations

import math
import shutil
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route

from stilte.errors import Problem
from stilte.messages import tr
from stilte.studio.answers import Conflict, answer
from stilte.studio.asked import body_to, json_of, misasked, studio_of, text_of
from stilte.studio.recording.brought_files import (
    MOST_FILES,
    batch_folder,
    new_batch,
    safe_name,
    under_free_name,
    what_was_brought,
)
from stilte.studio.recording.long_recordings import (
    correct,
    cuts_json,
    kept_recording,
    kept_recordings,
)
from stilte.studio.recording.sheet import sheet_of

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

    from stilte.studio.jobs import Job
    from stilte.studio.recording.long_recordings import KeptLong
    from stilte.studio.recording.sheet import Sheet
    from stilte.studio.state import Studio

MOST_BYTES = 4_000_000_000
"""The largest file that is taken: four hours of 24-bit stereo."""
_LONGEST_S = 3600.0
_LONGEST_HEARD_S = 120.0


def _sheet(request: Request) -> Sheet:
    return sheet_of(studio_of(request), request.path_params["voice"], request.path_params["script"])


def _kept(request: Request) -> KeptLong:
    return kept_recording(_sheet(request), request.path_params["name"])


def bring(request: Request) -> Response:
    """Answer with the number of a new batch of files."""
    _refuse_while_cutting(studio_of(request))
    return answer({"batch": new_batch(_sheet(request).around.project.cache)}, 201)


async def put_file(request: Request) -> Response:
    """Take a file of a batch in, written to disk as it comes; its name is in the header `X-Name`."""
    name = safe_name(unquote(request.headers.get("x-name", "")))
    cache = studio_of(request).cache.around().project.cache
    folder = batch_folder(cache, request.path_params["batch"])
    if len(list(folder.iterdir())) >= MOST_FILES:
        raise misasked("files")
    with (folder / name).open("wb") as file:
        await body_to(file, request, MOST_BYTES, _LONGEST_S)
    return answer({"name": name}, 201)


async def cut_batch(request: Request) -> Response:
    """Cut the files of a batch, as a job: {batch}; {name} cuts a recording that is kept already, anew."""
    given, studio = await json_of(request), studio_of(request)
    _refuse_while_cutting(studio)
    sheet = await run_in_threadpool(_sheet, request)
    if "name" in given:
        source, folder = kept_recording(sheet, text_of(given, "name")).path, None
    else:
        folder = batch_folder(sheet.around.project.cache, text_of(given, "batch"))
        source = what_was_brought(folder)
        if source.is_file():
            source = await run_in_threadpool(under_free_name, source, sheet.folder)
    job = studio.jobs.start("cut", lambda job: _cut(studio, sheet, source, folder, job), voice=sheet.voice)
    return answer({"job": job}, 202)


def _refuse_while_cutting(studio: Studio) -> None:
    if studio.jobs.running("cut"):
        raise Conflict(Problem(None, tr("A recording is being cut already."), tr("Wait for it, or end it.")))


def _cut(studio: Studio, sheet: Sheet, source: Path, folder: Path | None, job: Job) -> dict[str, Any]:
    from stilte.speech.cutting.cut_recording import cut_recording  # noqa: PLC0415 (opens numpy)
    from stilte.speech.recogniser import why_unavailable  # noqa: PLC0415

    doing = {
        "read": tr("Reading the recording …"),
        "find": tr("Looking for what is said twice …"),
        "hear": tr("Listening to the words …"),
        "compare": tr("Comparing with the lines …"),
    }

    def told(what: str, share: float) -> None:
        job.tell(fraction=share, text=str(doing[what]))

    language, is_folder = sheet.around.context.voices[sheet.voice].language, source.is_dir()
    try:
        cuts = cut_recording(
            source,
            sheet.lines,
            sheet.folder,
            language,
            hear=why_unavailable() is None,
            anew=folder is None,
            progress=told,
        )
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
    studio.events.tell({"type": "project"})
    states = [cut.status for cut in cuts.lines]
    counts = {status: states.count(status) for status in ("cut", "unsure", "missing")}
    missing = [cut.text for cut in cuts.lines if cut.status == "missing"]
    return {"recording": None if is_folder else source.name, **counts, "lines_missing": missing}


def get_all(request: Request) -> Response:
    """Answer with the names of the long recordings that are kept, the newest first."""
    return answer({"recordings": [path.name for path in kept_recordings(_sheet(request))]})


def get_one(request: Request) -> Response:
    """Answer with where each line is in a recording."""
    return answer(cuts_json(_kept(request)))


def get_peaks(request: Request) -> Response:
    """Answer with the waveform of a whole recording, a byte for each hundredth of a second."""
    opened = studio_of(request).opened_long.of(_kept(request).path)
    return Response(opened.peaks, 200, {"Cache-Control": "no-store"}, "application/octet-stream")


def get_sound(request: Request) -> Response:
    """Answer with a stretch of a recording as a WAV file: `?from_s=…&to_s=…`."""
    from stilte.speech.cutting.cut_recording import wav  # noqa: PLC0415 (opens numpy)

    from_s, to_s = _seconds(request, "from_s"), _seconds(request, "to_s")
    if not from_s < to_s <= from_s + _LONGEST_HEARD_S:
        raise misasked("to_s")
    opened = studio_of(request).opened_long.of(_kept(request).path)
    return Response(wav(opened.recording, from_s, to_s), 200, {"Cache-Control": "no-store"}, "audio/wav")


def _seconds(request: Request, name: str) -> float:
    try:
        value = float(request.query_params.get(name, ""))
    except ValueError:
        raise misasked(name) from None
    if not 0 <= value < math.inf:
        raise misasked(name)
    return value


async def put_line(request: Request) -> Response:
    """Say where a line is: {start_s, end_s}; its take is cut anew."""
    given = await json_of(request)
    start_s, end_s = (given.get(name) for name in ("start_s", "end_s"))
    if not isinstance(start_s, (int, float)) or not isinstance(end_s, (int, float)) or not start_s < end_s:
        raise misasked("end_s")
    return answer(await run_in_threadpool(_corrected, request, (float(start_s), float(end_s))))


def delete_line(request: Request) -> Response:
    """Say that a line is not in a recording."""
    return answer(_corrected(request, None))


def _corrected(request: Request, place: tuple[float, float] | None) -> dict[str, Any]:
    studio, kept = studio_of(request), _kept(request)
    with studio.script_lock(f"long {kept.path.name}"):
        correct(studio.opened_long, kept, kept.sheet.line(request.path_params["line"]), place)
    studio.events.tell({"type": "project"})
    return cuts_json(kept)


_HERE = "/api/recording/{voice}/{script}/long"
routes = [
    Route("/api/recording/{voice}/{script}/brought", bring, methods=["POST"]),
    Route("/api/recording/{voice}/{script}/brought/{batch}", put_file, methods=["PUT"]),
    Route(_HERE, get_all, methods=["GET"]),
    Route(_HERE, cut_batch, methods=["POST"]),
    Route(f"{_HERE}/{{name}}", get_one, methods=["GET"]),
    Route(f"{_HERE}/{{name}}/peaks", get_peaks, methods=["GET"]),
    Route(f"{_HERE}/{{name}}/sound", get_sound, methods=["GET"]),
    Route(f"{_HERE}/{{name}}/lines/{{line}}", put_line, methods=["PUT"]),
    Route(f"{_HERE}/{{name}}/lines/{{line}}", delete_line, methods=["DELETE"]),
]
