"""A long recording becomes a cut for each line: sure, unsure and why, or missing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from stilte.messages import tr
from stilte.speech.cutting.align_lines import Match
from stilte.speech.cutting.cut_questions import is_firm, of_extent, of_joint, of_left_reading, of_match
from stilte.speech.cutting.find_repeats import find_repeats
from stilte.speech.cutting.find_stretches import find_stretches
from stilte.speech.cutting.heard_words import hear_words
from stilte.speech.cutting.left_readings import left_readings
from stilte.speech.cutting.line_edges import LineEdges
from stilte.speech.cutting.match_costs import model_lines
from stilte.speech.cutting.match_lines import Known, match_lines
from stilte.speech.cutting.other_extents import doubts_of
from stilte.speech.cutting.run_together import Parted, part_lines
from stilte.units import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stilte.messages import Message
    from stilte.speech.cutting.find_stretches import Stretch
    from stilte.speech.cutting.left_readings import LeftReading
    from stilte.speech.cutting.long_recording import LongRecording
    from stilte.speech.cutting.other_extents import Doubts

    Progress = Callable[[str, float], None]

Status = Literal["cut", "unsure", "missing"]

_MARGIN_S = 0.35
"""What is kept of the room on either side of a line, so that its noise can be known; never another sound."""
_APART_S = 0.06
_PARTS = {
    "match": (0.0, 0.25),
    "part": (0.25, 0.4),
    "match again": (0.4, 0.65),
    "doubt": (0.65, 0.9),
    "look again": (0.9, 1.0),
}
"""From which share to which each part of the comparing goes, by the time they take."""


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
    words = hear_words(recording, stretches, language, _share(progress, "hear")) if hear else []
    told = _Told(_share(progress, "compare"))
    known = Known(recording, models, words, language, hear=hear)
    matches = match_lines(known, Parted(tuple(stretches), {}), repeats, told.part("match"))
    parted = part_lines(recording, stretches, models, matches, told.part("part"))
    if parted.begins:
        repeats = repeats.of_parts(stretches, parted.stretches)
        matches = match_lines(known, parted, repeats, told.part("match again"))
        stretches = list(parted.stretches)
    doubts = doubts_of(
        recording,
        stretches,
        models,
        matches,
        words=words,
        language=language,
        told=told.part("doubt"),
    )
    if any(doubt.is_known for doubt in doubts):
        matches = [match and _elsewhere(match) for match in matches]
    matches = widened(matches, doubts)
    left = left_readings(recording, stretches, models, matches, told.part("look again"))
    matches = [match or _out_of_order(left.get(n)) for n, match in enumerate(matches)]
    firm = [match is not None and is_firm(match) for match in matches]
    edges = LineEdges.of(recording.bands, stretches)
    made = []
    for n, (line, match, doubt) in enumerate(zip(lines, matches, doubts, strict=True)):
        if match is None:
            made.append(CutLine(line, "missing"))
            continue
        cut = _cut(recording, edges, line, match)
        first = of_joint(stretches, match, parted.begins) or of_left_reading(stretches, match, left.get(n))
        why = of_match(stretches, match, hear=hear, beside=all(firm[max(n - 1, 0) : n + 2]))
        made.append(_doubted(replace(cut, why=first or why), doubt))
    told.part("look again")(1.0)
    used = {n for match in matches if match for n in range(match.first, match.last)}
    return Cuts(tuple(made), tuple(one for n, one in enumerate(stretches) if n not in used))


def _cut(recording: LongRecording, edges: LineEdges, line: str, match: Match) -> CutLine:
    """Return where a line is cut."""
    stretches = edges.stretches
    free_from_s = stretches[match.first - 1].end_s if match.first else 0.0
    free_to_s = stretches[match.last].start_s if match.last < len(stretches) else recording.length_s
    start_s, end_s = edges.of_group(match.first, match.last)
    from_s = max(start_s - _MARGIN_S, free_from_s + min(_APART_S, (start_s - free_from_s) / 2))
    to_s = min(end_s + _MARGIN_S, free_to_s - min(_APART_S, (free_to_s - end_s) / 2))
    earlier = tuple(stretches[first].start_s for first, _ in match.earlier)
    return CutLine(line, "cut", start_s, end_s, from_s, to_s, earlier=earlier)


def _doubted(cut: CutLine, doubts: Doubts) -> CutLine:
    """Return a cut that is asked for what is doubted of it; with another beginning where that is likelier."""
    extent, why = doubts.extent, cut.why
    if extent is not None and extent.is_wider:
        why = why or of_extent(extent, (cut.start_s, cut.end_s))
    elif extent is not None and extent.is_taken:
        why = why if extent.is_certain else tr("It may begin at {at}.", at=clock(cut.start_s))
        from_s = max(cut.from_s, extent.start_s - _APART_S / 2)
        cut = replace(cut, start_s=extent.start_s, from_s=from_s)
    elif extent is not None:
        why = why or of_extent(extent, (cut.start_s, cut.end_s))
    if doubts.is_far_off:
        why = why or tr("What is said here fits the line badly; it may be missing.")
    return replace(cut, status="unsure" if why else "cut", why=why)


def _out_of_order(reading: LeftReading | None) -> Match | None:
    """Return a reading that belongs to no line where one is expected as the match of a missing line."""
    return None if reading is None else Match(*reading.group, cost=reading.dearer, margin=0.0)


def _elsewhere(match: Match) -> Match:
    """Return a match whose other beginnings and ends were weighed by themselves."""
    return replace(match, margin=match.elsewhere, rival=match.other)


def widened(matches: Sequence[Match | None], doubts: Sequence[Doubts]) -> list[Match | None]:
    """Return the matches, with what is said beside them where that is likelier and no other line has it.

    Of two lines that would have the same, the one that is likelier with it has it.
    """
    used = {n for match in matches if match for n in range(match.first, match.last)}
    wider = list(matches)
    taking = [
        (doubt.extent.weighed, n, doubt.extent.kind == "with what is before", match)
        for n, (match, doubt) in enumerate(zip(matches, doubts, strict=True))
        if match and doubt.extent is not None and doubt.extent.is_wider and doubt.extent.is_taken
    ]
    for _, n, before, match in sorted(taking, key=lambda one: one[:2]):
        beside = match.first - 1 if before else match.last
        if beside not in used:
            used.add(beside)
            wider[n] = replace(match, first=match.first - before, last=match.last + (not before))
    return wider


@dataclass(frozen=True, slots=True)
class _Told:
    """Tells the share of the whole by those of its parts; it never falls."""

    whole: Callable[[float], None] | None

    def part(self, name: str) -> Callable[[float], None]:
        """Return what is told the share of one part."""
        since, until = _PARTS[name]

        def told(share: float) -> None:
            if self.whole:
                self.whole(since + share * (until - since))

        return told


def _share(progress: Progress | None, doing: str) -> Callable[[float], None] | None:
    return (lambda share: progress(doing, share)) if progress else None
