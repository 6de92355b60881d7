"""The seam between words and sound: what an engine is, and the table of those we know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from stilte.errors import BuildError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

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

    def __init__(self, why: str, cure: str = "") -> None:
        super().__init__(Problem(None, why, cure))
        self.why = why
        self.cure = cure


class EngineFailed(BuildError):
    """An engine that should work did not speak this text."""

    def __init__(self, why: str) -> None:
        super().__init__(Problem(None, why))
        self.why = why


class Engine(Protocol):
    """Two methods; caching, retries, trimming and levels are the takes' business."""

    synthetic: bool
    """Whether listeners must be told that this is an AI voice."""

    workers: int
    """How many lines may be spoken at once, from threads (1: never two at a time)."""

    def fingerprint(self, voice: EngineVoice) -> str:
        """Return what changes whenever the same words would sound different; raise `EngineUnavailable`."""

    def say(self, sentence: Sentence, voice: EngineVoice) -> Clip:
        """Speak: mono, at the engine's own rate, as it comes; raise `EngineFailed` or `EngineUnavailable`."""
