"""HTTP requests whose answers are limited in size and total time.

A time limit of the client counts the silence between two bytes: a server that sends a byte every two seconds
holds it for ever, in the first line, in a header, in the body. Here the whole exchange has one limit.
"""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any, TypeVar

import requests

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

# Small blocks, so that the limits of size and time are checked often.
_BLOCK_BYTES = 1 << 14


class AnswerTooLong(requests.RequestException):
    """The server sends more than is read of it."""


class AnswerTooSlow(requests.Timeout):
    """The whole answer was not there within its time."""


def ask(
    session: requests.Session, method: str, address: str, *, most_bytes: int, most_s: float, **request: Any
) -> requests.Response:
    """Return an answer with its body read; `request` is what `session.request` takes.

    Raises `AnswerTooLong`, `AnswerTooSlow`, and what `requests` raises.
    """

    def whole() -> requests.Response:
        with session.request(method, address, stream=True, **request) as answer:
            answer._content = read_body(answer, most_bytes)  # noqa: SLF001 (as `requests` itself keeps it)
            answer._content_consumed = True  # type: ignore[attr-defined]  # noqa: SLF001
            return answer

    return within(most_s, whole)


def read_body(answer: requests.Response, most_bytes: int) -> bytes:
    """Return the body of an answer asked for as a stream, unpacked; raises `AnswerTooLong`."""
    body = bytearray()
    for block in answer.iter_content(_BLOCK_BYTES):
        body += block
        if len(body) > most_bytes:
            raise AnswerTooLong(f"more than {most_bytes} bytes", response=answer)
    return bytes(body)


def within(most_s: float, work: Callable[[], T]) -> T:
    """Return what `work` returns; raises `AnswerTooSlow` after `most_s` seconds.

    The work then continues in an abandoned thread, until the server or the program ends it.
    """
    found: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            found.append(work())
        except BaseException as error:  # noqa: BLE001 (raised again where it is waited for)
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(most_s)
    if failed:
        raise failed[0]
    if not found:
        raise AnswerTooSlow(f"not there within {most_s:g} s")
    return found[0]


def read_json(body: bytes) -> Any:
    """Return what JSON says; raises ValueError also for what is nested too deep to be read."""
    try:
        return json.loads(body)
    except RecursionError:
        raise ValueError("nested too deep") from None
