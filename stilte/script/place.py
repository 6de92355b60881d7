"""What a moment is on the timeline, once its start and its length are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from stilte.script.blocks import STRIKE_EVERY_S
from stilte.script.breathing import HOLDERS, breathing_phases
from stilte.script.counting import Stretch, spoken_numbers
from stilte.script.line import Gap
from stilte.script.moments import Breathing, Held, Played, Quiet, Spoken, Struck
from stilte.script.timeline import BreathPhase, Overrun, Playing, Span, Speech, Strike

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.script.breathing import PhaseLayout
    from stilte.script.durations import Phase
    from stilte.script.lay import Laid
    from stilte.script.measures import Measures
    from stilte.script.moments import Words
    from stilte.script.timeline import Event, Role


def placed(laid: Laid, measures: Measures) -> Iterator[Event | Span | Overrun]:
    """Yield what a moment puts on the timeline; rounds, chapters and beds are the whole track's business."""
    start_frame, length_frames = laid.start_frame, laid.length_frames
    match laid.block.moment:
        case Spoken() as spoken:
            yield from _speech(spoken.words, start_frame, "line", measures)
        case Quiet() as quiet:
            yield from _quiet(quiet, start_frame, length_frames)
        case Breathing() as breathing:
            for phase in breathing_phases(breathing, measures):
                yield from _phase(breathing, phase, start_frame, measures)
        case Held() as held:
            yield from _hold(held, laid, measures)
        case Struck() as bell:
            yield from _strikes(bell, start_frame, laid.block.tail_frames, measures)
        case Played(step, level_db):
            yield Playing(start_frame, length_frames, step.sound, level_db, step.where)


def _speech(
    words: Words,
    start_frame: int,
    role: Role,
    measures: Measures,
    of_breath: tuple[Phase | None, int | None] = (None, None),
) -> Iterator[Speech | Span]:
    for start, length, piece in measures.placed(words, start_frame):
        if isinstance(piece, Gap):
            yield Span("silence", start, length, length, words.where)
        else:
            level_db, levelled, where = words.level_db, words.levelled, words.where
            yield Speech(start, length, piece, role, level_db, levelled, where, *of_breath)


def _quiet(quiet: Quiet, start_frame: int, length_frames: int) -> Iterator[Span]:
    if length_frames > 0:
        kind: Literal["pause", "silence"] = "silence" if quiet.source == "silence" else "pause"
        yield Span(kind, start_frame, length_frames, length_frames, quiet.where)


def _strikes(bell: Struck, start_frame: int, tail_frames: int, measures: Measures) -> Iterator[Strike]:
    apart = measures.frames(STRIKE_EVERY_S)
    for strike in range(bell.step.strikes):
        start = start_frame + strike * apart
        yield Strike(start, tail_frames, bell.step.sound, bell.level_db, bell.step.where)


def _phase(
    breathing: Breathing, laid: PhaseLayout, first_frame: int, measures: Measures
) -> Iterator[Event | Span | Overrun]:
    step, of = breathing.step, len(breathing.cycles)
    start, length, written = first_frame + laid.offset_frame, laid.length_frames, laid.written_frames
    level_db, where = breathing.level_db, step.where
    yield BreathPhase(start, length, written, laid.phase, laid.cycle, of, step.sound, level_db, where)
    said = measures.words(laid.words)
    if laid.words is not None:
        yield from _speech(laid.words, start, "cue", measures, (laid.phase, laid.cycle))
        if said > written:
            yield Overrun(laid.words.where, HOLDERS[laid.phase], laid.words.text, written, said)
    yield from _phase_numbers(breathing, laid, start, said, measures)


def _phase_numbers(
    breathing: Breathing, laid: PhaseLayout, start: int, said_frames: int, measures: Measures
) -> Iterator[Speech]:
    step = breathing.step
    if step.counting is None:
        return
    numbers = spoken_numbers(
        Stretch(step.counting, laid.written_frames, laid.length_frames),
        [(0, said_frames)],
        measures,
        lambda number: measures.number(number, step.delivery),
    )
    level_db, levelled = breathing.level_db, step.delivery.levelled
    for offset, length, number in numbers:
        at = start + offset
        yield Speech(at, length, number, "count", level_db, levelled, step.where, laid.phase, laid.cycle)


def _hold(held: Held, laid: Laid, measures: Measures) -> Iterator[Event | Span | Overrun]:
    start_frame, wished_frames, where = laid.start_frame, laid.wished_frames, held.step.where
    layout = laid.block.hold_layout(wished_frames)
    yield Span("hold", start_frame, layout.length_frames, wished_frames, where)
    said = [(held.opening, 0)] if held.opening else []
    said += [(words, start) for (words, _), start in zip(held.during, layout.starts, strict=True)]
    for words, offset in said:
        yield from _speech(words, start_frame + offset, "line", measures)
    if layout.length_frames > wished_frames:
        longest = max((words for words, _ in said), key=measures.words)
        yield Overrun(where, "hold", longest.text, wished_frames, layout.length_frames)
    taken = [(offset, offset + measures.words(words)) for words, offset in said]
    yield from _hold_numbers(held, start_frame, (wished_frames, layout.length_frames), taken, measures)


def _hold_numbers(
    held: Held,
    start_frame: int,
    planned_and_real: tuple[int, int],
    taken: list[tuple[int, int]],
    measures: Measures,
) -> Iterator[Speech]:
    step = held.step
    if step.counting is None:
        return
    numbers = spoken_numbers(
        Stretch(step.counting, *planned_and_real),
        taken,
        measures,
        lambda number: measures.number(number, step.delivery),
    )
    for offset, length, number in numbers:
        at, levelled = start_frame + offset, step.delivery.levelled
        yield Speech(at, length, number, "count", held.level_db, levelled, step.where)
