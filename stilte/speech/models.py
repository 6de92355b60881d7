"""Models of neural voices: where they lie, and fetching them whole.

A file is fetched beside its place, resumed where it was left, checked against its published checksum, and
moved into place only then. Models that are there are never overwritten.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import requests

from stilte.errors import BuildError, Problem, not_found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Progress = Callable[[str, int, int], None]
    """Told a file's name, how many bytes are there, and of how many."""

PIPER_VOICES = "https://huggingface.co/rhasspy/piper-voices/resolve/main"
_TIMEOUT_S = (10, 30)
_BLOCK_BYTES = 1 << 14
_WAITS_S = (1.0, 4.0, 10.0)
_FINAL = frozenset({400, 401, 403, 404, 405, 410, 451})
_RANGE_PAST_THE_END = 416
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


class NotFetched(BuildError):
    """A model could not be fetched; what arrived is kept and goes on the next time."""

    def __init__(self, name: str, why: str, cure: str = "Try again: it goes on where it was left.") -> None:
        super().__init__(Problem(None, f"'{name}' could not be fetched: {why}.", cure))


def models_folder() -> Path:
    """Return where models are kept: `STILTE_MODELS`, else the user's own folder for data."""
    if chosen := os.environ.get("STILTE_MODELS"):
        return Path(chosen).expanduser()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "stilte" / "models"


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
    """Return what Piper's public list names for a voice: the model and its settings."""
    base = base.rstrip("/")
    voices = _voice_list(base)
    if name not in voices:
        message, cure = not_found("Piper voice", name, voices)
        raise NotFetched(name, message.rstrip("."), cure[:400])
    return [
        ModelFile(Path(path).name, f"{base}/{path}", int(held["size_bytes"]), md5=held["md5_digest"])
        for path, held in sorted(voices[name]["files"].items())
        if path.endswith((".onnx", ".onnx.json"))
    ]


def _voice_list(base: str) -> dict[str, Any]:
    try:
        answer = requests.get(f"{base}/voices.json", timeout=_TIMEOUT_S)
        answer.raise_for_status()
        voices = answer.json()
    except (requests.RequestException, json.JSONDecodeError) as error:
        cure = "Look at the connection, or set STILTE_MIRROR to a mirror of the list."
        raise NotFetched("voices.json", _why(error), cure) from error
    if not isinstance(voices, dict):
        raise NotFetched("voices.json", "the answer is not a list of voices", "Look at STILTE_MIRROR.")
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
        except (requests.RequestException, OSError) as error:
            if wait_s is None or _final(error):
                raise NotFetched(file.name, _why(error)) from error
            sleep(wait_s)
    _check(file, part)
    part.replace(path)
    return path


def _receive(file: ModelFile, part: Path, progress: Progress | None) -> None:
    there = part.stat().st_size if part.exists() else 0
    if there >= file.size_bytes:
        return
    headers = {"Range": f"bytes={there}-"} if there else {}
    with requests.get(file.url, headers=headers, stream=True, timeout=_TIMEOUT_S) as answer:
        if answer.status_code == _RANGE_PAST_THE_END:
            part.unlink()
        answer.raise_for_status()
        if answer.status_code != _PARTIAL:
            there = 0
        with part.open("ab" if there else "wb") as sink:
            for block in answer.iter_content(_BLOCK_BYTES):
                sink.write(block)
                there += len(block)
                if progress:
                    progress(file.name, there, file.size_bytes)
    if there < file.size_bytes:
        raise requests.ConnectionError("the connection was cut")


def _check(file: ModelFile, part: Path) -> None:
    kind, wanted = ("sha256", file.sha256) if file.sha256 else ("md5", file.md5)
    with part.open("rb") as held:
        found = hashlib.file_digest(held, kind).hexdigest()
    if found != wanted:
        part.unlink()
        raise NotFetched(
            file.name, "what arrived is damaged (its checksum is wrong)", "It was thrown away. Try again."
        )


def _final(error: Exception) -> bool:
    """Tell whether trying again cannot help: the server says there is no such thing."""
    answer = getattr(error, "response", None)
    return answer is not None and answer.status_code in _FINAL


def _why(error: Exception) -> str:
    answer = getattr(error, "response", None)
    if answer is not None:
        return f"the server answered {answer.status_code}"
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return "the connection was cut"
    if isinstance(error, requests.Timeout):
        return "the server did not answer in time"
    if isinstance(error, OSError) and error.strerror and not isinstance(error, requests.RequestException):
        return error.strerror.lower()
    return (
        "there is no connection"
        if isinstance(error, requests.ConnectionError)
        else "the answer makes no sense"
    )
