"""Speaking one voice: its engines are tried in order until one speaks all of its lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stilte.errors import BuildError, Problem, program_name
from stilte.messages import Listed, Message, plural, sentences, tr
from stilte.speech.choose_engine import Last, candidates, digest
from stilte.speech.consent import check_consent
from stilte.speech.engine import EngineFailed, EngineUnavailable, EngineVoice, Piece, engine
from stilte.speech.engines.recorded import not_recorded
from stilte.speech.take_inputs import LineFailed, Speaker, after_speaking
from stilte.speech.take_processing import TakeProcessing
from stilte.speech.takes import cached_takes, speak_lines
from stilte.speech.voice import credit_for

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from stilte.script.line import Utterance
    from stilte.speech.choose_engine import Candidate
    from stilte.speech.take_inputs import Line
    from stilte.speech.takes import Elsewhere, Take
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
    passed_over: tuple[Problem | Message, ...] = ()

    def summary(self) -> Message:
        """Return who spoke, and why not others."""
        by = (
            tr("Voice {name}: {engine}, as a draft.", name=self.name, engine=self.engine)
            if self.draft
            else tr("Voice {name}: {engine}.", name=self.name, engine=self.engine)
        )
        why = tr("({reasons})", reasons=Listed(self.passed_over, between=" "))
        return sentences(by, why if self.passed_over else "")

    def __str__(self) -> str:
        return str(self.summary())


@dataclass(frozen=True, slots=True)
class Outcome:
    """The takes of a voice, who spoke them (several where recordings are missing), why not others."""

    takes: Mapping[Utterance, Take]
    speakers: tuple[tuple[Candidate, Speaker], ...]
    passed_over: tuple[Problem | Message, ...]

    def used(self, voice: Voice) -> VoiceUsed:
        """Return who spoke, for the cue sheet and for the next build."""
        last = (str(Last(digest(voice), c.entry, speaker.fingerprint)) for c, speaker in self.speakers)
        return VoiceUsed(
            name=voice.name,
            engine=" and ".join(candidate.use.engine for candidate, _ in self.speakers),
            draft=any(candidate.use.draft for candidate, _ in self.speakers),
            synthetic=any(_synthetic(candidate) for candidate, _ in self.speakers),
            credit=credit_for(voice.credit, [candidate.use.engine for candidate, _ in self.speakers]),
            fingerprint="\n".join(last),
            passed_over=self.passed_over,
        )


def who_would_speak(voice: Voice) -> str:
    """Return a text that changes whenever a voice's takes would be looked for under other names."""
    return "\n".join(_who(voice, candidate) for candidate in candidates(voice, (), None))


def _who(voice: Voice, candidate: Candidate) -> str:
    request = EngineVoice(voice.language, candidate.use.settings, voice.speed)
    try:
        check_consent(candidate.use)
        fingerprint = engine(candidate.use.engine).fingerprint(request)
    except EngineUnavailable as error:
        fingerprint = str(error.why)
    return f"{voice!r} {candidate!r} {fingerprint}"


@dataclass(frozen=True, slots=True)
class VoiceSession:
    """What speaking one voice takes; `told` hears how many lines are ready, and of whom.

    At most so many lines are spoken `at_once`; without it as many as the engine can; or they are spoken
    `elsewhere`.
    """

    voice: Voice
    store: Store
    rate_hz: int
    told: Callable[[int, str], None] | None = None
    at_once: int | None = None
    elsewhere: Elsewhere | None = None

    def speak(self, lines: Sequence[Line], candidates: Sequence[Candidate]) -> Outcome:
        """Return all takes by the first engine that can; raises BuildError where none can."""
        problems: list[Problem] = []
        for number, candidate in enumerate(candidates):
            try:
                speaker = self._speaker(lines, candidate)
                outcome = self._outcome(lines, candidate, speaker, candidates[number + 1 :])
            except (EngineFailed, EngineUnavailable) as error:
                problems.append(_failure_problem(candidate, error))
            else:
                return replace(outcome, passed_over=(*problems, *outcome.passed_over))
        head = Problem(lines[0].where, tr("No engine speaks the voice '{name}' here:", name=self.voice.name))
        raise BuildError(head, *problems)

    def known(self, lines: Sequence[Line], candidates: Sequence[Candidate]) -> Mapping[Utterance, Take]:
        """Return the takes in the cache: of an engine that has them all, else of the one with most.

        They are good for their lengths: no take is read.
        """
        found: list[Mapping[Utterance, Take]] = []
        for candidate in candidates:
            try:
                speaker = self._speaker(lines, candidate)
            except EngineUnavailable:
                continue
            found.append(cached_takes(_as_given(lines, candidate), speaker, self.store, whole=False))
            if len(found[-1]) == len(lines):
                return found[-1]
        return max(found, key=len, default={})

    def _speaker(self, lines: Sequence[Line], candidate: Candidate) -> Speaker:
        """Return who would speak; one that is gone still speaks where the cache holds every line of it."""
        after = after_speaking(candidate.use)
        processing = TakeProcessing(self.rate_hz, self.voice.room, self.voice.level_db, after)
        request = EngineVoice(self.voice.language, candidate.use.settings, self.voice.speed)
        try:
            check_consent(candidate.use)
            fingerprint = engine(candidate.use.engine).fingerprint(request)
        except EngineUnavailable:
            gone = Speaker(self.voice, candidate.use, candidate.spoke_as or "", processing)
            if candidate.spoke_as and len(cached_takes(lines, gone, self.store)) == len(lines):
                return gone
            raise
        return Speaker(self.voice, candidate.use, fingerprint, processing)

    def _outcome(
        self, lines: Sequence[Line], candidate: Candidate, speaker: Speaker, others: Sequence[Candidate]
    ) -> Outcome:
        mine = _as_given(lines, candidate)
        lacking = _lacking(mine, speaker)
        others_speak = candidate.use.settings.get("missing") == "next"
        if lacking and not others_speak:
            raise _not_recorded(
                self.voice, lacking, speaker.request(), [line.utterance.text for line in mine]
            )
        there = [line for line in mine if line not in lacking]
        doubts: list[Problem] = []
        takes, silent = self._spoken(there, candidate, speaker, doubts, others if others_speak else ())
        lacking, there = [*lacking, *silent], [line for line in there if line not in silent]
        if not lacking:
            return Outcome(takes, ((candidate, speaker),), tuple(sorted(doubts, key=str)))
        wanted = {line.utterance for line in lacking}
        rest = self.speak([line for line in lines if line.utterance in wanted], others)
        own = ((candidate, speaker),) if there else ()
        note = tr("{count} of {of} lines are not recorded.", count=len(lacking), of=len(lines))
        return Outcome({**takes, **rest.takes}, (*own, *rest.speakers), (note, *doubts, *rest.passed_over))

    def _spoken(
        self,
        lines: Sequence[Line],
        candidate: Candidate,
        speaker: Speaker,
        doubts: list[Problem],
        others: Sequence[Candidate],
    ) -> tuple[Mapping[Utterance, Take], list[Line]]:
        """Return the takes of lines, and those that cannot be spoken, where `others` may say them.

        A recording in which nobody speaks is as good as none: no other line changes its voice for it.
        """
        silent: list[Line] = []
        told = self._progress(candidate)
        while True:
            there = [line for line in lines if line not in silent]
            try:
                takes = speak_lines(
                    there,
                    speaker,
                    self.store,
                    told,
                    lambda *of: doubts.append(_doubtful(*of)),
                    at_once=self.at_once,
                    elsewhere=self.elsewhere,
                )
            except LineFailed as failed:
                if not others and candidate.use.engine != "recorded":
                    raise
                if not others:  # a machine must not say all lines because one recording is silent
                    raise BuildError(
                        Problem(failed.where, failed.why, tr("Record the line anew."))
                    ) from failed
                doubts.append(_failure_problem(candidate, failed))
                silent.append(failed.line)
            else:
                return takes, silent

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


def _not_recorded(
    voice: Voice, lines: Sequence[Line], request: EngineVoice, texts: Sequence[str]
) -> BuildError:
    sheet = f"{program_name()} voices missing {voice.name}"
    cure = tr(
        "`{command}` prints them all to read from; `missing: next` lets the next engine speak them.",
        command=sheet,
    )
    shown = lines[:_MOST_NAMED]
    problems = [Problem(line.where, *not_recorded(line.utterance.text, request, texts)) for line in shown]
    message = plural(
        "Voice {name}: {n} line is not recorded.",
        "Voice {name}: {n} lines are not recorded.",
        n=len(lines),
        name=voice.name,
    )
    head = Problem(None, message, cure)
    return BuildError(head, *problems)


def _doubtful(line: Line, doubt: str | Message) -> Problem:
    return Problem(line.where, doubt)


def _failure_problem(candidate: Candidate, error: EngineFailed | EngineUnavailable) -> Problem:
    """Return in one plain line why an engine did not speak."""
    cure = error.cure if isinstance(error, EngineUnavailable) else ""
    where = error.where if isinstance(error, LineFailed) else None
    return Problem(where, tr("Not {engine}: {why}", engine=candidate.use.engine, why=error.why), cure)


def _synthetic(candidate: Candidate) -> bool:
    try:
        return engine(candidate.use.engine).synthetic
    except EngineUnavailable:  # it is gone, and its takes were in the cache
        return candidate.use.engine != "recorded"
