"""A timeline as text to read, and as plain values: start, length, kind, text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stilte.script.timeline import BreathPhase, Playing, Span, Speech, Strike
from stilte.units import seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.errors import Where
    from stilte.script.routine import Routine
    from stilte.script.timeline import BedChange, Event, Fit, Timeline

_ORDER = (
    "edge",
    "round",
    "chapter",
    "music",
    "hold",
    "in",
    "rest",
    "out",
    "line",
    "cue",
    "count",
    "bell",
    "sound",
)
"""What comes first of what starts together; quiet comes last."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a plan; `length_frames` is None for what takes no time."""

    start_frame: int
    length_frames: int | None
    kind: str
    text: str = ""
    where: Where | None = None


def plan_text(timeline: Timeline, routine: Routine) -> str:
    """Return the timeline as a table for people; times in minutes and seconds, lengths in seconds."""
    rate = timeline.rate_hz
    kinds = max([len(row.kind) for row in rows(timeline, routine)], default=0)
    head = [f"{routine.title} · {_clock(timeline.length_frames, rate)}", *_fitted(timeline.fit, rate), ""]
    body = [_line(row, rate, kinds) for row in rows(timeline, routine)]
    return "\n".join([*head, *body]) + "\n"


def plan_json(timeline: Timeline, routine: Routine) -> dict[str, Any]:
    """Return the timeline as plain values for programs, times in seconds."""
    rate, fit = timeline.rate_hz, timeline.fit
    return {
        "slug": routine.slug,
        "title": routine.title,
        "script": routine.script,
        "length_s": seconds(timeline.length_frames, rate),
        "fit": {
            "asked_s": None if fit.asked_frames is None else seconds(fit.asked_frames, rate),
            "share": None if fit.share is None else round(fit.share, 6),
            "counts": [{"at": str(one.where), "chose": one.count} for one in fit.counts],
        },
        "rows": [
            {
                "start_s": seconds(row.start_frame, rate),
                "length_s": None if row.length_frames is None else seconds(row.length_frames, rate),
                "kind": row.kind,
                "text": row.text,
                "at": str(row.where) if row.where else None,
            }
            for row in rows(timeline, routine)
        ],
    }


def rows(timeline: Timeline, routine: Routine) -> tuple[Row, ...]:
    """Return everything on a timeline, in order of start."""
    found = [*_edges(timeline)]
    found += [_event(event, routine, timeline.rate_hz) for event in timeline.events]
    found += [_span(span, timeline.rate_hz) for span in timeline.spans]
    found += [Row(mark.start_frame, None, "chapter", mark.title, mark.where) for mark in timeline.marks]
    found += [_bed(change, timeline.rate_hz) for change in timeline.beds]
    return tuple(sorted(found, key=lambda row: (row.start_frame, _rank(row.kind))))


def _rank(kind: str) -> int:
    first = kind.split(maxsplit=1)[0]
    return _ORDER.index(first) if first in _ORDER else len(_ORDER)


def _edges(timeline: Timeline) -> Iterator[Row]:
    opening, closing = timeline.lead_frames
    yield Row(0, opening, "edge")
    yield Row(timeline.length_frames - closing, closing, "edge")


def _event(event: Event, routine: Routine, rate: int) -> Row:
    kind, text = "", ""
    match event:
        case Speech(role=role):
            kind, text = role, f"{event.text}{_delivery(event, routine)}"
        case BreathPhase(phase=phase, cycle=cycle, of=of):
            kind, text = f"{phase} {cycle}/{of}", _longer(event.length_frames, event.written_frames, rate)
        case Strike(sound=sound, level_db=level_db):
            kind, text = "bell", f"{sound}{_level(level_db)}"
        case Playing(sound=sound, level_db=level_db):
            kind, text = "sound", f"{sound}{_level(level_db)}"
    return Row(event.start_frame, event.length_frames, kind, text, event.where)


def _span(span: Span, rate: int) -> Row:
    kind = f"round {span.round}/{span.of}" if span.kind == "round" else span.kind
    longer = _longer(span.length_frames, span.written_frames, rate)
    text = " ".join(part for part in (span.item, longer) if part)
    return Row(span.start_frame, span.length_frames, kind, text, span.where)


def _bed(change: BedChange, rate: int) -> Row:
    over = f" over {change.over_frames / rate:g} s" if change.over_frames else ""
    return Row(change.start_frame, None, "music", f"{change.bed or 'none'}{_level(change.level_db)}{over}")


def _delivery(speech: Speech, routine: Routine) -> str:
    own = [] if speech.utterance.voice == routine.voice else [speech.utterance.voice]
    own += [f"{speech.level_db:+g} dB"] if speech.level_db else []
    own += [f"speed {speech.utterance.speed:g}"] if speech.utterance.speed != 1 else []
    return f"  ({', '.join(own)})" if own else ""


def _level(level_db: float) -> str:
    return f" {level_db:+.3g} dB" if level_db else ""


def _longer(length: int, written: int | None, rate: int) -> str:
    return f"{(length - written) / rate:.2f} s longer than written" if written and length > written else ""


def _fitted(fit: Fit, rate: int) -> Iterator[str]:
    if fit.asked_frames is not None and fit.share is not None:
        way = "stretched" if fit.share > 0 else "shrunk"
        used = f"elastic time {way} by {abs(fit.share):.1%} of its room" if fit.share else "nothing stretched"
        yield f"length {_clock(fit.asked_frames, rate)}: {used}"
    yield from (f"count {one.count} chosen at {one.where}" for one in fit.counts)


def _line(row: Row, rate: int, kinds: int) -> str:
    length = "" if row.length_frames is None else f"{row.length_frames / rate:.2f}"
    return f"{_clock(row.start_frame, rate):>10}{length:>9}  {row.kind:<{kinds}}  {row.text}".rstrip()


def _clock(frames: int, rate: int) -> str:
    """Return a time to a hundredth of a second: finer than `units.clock`, as a beat is checked by it."""
    minutes, hundredths = divmod(round(frames * 100 / rate), 6000)
    hours, minutes = divmod(minutes, 60)
    head = f"{hours}:{minutes:02d}" if hours else f"{minutes}"
    return f"{head}:{hundredths // 100:02d}.{hundredths % 100:02d}"
