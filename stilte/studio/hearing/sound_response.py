"""A sound that is sent while it is rendered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from stilte.studio.hearing.turns import Busy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from starlette.types import Receive, Scope, Send

    from stilte.studio.hearing.turns import RenderingTurns


@dataclass(frozen=True, slots=True)
class Sound:
    """A WAV file of `size_bytes`, in parts that are made as they are asked for."""

    size_bytes: int
    parts: Iterable[bytes]
    headers: Mapping[str, str] = field(default_factory=dict)


class SoundResponse(Response):
    """Renders a sound when it is its turn, and sends it; ends when who listens has gone."""

    def __init__(self, turns: RenderingTurns, script: str, render: Callable[[], Sound]) -> None:
        super().__init__()
        self._turns, self._script, self._render = turns, script, render

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the sound; raises `StilteError` where it cannot be rendered."""
        try:
            async with self._turns.turn(self._script):
                sound = await run_in_threadpool(self._render)
                headers = {"Content-Length": str(sound.size_bytes), "Cache-Control": "no-store"}
                answer = StreamingResponse(
                    sound.parts, 200, {**headers, **sound.headers}, media_type="audio/wav"
                )
                await answer(scope, receive, send)
        except Busy:
            await Response("Still being rendered\n", 503, media_type="text/plain")(scope, receive, send)
