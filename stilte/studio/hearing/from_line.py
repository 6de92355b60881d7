"""`/api/scripts/NAME/hear`: a script from one of its steps on, in its exact quiet, with bed and breath."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from starlette.routing import Route

from stilte.file_names import stem_of
from stilte.script.edit import outline, page_timeline
from stilte.studio.answers import answer
from stilte.studio.asked import misasked, studio_of
from stilte.studio.hearing.asked_script import asked_script, lines_of_step
from stilte.studio.hearing.sound_response import Sound, SoundResponse
from stilte.studio.script_files import read_script

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from stilte.pipeline.render_from_line import LaidOut
    from stilte.studio.script_files import ScriptFile
    from stilte.studio.state import Studio


def render(studio: Studio, name: str, version: str | None, step: str | None, from_s: float | None) -> Sound:
    """Return the sound of a script from a step or a second on; raises `StilteError`."""
    from stilte.pipeline.audio_player import blocks, wav  # noqa: PLC0415 (opens numpy)

    file = asked_script(studio, name, version)
    laid_out = studio.laid_out.of(studio, file)
    signal = laid_out.signal
    start = _start(laid_out, file, step, from_s)
    size, parts = wav(blocks(signal, start), signal.length_frames - start, signal.rate_hz, signal.channels)
    headers = {
        "X-Start": f"{start / signal.rate_hz:.6f}",
        "X-Length": f"{signal.length_frames / signal.rate_hz:.6f}",
    }
    return Sound(size, parts, headers)


def _start(laid_out: LaidOut, file: ScriptFile, step: str | None, from_s: float | None) -> int:
    signal = laid_out.signal
    if from_s is not None:
        return min(round(from_s * signal.rate_hz), signal.length_frames)
    if step is None:
        return 0
    return laid_out.start_of(*lines_of_step(file, step))


def marks(request: Request) -> Response:
    """Answer with the exact times of what is heard: every line of it is spoken for that."""
    studio, asked = studio_of(request), request.query_params
    file = asked_script(studio, request.path_params["name"], asked.get("version"))
    laid_out = studio.laid_out.of(studio, file)
    timeline = page_timeline(outline(file.text), laid_out.timeline, laid_out.routine)
    start = _start(laid_out, file, asked.get("step"), None)
    return answer({**timeline, "from_s": start / laid_out.signal.rate_hz})


def hear(request: Request) -> Response:
    """Answer with a script from a step on, rendered while it is sent."""
    studio, asked = studio_of(request), request.query_params
    name, from_s = request.path_params["name"], None
    if "from_s" in asked:
        try:
            from_s = float(asked["from_s"])
        except ValueError:
            raise misasked("from_s") from None
        if not 0 <= from_s < math.inf:
            raise misasked("from_s")
    version, step = asked.get("version"), asked.get("step")
    return SoundResponse(
        studio.turns,
        stem_of(read_script(studio.root, name).path),
        lambda: render(studio, name, version, step, from_s),
    )


routes = [Route("/api/scripts/{name}/hear", hear), Route("/api/scripts/{name}/marks", marks)]
