"""Microsoft's voice service on the loopback address: a websocket that speaks, or does not."""

from __future__ import annotations

import asyncio
import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import aiohttp.web

from tests.speech.standins import mp3

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MISDEEDS = ("error", "empty", "broken", "half")
"""What the service does wrong and another try may put right."""


@dataclass
class EdgeStandin:
    """A running server: what it was asked to say, and what it does with the next request."""

    address: str = ""
    asked: list[ET.Element] = field(default_factory=list)
    misdeed: Callable[[], str | None] = lambda: None


_STATE = aiohttp.web.AppKey("state", EdgeStandin)


def _message(path: str, data: bytes, kind: str = "audio/mpeg") -> bytes:
    head = f"X-RequestId:1\r\nContent-Type:{kind}\r\nPath:{path}\r\n".encode()
    return len(head).to_bytes(2, "big") + head + data


async def _answer(request: aiohttp.web.Request) -> aiohttp.web.StreamResponse:
    state = request.app[_STATE]
    misdeed = state.misdeed()
    if misdeed in ("forbidden", "error"):
        return aiohttp.web.Response(status=403 if misdeed == "forbidden" else 503)
    socket = aiohttp.web.WebSocketResponse()
    await socket.prepare(request)
    await socket.receive()  # how it is to sound
    said = ET.fromstring((await socket.receive()).data.split("\r\n\r\n", 1)[1])
    state.asked.append(said)
    letters = 20 + len("".join(said.itertext())) // 20 * 20
    sound = {"empty": b"", "broken": b"no sound at all", "half": mp3(letters)[:2000]}.get(
        misdeed or "", mp3(letters)
    )
    end_ticks = int((0.2 + 0.07 * letters) * 1e7)
    word = {"Type": "WordBoundary", "Data": {"Offset": 0, "Duration": end_ticks, "text": {"Text": "adem"}}}
    for at in range(0, len(sound), 1000):
        await socket.send_bytes(_message("audio", sound[at : at + 1000]))
        if at == 0:
            await socket.send_str(f"Path:audio.metadata\r\n\r\n{json.dumps({'Metadata': [word]})}")
    if misdeed != "half":
        await socket.send_str("Path:turn.end\r\n\r\n{}")
    await socket.close()
    return socket


@contextmanager
def edge_standin() -> Iterator[EdgeStandin]:
    """Serve on the loopback address."""
    state, ready, loop = EdgeStandin(), threading.Event(), asyncio.new_event_loop()
    app = aiohttp.web.Application()
    app[_STATE] = state
    app.router.add_get("/", _answer)

    async def start() -> aiohttp.web.AppRunner:
        runner = aiohttp.web.AppRunner(app)
        await runner.setup()
        await aiohttp.web.TCPSite(runner, "127.0.0.1", 0).start()
        state.address = f"ws://127.0.0.1:{runner.addresses[0][1]}/?"
        return runner

    def serve() -> None:
        runner = loop.run_until_complete(start())
        ready.set()
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())
        loop.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    assert ready.wait(60)
    try:
        yield state
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(60)
