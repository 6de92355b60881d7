"""Servers on the loopback address that behave like the real ones, and misbehave like them."""

from __future__ import annotations

import base64
import io
import json
import random
import subprocess
import threading
import urllib.parse
import wave
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING

import numpy as np
from imageio_ffmpeg import get_ffmpeg_exe

from stilte.speech.engines.retry import Clock
from tests.hung_up_on import HungUpOn

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator, Sequence

MISDEEDS = ("busy", "error", "page", "elsewhere", "empty", "broken", "cut")
"""What a server does wrong and another try may put right."""


class FakeClock:
    """Time that passes only when somebody waits; `slept` holds every wait in seconds."""

    def __init__(self, seed: int = 1) -> None:
        self.now = 1000.0
        self.slept: list[float] = []
        self._chance = random.Random(seed)

    def clock(self) -> Clock:
        """Return what a patient client is given."""
        return Clock(sleep=self._sleep, now=lambda: self.now, chance=self._chance.random)

    def _sleep(self, wait_s: float) -> None:
        self.slept.append(wait_s)
        self.now += wait_s


@dataclass
class Standin:
    """A running server: what was asked of it, and what it does with the next request."""

    address: str
    asked: list[dict[str, str]] = field(default_factory=list)
    misdeed: Callable[[], str | None] = lambda: None
    retry_after: str = ""
    release: threading.Event = field(default_factory=threading.Event)


@lru_cache(maxsize=64)
def wav(letters: int) -> bytes:
    """Return a tone of 0.07 s a letter as a WAV of 24 kHz."""
    at = np.arange(int(24_000 * (0.2 + 0.07 * letters)))
    tone = 0.2 * np.sin(2 * np.pi * 220 * at / 24_000)
    file = io.BytesIO()
    with wave.open(file, "wb") as opened:
        opened.setparams((1, 2, 24_000, 0, "NONE", ""))
        opened.writeframes((tone * 32767).astype("<i2").tobytes())
    return file.getvalue()


@lru_cache(maxsize=64)
def mp3(letters: int) -> bytes:
    """Return the same as an MP3."""
    command = [get_ffmpeg_exe(), "-v", "error", "-i", "-", "-b:a", "48k", "-f", "mp3", "-"]
    return subprocess.run(command, input=wav(letters), capture_output=True, check=True).stdout


def google(text: str, *, broken: bool = False, empty: bool = False) -> bytes:
    """Return an answer of Google Translate's."""
    sound = b"" if empty else mp3(20 + len(text) // 20 * 20)
    sound = sound[:30] if broken else sound
    inner = json.dumps([base64.b64encode(sound).decode()], separators=(",", ":"))
    return (
        b")]}'\n\n"
        + json.dumps(
            [["wrb.fr", "jQ1olc", inner, None, None, None, "generic"]], separators=(",", ":")
        ).encode()
    )


def openai(text: str, *, broken: bool = False, empty: bool = False) -> bytes:
    """Return an answer of a server with OpenAI's speech interface."""
    if empty:
        return b""
    return b"this is no sound" if broken else wav(20 + len(text) // 20 * 20)


def text_for_google(body: bytes) -> str:
    """Return what Google is asked to say."""
    form = urllib.parse.parse_qs(body.decode())["f.req"][0]
    said: str = json.loads(json.loads(form)[0][0][1])[0]
    return said


def text_for_openai(body: bytes) -> str:
    """Return what the other is asked to say."""
    said: str = json.loads(body)["input"]
    return said


class _Server(HungUpOn):
    daemon_threads = True
    state: Standin
    read: Callable[[bytes], str]
    answer: Callable[..., bytes]


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        text, state = self.server.read(body), self.server.state
        state.asked.append({"text": text, "path": self.path, **self.headers})
        misdeed = state.misdeed()
        if misdeed == "slow":
            state.release.wait(10)
            return
        told = {"Retry-After": state.retry_after} if state.retry_after else {}
        answer = self.server.answer
        status, data, headers = {
            "busy": (429, b"", told),
            "error": (503, b"", {}),
            "refused": (403, b"", {}),
            "page": (200, b"<!doctype html><html><body>Are you a person?</body></html>", {}),
            "elsewhere": (302, b"", {"Location": "/sorry"}),
            "empty": (200, answer(text, empty=True), {}),
            "broken": (200, answer(text, broken=True), {}),
        }.get(misdeed or "", (200, answer(text), {}))
        self._send(status, data, headers, cut=misdeed == "cut")

    def _send(self, status: int, data: bytes, headers: dict[str, str], *, cut: bool) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data[: len(data) // 2] if cut else data)
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def standin(
    read: Callable[[bytes], str], answer: Callable[..., bytes], tls: ssl.SSLContext | None = None
) -> Iterator[Standin]:
    """Serve on the loopback address: `read` finds the text in a request, `answer` makes the answer."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.state = Standin(f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}")
    server.read, server.answer = read, answer
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield server.state
    finally:
        server.state.release.set()
        server.shutdown()
        server.server_close()


def often(share: float, seed: int = 7, misdeeds: Sequence[str] = MISDEEDS) -> Callable[[], str | None]:
    """Return a character that misbehaves in that share of its answers, in every way it knows."""
    dice = random.Random(seed)
    return lambda: dice.choice(misdeeds) if dice.random() < share else None
