"""The words of a take as a recogniser hears them, kept in the cache: each take is listened to once."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from stilte.sound.probe import NoRecording
from stilte.speech.engine import EngineUnavailable
from stilte.speech.recording_faults.heard_files import content_of
from stilte.speech.recording_faults.spoken_words import word_faults
from stilte.store import key_of

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.speech.recording_faults.fault import Fault
    from stilte.store import Store

VERSION = 1


def known_words(path: Path, language: str, store: Store) -> str | None:
    """Return what was heard in a take; None where nobody has listened yet."""
    kept = store.read(_key(path, language))
    return None if kept is None else kept.decode()


def listen_to(path: Path, language: str, store: Store) -> str:
    """Return what is heard in a take; "" where no recogniser is installed or the file cannot be played."""
    known = known_words(path, language, store)
    if known is not None:
        return known
    from stilte.sound.external_audio import read_recording  # noqa: PLC0415 (opens libraries of sound)
    from stilte.speech.recogniser import recognise  # noqa: PLC0415

    try:
        words = recognise(read_recording(path), language)
    except (NoRecording, EngineUnavailable):
        return ""
    with suppress(OSError):
        store.write(_key(path, language), words.encode())
    return words


def heard_word_faults(path: Path, text: str, language: str, store: Store) -> tuple[Fault, ...]:
    """Return where words of a take that was listened to are missing, doubled or others."""
    heard = known_words(path, language, store)
    return tuple(word_faults(text, heard, language)) if heard else ()


def _key(path: Path, language: str) -> str:
    return key_of("heard words", VERSION, content_of(path), language.partition("-")[0])
