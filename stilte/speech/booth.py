"""One voice before the microphone: its engines are tried in order until one speaks all of its lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stilte.errors import BuildError, Problem, called
from stilte.speech.choose import Last, digest
from stilte.speech.engine import EngineFailed, EngineUnavailable, EngineVoice, Piece, engine
from stilte.speech.finish import Finish
from stilte.speech.lines import LineFailed, Speaker
from stilte.speech.takes import kept, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from stilte.script.line import Utterance
    from stilte.speech.choose import Candidate
    from stilte.speech.lines import Line
    from stilte.speech.takes import Take
    from stilte.speech.voice import Voice
    from stilte.store import Store

_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class VoiceUsed:
    """Who spoke a voice; `fingerprint` goes into `previous` the next time, `passed_over` why not others."""

    name: str
    engine: str
    draft: bool
    synthetic: bool
    credit: str
    fingerprint: str
    passed_over: tuple[str, ...] = ()

    def __str__(self) -> str:
        draft = ", as a draft" if self.draft else ""
        why = f" ({' '.join(self.passed_over)})" if self.passed_over else ""
        return f"Voice {self.name}: {self.engine}{draft}.{why}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The takes of a voice, who spoke them (several where recordings are missing), why not others."""

    takes: Mapping[Utterance, Take]
    speakers: tuple[tuple[Candidate, Speaker], ...]
    passed_over: tuple[str, ...]

    def used(self, voice: Voice) -> VoiceUsed:
        """Return who spoke, for the cue sheet and for the next build."""
        last = (str(Last(digest(voice), c.entry, speaker.fingerprint)) for c, speaker in self.speakers)
        return VoiceUsed(
            name=voice.name,
            engine=" and ".join(candidate.use.engine for candidate, _ in self.speakers),
            draft=any(candidate.use.draft for candidate, _ in self.speakers),
            synthetic=any(_synthetic(candidate) for candidate, _ in self.speakers),
            credit=voice.credit,
            fingerprint="\n".join(last),
            passed_over=self.passed_over,
        )


@dataclass(frozen=True, slots=True)
class Booth:
    """What speaking one voice takes; `told` hears how many lines are ready, and of whom.

    At most so many lines are spoken `at_once`; without it as many as the engine can.
    """

    voice: Voice
    store: Store
    rate_hz: int
    told: Callable[[int, str], None] | None = None
    at_once: int | None = None

    def speak(self, lines: Sequence[Line], candidates: Sequence[Candidate]) -> Outcome:
        """Return all takes by the first engine that can; raises BuildError where none can."""
        problems: list[Problem] = []
        for number, candidate in enumerate(candidates):
            try:
                speaker = self._speaker(lines, candidate)
                outcome = self._outcome(lines, candidate, speaker, candidates[number + 1 :])
            except (EngineFailed, EngineUnavailable) as error:
                problems.append(_told_of(candidate, error))
            else:
                return replace(outcome, passed_over=(*map(str, problems), *outcome.passed_over))
        head = Problem(lines[0].where, f"No engine speaks the voice '{self.voice.name}' here:")
        raise BuildError(head, *problems)

    def known(self, lines: Sequence[Line], candidates: Sequence[Candidate]) -> Mapping[Utterance, Take]:
        """Return the takes in the cache: of an engine that has them all, else of the one with most."""
        found: list[Mapping[Utterance, Take]] = []
        for candidate in candidates:
            try:
                speaker = self._speaker(lines, candidate)
            except EngineUnavailable:
                continue
            found.append(kept(_as_given(lines, candidate), speaker, self.store))
            if len(found[-1]) == len(lines):
                return found[-1]
        return max(found, key=len, default={})

    def _speaker(self, lines: Sequence[Line], candidate: Candidate) -> Speaker:
        """Return who would speak; one that is gone still speaks where the cache holds every line of it."""
        finish = Finish(self.rate_hz, self.voice.room, self.voice.level_db)
        request = EngineVoice(self.voice.language, candidate.use.settings, self.voice.speed)
        try:
            fingerprint = engine(candidate.use.engine).fingerprint(request)
        except EngineUnavailable:
            gone = Speaker(self.voice, candidate.use, candidate.spoke_as or "", finish)
            if candidate.spoke_as and len(kept(lines, gone, self.store)) == len(lines):
                return gone
            raise
        return Speaker(self.voice, candidate.use, fingerprint, finish)

    def _outcome(
        self, lines: Sequence[Line], candidate: Candidate, speaker: Speaker, others: Sequence[Candidate]
    ) -> Outcome:
        mine = _as_given(lines, candidate)
        lacking = _lacking(mine, speaker)
        if lacking and candidate.use.settings.get("missing") != "next":
            raise _not_recorded(self.voice, lacking)
        there = [line for line in mine if line not in lacking]
        doubts: list[str] = []
        told = self._progress(candidate)
        takes = spoken(
            there, speaker, self.store, told, lambda *of: doubts.append(_doubtful(*of)), at_once=self.at_once
        )
        if not lacking:
            return Outcome(takes, ((candidate, speaker),), tuple(sorted(doubts)))
        wanted = {line.utterance for line in lacking}
        rest = self.speak([line for line in lines if line.utterance in wanted], others)
        own = ((candidate, speaker),) if there else ()
        note = f"{len(lacking)} of {len(lines)} lines are not recorded."
        return Outcome({**takes, **rest.takes}, (*own, *rest.speakers), (note, *doubts, *rest.passed_over))

    def _progress(self, candidate: Candidate) -> Callable[[int], None]:
        label = f"{self.voice.name} ({candidate.use.engine})"
        return lambda ready: self.told(ready, label) if self.told else None


def _as_given(lines: Sequence[Line], candidate: Candidate) -> list[Line]:
    """Return the lines as an engine wants them: recordings are found by the words as they are written."""
    if candidate.use.engine != "recorded":
        return list(lines)
    return [replace(line, sentence=(Piece(line.utterance.text),)) for line in lines]


def _lacking(lines: Sequence[Line], speaker: Speaker) -> list[Line]:
    """Return the lines for which an engine has no recording; engines that speak lack none."""
    has = getattr(engine(speaker.use.engine), "has", None)
    return [line for line in lines if not has(line.sentence, speaker.request())] if has else []


def _not_recorded(voice: Voice, lines: Sequence[Line]) -> BuildError:
    sheet = f"`{called()} voices missing {voice.name}`"
    cure = f"{sheet} prints them all to read from; `missing: next` lets the next engine speak them."
    shown = lines[:_MOST_NAMED]
    problems = [Problem(line.where, f"Not recorded: '{line.utterance.text}'") for line in shown]
    head = Problem(None, f"Voice {voice.name}: {len(lines)} lines are not recorded.", cure)
    return BuildError(head, *problems)


def _doubtful(line: Line, heard: str) -> str:
    return str(Problem(line.where, f"A recogniser heard '{heard}' for '{line.utterance.text}'."))


def _told_of(candidate: Candidate, error: EngineFailed | EngineUnavailable) -> Problem:
    """Return in one plain line why an engine did not speak."""
    cure = error.cure if isinstance(error, EngineUnavailable) else ""
    where = error.where if isinstance(error, LineFailed) else None
    return Problem(where, f"Not {candidate.use.engine}: {error.why}", cure)


def _synthetic(candidate: Candidate) -> bool:
    try:
        return engine(candidate.use.engine).synthetic
    except EngineUnavailable:  # it is gone, and its takes were in the cache
        return candidate.use.engine != "recorded"
