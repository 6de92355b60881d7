"""Models of neural voices: where they are stored, and downloading them with a checksum.

A file is fetched beside its place, resumed where it was left, checked against its checksum, and moved into
place only then: those of the models that our voices name are pinned, others are what Piper's list says. No
more is received than the file's size, and not for ever. Models that are there are never overwritten.
"""

from __future__ import annotations

import hashlib
import os
import re
import threading
import time
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import requests

from stilte.bounded_http import AnswerTooLong, ask, read_json, within
from stilte.errors import BuildError, Problem, not_found, refusal
from stilte.messages import Message, tr
from stilte.speech.model_pins import PINS, Pin, pinned_path
from stilte.speech.user_folder import data_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Progress = Callable[[str, int, int], None]
    """Told a file's name, how many bytes are there, and of how many."""

PIPER_VOICES = "https://huggingface.co/rhasspy/piper-voices/resolve/main"
_MIRROR = tr("Check STILTE_MIRROR.")
_TIMEOUT_S = (10, 30)
_LONGEST_S = 120.0
_SLOWEST_BYTES_PER_S = 16_000
"""What a fetch may take in all: two minutes, and what a slow connection needs for its size."""
# Far more than Piper's list (under 1 MB); protects memory from a wrong server.
_MOST_LIST_BYTES = 20_000_000
_MOST_MODEL_BYTES = 2_000_000_000
# Small blocks, so that the time limit is checked often on a slow connection.
_BLOCK_BYTES = 1 << 14
_WAITS_S = (1.0, 4.0, 10.0)
_FINAL = frozenset({400, 401, 403, 404, 405, 410, 451})
# HTTP 416: the partial file is already as long as the whole (RFC 9110).
_RANGE_PAST_THE_END = 416
# HTTP 206: the server resumes at the requested byte (RFC 9110).
_PARTIAL = 206


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file to fetch, with its checksum as published: `md5` where the list has no `sha256`."""

    name: str
    url: str
    size_bytes: int
    sha256: str = ""
    md5: str = ""


KOKORO = ModelFile(
    "kokoro-v1.0.int8.onnx",
    "https://github.com/thewh1teagle/kokoro-onnx/releases/download/model-files-v1.0/kokoro-v1.0.int8.onnx",
    92_361_271,
    sha256="6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
)


_AGAIN = tr("Try again: the download resumes where it stopped.")


class NotFetched(BuildError):
    """A model could not be fetched; what arrived is kept and goes on the next time."""

    def __init__(self, name: str, why: str | Message, cure: str | Message = _AGAIN) -> None:
        super().__init__(Problem(None, tr("'{name}' could not be fetched: {why}.", name=name, why=why), cure))


def models_folder() -> Path:
    """Return where models are kept: `STILTE_MODELS`, else the user's own folder for data."""
    if chosen := os.environ.get("STILTE_MODELS"):
        return Path(chosen).expanduser()
    return data_folder() / "models"


def model_path(file: ModelFile) -> Path | None:
    """Return where a fetched model lies; None if it does not."""
    path = models_folder() / file.name
    return path if path.is_file() else None


def get_model(name: str, *, mirror: str | None = None, progress: Progress | None = None) -> Path:
    """Fetch a model by name: "kokoro", or a Piper voice ("nl_NL-alex-medium"); return its ONNX file.

    `mirror` (or `STILTE_MIRROR`) stands in for the public address of Piper's voices and Kokoro's file.
    Raises NotFetched.
    """
    mirror = mirror or os.environ.get("STILTE_MIRROR")
    if name.lower() == "kokoro":
        url = f"{mirror.rstrip('/')}/{KOKORO.name}" if mirror else KOKORO.url
        wanted = [ModelFile(KOKORO.name, url, KOKORO.size_bytes, KOKORO.sha256)]
    else:
        wanted = piper_files(name, mirror or PIPER_VOICES)
    paths = [fetch(file, models_folder(), progress) for file in wanted]
    return next(path for path in paths if path.suffix == ".onnx")


def piper_files(name: str, base: str) -> list[ModelFile]:
    """Return the model and the settings of a voice: as pinned here, else as the list of Piper names them."""
    base, pins = base.rstrip("/"), PINS.get(name, {})
    if pins and all(pin.sha256 for pin in pins.values()):
        return [_pinned(name, ending, pin, base) for ending, pin in pins.items()]
    listed = _listed(name, base)
    if not pins:
        return listed
    by_name = {file.name: file for file in listed}
    return [_pinned(name, ending, pin, base, by_name) for ending, pin in pins.items()]


def _pinned(
    name: str, ending: str, pin: Pin, base: str, listed: Mapping[str, ModelFile] | None = None
) -> ModelFile:
    file = f"{name}{ending}"
    md5 = pin.md5 or (listed[file].md5 if listed and file in listed else "")
    return ModelFile(file, f"{base}/{pinned_path(name)}{ending}", pin.size_bytes, pin.sha256, md5)


def _listed(name: str, base: str) -> list[ModelFile]:
    """Return what Piper's public list names for a voice."""
    voices = _voice_list(base)
    if name not in voices:
        _, cure = not_found(tr("There is no Piper voice '{name}'.", name=name), name, voices)
        raise NotFetched(name, tr("Piper has no voice of that name"), str(cure)[:400])
    try:
        files = sorted(voices[name]["files"].items())
        found = [_file_of(path, held, base) for path, held in files if path.endswith((".onnx", ".onnx.json"))]
    except (KeyError, TypeError, AttributeError, ValueError):
        raise NotFetched(name, tr("the list of voices is not valid"), _MIRROR) from None
    if not any(file.name.endswith(".onnx") for file in found):
        raise NotFetched(name, tr("the list names no model for it"), _MIRROR)
    return found


def _file_of(path: str, held: Mapping[str, Any], base: str) -> ModelFile:
    """Return a file of the list; raises ValueError for one that cannot be a model."""
    size, md5, name = held["size_bytes"], held["md5_digest"], PurePosixPath(path).name
    if type(size) is not int or not 0 < size <= _MOST_MODEL_BYTES:
        raise ValueError(size)
    if not re.fullmatch("[0-9a-f]{32}", md5) or not re.fullmatch(r"\w[\w.-]*", name):
        raise ValueError(path)
    return ModelFile(name, f"{base}/{path}", size, md5=md5)


def _voice_list(base: str) -> dict[str, Any]:
    try:
        with requests.Session() as session:
            answer = ask(
                session, "GET", f"{base}/voices.json",
                most_bytes=_MOST_LIST_BYTES, most_s=_LONGEST_S, timeout=_TIMEOUT_S,
            )  # fmt: skip
        answer.raise_for_status()
        voices = read_json(answer.content)
    except (requests.RequestException, ValueError) as error:
        cure = tr("Check the connection, or set STILTE_MIRROR to a mirror of the list.")
        raise NotFetched("voices.json", _why(error), cure) from error
    if not isinstance(voices, dict):
        raise NotFetched("voices.json", tr("the answer is not a list of voices"), _MIRROR)
    return voices


def fetch(
    file: ModelFile,
    folder: Path,
    progress: Progress | None = None,
    *,
    waits_s: Iterable[float] = _WAITS_S,
    sleep: Callable[[float], None] = time.sleep,
) -> Path:
    """Fetch a file into a folder, unless it is there; go on where an earlier try was cut off.

    Raises NotFetched.
    """
    path = folder / file.name
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{file.name}.part"
    waits = [*waits_s, None]
    for wait_s in waits:
        try:
            _receive(file, part, progress)
            break
        except _TooLong as error:
            part.unlink(missing_ok=True)
            raise NotFetched(file.name, _why(error), tr("It was deleted: check STILTE_MIRROR.")) from error
        except (requests.RequestException, OSError) as error:
            if wait_s is None or _final(error):
                raise NotFetched(file.name, _why(error)) from error
            sleep(wait_s)
    _check(file, part)
    part.replace(path)
    return path


def _receive(file: ModelFile, part: Path, progress: Progress | None) -> None:
    """Receive what is missing of a file, within a time that a slow connection can keep."""
    left = threading.Event()
    try:
        within(
            _LONGEST_S + file.size_bytes / _SLOWEST_BYTES_PER_S,
            lambda: _receive_rest(file, part, progress, left),
        )
    finally:
        left.set()  # a server that drips holds a thread that nobody waits for: it must write no more


def _receive_rest(file: ModelFile, part: Path, progress: Progress | None, left: threading.Event) -> None:
    there = part.stat().st_size if part.exists() else 0
    if there == file.size_bytes:
        return
    if there > file.size_bytes:
        part.unlink()
        there = 0
    headers = {"Range": f"bytes={there}-"} if there else {}
    with requests.get(file.url, headers=headers, stream=True, timeout=_TIMEOUT_S) as answer:
        if answer.status_code == _RANGE_PAST_THE_END:
            part.unlink()
        answer.raise_for_status()
        _refuse_open_road(file.url, answer.url)
        if not _continues(answer, there):
            there = 0
        with part.open("ab" if there else "wb") as sink:
            for block in answer.iter_content(_BLOCK_BYTES):
                there += len(block)
                if there > file.size_bytes:
                    raise _TooLong(f"more than {file.size_bytes} bytes")
                if left.is_set():
                    return
                sink.write(block)
                if progress:
                    progress(file.name, there, file.size_bytes)
    if there < file.size_bytes:
        raise requests.ConnectionError("cut")


class _TooLong(requests.RequestException):
    """The server sends more than the file is."""


def _continues(answer: requests.Response, there: int) -> bool:
    """Tell whether an answer goes on just where what is there ends."""
    told = re.match(r"bytes (\d{1,15})-", answer.headers.get("Content-Range", f"bytes {there}-"))
    return answer.status_code == _PARTIAL and told is not None and int(told[1]) == there


def _refuse_open_road(asked: str, answered: str) -> None:
    """Raise where an encrypted address led to one that is not."""
    if asked.startswith("https://") and not answered.startswith("https://"):
        raise requests.exceptions.InvalidURL("led to an address without https")


def _check(file: ModelFile, part: Path) -> None:
    kind, wanted = ("sha256", file.sha256) if file.sha256 else ("md5", file.md5)
    if not wanted:
        raise NotFetched(file.name, tr("its size and checksum are not known"), _MIRROR)
    with part.open("rb") as held:
        found = hashlib.file_digest(held, kind).hexdigest()
    if found != wanted:
        part.unlink()
        raise NotFetched(
            file.name,
            tr("what arrived is damaged (its checksum is wrong)"),
            tr("It was deleted. Try again."),
        )


def _final(error: Exception) -> bool:
    """Tell whether trying again cannot help: the server says there is no such thing."""
    answer = getattr(error, "response", None)
    return answer is not None and answer.status_code in _FINAL


def _why(error: Exception) -> str | Message:
    if isinstance(error, _TooLong | AnswerTooLong):
        return tr("the server sends more data than the size of the file")
    answer = getattr(error, "response", None)
    if answer is not None:
        return tr("the server answered {status}", status=answer.status_code)
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return tr("the connection was cut")
    if isinstance(error, requests.Timeout):
        return tr("the server did not answer in time")
    if isinstance(error, OSError) and error.strerror and not isinstance(error, requests.RequestException):
        return refusal(error)
    return (
        tr("there is no connection")
        if isinstance(error, requests.ConnectionError)
        else tr("the answer is not valid")
    )
