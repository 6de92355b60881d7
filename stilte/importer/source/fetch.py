"""The one door to posts: a path, an address or bytes become bytes, within limits of size and time."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem
from stilte.messages import tr

if TYPE_CHECKING:
    from stilte.messages import Message

MOST_BYTES = 20_000_000
MOST_S = 30.0
STEP_TIMEOUT_S = 10.0


def fetch(source: str | os.PathLike[str] | bytes) -> tuple[bytes, str]:
    """Return the bytes of a post and its name; raise `InputError` where there is nothing to read."""
    if isinstance(source, bytes):
        name = str(tr("the post"))
        return _bounded(source, name), name
    name = os.fspath(source)
    if name.lower().startswith(("http://", "https://")):
        return _download(name), name
    return _file(Path(name)), Path(name).name


def refuse(message: Message, instead: Message) -> InputError:
    """Return the error that tells an author why a post cannot be imported."""
    return InputError(Problem(None, message, instead))


def _too_large(name: str, size_bytes: int) -> InputError:
    message = tr(
        "{name} is {size} MB; a post is read up to {most} MB.",
        name=name,
        size=round(size_bytes / 1e6),
        most=MOST_BYTES // 1_000_000,
    )
    return refuse(message, tr("Cut out the article, or the exercise alone, and import that."))


def _bounded(data: bytes, name: str) -> bytes:
    if len(data) > MOST_BYTES:
        raise _too_large(name, len(data))
    if not data.strip():
        raise refuse(
            tr("{name} is empty.", name=name),
            tr("Give a post as HTML, text, Markdown, Word, OpenDocument, PDF, subtitles, or a URL."),
        )
    return data


def _file(path: Path) -> bytes:
    try:
        found = path.stat()
        if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):  # it may never end, or begin
            raise refuse(
                tr("'{file}' is a pipe or a device, not a file.", file=path.name),
                tr("Give the path of a post."),
            )
        if found.st_size > MOST_BYTES:
            with path.open("rb") as file:
                return _export(file.read(4096), path)
        return _bounded(path.read_bytes(), path.name)
    except FileNotFoundError:
        raise refuse(
            tr("There is no file {path}.", path=path),
            tr("Give the path of a post, or an address with https://."),
        ) from None
    except OSError as error:
        raise refuse(
            tr("{path} cannot be read: {reason}.", path=path, reason=str(error.strerror or error)),
            tr("Give the path of a post."),
        ) from None


def _export(head: bytes, path: Path) -> bytes:
    """Read a large file only if it is a WordPress export, which may hold many posts."""
    if b"<rss" not in head or path.stat().st_size > 10 * MOST_BYTES:
        raise _too_large(path.name, path.stat().st_size)
    return path.read_bytes()


def _download(address: str) -> bytes:
    import requests  # noqa: PLC0415  a heavy library that only addresses need

    from stilte.bounded_http import AnswerTooLong, AnswerTooSlow, ask  # noqa: PLC0415  likewise

    cure = tr("Save the article from your browser, and import that.")
    headers = {"User-Agent": "stilte (imports a post for its author)"}
    try:
        with requests.Session() as session:
            answer = ask(
                session,
                "GET",
                address,
                most_bytes=MOST_BYTES,
                most_s=MOST_S,
                timeout=STEP_TIMEOUT_S,
                headers=headers,
            )
            answer.raise_for_status()
            return _bounded(answer.content, address)
    except (AnswerTooLong, AnswerTooSlow):
        message = tr(
            "{address} sends more than {most} MB, or for longer than {seconds} s.",
            address=address,
            most=MOST_BYTES // 1_000_000,
            seconds=round(MOST_S),
        )
        raise refuse(message, cure) from None
    except requests.RequestException as error:
        reason = str(getattr(error.response, "status_code", "") or type(error).__name__)
        raise refuse(
            tr("{address} cannot be read ({reason}).", address=address, reason=reason), cure
        ) from None
