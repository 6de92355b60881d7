"""Answers over HTTP end in time and in size, whatever the server does."""

from __future__ import annotations

import gzip
import time
from itertools import repeat

import pytest
import requests

from stilte.bounded_http import AnswerTooLong, AnswerTooSlow, ask, read_json, within
from tests.dripping_server import answering

OK = b"HTTP/1.1 200 OK\r\nConnection: close\r\n"


def _get(address: str, most_bytes: int = 1000, most_s: float = 60.0) -> requests.Response:
    with requests.Session() as session:
        return ask(session, "GET", address, most_bytes=most_bytes, most_s=most_s, timeout=60)


def test_an_answer_within_its_bounds_is_whole() -> None:
    """Its body is there as text and JSON, as that of any answer."""
    with answering([OK + b'Content-Type: application/json\r\n\r\n{"a": [1]}']) as address:
        answer = _get(address)
    assert (answer.status_code, answer.json(), answer.text) == (200, {"a": [1]}, '{"a": [1]}')


@pytest.mark.parametrize(
    "pieces",
    [
        repeat(b"x"),
        [b"HTTP/1.1 200 OK\r\nX-A: ", *repeat(b"x", 10_000)],
        [OK + b"\r\n", *repeat(b"x", 10_000)],
        [OK + b"Content-Length: 10000\r\n\r\n", *repeat(b"x", 10_000)],
        [OK + b"Transfer-Encoding: chunked\r\n\r\n", *repeat(b"0", 10_000)],
        [OK + b"Transfer-Encoding: chunked\r\n\r\n", *repeat(b"1\r\nx\r\n", 10_000)],
    ],
    ids=["status", "header", "body", "length", "chunk size", "chunks"],
)
def test_a_server_that_drips_is_left(pieces: list[bytes]) -> None:
    """A byte every 20 ms, in whatever part of the answer, holds nobody beyond the limit of the whole."""
    began = time.monotonic()
    with answering(pieces, every_s=0.02) as address, pytest.raises((AnswerTooSlow, requests.ConnectionError)):
        _get(address, most_s=0.3)
    assert time.monotonic() - began < 100  # it drips for minutes


@pytest.mark.parametrize("packed", [False, True])
def test_a_server_that_sends_without_end_is_left(*, packed: bool) -> None:
    """More than was asked for is not read, packed or not."""
    body = gzip.compress(bytes(50_000_000)) if packed else bytes(50_000_000)
    kind = b"Content-Encoding: gzip\r\n" if packed else b""
    with answering([OK + kind + b"\r\n", body]) as address, pytest.raises(AnswerTooLong):
        _get(address, most_bytes=1_000_000)


def test_what_fails_fails_as_it_does_without_bounds() -> None:
    """An error inside the work is raised where it is waited for."""
    with pytest.raises(KeyError):
        within(5, lambda: dict[str, int]()["a"])


@pytest.mark.parametrize("body", [b"[" * 200_000, b'{"a":' * 200_000, b"{", b"\xff", b"1" * 10_000])
def test_json_of_any_shape_is_read_or_refused(body: bytes) -> None:
    """Nested 200,000 deep, broken off, no text at all: one kind of error."""
    with pytest.raises(ValueError):  # noqa: PT011 (the kind is all that is promised)
        read_json(body)
