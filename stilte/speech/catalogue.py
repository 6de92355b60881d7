"""The voices of a project with the engines that would speak them here, and fetching what is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem, Where, not_found
from stilte.messages import Message, sentences, tr
from stilte.script.line import Utterance
from stilte.speech.consent import check_consent
from stilte.speech.engine import EngineUnavailable, EngineVoice, Piece, engine
from stilte.speech.engines.recorded import Recorded, file_name
from stilte.speech.models import get_model
from stilte.speech.recogniser import why_unavailable
from stilte.speech.speak import plainly, speak

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from stilte.speech.engine import Sentence
    from stilte.speech.engine_fallback import VoiceUsed
    from stilte.speech.speak import Prepare
    from stilte.speech.takes import Take
    from stilte.speech.voice import Use, Voice
    from stilte.store import Store

_ONLINE = frozenset({"edge", "gtts", "openai-speech"})
# Names of Piper's collection: language_REGION-name-quality.
_MODEL = re.compile(r"kokoro|[a-z]{2,3}_[A-Z]{2}-\w+-(x_low|low|medium|high)")


@dataclass(frozen=True, slots=True)
class VoiceStatus:
    """One entry of `use`: whether it works here, else why not and the one command that helps."""

    engine: str
    works: bool
    draft: bool
    why: str | Message = ""
    cure: str | Message = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A voice in the table: `speaks` is the engine that would speak here, None where none would."""

    name: str
    language: str
    speaks: str | None
    draft: bool
    entries: tuple[VoiceStatus, ...]
    credit: str
    unheard: str | Message = ""
    """Why takes are not verified by a recogniser though the voice asks for it (`verify`), and what helps."""

    @property
    def online(self) -> bool:
        """Tell whether the engine that would speak needs a network, which was not asked."""
        return self.speaks in _ONLINE

    @property
    def offline(self) -> VoiceStatus | None:
        """Return the engine that speaks where there is no network."""
        return next((entry for entry in self.entries if entry.works and entry.engine not in _ONLINE), None)

    @property
    def missing(self) -> tuple[VoiceStatus, ...]:
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
    speaks, unheard = first.engine if first else None, why_unavailable() if voice.verify else None
    told = sentences(unheard.why, unheard.cure) if unheard else ""
    return Row(voice.name, voice.language, speaks, draft, entries, voice.credit, told)


def _standing(voice: Voice, use: Use) -> VoiceStatus:
    try:
        check_consent(use)
        engine(use.engine).fingerprint(EngineVoice(voice.language, use.settings, voice.speed))
    except EngineUnavailable as gone:
        return VoiceStatus(use.engine, works=False, draft=use.draft, why=gone.why, cure=gone.cure)
    return VoiceStatus(use.engine, works=True, draft=use.draft)


@dataclass(frozen=True, slots=True)
class Trial:
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
) -> Trial:
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
    return Trial(spoken.takes[utterance], spoken.voices[0], prepare(utterance, voice))


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
        raise InputError(
            Problem(None, *not_found(tr("There is no voice '{name}'.", name=name), name, voices))
        )
    return (get_model(name, progress=_without_name(progress)),)


def get_voice(voice: Voice, progress: Callable[[int, int], None] | None = None) -> tuple[Path, ...]:
    """Fetch the models that a voice names and that are not here."""
    names = (model_of(use) for use in voice.use if not _standing(voice, use).works)
    return tuple(get_model(name, progress=_without_name(progress)) for name in names if name)


def model_of(use: Use) -> str | None:
    """Return the model that an entry names, which may be fetched; None where its engine is not installed."""
    try:
        engine(use.engine)
    except EngineUnavailable:
        return None
    named = str(use.settings.get("model", ""))
    if use.engine == "piper" and _MODEL.fullmatch(named):
        return named
    return "kokoro" if use.engine == "kokoro" and not named else None


def _without_name(progress: Callable[[int, int], None] | None) -> Callable[[str, int, int], None]:
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
    return tuple(each_missing(voice, lines))


def each_missing(voice: Voice, lines: Iterable[tuple[Utterance, Where]]) -> Iterator[ToRecord]:
    """Yield what `missing_lines` returns, each as soon as its line is met."""
    request = EngineVoice(voice.language, _recorded_use(voice).settings, voice.speed)
    found: set[str] = set()
    for utterance, where in lines:
        name = file_name(utterance.text)
        if utterance.voice == voice.name and name not in {"", *found} and not _recorded(utterance, request):
            found.add(name)
            yield ToRecord(utterance.text, name, where)


def _recorded_use(voice: Voice) -> Use:
    """Return the entry of own recordings; raises InputError where a voice has none."""
    use = next((use for use in voice.use if use.engine == "recorded"), None)
    if use is None:
        cure = tr("Give it an entry `- recorded` under `use`; see 'Recording your own' in docs/voices.md.")
        raise InputError(
            Problem(Where(f"voices/{voice.name}.yaml", 1), tr("This voice has no recordings."), cure)
        )
    return use


def recordings_folder(voice: Voice) -> Path:
    """Return the folder of a voice's own recordings, there or not; raises InputError where it has none."""
    return Path(_recorded_use(voice).settings["folder"])


def script_lines(voice: Voice, lines: Iterable[tuple[Utterance, Where]]) -> tuple[str, ...]:
    """Return the lines that a voice says, each once, in the order given."""
    found: dict[str, str] = {}
    for utterance, _ in lines:
        if utterance.voice == voice.name and (name := file_name(utterance.text)):
            found.setdefault(name, utterance.text)
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
