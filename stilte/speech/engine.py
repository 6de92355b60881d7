"""The interface of an engine, and the table of the built-in ones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, Protocol

from stilte.errors import BuildError, Problem, not_found
from stilte.messages import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.messages import Message
    from stilte.sound.clip import Clip


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text for an engine: `text` is already respelled; `ipa` for engines that take phonemes."""

    text: str
    ipa: str | None = None
    language: str | None = None


Sentence = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class EngineVoice:
    """What an engine needs to know of a voice: one `use` entry, the language and the speed asked of it."""

    language: str
    settings: Mapping[str, Any]
    speed: float = 1.0


class EngineUnavailable(BuildError):
    """An engine cannot speak here: `why` in one line, `cure` the one command or step that helps."""

    def __init__(self, why: str | Message, cure: str | Message = "") -> None:
        super().__init__(Problem(None, why, cure))
        self.why = why
        self.cure = cure

    def __reduce__(self) -> tuple[type[EngineUnavailable], tuple[str | Message, str | Message]]:
        return EngineUnavailable, (self.why, self.cure)


class EngineFailed(BuildError):
    """An engine that is available failed on this text."""

    def __init__(self, why: str | Message) -> None:
        super().__init__(Problem(None, why))
        self.why = why

    def __reduce__(self) -> tuple[type[EngineFailed], tuple[Any, ...]]:
        return EngineFailed, (self.why,)


class Engine(Protocol):
    """An engine has two methods; caching, retries, trimming and levels are done for all engines alike."""

    synthetic: bool
    """Whether listeners must be told that this is an AI voice."""

    workers: int
    """How many lines may be spoken concurrently from threads (1: one at a time)."""

    def fingerprint(self, voice: EngineVoice) -> str:
        """Return what changes whenever the same words would sound different; raise `EngineUnavailable`."""

    def say(self, sentence: Sentence, voice: EngineVoice) -> Clip:
        """Speak: mono, at the engine's own rate, as it comes; raise `EngineFailed` or `EngineUnavailable`."""


BUILT_IN: Mapping[str, str] = {
    "command": "stilte.speech.engines.command:Command",
    "edge": "stilte.speech.engines.edge:Edge",
    "espeak": "stilte.speech.engines.espeak:Espeak",
    "gtts": "stilte.speech.engines.gtts:Gtts",
    "kokoro": "stilte.speech.engines.kokoro:Kokoro",
    "openai-speech": "stilte.speech.engines.openai_speech:OpenaiSpeech",
    "piper": "stilte.speech.engines.piper:Piper",
    "recorded": "stilte.speech.engines.recorded:Recorded",
    "tone": "stilte.speech.engines.tone:Tone",
}
"""Engines by the name that a voice file gives them, as "module:Class"; called without arguments."""

ENTRY_POINTS = "stilte.engines"


def engine_names() -> tuple[str, ...]:
    """Return the names that `use` may hold: built in, and from installed packages (entry points)."""
    return tuple(sorted({*BUILT_IN, *(point.name for point in entry_points(group=ENTRY_POINTS))}))


@lru_cache(maxsize=32)
def engine(name: str) -> Engine:
    """Return an engine, imported on first use, the same one every time.

    Raises EngineUnavailable where a package that it needs is not installed, or nothing has that name.
    """
    added = {point.name: point.value for point in entry_points(group=ENTRY_POINTS)}
    place = BUILT_IN.get(name) or added.get(name)
    if place is None:
        raise EngineUnavailable(*not_found(no_engine(name), name, engine_names()))
    module, _, attribute = place.partition(":")
    try:
        made: Engine = getattr(import_module(module), attribute)()
    except ModuleNotFoundError as error:
        raise EngineUnavailable(
            tr(
                "{engine} needs the package '{package}', which is not installed.",
                engine=name,
                package=error.name,
            ),
            _extra(name),
        ) from error
    return made


def no_engine(name: str) -> Message:
    """Return what to say of an engine that there is not."""
    return tr("There is no engine '{name}'.", name=name)


def _extra(name: str) -> str | Message:
    """Return the command that installs what an engine of ours needs."""
    extra = {"kokoro": "neural", "piper": "neural", "edge": "edge"}.get(name)
    return tr("Run: {command}", command=f'pip install "stilte[{extra}]"') if extra else ""
