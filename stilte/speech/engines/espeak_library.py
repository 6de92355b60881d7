"""libespeak-ng in this process, called through ctypes; nothing else uses the library.

The library crashes when two threads enter it, so every call holds `_LOCK`. It seeds the noise of its
fricatives from the clock and keeps state from line to line, so the same words differ from call to call; a
freshly loaded copy with a seed of ours always speaks alike. Loading takes ten milliseconds, once a line.
"""

from __future__ import annotations

import _ctypes
import ctypes
import re
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import espeakng_loader

from stilte.messages import tr
from stilte.speech.engine import EngineFailed, EngineUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Of speak_lib.h
_AUDIO_OUTPUT_SYNCHRONOUS = 2
# Without this flag the library ends the whole process when its data is missing.
_INITIALIZE_DONT_EXIT = 0x8000
_CHARS_UTF8 = 1
_PHONEMES = 0x100
_IPA = 0x02
_POS_CHARACTER = 1
_EE_OK = 0
_RATE, _PITCH, _RANGE = 1, 3, 4

_LOCK = threading.Lock()
_SAMPLES = ctypes.POINTER(ctypes.c_short)
_ON_SAMPLES = ctypes.CFUNCTYPE(ctypes.c_int, _SAMPLES, ctypes.c_int, ctypes.c_void_p)


@dataclass(frozen=True, slots=True)
class Manner:
    """How espeak speaks: its voice ("nl+f5"), words a minute, pitch and range (0 to 100)."""

    voice: str
    rate: int = 110
    pitch: int = 40
    range: int = 38


def speak(text: str, manner: Manner, *, phonemes: bool = False) -> tuple[bytes, int]:
    """Return 16-bit mono PCM and its rate in Hz; the same bytes for the same words, whatever came before.

    With `phonemes`, what stands between `[[` and `]]` is espeak's own signs for sounds.
    """
    heard = bytearray()

    def on_samples(samples: ctypes._Pointer[ctypes.c_short], count: int, _events: int | None) -> int:
        if samples and count > 0:
            heard.extend(ctypes.string_at(samples, count * 2))
        return 0

    callback = _ON_SAMPLES(on_samples)  # a reference is kept until the library is closed
    file = _file(manner.voice)
    with _LOCK, _fresh() as (library, rate_hz):
        _choose(library, file)
        library.espeak_SetSynthCallback(callback)
        for parameter, value in ((_RATE, manner.rate), (_PITCH, manner.pitch), (_RANGE, manner.range)):
            library.espeak_SetParameter(parameter, value, 0)
        done = _synthesise(library, text, phonemes=phonemes)
    if done != _EE_OK:
        raise EngineFailed(tr("espeak failed on this text (error {number}).", number=done))
    return bytes(heard), rate_hz


def _synthesise(library: ctypes.CDLL, text: str, *, phonemes: bool) -> int:
    raw = text.encode()
    flags = _CHARS_UTF8 | (_PHONEMES if phonemes else 0)
    done = library.espeak_Synth(raw, len(raw) + 1, 0, _POS_CHARACTER, 0, flags, None, None)
    library.espeak_Synchronize()
    return int(done)


@lru_cache(maxsize=4096)
def ipa(text: str, language: str) -> str:
    """Return the IPA of a text, clauses joined by a space; flags of a change of language are left in place.

    >>> ipa("Adem in", "nl")
    'ˈaːdəm ˈɪn'
    """
    file = _file(voice_name(language))
    with _LOCK, _fresh() as (library, _):
        _choose(library, file)
        return " ".join(_clauses(library, text))


def read_back(mnemonics: str, language: str) -> str:
    """Return the IPA of espeak's own signs between `[[` and `]]`."""
    file = _file(voice_name(language))
    silent = _ON_SAMPLES(lambda *_: 0)
    with _LOCK, _fresh() as (library, _):
        _choose(library, file)
        library.espeak_SetSynthCallback(silent)
        _synthesise(library, " ", phonemes=True)  # only this tells the library that such signs may follow
        return " ".join(_clauses(library, mnemonics))


def _clauses(library: ctypes.CDLL, text: str) -> list[str]:
    buffer = ctypes.create_string_buffer(text.encode())
    rest = ctypes.c_void_p(ctypes.addressof(buffer))
    found = []
    while rest.value:
        clause = library.espeak_TextToPhonemes(ctypes.byref(rest), _CHARS_UTF8, _IPA)
        found.append((clause or b"").decode().strip())
    return [clause for clause in found if clause]


@lru_cache(maxsize=64)
def voice_name(language: str) -> str:
    """Return espeak's name for a BCP 47 language: the closest of those it has.

    >>> voice_name("nl-NL"), voice_name("en-GB"), voice_name("zh-Hant-TW")
    ('nl', 'en-gb', 'cmn')

    Raises EngineUnavailable for a language that espeak does not speak.
    """
    wanted = language.lower().replace("_", "-")
    wanted = re.sub(r"^zh\b", "cmn", wanted)
    known = languages()
    while wanted:
        if wanted in known:
            return wanted
        wanted = wanted.rpartition("-")[0]
    raise EngineUnavailable(tr("espeak does not speak '{language}'.", language=language))


def languages() -> frozenset[str]:
    """Return the languages that the library has data for."""
    return frozenset(_files())


def _file(voice: str) -> str:
    """Return a voice with the name of its file for that of its language: `nl+f5` as `gmw/nl+f5`.

    By a language the library looks through all its files first, and finds only the first language of each:
    no `en-gb`, no `no`. To be called before the lock: it asks the library.
    """
    language, plus, variant = voice.partition("+")
    return _files().get(language, language) + plus + variant


@lru_cache(maxsize=1)
def _files() -> Mapping[str, str]:
    """Return the file of each language: of several the one that the library ranks highest."""
    found: dict[str, str] = {}
    with _LOCK, _fresh() as (library, _):
        for _, language, file in sorted(_listed(library), key=lambda each: each[0]):
            found.setdefault(language, file)
    return found


@lru_cache(maxsize=1)
def variants() -> tuple[str, ...]:
    """Return the names that may stand behind a language ("f5", "pablo", "whisper")."""
    folder = Path(espeakng_loader.get_data_path()) / "voices" / "!v"
    return tuple(sorted(path.name for path in folder.iterdir()))


def version() -> str:
    """Return the version of the library, for fingerprints."""
    with _LOCK, _fresh() as (library, _):
        return str(library.espeak_Info(None).decode())


class _VoiceEntry(ctypes.Structure):
    _fields_ = [
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_void_p),
        ("identifier", ctypes.c_char_p),
    ]


def _listed(library: ctypes.CDLL) -> Iterator[tuple[int, str, str]]:
    """Yield the languages of all voices, with rank and file; the lower the rank, the better.

    Each stands behind the byte of its rank, a zero byte after a voice's last.
    """
    entries = library.espeak_ListVoices(None)
    number = 0
    while entries[number]:
        entry = entries[number].contents
        at = entry.languages
        while (rank := ctypes.string_at(at, 1)) != b"\0":
            name = ctypes.string_at(at + 1)
            yield rank[0], name.decode().lower(), entry.identifier.decode()
            at += len(name) + 2
        number += 1


def _choose(library: ctypes.CDLL, voice: str) -> None:
    if library.espeak_SetVoiceByName(voice.encode()) != _EE_OK:
        raise EngineUnavailable(tr("espeak has no voice '{voice}'.", voice=voice))


@contextmanager
def _fresh() -> Iterator[tuple[ctypes.CDLL, int]]:
    """Load the library anew, and close it so thoroughly that the next one starts alike."""
    try:
        library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = espeakng_loader.get_data_path()
    except (OSError, RuntimeError) as error:
        raise EngineUnavailable(
            tr("espeak's library cannot be loaded here ({error}).", error=error),
            tr("Run: {command}", command="pip install --force-reinstall espeakng-loader"),
        ) from error
    _declare(library)
    try:
        rate_hz = library.espeak_Initialize(
            _AUDIO_OUTPUT_SYNCHRONOUS, 0, str(data).encode(), _INITIALIZE_DONT_EXIT
        )
        if rate_hz <= 0:
            raise EngineUnavailable(tr("espeak does not start: its data is not there."))
        library.espeak_ng_SetRandSeed(1)
        yield library, rate_hz
    finally:
        library.espeak_Terminate()
        _unload(library)


def _declare(library: ctypes.CDLL) -> None:
    """State the C types: without them pointers are cut to 32 bits."""
    text, number, unsigned, pointer = ctypes.c_char_p, ctypes.c_int, ctypes.c_uint, ctypes.c_void_p
    library.espeak_ng_SetRandSeed.argtypes = [ctypes.c_long]
    library.espeak_Initialize.argtypes = [number, number, text, number]
    library.espeak_SetVoiceByName.argtypes = [text]
    library.espeak_SetParameter.argtypes = [number, number, number]
    library.espeak_SetSynthCallback.argtypes = [_ON_SAMPLES]
    library.espeak_SetSynthCallback.restype = None
    library.espeak_Synth.argtypes = [
        text, ctypes.c_size_t, unsigned, number, unsigned, unsigned, pointer, pointer,
    ]  # fmt: skip
    library.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(pointer), number, number]
    library.espeak_TextToPhonemes.restype = text
    library.espeak_ListVoices.argtypes = [pointer]
    library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_VoiceEntry))
    library.espeak_Info.argtypes = [pointer]
    library.espeak_Info.restype = text


def _unload(library: ctypes.CDLL) -> None:
    if sys.platform == "win32":
        _ctypes.FreeLibrary(library._handle)  # noqa: SLF001 - ctypes offers no other way to close a library
    else:
        _ctypes.dlclose(library._handle)  # noqa: SLF001
