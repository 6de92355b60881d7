"""The differences between two versions of a track, in one line that says where to listen."""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from stilte.messages import Listed, Message, Number, tr, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Event = Mapping[str, Any]
    Pair = tuple[int, int]

_SAME_S = 0.002
_NEAR_S = 1.0
_MOST_NAMED = 4
_MOST_COMPARED = 4000
_MANY_PAUSES = 3
_ROOM_S = 6.0
"""How far around a line the music is ducked for it."""
_THROUGHOUT = 0.6
THROUGHOUT = tr("what is heard throughout (the music, a level, or the encoding)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the new version that does not sound as it did; seconds of the new version."""

    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Moved:
    """A part that is unchanged but starts later (or earlier), up to the next such part."""

    start_s: float
    by_s: float


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different: `everywhere` names what is heard throughout (a voice, the music)."""

    stretches: tuple[Stretch, ...] = ()
    moved: tuple[Moved, ...] = ()
    everywhere: tuple[Message, ...] = ()
    pauses_s: tuple[float, ...] = ()
    """By how much many pauses differ, where a length was asked for and they were fitted to it anew."""

    @property
    def same_until_s(self) -> float:
        """Return the time up to which nothing has moved; infinite where nothing moved at all."""
        first = [move.start_s for move in self.moved if _is_move(move.by_s)]
        return min([*first, *(stretch.start_s for stretch in self.stretches if first)], default=math.inf)

    def summary(self) -> Message:
        """Return where to listen, in one line."""
        parts: list[Message] = [*self.everywhere]
        if self.stretches:
            named = Listed(_span(stretch) for stretch in self.stretches[:_MOST_NAMED])
            more = len(self.stretches) - _MOST_NAMED
            parts.append(tr("{places} and {more} more", places=named, more=more) if more > 0 else named)
        if self.pauses_s:
            parts.append(_pauses(self.pauses_s))
        else:
            parts += [_moved(move, last=move is self.moved[-1]) for move in self.moved if _is_move(move.by_s)]
        if not parts:
            return tr("Nothing that is heard changed.")
        return tr("Changed: {parts}.", parts=Listed(parts, between="; "))

    def __str__(self) -> str:
        return str(self.summary())


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Changes:
    """Compare two cue sheets, as read from JSON."""
    pairs = _pairs([_heard(event) for event in old["events"]], [_heard(event) for event in new["events"]])
    stretches, moved, pauses = _walk(old, new, pairs)
    fitted = len(pauses) >= _MANY_PAUSES
    shown = stretches if fitted else sorted([*stretches, *(at for at, _ in pauses)], key=_start_of)
    by_s = tuple(by_s for _, by_s in pauses) if fitted else ()
    return Changes(_joined(shown), tuple(moved), tuple(_everywhere(old, new)), by_s)


def with_audible_differences(
    found: Changes, differing: Sequence[tuple[float, float]], length_s: float
) -> Changes:
    """Return the changes with the audible differences that the cue sheets do not show.

    `differing` are stretches of a track, in seconds, before the first thing that moved: a bed that was
    replaced under its name, another level, a recording of equal length.
    """
    rest = [Stretch(*pair) for pair in differing if not _is_covered(pair, found.stretches)]
    heard_s = sum(stretch.end_s - stretch.start_s for stretch in rest)
    compared_s = min(found.same_until_s, length_s)
    if heard_s > _THROUGHOUT * compared_s > 0:
        return replace(found, everywhere=(*found.everywhere, THROUGHOUT))
    return replace(found, stretches=_joined(sorted([*found.stretches, *rest], key=_start_of)))


def _start_of(stretch: Stretch) -> float:
    return stretch.start_s


def _is_covered(differing: tuple[float, float], stretches: Iterable[Stretch]) -> bool:
    """Tell whether a stretch is told already, or is the music that makes room for what is."""
    start_s, end_s = differing
    return any(s.start_s - _ROOM_S <= start_s and end_s <= s.end_s + _ROOM_S for s in stretches)


def _heard(event: Event) -> tuple[Any, ...]:
    """Return everything audible about an event except its time."""
    told = ("kind", "text", "role", "voice", "phase", "sound")
    return (*(event.get(key) for key in told), round(event["length_s"], 3))


def _everywhere(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Message]:
    def voices(sheet: Mapping[str, Any]) -> dict[str, str]:
        return {voice["name"]: voice["engine"] for voice in sheet.get("voices", ())}

    def beds(sheet: Mapping[str, Any]) -> list[str]:
        return [sound["name"] for sound in sheet.get("sounds", ()) if sound["role"] == "bed"]

    before, after = voices(old), voices(new)
    for name in sorted(before.keys() & after.keys()):
        if before[name] != after[name]:
            now, was = after[name], before[name]
            yield tr("every line of '{voice}' (now {now}, was {was})", voice=name, now=now, was=was)

    def rates(sheet: Mapping[str, Any]) -> tuple[Message, ...]:
        found = (file.get("bitrate_kbps") for file in sheet.get("files", ()))
        return tuple(tr("{rate} kbit/s", rate=rate) for rate in found if rate)

    if rates(old) != rates(new) and rates(old):
        new_rates = Listed(rates(new) or [word("bit rate", "none")])
        yield tr("the bit rate ({now}, was {was})", now=new_rates, was=Listed(rates(old)))
    if beds(old) != beds(new):
        none = word("music", "none")
        yield tr(
            "the music ({now}, was {was})", now=Listed(beds(new) or [none]), was=Listed(beds(old) or [none])
        )


def _pairs(old: Sequence[object], new: Sequence[object]) -> list[Pair]:
    """Return which old event is which new one, in order: first the ends that are alike, then the middle."""
    head = sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(old, new, strict=False)))
    back = zip(old[head:][::-1], new[head:][::-1], strict=False)
    tail = sum(1 for _ in takewhile(lambda both: both[0] == both[1], back))
    middle = old[head : len(old) - tail], new[head : len(new) - tail]
    pairs = [(at, at) for at in range(head)]
    if max(map(len, middle)) <= _MOST_COMPARED:
        for block in SequenceMatcher(None, *middle, autojunk=False).get_matching_blocks():
            pairs += [(head + block.a + step, head + block.b + step) for step in range(block.size)]
    return pairs + [(len(old) - step, len(new) - step) for step in range(tail, 0, -1)]


def _walk(
    old: Mapping[str, Any], new: Mapping[str, Any], pairs: list[Pair]
) -> tuple[list[Stretch], list[Moved], list[tuple[Stretch, float]]]:
    """Go through what both versions have, and note what stands between and how far it has moved.

    Returns the stretches with other events, the moves, and the pauses that changed, each by how much.
    """
    stretches: list[Stretch] = []
    moved: list[Moved] = []
    pauses: list[tuple[Stretch, float]] = []
    by_s, end_s, last = 0.0, 0.0, (-1, -1)
    closing = (len(old["events"]), len(new["events"]))
    for pair in (*pairs, closing):
        was_s, is_s = _start_s(old, pair[0]), _start_s(new, pair[1])
        between = new["events"][last[1] + 1 : pair[1]]
        shifts = abs(is_s - was_s - by_s) > _SAME_S
        around = _between(between, min(end_s, is_s), is_s)
        if between or pair[0] > last[0] + 1:
            stretches.append(around)
        elif shifts:
            pauses.append((around, is_s - was_s - by_s))
        if shifts:
            by_s = is_s - was_s
            if pair != closing:
                moved.append(Moved(around.end_s if between else is_s, by_s))
        if pair != closing:
            end_s, last = max(end_s, is_s + new["events"][pair[1]]["length_s"]), pair
    return stretches, moved, pauses


def _start_s(sheet: Mapping[str, Any], at: int) -> float:
    """Return where an event begins; the end of the track after the last."""
    events = sheet["events"]
    return float(events[at]["start_s"] if at < len(events) else sheet["length_s"])


def _between(events: Sequence[Event], start_s: float, end_s: float) -> Stretch:
    if not events:
        return Stretch(start_s, end_s)
    return Stretch(events[0]["start_s"], max(event["start_s"] + event["length_s"] for event in events))


def _joined(stretches: list[Stretch]) -> tuple[Stretch, ...]:
    joined: list[Stretch] = []
    for stretch in stretches:
        if joined and stretch.start_s <= joined[-1].end_s + _NEAR_S:
            joined[-1] = Stretch(joined[-1].start_s, max(joined[-1].end_s, stretch.end_s))
        else:
            joined.append(stretch)
    return tuple(joined)


def _is_move(by_s: float) -> bool:
    return abs(by_s) > _SAME_S


def _span(stretch: Stretch) -> str:
    return f"{_clock(math.floor(stretch.start_s))}–{_clock(math.ceil(stretch.end_s))}"


def _pauses(by_s: Sequence[float]) -> Message:
    usual = statistics.median(by_s)
    values = {"count": len(by_s), "by": Number(abs(usual), decimals=2)}
    if usual > 0:
        return tr("{count} pauses were fitted to the length anew (about {by} s longer)", **values)
    return tr("{count} pauses were fitted to the length anew (about {by} s shorter)", **values)


def _moved(move: Moved, *, last: bool) -> Message:
    by = Number(move.by_s, decimals=1 if abs(move.by_s) >= 0.1 else 3, signed=True)  # noqa: PLR2004
    after = _clock(math.ceil(move.start_s))
    if last:
        return tr("everything after {moment} moved by {by} s", moment=after, by=by)
    return tr("what follows {moment} moved by {by} s", moment=after, by=by)


def _clock(whole_s: int) -> str:
    """Return whole seconds as people write them.

    >>> _clock(192), _clock(3723)
    ('3:12', '1:02:03')
    """
    minutes, rest = divmod(whole_s, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
