"""A voice as its file describes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Use:
    """One entry under `use`: an engine with its settings; `draft` makes the track a draft."""

    engine: str
    settings: Mapping[str, Any]
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Pronounce:
    """How a word is said: a respelling, IPA, or as a word of another language."""

    say: str | None = None
    ipa: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """A file in `voices/`: who speaks, how fast, at what level (dB against other voices), in what room."""

    name: str
    language: str
    use: tuple[Use, ...]
    speed: float = 1.0
    level_db: float = 0.0
    room: float = 0.0
    pronounce: Mapping[str, Pronounce] | None = None
    credit: str = ""
    verify: bool = False
