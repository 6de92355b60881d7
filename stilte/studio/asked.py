"""What a request asks: the studio it is made to, its values, and its body within limits."""

from __future__ import annotations

import asyncio
import json
from typing import IO, TYPE_CHECKING, Any, TypeVar

from starlette.concurrency import run_in_threadpool

from stilte.errors import Problem
from stilte.messages import Number, tr
from stilte.studio.answers import Misasked, TooLarge

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from stilte.studio.state import Studio

T = TypeVar("T")

MOST_JSON_BYTES = 4_000_000
"""The largest request in JSON: a script of ten thousand lines is a tenth of it."""
LONGEST_S = 60.0
"""How long a request may take to arrive, and how long it may be silent."""
_MB = 1_000_000


def studio_of(request: Request) -> Studio:
    """Return the studio that a request is made to."""
    studio: Studio = request.app.state.studio
    return studio


async def body_of(request: Request, most_bytes: int, longest_s: float = LONGEST_S) -> bytes:
    """Return the body of a request; raises `TooLarge`, or `Misasked` where it does not arrive in time."""
    return b"".join([part async for part in _parts(request, most_bytes, longest_s)])


async def body_to(file: IO[bytes], request: Request, most_bytes: int, longest_s: float) -> int:
    """Write the body of a request to a file as it comes, and return its size in bytes.

    Raises as `body_of` does; what came until then is in the file.
    """
    size = 0
    async for part in _parts(request, most_bytes, longest_s):
        size += await run_in_threadpool(file.write, part)
    return size


async def _parts(request: Request, most_bytes: int, longest_s: float) -> AsyncIterator[bytes]:
    told = request.headers.get("content-length", "0")
    if not told.isdigit() or int(told) > most_bytes:
        raise _too_large(most_bytes)
    size, deadline = 0, asyncio.get_running_loop().time() + longest_s
    stream = aiter(request.stream())
    while True:
        try:
            async with asyncio.timeout_at(deadline):
                part = await anext(stream, None)
        except TimeoutError:
            raise Misasked(
                Problem(None, tr("What was sent did not arrive in time."), tr("Try it again."))
            ) from None
        if part is None:
            return
        size += len(part)
        if size > most_bytes:
            raise _too_large(most_bytes)
        yield part


def _too_large(most_bytes: int) -> TooLarge:
    size = Number(most_bytes / _MB, decimals=0 if most_bytes >= _MB else 1)
    return TooLarge(Problem(None, tr("More than {size} MB was sent, which is not taken.", size=size)))


async def json_of(request: Request, most_bytes: int = MOST_JSON_BYTES) -> dict[str, Any]:
    """Return the table that a request carries as JSON; raises `Misasked` for anything else."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise misasked("content-type")
    raw = await body_of(request, most_bytes)
    try:
        value = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        raise misasked("JSON") from None
    if not isinstance(value, dict):
        raise misasked("JSON")
    return value


def value_of(given: dict[str, Any], name: str, kind: type[T]) -> T:
    """Return a value of a request; raises `Misasked` where it is missing or of another kind."""
    value = given.get(name)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise misasked(name)
    return value


def text_of(given: dict[str, Any], name: str) -> str:
    """Return a text of a request that can be written to a file: no half character pairs."""
    text = value_of(given, name, str)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise misasked(name) from None
    return text


def misasked(name: str) -> Misasked:
    """Return the error for a value that is missing in a request, or makes no sense."""
    return Misasked(
        Problem(
            None,
            tr("The page asked for something that the server does not understand ({name}).", name=name),
            tr("Load the page again."),
        )
    )
