"""Choosing one engine for each voice of a track, which then speaks all of its lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stilte.speech.voice import Use
from stilte.store import key_of

if TYPE_CHECKING:
    from stilte.speech.voice import Voice


@dataclass(frozen=True, slots=True)
class Candidate:
    """An engine that may speak a voice: its place under `use`, and its fingerprint of the last time."""

    use: Use
    entry: int
    spoke_as: str | None = None


@dataclass(frozen=True, slots=True)
class Last:
    """Who spoke a voice the last time: which entry of which voice file, as what fingerprint."""

    voice: str
    entry: int
    fingerprint: str

    def __str__(self) -> str:
        return f"{self.voice}|{self.entry}|{self.fingerprint}"


def remembered(text: str | None) -> tuple[Last, ...]:
    """Read what `str(Last)` wrote, one a line; empty where it is something else.

    >>> remembered("3f|1|espeak-ng 1.52")
    (Last(voice='3f', entry=1, fingerprint='espeak-ng 1.52'),)
    """
    fields = [line.split("|", 2) for line in (text or "").splitlines()]
    if any(len(each) != 3 or not each[1].isdecimal() for each in fields):  # noqa: PLR2004 - the fields of Last
        return ()
    return tuple(Last(voice, int(entry), fingerprint) for voice, entry, fingerprint in fields)


def digest(voice: Voice) -> str:
    """Return what changes whenever the voice's file says something else, wherever the project lies."""
    return key_of("voice", replace(voice, use=tuple(_placeless(use) for use in voice.use)))[:12]


def _placeless(use: Use) -> Use:
    return replace(use, settings={name: value for name, value in use.settings.items() if name != "folder"})


def candidates(voice: Voice, last: tuple[Last, ...], only: str | None) -> tuple[Candidate, ...]:
    """Return the engines to try, in order.

    As the file says; before them those that spoke the last time, if the file has not changed and they were
    no drafts. With `only`, that engine alone, with the settings that the file gives it if any.
    """
    if only is not None:
        return (_only(voice, only),)
    stay = {each.entry: each.fingerprint for each in last if _stays(voice, each)}
    first = [Candidate(voice.use[entry], entry, spoke_as) for entry, spoke_as in stay.items()]
    rest = [Candidate(use, entry) for entry, use in enumerate(voice.use) if entry not in stay]
    return (*first, *rest)


def _only(voice: Voice, name: str) -> Candidate:
    found = (Candidate(use, entry) for entry, use in enumerate(voice.use) if use.engine == name)
    named = next(found, Candidate(Use(name, {}), len(voice.use)))
    return Candidate(replace(named.use, draft=True), named.entry)


def _stays(voice: Voice, last: Last) -> bool:
    known = last.voice == digest(voice) and last.entry < len(voice.use)
    return known and not voice.use[last.entry].draft
