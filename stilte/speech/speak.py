"""Speaking every line of a track, each by the engines of its voice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem, not_found
from stilte.messages import tr
from stilte.speech.choose_engine import candidates, remembered
from stilte.speech.engine import Piece
from stilte.speech.engine_fallback import VoiceSession
from stilte.speech.take_inputs import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from stilte.errors import Where
    from stilte.script.line import Utterance
    from stilte.speech.engine import Sentence
    from stilte.speech.engine_fallback import VoiceUsed
    from stilte.speech.takes import Elsewhere, Take
    from stilte.speech.voice import Voice
    from stilte.store import Store

    Prepare = Callable[[Utterance, Voice], Sentence]
    Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Spoken:
    """The takes of a track, and who spoke them (in the order in which the voices first speak)."""

    takes: Mapping[Utterance, Take]
    voices: tuple[VoiceUsed, ...]


def plainly(utterance: Utterance, _voice: Voice) -> Sentence:
    """Return the words as they stand, pronunciations written in place respelled."""
    words = (part if isinstance(part, str) else part.as_said for part in utterance.words)
    return (Piece("".join(words)),)


def speak(
    lines: Sequence[tuple[Utterance, Where | None]],
    voices: Mapping[str, Voice],
    *,
    store: Store,
    rate_hz: int,
    previous: Mapping[str, str] | None = None,
    only: str | None = None,
    anew: bool = False,
    progress: Progress | None = None,
    prepare: Prepare = plainly,
    at_once: int | None = None,
    elsewhere: Elsewhere | None = None,
) -> Spoken:
    """Return a take of every utterance.

    `previous` holds, by voice, the `fingerprint` of who spoke the last time; `only` names the one engine to
    use (drafts); `anew` forgets `previous`. `prepare` makes what an engine is given. `progress` is told how
    many lines are ready, of how many, and by whom. At most so many lines are spoken `at_once`; without it as
    many as the engine can; `elsewhere` speaks on other machines.

    Raises InputError for a voice that is not there and for lines without words, BuildError where no engine
    speaks a voice.
    """
    takes: dict[Utterance, Take] = {}
    used = []
    for name, mine in _by_voice(lines).items():
        voice = _voice(name, voices, mine)
        last = () if anew else remembered((previous or {}).get(name))
        report = _with_offset(progress, len(takes), len({utterance for utterance, _ in lines}))
        spoken = _lines(mine, voice, prepare)
        _all_say_something(spoken)
        outcome = VoiceSession(voice, store, rate_hz, report, at_once, elsewhere).speak(
            spoken, candidates(voice, last, only)
        )
        takes.update(outcome.takes)
        used.append(outcome.used(voice))
    return Spoken(takes, tuple(used))


def cached_lengths(
    utterances: Iterable[Utterance],
    voices: Mapping[str, Voice],
    *,
    store: Store,
    rate_hz: int,
    previous: Mapping[str, str] | None = None,
    only: str | None = None,
    prepare: Prepare = plainly,
) -> dict[Utterance, int]:
    """Return the lengths in frames of the takes that the cache holds, of the engine that would speak.

    Nothing is spoken, no engine is asked over the network, and a voice that is not there is passed over.
    """
    lengths: dict[Utterance, int] = {}
    for name, mine in _by_voice((utterance, None) for utterance in utterances).items():
        if name in voices:
            last = remembered((previous or {}).get(name))
            session = VoiceSession(voices[name], store, rate_hz)
            takes = session.known(_lines(mine, voices[name], prepare), candidates(voices[name], last, only))
            lengths.update((utterance, take.length_frames) for utterance, take in takes.items())
    return lengths


def _by_voice(lines: Iterable[tuple[Utterance, Where | None]]) -> dict[str, dict[Utterance, Where | None]]:
    """Return the lines of each voice, each once, with the first place that asks for it."""
    found: dict[str, dict[Utterance, Where | None]] = {}
    for utterance, where in lines:
        found.setdefault(utterance.voice, {}).setdefault(utterance, where)
    return found


def _lines(mine: Mapping[Utterance, Where | None], voice: Voice, prepare: Prepare) -> list[Line]:
    return [Line(utterance, prepare(utterance, voice), where) for utterance, where in mine.items()]


def _all_say_something(lines: Iterable[Line]) -> None:
    silent = [line for line in lines if not any(map(str.isalnum, line.words))]
    if silent:
        cure = tr("Write a word, or a `pause` if quiet is meant.")
        told = (
            tr("'{text}' contains nothing that a voice can say.", text=line.utterance.text) for line in silent
        )
        raise InputError(*(Problem(line.where, text, cure) for line, text in zip(silent, told, strict=True)))


def _voice(name: str, voices: Mapping[str, Voice], mine: Mapping[Utterance, Where | None]) -> Voice:
    if name not in voices:
        where = next(iter(mine.values()))
        raise InputError(
            Problem(
                where, *not_found(tr("There is no voice '{name}'.", name=name), name, voices, place="voices/")
            )
        )
    return voices[name]


def _with_offset(progress: Progress | None, before: int, total: int) -> Callable[[int, str], None]:
    return lambda ready, who: progress(before + ready, total, who) if progress else None
