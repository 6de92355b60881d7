"""A voice as its file describes it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stilte.errors import Where
    from stilte.messages import Message


@dataclass(frozen=True, slots=True)
class Consent:
    """What an entry under `use` asks for: which voice, where it stands, in words, and the hash of it all."""

    voice: str
    where: Where
    asks: Message
    digest: str


Role = Literal["guide", "whisper", "other"]
ROLES: tuple[Role, ...] = get_args(Role)
"""What a voice is for: it guides a whole routine, it says soft inner lines beside another, or neither."""


HERE = "here"
WORKERS = "workers"
_AT_HOME = frozenset({"command", "edge", "gtts", "openai-speech", "recorded"})
"""Engines that need a key, a network, a program or files of the author's: they speak on his machine."""


@dataclass(frozen=True, slots=True)
class Use:
    """One entry under `use`: an engine with its settings; `draft` makes the track a draft.

    `consent` is what has to be allowed first, where the entry stands in a file. `runs` is where it may speak
    when a build has other machines: `HERE`, `WORKERS`, the name of a resource that workers say they have, or
    empty for what is usual for the engine.
    """

    engine: str
    settings: Mapping[str, Any]
    draft: bool = False
    consent: Consent | None = field(default=None, repr=False, compare=False)
    runs: str = field(default="", repr=False, compare=False)

    @property
    def place(self) -> str:
        """Return where it speaks when a build has other machines: `HERE`, `WORKERS`, or a resource."""
        return self.runs or (HERE if self.engine in _AT_HOME else WORKERS)


@dataclass(frozen=True, slots=True)
class Pronounce:
    """How a word is said: a respelling, IPA, or as a word of another language."""

    say: str | None = None
    ipa: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """A file in `voices/`: its engines, speed, level (dB against other voices) and reverberation (`room`)."""

    name: str
    language: str
    use: tuple[Use, ...]
    speed: float = 1.0
    level_db: float = 0.0
    room: float = 0.0
    pronounce: Mapping[str, Pronounce] | None = None
    credit: str = ""
    verify: bool = False
    takes: Mapping[str, int] = field(default_factory=dict, repr=False)
    """The number of the take of a line, by its text, where it is not the first."""
    role: Role = field(default="guide", repr=False)
    """Not in the text that tells voices apart: what a voice is for does not change who speaks it."""


_NAMED = {
    "edge": "microsoft",
    "espeak": "espeak",
    "gtts": "google",
    "kokoro": "kokoro",
    "piper": "piper",
}
"""How a credit names our engines."""

_CHOICE = re.compile(r"^(?P<head>.*)\((?P<names>[^()]+)\)(?P<tail>.*)$", re.DOTALL)


def credit_for(credit: str, engines: Sequence[str]) -> str:
    """Return a credit with, of the engines that it offers, those that spoke.

    >>> credit_for("AI voice (Google Translate, Piper's Alex, Kokoro or eSpeak NG)", ["piper"])
    "AI voice (Piper's Alex)"
    """
    found = _CHOICE.match(credit)
    if not found:
        return credit
    names = [_NAMED.get(engine, engine) for engine in engines]
    offered = [one.strip() for one in re.split(r",| (?:or|of|oder|ou|o) ", found["names"])]
    spoke = [one for one in offered if any(name in one.lower() for name in names)]
    if not spoke or len(spoke) == len(offered):
        return credit
    return f"{found['head']}({', '.join(spoke)}){found['tail']}"
