"""Unrolling a routine: every round of every repeat, in playing order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stilte.script.durations import AFTER_LINE, Count, Elastic, Exact, Lines, Ramp
from stilte.script.layout.unrolled_steps import (
    Breathing,
    Cycle,
    Held,
    Noted,
    Over,
    Played,
    Quiet,
    RoundBegins,
    RoundEnds,
    Spoken,
    Struck,
    Titled,
    Words,
)
from stilte.script.rounds import Round, pieces, plain_text, rounds_of
from stilte.script.routine import Bell, Breathe, Chapter, Group, Hold, Music, Note, Pause, Play, Repeat, Say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.errors import Where
    from stilte.script.durations import After, Duration, Phase
    from stilte.script.layout.unrolled_steps import UnrolledStep
    from stilte.script.line import Delivery, Line
    from stilte.script.overlay import Overlay
    from stilte.script.routine import Cue, During, Routine, Step


@dataclass(frozen=True, slots=True)
class _Scene:
    """The context in which a step is unrolled."""

    routine: Routine
    round: Round
    beat: bool = False
    """Whether it is inside a fixed beat, where nothing is elastic."""

    def words(self, line: Line, delivery: Delivery, where: Where, cycle: Round | None = None) -> Words:
        spoken = pieces(line, cycle or self.round, delivery, self.routine.language)
        return Words(spoken, self.level_of(delivery, cycle), delivery.levelled, where, delivery.side)

    def level_of(self, delivery: Delivery, cycle: Round | None = None) -> float:
        """Return the level of what is said here; in a breath cycle that of the round around the breaths."""
        own = cycle is not None and delivery.level_depth is not None
        return (cycle if own and cycle else self.round).level_db(delivery.level_db, delivery.level_depth)

    def level_db(self, bell: Bell | Play) -> float:
        return self.round.level_db(bell.level_db, bell.level_depth)

    def text(self, line: Line) -> str:
        return plain_text(line, self.round, self.routine.language)

    def length(self, length: Duration) -> Duration:
        found = self.round.length(length)
        return Exact(found.written_s) if self.beat and isinstance(found, Elastic) else found

    def quiet(
        self, after: After | None, usual: After | None, where: Where, spoken: Words | None = None
    ) -> Quiet:
        length = after or usual or self.routine.pause
        if isinstance(length, Lines) and spoken is None:  # after a bell there is no line to count in
            length = AFTER_LINE
        found = length if isinstance(length, Lines) else self.length(length)
        return Quiet(found, "default" if after is None else "after", where, spoken)


def unroll(routine: Routine) -> tuple[UnrolledStep, ...]:
    """Return all steps in playing order; a range of counts is taken at its lower end."""
    return tuple(_steps(routine.steps, _Scene(routine, Round())))


def cue_for(cues: tuple[Cue, ...], cycle: Round) -> Cue | None:
    """Return what is said in a cycle: the last written `on` that fits, else the n-th plain one."""
    special = [cue for cue in cues if cue.on is not None and cycle.happens(cue.on)]
    if special:
        return special[-1]
    plain = [cue for cue in cues if cue.on is None]
    return plain[min(cycle.n, len(plain)) - 1] if plain else None


def _steps(steps: tuple[Step, ...], scene: _Scene) -> Iterator[UnrolledStep]:
    for step in steps:
        if scene.round.happens(step.on):
            yield from _step(step, scene)


def _step(step: Step, scene: _Scene) -> Iterator[UnrolledStep]:  # noqa: C901  # one case a verb
    match step:
        case Say():
            words = scene.words(step.line, step.delivery, step.where)
            yield Spoken(words)
            yield scene.quiet(step.after, step.usual, step.where, words)
        case Pause():
            yield Quiet(scene.length(step.length), "silence" if step.silence else "pause", step.where)
        case Breathe():
            yield _breathing(step, scene)
        case Hold():
            yield _held(step, scene)
        case Bell():
            yield Struck(step, scene.level_db(step))
            yield scene.quiet(step.after, step.usual, step.where)
        case Play():
            yield Played(step, scene.level_db(step))
            if step.after is not None:
                yield scene.quiet(step.after, None, step.where)
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


def _rounds(step: Repeat, scene: _Scene) -> Iterator[UnrolledStep]:
    beat = scene.beat or step.every_s is not None
    for round_ in rounds_of(step, scene.round, scene.routine.language):
        inside = replace(scene, round=round_, beat=beat)
        every_s = step.every_s if step.every_ramp is None else step.every_ramp.at(round_.shares[-1])
        yield RoundBegins(every_s)
        yield from _steps(step.steps, inside)
        plain = round_.item if not isinstance(step.rounds, Count) else None
        item = inside.text(plain) if plain else None
        yield RoundEnds(every_s, round_.n, round_.of, item, step.where)


def _breathing(step: Breathe, scene: _Scene) -> Breathing:
    of, delivery = step.count.low, step.delivery
    varied = step.cues or step.ramp or delivery.level_depth is not None or isinstance(delivery.speed, Ramp)
    rounds = range(1, of + 1) if varied else (1,)
    cycles = tuple(_cycle(step, scene, scene.round.at(n, of)) for n in rounds)
    return Breathing(step, cycles if varied else cycles * of, _over(step.over, scene))


def _cycle(step: Breathe, scene: _Scene, cycle: Round) -> Cycle:
    breath = step.pattern if step.ramp is None else step.ramp.at(cycle.share(step.ramp.depth))
    cue = cue_for(step.cues, cycle)
    said = {} if cue is None else dict(_said(step, cue, breath.phases(), scene, cycle))
    level_db = scene.level_of(step.delivery, cycle)
    return Cycle(breath.phases(), said, cycle.steady(step.delivery), level_db)


def _said(
    step: Breathe, cue: Cue, parts: tuple[tuple[Phase, float], ...], scene: _Scene, cycle: Round
) -> Iterator[tuple[int, Words]]:
    """Yield what a cue says, by the index of its part: the second line of a phase in its second part."""
    left = list(range(len(parts)))
    for phase, line in cue.lines:
        index = next((one for one in left if parts[one][0] == phase), None)
        if index is None:
            continue
        left.remove(index)
        if line.parts:
            yield index, scene.words(line, step.delivery, cue.where, cycle)


def _over(overlays: tuple[Overlay, ...], scene: _Scene, during: tuple[During, ...] = ()) -> tuple[Over, ...]:
    """Return the overlays of this round; one without a place counts only the lines that are said in it."""
    found = []
    for one in overlays:
        if scene.round.happens(one.step.on):
            said = sum(scene.round.happens(line.on) for line in during[: one.after_lines])
            found.append(Over(replace(one, after_lines=said), scene.level_db(one.step)))
    return tuple(found)


def _held(step: Hold, scene: _Scene) -> Held:
    opening = scene.words(step.opening, step.delivery, step.where) if step.opening else None
    happening = [line for line in step.during if scene.round.happens(line.on)]
    during = tuple((scene.words(line.line, line.delivery, line.where), line.at_s) for line in happening)
    held = replace(step, delivery=scene.round.steady(step.delivery))
    level_db = scene.level_of(step.delivery)
    return Held(
        held, scene.length(step.length), opening, during, level_db, _over(step.over, scene, step.during)
    )
