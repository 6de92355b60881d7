"""A long recording becomes a cut for each line: sure, unsure and why, or missing."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from stilte.messages import Number, tr
from stilte.speech.cutting.align_lines import Match, align
from stilte.speech.cutting.find_repeats import find_repeats
from stilte.speech.cutting.find_stretches import find_stretches
from stilte.speech.cutting.heard_words import hear_words, words_in
from stilte.speech.cutting.line_edges import LineEdges
from stilte.speech.cutting.match_costs import (
    length_costs,
    model_lines,
    said_again,
    with_sound,
    with_words,
    words_s,
)
from stilte.speech.cutting.other_extents import doubts_of
from stilte.units import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from stilte.messages import Message
    from stilte.speech.cutting.extent import Extent
    from stilte.speech.cutting.find_stretches import Stretch
    from stilte.speech.cutting.heard_words import HeardWord
    from stilte.speech.cutting.long_recording import LongRecording
    from stilte.speech.cutting.match_costs import Costs, ModelLine
    from stilte.speech.cutting.other_extents import Doubts

    Progress = Callable[[str, float], None]

Status = Literal["cut", "unsure", "missing"]

_SURE_MARGIN = {True: 2.5, False: 2.5}
_SURE_COST = {True: 5.0, False: 5.5}
"""With a recogniser and without: how far the next best answer must be, and what the match itself may cost."""
_FIRM_COST, _LONELY_COST = 4.0, 2.5
"""Lines are mistaken in rows: where one is missing or fits badly, those beside it must fit well."""
_SOUND_WEIGHT = {True: 0.5, False: 1.0}
_FITS = {True: 3.0, False: 3.5}
"""What a match costs of which another reading may follow."""
_FIRST_PACE = 1.0
_ROUNDS = 2
_MARGIN_S = 0.35
"""What is kept of the room on either side of a line, so that its noise can be known; never another sound."""
_APART_S = 0.06


@dataclass(frozen=True, slots=True)
class CutLine:
    """A line and where it is in the recording: its words from `start_s` to `end_s`, in seconds.

    `from_s` and `to_s` are what is kept in the take: a little of the room too. All 0 where it is missing.
    `earlier` are the beginnings of readings of the same line that were left for this one.
    """

    text: str
    status: Status
    start_s: float = 0.0
    end_s: float = 0.0
    from_s: float = 0.0
    to_s: float = 0.0
    why: Message | str = ""
    earlier: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Cuts:
    """The cuts of a recording, in the order of the lines, and the stretches that belong to none."""

    lines: tuple[CutLine, ...]
    left_out: tuple[Stretch, ...]


def cut_lines(
    recording: LongRecording,
    lines: Sequence[str],
    language: str,
    *,
    hear: bool,
    progress: Progress | None = None,
) -> Cuts:
    """Return where each line is spoken; `hear` asks the recogniser too (raises EngineUnavailable).

    `progress` is told what is being done ("find", "hear", "compare") and what share of it.
    """
    stretches = find_stretches(recording.bands)
    models = model_lines(lines, language)
    repeats = find_repeats(recording, stretches, _share(progress, "find"))
    costs = _lengths(stretches, models, repeats.certain)
    words: list[HeardWord] = []
    if hear:
        words = hear_words(recording, stretches, language, _share(progress, "hear"))
        said = words_in(words, stretches)
        costs = with_words(costs, said, stretches, models, language=language, repeats=repeats.certain)
    told = _share(progress, "compare")
    weight = _SOUND_WEIGHT[hear]
    costs = with_sound(
        costs, recording, stretches, models, weight=weight, repeats=repeats.certain, progress=told
    )
    again = said_again(costs, _FITS[hear])
    matches = align(stretches, costs, repeats.certain | (again if hear else again & repeats.perhaps))
    edges = LineEdges.of(recording.bands, stretches)
    doubts = doubts_of(recording, stretches, models, matches, words=words, language=language)
    if any(doubt.is_known for doubt in doubts):
        matches = [match and _elsewhere(match) for match in matches]
    firm = [match is not None and _is_firm(match) for match in matches]
    made = [
        _cut(recording, edges, line, match, hear=hear, beside=all(firm[max(n - 1, 0) : n + 2]))
        for n, (line, match) in enumerate(zip(lines, matches, strict=True))
    ]
    made = [
        cut if cut.status == "missing" else _doubted(cut, doubt)
        for cut, doubt in zip(made, doubts, strict=True)
    ]
    used = {n for match in matches if match for n in range(match.first, match.last)}
    return Cuts(tuple(made), tuple(one for n, one in enumerate(stretches) if n not in used))


def _share(progress: Progress | None, doing: str) -> Callable[[float], None] | None:
    return (lambda share: progress(doing, share)) if progress else None


def _lengths(
    stretches: Sequence[Stretch], models: Sequence[ModelLine], repeats: Collection[tuple[int, int]]
) -> Costs:
    """Return the costs by lengths, at the pace of this reader, which is told by a first alignment."""
    pace = _first_pace(stretches, models, repeats)
    for _ in range(_ROUNDS):
        costs = length_costs(stretches, models, pace)
        ratios = [
            _length_s(stretches[match.first : match.last]) / model.length_s
            for match, model in zip(align(stretches, costs, repeats), models, strict=True)
            if match and match.cost < 1.0
        ]
        pace = statistics.median(ratios) if ratios else pace
    return length_costs(stretches, models, pace)


def _length_s(stretches: Sequence[Stretch]) -> float:
    start_s, end_s = words_s(stretches)
    return end_s - start_s


def _first_pace(
    stretches: Sequence[Stretch], models: Sequence[ModelLine], repeats: Collection[tuple[int, int]]
) -> float:
    """Return a first guess of the pace: the one at which lengths fit most lines."""
    paces = [0.7, 0.85, 1.0, 1.15, 1.3, 1.5, 1.75]

    def whole(pace: float) -> float:
        matches = align(stretches, length_costs(stretches, models, pace), repeats)
        return sum(match.cost if match else 9.0 for match in matches)

    return min(paces, key=whole)


def _cut(
    recording: LongRecording,
    edges: LineEdges,
    line: str,
    match: Match | None,
    *,
    hear: bool,
    beside: bool,
) -> CutLine:
    if match is None:
        return CutLine(line, "missing")
    stretches = edges.stretches
    free_from_s = stretches[match.first - 1].end_s if match.first else 0.0
    free_to_s = stretches[match.last].start_s if match.last < len(stretches) else recording.length_s
    start_s, end_s = edges.of_group(match.first, match.last)
    from_s = max(start_s - _MARGIN_S, free_from_s + min(_APART_S, (start_s - free_from_s) / 2))
    to_s = min(end_s + _MARGIN_S, free_to_s - min(_APART_S, (free_to_s - end_s) / 2))
    why = _doubt(stretches, match, _SURE_COST[hear] if beside else _LONELY_COST, hear=hear)
    earlier = tuple(stretches[first].start_s for first, _ in match.earlier)
    status: Status = "unsure" if why else "cut"
    return CutLine(line, status, start_s, end_s, from_s, to_s, why, earlier)


def _doubted(cut: CutLine, doubts: Doubts) -> CutLine:
    """Return a cut that is asked for what is doubted of it; with another beginning where that is likelier."""
    extent, why = doubts.extent, cut.why
    if extent is not None and extent.is_taken:
        why = why if extent.is_certain else tr("It may begin at {at}.", at=clock(cut.start_s))
        from_s = max(cut.from_s, extent.start_s - _APART_S / 2)
        cut = replace(cut, start_s=extent.start_s, from_s=from_s)
    elif extent is not None:
        why = why or _other_extent(cut, extent)
    if doubts.is_far_off:
        why = why or tr("What is said here fits the line badly; it may be missing.")
    return replace(cut, status="unsure" if why else "cut", why=why)


def _other_extent(cut: CutLine, extent: Extent) -> Message:
    if extent.kind == "earlier end":
        return tr("It may end at {at}.", at=clock(extent.end_s))
    if extent.kind == "with what is before":
        return tr("What is said at {at} may belong to it.", at=clock(extent.start_s))
    if extent.kind == "with what is after":
        return tr("What is said at {at} may belong to it.", at=clock(cut.end_s))
    return tr("It may begin at {at}.", at=clock(extent.start_s))


def _elsewhere(match: Match) -> Match:
    """Return a match whose other beginnings and ends were weighed by themselves."""
    return replace(match, margin=match.elsewhere, rival=match.other)


def _is_firm(match: Match) -> bool:
    return match.margin >= _SURE_MARGIN[False] and match.cost <= _FIRM_COST


def _doubt(stretches: Sequence[Stretch], match: Match, most: float, *, hear: bool) -> Message | str:
    """Return why a cut is unsure, "" where it is not."""
    if match.margin < _SURE_MARGIN[hear]:
        if match.rival is not None and match.rival[0] != match.first:
            at = clock(stretches[match.rival[0]].start_s)
            return tr("The sound at {at} fits nearly as well.", at=at)
        if match.rival is not None:
            return tr("It may end at {at}.", at=clock(stretches[match.rival[1] - 1].end_s))
        return tr("What is said here fits the line badly; it may be missing.")
    if match.cost > most:
        length = Number(stretches[match.last - 1].end_s - stretches[match.first].start_s, decimals=1)
        return tr("What is said here ({length} s) fits the line badly.", length=length)
    return ""
