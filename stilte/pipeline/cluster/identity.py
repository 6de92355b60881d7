"""What must be the same on every machine for a track to have the same bytes: program and libraries."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from stilte import __version__
from stilte.messages import Listed, Message, tr

_LIBRARIES = ("numpy", "soxr", "soundfile", "lameenc", "imageio-ffmpeg", "mutagen", "pillow")
_SPEAKING = ("onnxruntime", "piper-tts", "espeakng-loader")
_HEARING = ("faster-whisper", "ctranslate2")
_ABSENT = "-"

Identity = tuple[tuple[str, str], ...]
"""Names of packages with their versions."""


@lru_cache(maxsize=4)
def program_identity(*, speaks: bool = False, hears: bool = False) -> Identity:
    """Return the program and the libraries that shape sound; where it `speaks` or `hears`, those too."""
    names = (*_LIBRARIES, *(_SPEAKING if speaks else ()), *(_HEARING if hears else ()))
    return (("stilte", f"{__version__} ({_sources()})"), *((name, _version(name)) for name in names))


def differences(here: Identity, there: Identity) -> Message | None:
    """Return what a worker has otherwise than this machine, by name; None where all is the same."""
    found = dict(there)
    wrong = [
        tr("{package} {there} instead of {here}", package=name, there=found.get(name, _ABSENT), here=wanted)
        for name, wanted in here
        if found.get(name, _ABSENT) != wanted
    ]
    return Listed(wrong) if wrong else None


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return _ABSENT


@lru_cache(maxsize=1)
def _sources() -> str:
    """Return a hash of the program itself: two checkouts of one version need not be the same."""
    root = Path(__file__).resolve().parents[2]
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.suffix in (".py", ".yaml", ".npz", ".ttf"):
            body = path.read_bytes()
            digest.update(f"{path.relative_to(root).as_posix()} {len(body)}\n".encode() + body)
    return digest.hexdigest()[:8]
