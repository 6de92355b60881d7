"""Plays a routine out: every round of every repeat, in the order it is heard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stilte.script.durations import Count, Elastic, Exact
from stilte.script.moments import (
    Breathing,
    Held,
    Noted,
    Played,
    Quiet,
    RoundBegins,
    RoundEnds,
    Spoken,
    Struck,
    Titled,
    Words,
)
from stilte.script.rounds import Round, pieces, plain_text
from stilte.script.routine import Bell, Breathe, Chapter, Group, Hold, Music, Note, Pause, Play, Repeat, Say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stilte.errors import Where
    from stilte.script.durations import Duration, Phase
    from stilte.script.line import Delivery, Line
    from stilte.script.moments import Moment
    from stilte.script.routine import Cue, Routine, Step


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a step needs to know of what stands around it."""

    routine: Routine
    round: Round
    beat: bool = False
    """Whether a fixed beat holds it: nothing inside is elastic."""

    def words(self, line: Line, delivery: Delivery, where: Where, round_: Round | None = None) -> Words:
        spoken = pieces(line, round_ or self.round, delivery, self.routine.language)
        return Words(spoken, self.level_db(delivery.level_db), delivery.levelled, where)

    def level_db(self, ends_db: tuple[float, float]) -> float:
        return self.round.level_db(ends_db)

    def text(self, line: Line) -> str:
        return plain_text(line, self.round, self.routine.language)

    def length(self, length: Duration) -> Duration:
        return Exact(length.written_s) if self.beat and isinstance(length, Elastic) else length

    def quiet(self, after: Duration | None, where: Where) -> Quiet:
        if after is None:
            return Quiet(self.length(self.routine.pause), "default", where)
        return Quiet(self.length(after), "after", where)


def unroll(routine: Routine) -> tuple[Moment, ...]:
    """Return all that is heard, in order; a range of counts counts for its lower end."""
    return tuple(_steps(routine.steps, _Scene(routine, Round())))


def cue_for(cues: tuple[Cue, ...], cycle: Round) -> Cue | None:
    """Return what is said in a cycle: the last written `on` that fits, else the n-th plain one."""
    special = [cue for cue in cues if cue.on is not None and cycle.happens(cue.on)]
    if special:
        return special[-1]
    plain = [cue for cue in cues if cue.on is None]
    return plain[min(cycle.n, len(plain)) - 1] if plain else None


def _steps(steps: tuple[Step, ...], scene: _Scene) -> Iterator[Moment]:
    for step in steps:
        if scene.round.happens(step.on):
            yield from _step(step, scene)


def _step(step: Step, scene: _Scene) -> Iterator[Moment]:  # noqa: C901  # one case a verb
    match step:
        case Say():
            yield Spoken(scene.words(step.line, step.delivery, step.where))
            yield scene.quiet(step.after, step.where)
        case Pause():
            yield Quiet(scene.length(step.length), "silence" if step.silence else "pause", step.where)
        case Breathe():
            yield _breathing(step, scene)
        case Hold():
            yield _held(step, scene)
        case Bell():
            yield Struck(step, scene.level_db(step.level_db))
            yield scene.quiet(step.after, step.where)
        case Play():
            yield Played(step, scene.level_db(step.level_db))
            if step.after is not None:
                yield scene.quiet(step.after, step.where)
        case Repeat():
            yield from _rounds(step, scene)
        case Group():
            yield from _steps(step.steps, scene)
        case Chapter():
            yield Titled(scene.text(step.title), step.where)
        case Note():
            yield Noted(scene.text(step.text))
        case Music():
            yield step


def _rounds(step: Repeat, scene: _Scene) -> Iterator[Moment]:
    beat = scene.beat or step.every_s is not None
    for round_ in _each_round(step, scene.round):
        inside = replace(scene, round=round_, beat=beat)
        yield RoundBegins(step.every_s)
        yield from _steps(step.steps, inside)
        plain = round_.item if not isinstance(step.rounds, Count) else None
        item = inside.text(plain) if plain else None
        yield RoundEnds(step.every_s, round_.n, round_.of, item, step.where)


def _each_round(step: Repeat, around: Round) -> Iterator[Round]:
    if isinstance(step.rounds, Count):
        of = step.rounds.low
        return (around.at(n, of) for n in range(1, of + 1))
    of = len(step.rounds)
    return (around.entry(n, of, entry) for n, entry in enumerate(step.rounds, 1))


def _breathing(step: Breathe, scene: _Scene) -> Breathing:
    of = step.count.low
    cycles = tuple(_cycle(step, scene, scene.round.at(n, of)) for n in range(1, of + 1)) if step.cues else ()
    return Breathing(step, cycles or ({},) * of, scene.level_db(step.delivery.level_db))


def _cycle(step: Breathe, scene: _Scene, cycle: Round) -> Mapping[Phase, Words]:
    cue = cue_for(step.cues, cycle)
    if cue is None:
        return {}
    return {phase: scene.words(line, step.delivery, cue.where, cycle) for phase, line in cue.lines}


def _held(step: Hold, scene: _Scene) -> Held:
    opening = scene.words(step.opening, step.delivery, step.where) if step.opening else None
    during = tuple(
        (scene.words(line.line, line.delivery, line.where), line.at_s)
        for line in step.during
        if scene.round.happens(line.on)
    )
    length = scene.length(step.length)
    return Held(step, length, opening, during, scene.level_db(step.delivery.level_db))
