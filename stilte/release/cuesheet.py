"""The cue sheet: everything about a finished track as JSON, for other programs."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from stilte import __version__
from stilte.script.timeline import BreathPhase, Playing, Speech, Strike
from stilte.units import seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stilte.release.track import Track
    from stilte.script.timeline import Event, Fit, Mark, Span, Timeline

FORMAT = "stilte-cue-sheet/1"
DECIMALS = 6
PROOF = (
    *("decoded_length_s", "worst_speech_onset_ms", "unplanned_silence_s"),
    *("planned_quiet_db", "clipped_samples"),
)
"""The documented figures of `proof`; with a wrong value of any other the build fails."""


def cue_sheet(track: Track) -> str:
    """Return the cue sheet as text: one key a line, and in long lists one entry a line."""
    return _text(cue_data(track))


def cue_data(track: Track) -> dict[str, Any]:
    """Return the cue sheet as plain values, keys in the order of the contract, times in seconds."""
    rate = track.timeline.rate_hz
    return {
        "format": FORMAT,
        "made_by": f"stilte {__version__}",
        "fingerprint": track.fingerprint,
        "slug": track.slug,
        "variant_of": track.variant_of,
        **_about(track),
        "script": track.routine.script,
        "length_s": seconds(track.timeline.length_frames, rate),
        "sample_rate_hz": rate,
        "channels": track.channels,
        **_parts(track),
        **timeline_data(track.timeline, track.clips),
        "loudness": _figures(track.loudness),
        "proof": _figures({name: track.proof[name] for name in PROOF if name in track.proof})
        | _beds_under_lines(track),
    }


def _beds_under_lines(track: Track) -> dict[str, Any]:
    """Return how loud the bed is under each line, in order; nothing where there is no bed."""
    if not track.beds_under_lines_db:
        return {}
    return {
        "bed_under_lines": [
            {"start_s": start_s, "db": db} for start_s, db in sorted(track.beds_under_lines_db.items())
        ]
    }


def timeline_data(timeline: Timeline, clips: Iterable[str] = ()) -> dict[str, Any]:
    """Return the part of the cue sheet that is known before rendering: chapters, fit, events and spans.

    `clips` are the files of the spoken events, in order.
    """
    rate, files = timeline.rate_hz, iter(clips)
    return {
        "chapters": [_chapter(mark, rate) for mark in timeline.marks],
        "fit": _fit(timeline.fit, rate),
        "events": [_event(event, rate, files) for event in timeline.events],
        "spans": [_span(span, rate) for span in timeline.spans if span.kind in ("hold", "round")],
    }


def _about(track: Track) -> dict[str, Any]:
    routine = track.routine
    return {
        "title": routine.title,
        "subtitle": routine.subtitle,
        "description": routine.description,
        "notes": list(track.timeline.notes),
        "language": routine.language,
        "author": track.author,
        "tags": list(routine.tags),
        "date": routine.date,
        "season": routine.season,
        "episode": routine.episode,
    }


def _parts(track: Track) -> dict[str, Any]:
    return {
        "files": [
            {
                "name": file.name,
                "type": file.type,
                "size_bytes": file.size_bytes,
                "sha256": file.sha256,
                "bitrate_kbps": file.bitrate_kbps,
            }
            for file in track.files
        ],
        "voices": [
            {
                "name": voice.name,
                "engine": voice.engine,
                "draft": voice.draft,
                "synthetic": voice.synthetic,
                "credit": voice.credit,
            }
            for voice in track.voices
        ],
        "sounds": [
            {
                "name": sound.name,
                "role": sound.role,
                "start_s": round(sound.start_s, DECIMALS),
                "licence": sound.licence,
                "credit": sound.credit,
            }
            for sound in track.sounds
        ],
    }


def _chapter(mark: Mark, rate: int) -> dict[str, Any]:
    return {"start_s": seconds(mark.start_frame, rate), "title": mark.title, "at": str(mark.where)}


def _fit(fit: Fit, rate: int) -> dict[str, Any]:
    return {
        "asked_s": None if fit.asked_frames is None else seconds(fit.asked_frames, rate),
        "share": None if fit.share is None else round(fit.share, DECIMALS),
        "counts": [{"at": str(chosen.where), "chose": chosen.count} for chosen in fit.counts],
    }


def _event(event: Event, rate: int, files: Iterator[str]) -> dict[str, Any]:
    kind = {Speech: "speech", BreathPhase: "breath", Strike: "bell", Playing: "sound"}[type(event)]
    return {
        "kind": kind,
        "start_s": seconds(event.start_frame, rate),
        "length_s": seconds(event.length_frames, rate),
        **_detail(event, rate),
        **_clip(event, files),
        "at": str(event.where),
    }


def _detail(event: Event, rate: int) -> dict[str, Any]:
    match event:
        case Speech(role="cue"):
            of_breath = {"phase": event.phase, "cycle": event.cycle, **_part(event)}
            return {**_spoken(event), **of_breath, **_side(event)}
        case Speech():
            return {**_spoken(event), **_side(event)}
        case BreathPhase():
            return {
                "written_s": seconds(event.written_frames, rate),
                "phase": event.phase,
                "cycle": event.cycle,
                "of": event.of,
                **_part(event),
            }
        case Strike() | Playing():
            tone = {} if event.tone_hz is None else {"tone_hz": round(event.tone_hz, 3)}
            return {**tone, **_side(event)}


def _clip(event: Event, files: Iterator[str]) -> dict[str, Any]:
    """Return the file of a spoken event; nothing where no clips were asked for."""
    name = next(files, None) if isinstance(event, Speech) else None
    return {} if name is None else {"clip": name}


def _part(event: Speech | BreathPhase) -> dict[str, Any]:
    """Return the number of the part in a breath written out; nothing in any other, whose phases tell it."""
    return {} if event.part is None else {"part": event.part}


def _side(event: Speech | Strike | Playing) -> dict[str, Any]:
    """Return the side from which it is heard; nothing for the middle."""
    return {} if event.side is None else {"side": event.side}


def _spoken(event: Speech) -> dict[str, Any]:
    return {"text": event.text, "role": event.role, "voice": event.utterance.voice}


def _span(span: Span, rate: int) -> dict[str, Any]:
    times = {
        "start_s": seconds(span.start_frame, rate),
        "length_s": seconds(span.length_frames, rate),
    }
    if span.kind == "round":
        counted = {"kind": "round", "round": span.round, "of": span.of, "item": span.item}
        return {**counted, **times, "at": str(span.where)}
    written = None if span.written_frames is None else seconds(span.written_frames, rate)
    return {"kind": span.kind, **times, "written_s": written, "at": str(span.where)}


def _figures(figures: Mapping[str, float | None]) -> dict[str, float | None]:
    return {name: _finite(value) for name, value in figures.items()}


def _finite(value: float | None) -> float | None:
    if value is None or not math.isfinite(value):
        return None
    return value if isinstance(value, int) else round(float(value), DECIMALS)


def _text(data: dict[str, Any]) -> str:
    lines = [f"  {_json(key)}: {_value(value)}" for key, value in data.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _value(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(f"    {_json(entry)}" for entry in value) + "\n  ]"
    return _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
