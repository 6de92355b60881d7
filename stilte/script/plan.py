"""A timeline as text to read, and as plain values: start, length, kind, text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stilte.messages import SOURCE, Number, decimal_sign, in_language, sentences, tr, word
from stilte.script.timeline import BreathPhase, Playing, Span, Speech, Strike
from stilte.units import seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.errors import Where
    from stilte.messages import Message
    from stilte.script.line import Side
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
_ROLES = {
    "line": word("a timeline", "line"),
    "cue": word("a timeline", "cue"),
    "count": word("a timeline", "count"),
}
_PHASES = {
    "in": word("a breath", "in"),
    "hold": word("a breath", "hold"),
    "out": word("a breath", "out"),
    "rest": word("a breath", "rest"),
}
_SPANS = {
    "hold": word("a timeline", "hold"),
    "pause": word("a timeline", "pause"),
    "silence": word("a timeline", "silence"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a plan; `length_frames` is None for what takes no time."""

    start_frame: int
    length_frames: int | None
    kind: str | Message
    text: str | Message = ""
    where: Where | None = None


def plan_text(timeline: Timeline, routine: Routine) -> str:
    """Return the timeline as a table for people; times in minutes and seconds, lengths in seconds."""
    rate = timeline.rate_hz
    kinds = max([len(str(row.kind)) for row in rows(timeline, routine)], default=0)
    head = [f"{routine.title} · {_clock(timeline.length_frames, rate)}", *_fitted(timeline.fit, rate), ""]
    body = [_line(row, rate, kinds) for row in rows(timeline, routine)]
    return "\n".join([*head, *body]) + "\n"


def plan_json(timeline: Timeline, routine: Routine) -> dict[str, Any]:
    """Return the timeline as plain values for programs, times in seconds, in English."""
    with in_language(SOURCE):
        return _plain(timeline, routine)


def _plain(timeline: Timeline, routine: Routine) -> dict[str, Any]:
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
                "kind": str(row.kind),
                "text": str(row.text),
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
    found += [
        Row(mark.start_frame, None, word("a timeline", "chapter"), mark.title, mark.where)
        for mark in timeline.marks
    ]
    found += [_bed(change, timeline.rate_hz) for change in timeline.beds]
    return tuple(sorted(found, key=lambda row: (row.start_frame, _rank(row.kind))))


def _rank(kind: str | Message) -> int:
    first = (kind if isinstance(kind, str) else kind.in_language(SOURCE)).split(maxsplit=1)[0]
    return _ORDER.index(first) if first in _ORDER else len(_ORDER)


def _edges(timeline: Timeline) -> Iterator[Row]:
    opening, closing = timeline.lead_frames
    yield Row(0, opening, word("a timeline", "edge"))
    yield Row(timeline.length_frames - closing, closing, word("a timeline", "edge"))


def _event(event: Event, routine: Routine, rate: int) -> Row:
    kind: str | Message = ""
    text: str | Message = ""
    match event:
        case Speech(role=role):
            kind, text = _ROLES[role], f"{event.text}{_delivery(event, routine)}"
        case BreathPhase(phase=phase, cycle=cycle, of=of):
            kind = tr("{phase} {number}/{of}", phase=_PHASES[phase], number=cycle, of=of)
            text = _longer(event.length_frames, event.written_frames, rate)
        case Strike(sound=sound, level_db=level_db):
            kind, text = word("a timeline", "bell"), f"{sound}{_level(level_db)}{_side(event.side)}"
        case Playing(sound=sound, level_db=level_db):
            kind, text = word("a timeline", "sound"), f"{sound}{_level(level_db)}{_side(event.side)}"
    return Row(event.start_frame, event.length_frames, kind, text, event.where)


def _span(span: Span, rate: int) -> Row:
    numbered = tr("round {number}/{of}", number=span.round, of=span.of)
    kind = numbered if span.kind == "round" else _SPANS[span.kind]
    longer = _longer(span.length_frames, span.written_frames, rate)
    text = sentences(span.item or "", longer)
    return Row(span.start_frame, span.length_frames, kind, text, span.where)


def _bed(change: BedChange, rate: int) -> Row:
    over = tr("over {length} s", length=change.over_frames / rate) if change.over_frames else ""
    bed = f"{change.bed or word('music', 'none')}{_level(change.level_db)}"
    return Row(change.start_frame, None, word("a timeline", "music"), sentences(bed, over))


def _delivery(speech: Speech, routine: Routine) -> str:
    own = [] if speech.utterance.voice == routine.voice else [speech.utterance.voice]
    own += [f"{speech.level_db:+g} dB"] if speech.level_db else []
    speed = speech.utterance.speed
    own += [str(tr("speed {speed}", speed=speed))] if speed != 1 else []
    own += [speech.side] if speech.side else []
    return f"  ({', '.join(own)})" if own else ""


def _side(side: Side | None) -> str:
    return f" ({side})" if side else ""


def _level(level_db: float) -> str:
    return f" {level_db:+.3g} dB" if level_db else ""


def _longer(length: int, written: int | None, rate: int) -> str | Message:
    if not written or length <= written:
        return ""
    return tr("{length} s longer than written", length=Number((length - written) / rate, decimals=2))


def _fitted(fit: Fit, rate: int) -> Iterator[str]:
    if fit.asked_frames is not None and fit.share is not None:
        length, share = _clock(fit.asked_frames, rate), Number(abs(fit.share) * 100, decimals=1)
        if fit.share > 0:
            used = tr(
                "length {length}: elastic time stretched by {share}% of its room", length=length, share=share
            )
        elif fit.share < 0:
            used = tr(
                "length {length}: elastic time shrunk by {share}% of its room", length=length, share=share
            )
        else:
            used = tr("length {length}: nothing stretched", length=length)
        yield str(used)
    yield from (
        str(tr("count {count} chosen at {where}", count=one.count, where=one.where)) for one in fit.counts
    )


def _line(row: Row, rate: int, kinds: int) -> str:
    length = "" if row.length_frames is None else str(Number(row.length_frames / rate, decimals=2))
    start = _clock(row.start_frame, rate)
    return f"{start:>10}{length:>9}  {row.kind!s:<{kinds}}  {row.text}".rstrip()


def _clock(frames: int, rate: int) -> str:
    """Return a time to a hundredth of a second: finer than `units.clock`, as a beat is checked by it."""
    minutes, hundredths = divmod(round(frames * 100 / rate), 6000)
    hours, minutes = divmod(minutes, 60)
    head = f"{hours}:{minutes:02d}" if hours else f"{minutes}"
    return f"{head}:{hundredths // 100:02d}{decimal_sign()}{hundredths % 100:02d}"
