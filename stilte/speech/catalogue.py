"""What voices there are, who would speak them here, what is missing, and how to get it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem, Where, not_found
from stilte.script.line import Utterance
from stilte.speech.engine import EngineUnavailable, EngineVoice, Piece, engine
from stilte.speech.engines.recorded import Recorded, file_name
from stilte.speech.models import get_model
from stilte.speech.recogniser import deaf
from stilte.speech.speak import plainly, speak

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from stilte.speech.booth import VoiceUsed
    from stilte.speech.engine import Sentence
    from stilte.speech.speak import Prepare
    from stilte.speech.takes import Take
    from stilte.speech.voice import Use, Voice
    from stilte.store import Store

_ONLINE = frozenset({"edge", "gtts", "openai-speech"})
_MODEL = re.compile(r"kokoro|[a-z]{2,3}_[A-Z]{2}-\w+-(x_low|low|medium|high)")


@dataclass(frozen=True, slots=True)
class Standing:
    """One entry of `use`: whether it works here, else why not and the one command that helps."""

    engine: str
    works: bool
    draft: bool
    why: str = ""
    cure: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A voice in the table: `speaks` is the engine that would speak here, None where none would."""

    name: str
    language: str
    speaks: str | None
    draft: bool
    entries: tuple[Standing, ...]
    credit: str
    unheard: str = ""
    """Why nobody listens to the takes of a voice that asks for it (`verify`), and what helps."""

    @property
    def online(self) -> bool:
        """Tell whether the engine that would speak needs a network, which was not asked."""
        return self.speaks in _ONLINE

    @property
    def offline(self) -> Standing | None:
        """Return the engine that speaks where there is no network."""
        return next((entry for entry in self.entries if entry.works and entry.engine not in _ONLINE), None)

    @property
    def missing(self) -> tuple[Standing, ...]:
        """Return what does not work here and stands before the engine that needs no network."""
        before = self.entries[: self.entries.index(self.offline)] if self.offline else self.entries
        return tuple(entry for entry in before if not entry.works)


def table(voices: Mapping[str, Voice]) -> tuple[Row, ...]:
    """Return a row for every voice; asks nobody over the network, so online engines count as working."""
    return tuple(_row(voice) for voice in voices.values())


def _row(voice: Voice) -> Row:
    entries = tuple(_standing(voice, use) for use in voice.use)
    first = next((entry for entry in entries if entry.works), None)
    draft = first is not None and first.draft
    speaks, unheard = first.engine if first else None, deaf() if voice.verify else None
    told = f"{unheard.why} {unheard.cure}" if unheard else ""
    return Row(voice.name, voice.language, speaks, draft, entries, voice.credit, told)


def _standing(voice: Voice, use: Use) -> Standing:
    try:
        engine(use.engine).fingerprint(EngineVoice(voice.language, use.settings, voice.speed))
    except EngineUnavailable as gone:
        return Standing(use.engine, works=False, draft=use.draft, why=gone.why, cure=gone.cure)
    return Standing(use.engine, works=True, draft=use.draft)


@dataclass(frozen=True, slots=True)
class Tried:
    """A text spoken by a voice: the take, who spoke it, and what the engine was given."""

    take: Take
    used: VoiceUsed
    given: Sentence


def try_voice(
    voice: Voice,
    text: str,
    *,
    store: Store,
    rate_hz: int,
    only: str | None = None,
    prepare: Prepare = plainly,
) -> Tried:
    """Speak a text; raises InputError where it has no words, BuildError where no engine speaks."""
    utterance = Utterance((text,), voice.name, voice.language)
    spoken = speak(
        [(utterance, None)],
        {voice.name: voice},
        store=store,
        rate_hz=rate_hz,
        only=only,
        prepare=prepare,
    )
    return Tried(spoken.takes[utterance], spoken.voices[0], prepare(utterance, voice))


def shown(sentence: Sentence) -> str:
    """Return what an engine is given, as `voices try --show` prints it: IPA between slashes.

    >>> from stilte.speech.engine import Piece
    >>> shown((Piece("Voel je "), Piece("dan-tjen", "dɑnˈtjɛn"), Piece(".")))
    'Voel je dan-tjen /dɑnˈtjɛn/.'
    """
    marks = ((f" /{piece.ipa}/" if piece.ipa else "") + _tag(piece.language) for piece in sentence)
    return "".join(piece.text + mark for piece, mark in zip(sentence, marks, strict=True))


def _tag(language: str | None) -> str:
    return f" [{language}]" if language else ""


def get_named(
    name: str, voices: Mapping[str, Voice], progress: Callable[[int, int], None] | None = None
) -> tuple[Path, ...]:
    """Fetch a model by its own name ("nl_NL-alex-medium"), or what the engines of a voice lack.

    Returns where it was put, nothing where all is there; `progress` hears bytes, of how many. Raises
    InputError for a name that is neither, NotFetched where it did not arrive.
    """
    if name in voices:
        return get_voice(voices[name], progress)
    if not _MODEL.fullmatch(name):
        raise InputError(Problem(None, *not_found("voice", name, voices)))
    return (get_model(name, progress=_told(progress)),)


def get_voice(voice: Voice, progress: Callable[[int, int], None] | None = None) -> tuple[Path, ...]:
    """Fetch the models that a voice names and that are not here."""
    names = (_model(use) for use in voice.use if not _standing(voice, use).works)
    return tuple(get_model(name, progress=_told(progress)) for name in names if name)


def _model(use: Use) -> str | None:
    """Return the model that would help an entry; None where its engine itself is not installed."""
    try:
        engine(use.engine)
    except EngineUnavailable:
        return None
    named = str(use.settings.get("model", ""))
    if use.engine == "piper" and _MODEL.fullmatch(named):
        return named
    return "kokoro" if use.engine == "kokoro" and not named else None


def _told(progress: Callable[[int, int], None] | None) -> Callable[[str, int, int], None]:
    return lambda _file, done, of: progress(done, of) if progress else None


@dataclass(frozen=True, slots=True)
class ToRecord:
    """A line still to be recorded: its words, the name for its file (without ending), where it stands."""

    text: str
    file: str
    where: Where


def missing_lines(voice: Voice, lines: Iterable[tuple[Utterance, Where]]) -> tuple[ToRecord, ...]:
    """Return the lines of a recorded voice that have no recording, each once, in the order given.

    Raises InputError where the voice is not one of recordings.
    """
    use = next((use for use in voice.use if use.engine == "recorded"), None)
    if use is None:
        cure = "Give it an entry `- recorded` under `use`; see 'Recording your own' in docs/voices.md."
        raise InputError(
            Problem(Where(f"voices/{voice.name}.yaml", 1), "This voice has no recordings.", cure)
        )
    request = EngineVoice(voice.language, use.settings, voice.speed)
    found: dict[str, ToRecord] = {}
    for utterance, where in lines:
        name = file_name(utterance.text)
        if utterance.voice == voice.name and name and not _recorded(utterance, request):
            found.setdefault(name, ToRecord(utterance.text, name, where))
    return tuple(found.values())


def _recorded(utterance: Utterance, request: EngineVoice) -> bool:
    try:
        return Recorded().has((Piece(utterance.text),), request)
    except EngineUnavailable:  # nothing is recorded yet
        return False


def sheet(lines: Iterable[ToRecord]) -> str:
    """Return lines to record as a sheet to read from, in Markdown."""
    rows = (f"- [ ] {line.text}\n      {line.file}.wav  ({line.where})" for line in lines)
    return "\n".join(rows)
