"""Why a cut is asked about, in words for the author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.messages import Number, tr
from stilte.units import clock

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from stilte.messages import Message
    from stilte.speech.cutting.align_lines import Match
    from stilte.speech.cutting.extent import Extent
    from stilte.speech.cutting.find_stretches import Stretch
    from stilte.speech.cutting.left_readings import LeftReading

_SURE_MARGIN = 2.5
_SURE_COST = {True: 5.0, False: 5.5}
"""With a recogniser and without: how far the next best answer must be, and what the match itself may cost."""
_FIRM_COST, _LONELY_COST = 4.0, 2.5
"""Lines are mistaken in rows: where one is missing or fits badly, those beside it must fit well."""


def is_firm(match: Match) -> bool:
    """Tell whether a line is so well found that those beside it may lean on it."""
    return match.margin >= _SURE_MARGIN and match.cost <= _FIRM_COST


def of_match(stretches: Sequence[Stretch], match: Match, *, hear: bool, beside: bool) -> Message | str:
    """Return why a match is unsure, "" where it is not; `beside` tells whether those beside it are firm."""
    if match.margin < _SURE_MARGIN:
        if match.rival is not None and match.rival[0] != match.first:
            at = clock(stretches[match.rival[0]].start_s)
            return tr("The sound at {at} fits nearly as well.", at=at)
        if match.rival is not None:
            return tr("It may end at {at}.", at=clock(stretches[match.rival[1] - 1].end_s))
        return tr("What is said here fits the line badly; it may be missing.")
    if match.cost > (_SURE_COST[hear] if beside else _LONELY_COST):
        length = Number(stretches[match.last - 1].end_s - stretches[match.first].start_s, decimals=1)
        return tr("What is said here ({length} s) fits the line badly.", length=length)
    return ""


def of_joint(stretches: Sequence[Stretch], match: Match, begins: Collection[int]) -> Message | str:
    """Return that a line runs into the one before or after it, "" where a pause parts it from both."""
    if match.first in begins:
        at = clock(stretches[match.first].start_s)
        return tr("It follows what is before it without a pause; where it begins ({at}) is a guess.", at=at)
    if match.last in begins:
        at = clock(stretches[match.last].start_s)
        return tr("It runs into what is after it without a pause; where it ends ({at}) is a guess.", at=at)
    return ""


def of_left_reading(stretches: Sequence[Stretch], match: Match, reading: LeftReading | None) -> Message | str:
    """Return that a line was read in another order, or perhaps once more; "" where nothing tells so."""
    if reading is None:
        return ""
    if reading.group == (match.first, match.last):
        return tr(
            "It seems to have been read in another order, at {at}.", at=clock(stretches[match.first].start_s)
        )
    return tr("It may have been read again at {at}.", at=clock(stretches[reading.group[0]].start_s))


def of_extent(extent: Extent, place_s: tuple[float, float]) -> Message:
    """Return that a cut from one time to another, in seconds, may have another extent."""
    start_s, end_s = place_s
    if extent.kind == "earlier end":
        return tr("It may end at {at}.", at=clock(extent.end_s))
    if extent.is_wider and extent.is_within(start_s, end_s):
        return tr("It is cut with a pause in it; what is on one side of that may not belong to it.")
    if extent.kind == "with what is before":
        return tr("What is said at {at} may belong to it.", at=clock(extent.start_s))
    if extent.kind == "with what is after":
        return tr("What is said at {at} may belong to it.", at=clock(end_s))
    return tr("It may begin at {at}.", at=clock(extent.start_s))
