"""Consent for voice files that run a program or send text to another machine.

Voice files are passed on, and a build would run what stands in them. What was allowed is kept in the user's
own data folder, outside every project, as a hash of what the entry says and of the programs of the project
that it names: whatever changes asks anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import shlex
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stilte.errors import Problem, program_name
from stilte.foreign_text import clean_line
from stilte.messages import tr
from stilte.speech.engine import EngineUnavailable
from stilte.speech.engines.settings import OPENAI
from stilte.speech.user_folder import data_folder
from stilte.speech.voice import Consent
from stilte.store import write_whole
from stilte.url_origin import BadAddress, origin_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stilte.errors import Where
    from stilte.messages import Message
    from stilte.speech.voice import Use

_MOST_BYTES = 1_000_000
# Longer commands are cut in the question: nobody reads more of them before answering.
_MOST_SHOWN = 160


def consent_for(
    engine: str, settings: Mapping[str, Any], voice: str, where: Where, root: Path
) -> Consent | None:
    """Return what has to be allowed for an entry to speak; None where nothing has to be."""
    if engine == "command":
        run = settings.get("run")
        words = _words(run)
        asks = tr("This voice runs a program: '{command}'.", command=_shown(" ".join(words)))
        return Consent(voice, where, asks, _digest(engine, settings, _files(words, root)))
    if engine == "openai-speech" and _is_foreign(str(settings.get("address", OPENAI))):
        asks = tr("This voice sends what it says to {address}.", address=_shown(str(settings["address"])))
        return Consent(voice, where, asks, _digest(engine, settings, ()))
    return None


def is_given(consent: Consent) -> bool:
    """Tell whether this was allowed here before, in just this content."""
    return consent.digest in _given()


def consent_problem(consent: Consent) -> Problem:
    """Return what to tell an author who has not allowed it."""
    return Problem(consent.where, consent.asks, _cure(consent))


def check_consent(use: Use) -> None:
    """Raise `EngineUnavailable` for an entry that asks for what nobody has allowed here."""
    if use.consent is not None and not is_given(use.consent):
        raise EngineUnavailable(use.consent.asks, _cure(use.consent))


def _cure(consent: Consent) -> Message:
    return tr(
        "If that is what you want: `{program} voices trust {voice}`.",
        program=program_name(),
        voice=consent.voice,
    )


def give(consents: Iterable[Consent]) -> None:
    """Remember that all of this is allowed; raises OSError where it cannot be written."""
    kept = sorted({*_given(), *(one.digest for one in consents)})
    write_whole(_path(), "".join(f"{digest}\n" for digest in kept).encode())


def _is_foreign(address: str) -> bool:
    try:
        origin = origin_of(address)
    except BadAddress:
        return True
    return not origin.loopback and origin != origin_of(OPENAI)


def _words(run: Any) -> list[str]:
    try:
        return shlex.split(run) if isinstance(run, str) else [str(word) for word in run or ()]
    except (ValueError, TypeError):
        return [str(run)]


def _files(words: list[str], root: Path) -> tuple[bytes, ...]:
    """Return the hashes of the project's files that a command names: those may change, too."""
    paths = (Path(os.path.normpath(place / word)) for word in words for place in (root, Path.cwd()))
    found: dict[Path, bytes] = {}
    for path in paths:
        with suppress(OSError, ValueError):
            if path.is_file() and path.is_relative_to(root):
                with path.open("rb") as file:
                    found[path] = hashlib.file_digest(file, "sha256").digest()
    return tuple(found.values())


def _digest(engine: str, settings: Mapping[str, Any], files: tuple[bytes, ...]) -> str:
    said = json.dumps([engine, sorted(settings.items(), key=lambda item: item[0])], default=str)
    return hashlib.sha256(said.encode() + b"".join(files)).hexdigest()


def _shown(text: str) -> str:
    clean = clean_line(text)
    return clean if len(clean) <= _MOST_SHOWN else f"{clean[:_MOST_SHOWN]}…"


def _given() -> frozenset[str]:
    try:
        with _path().open("rb") as file:
            return frozenset(file.read(_MOST_BYTES).decode("ascii", errors="replace").split())
    except OSError:
        return frozenset()


def _path() -> Path:
    return data_folder() / "trusted-voices.txt"
