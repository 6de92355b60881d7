"""Creating the timeline's events from steps whose start and length are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from stilte.script.layout.breathing import HOLDERS, breathing_phases
from stilte.script.layout.overlays import fixed_offsets, loose_offsets, sounded
from stilte.script.layout.spoken_counts import Stretch, spoken_numbers
from stilte.script.layout.unrolled_steps import Breathing, Held, Played, Quiet, Spoken, Struck
from stilte.script.line import Gap
from stilte.script.routine import STRIKE_EVERY_S
from stilte.script.timeline import BreathPhase, Overrun, Playing, Span, Speech, Strike

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stilte.script.durations import Phase
    from stilte.script.layout.breathing import PhaseLayout
    from stilte.script.layout.measures import Measures
    from stilte.script.layout.schedule import Scheduled
    from stilte.script.layout.unrolled_steps import Words
    from stilte.script.timeline import Event, Role


def emit(laid: Scheduled, measures: Measures) -> Iterator[Event | Span | Overrun]:
    """Yield the events of a step; rounds, chapters and beds are handled for the whole track."""
    start_frame, length_frames = laid.start_frame, laid.length_frames
    match laid.block.moment:
        case Spoken() as spoken:
            yield from _speech(spoken.words, start_frame, "line", measures)
        case Quiet() as quiet:
            yield from _quiet(quiet, start_frame, length_frames)
        case Breathing() as breathing:
            for phase in breathing_phases(breathing, measures):
                yield from _phase(breathing, phase, start_frame, measures)
            yield from _over(breathing, laid, (), measures)
        case Held() as held:
            yield from _hold(held, laid, measures)
        case Struck() as bell:
            yield from _strikes(bell, start_frame, laid.block.tail_frames, measures)
        case Played(step, level_db):
            yield Playing(
                start_frame, length_frames, step.sound, level_db, step.where, step.side, step.tone_hz
            )


def _speech(
    words: Words,
    start_frame: int,
    role: Role,
    measures: Measures,
    of_breath: tuple[Phase | None, int | None, int | None] = (None, None, None),
) -> Iterator[Speech | Span]:
    for start, length, piece in measures.placed(words, start_frame):
        if isinstance(piece, Gap):
            yield Span("silence", start, length, length, words.where)
        else:
            level_db, levelled, where = words.level_db, words.levelled, words.where
            yield Speech(start, length, piece, role, level_db, levelled, where, *of_breath, words.side)


def _quiet(quiet: Quiet, start_frame: int, length_frames: int) -> Iterator[Span]:
    if length_frames > 0:
        kind: Literal["pause", "silence"] = "silence" if quiet.source == "silence" else "pause"
        yield Span(kind, start_frame, length_frames, length_frames, quiet.where)


def _strikes(bell: Struck, start_frame: int, tail_frames: int, measures: Measures) -> Iterator[Strike]:
    apart, step = measures.frames(STRIKE_EVERY_S), bell.step
    for strike in range(step.strikes):
        start = start_frame + strike * apart
        yield Strike(start, tail_frames, step.sound, bell.level_db, step.where, step.side, step.tone_hz)


def _phase(
    breathing: Breathing, laid: PhaseLayout, first_frame: int, measures: Measures
) -> Iterator[Event | Span | Overrun]:
    step, of = breathing.step, len(breathing.cycles)
    start, length, written = first_frame + laid.offset_frame, laid.length_frames, laid.written_frames
    level_db, where = breathing.cycles[laid.cycle - 1].level_db, step.where
    part = laid.part if step.pattern.parts else None
    yield BreathPhase(start, length, written, laid.phase, laid.cycle, of, step.sound, level_db, where, part)
    for phase, sound in step.part_sounds:
        if phase == laid.phase:
            yield Playing(start, measures.lengths.sound(sound), sound, level_db, where)
    said = measures.words(laid.words)
    if laid.words is not None:
        yield from _speech(laid.words, start, "cue", measures, (laid.phase, laid.cycle, part))
        if said > written:
            yield Overrun(laid.words.where, HOLDERS[laid.phase], laid.words.text, written, said)
    yield from _phase_numbers(breathing, laid, start, said, measures)


def _phase_numbers(
    breathing: Breathing, laid: PhaseLayout, start: int, said_frames: int, measures: Measures
) -> Iterator[Speech]:
    step, cycle = breathing.step, breathing.cycles[laid.cycle - 1]
    if step.counting is None:
        return
    numbers = spoken_numbers(
        Stretch(step.counting, laid.written_frames, laid.length_frames),
        [(0, said_frames)],
        measures,
        lambda number: measures.number(number, cycle.delivery),
    )
    level_db, levelled = cycle.level_db, step.delivery.levelled
    part = laid.part if step.pattern.parts else None
    of_breath = (laid.phase, laid.cycle, part)
    for offset, length, number in numbers:
        yield Speech(start + offset, length, number, "count", level_db, levelled, step.where, *of_breath)


def _over(
    held: Breathing | Held, laid: Scheduled, said: Sequence[tuple[int, int]], measures: Measures
) -> Iterator[Strike | Playing]:
    """Yield the bells and sounds over what lasts; `said` are its lines, start and length, as written."""
    rate_hz = measures.rate_hz
    placed = [
        (one, offset)
        for one in held.over
        for offset in fixed_offsets(one.overlay, laid.length_frames, rate_hz)
    ]
    placed += loose_offsets(held.over, said, laid.length_frames)
    for one, offset in placed:
        lasting = measures.lengths.sound(one.overlay.step.sound)
        yield from sounded(one, laid.start_frame + offset, lasting, rate_hz)


def _hold(held: Held, laid: Scheduled, measures: Measures) -> Iterator[Event | Span | Overrun]:
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
    spoken = [(offset, measures.words(words)) for words, offset in said]
    yield from _over(held, laid, spoken if held.opening else [(0, 0), *spoken], measures)


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
