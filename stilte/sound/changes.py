"""What is different since the last version, in one line: where to listen, and nowhere else."""

from __future__ import annotations

import math
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Event = Mapping[str, Any]
    Pair = tuple[int, int]

_SAME_S = 0.002
_NEAR_S = 1.0
_MOST_NAMED = 4
_MOST_COMPARED = 4000


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the new version that does not sound as it did; seconds of the new version."""

    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Moved:
    """What sounds as before but later (or earlier), up to where the next such part begins."""

    start_s: float
    by_s: float


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different: `everywhere` names what is heard throughout (a voice, the music)."""

    stretches: tuple[Stretch, ...] = ()
    moved: tuple[Moved, ...] = ()
    everywhere: tuple[str, ...] = ()

    def __str__(self) -> str:
        parts = [*self.everywhere]
        if self.stretches:
            named = ", ".join(_span(stretch) for stretch in self.stretches[:_MOST_NAMED])
            more = len(self.stretches) - _MOST_NAMED
            parts.append(named + (f" and {more} more" if more > 0 else ""))
        parts += [_moved(move, last=move is self.moved[-1]) for move in self.moved if _is_move(move.by_s)]
        return f"Changed: {'; '.join(parts)}." if parts else "Nothing that is heard changed."


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Changes:
    """Compare two cue sheets, as read from JSON."""
    pairs = _pairs([_heard(event) for event in old["events"]], [_heard(event) for event in new["events"]])
    stretches, moved = _walk(old, new, pairs)
    return Changes(_joined(stretches), tuple(moved), tuple(_everywhere(old, new)))


def _heard(event: Event) -> tuple[Any, ...]:
    """Return all that is heard of an event but its place."""
    told = ("kind", "text", "role", "voice", "phase", "sound")
    return (*(event.get(key) for key in told), round(event["length_s"], 3))


def _everywhere(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    def voices(sheet: Mapping[str, Any]) -> dict[str, str]:
        return {voice["name"]: voice["engine"] for voice in sheet.get("voices", ())}

    def beds(sheet: Mapping[str, Any]) -> list[str]:
        return [sound["name"] for sound in sheet.get("sounds", ()) if sound["role"] == "bed"]

    before, after = voices(old), voices(new)
    for name in sorted(before.keys() & after.keys()):
        if before[name] != after[name]:
            yield f"every line of '{name}' (now {after[name]}, was {before[name]})"
    if beds(old) != beds(new):
        yield f"the music ({', '.join(beds(new)) or 'none'}, was {', '.join(beds(old)) or 'none'})"


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
) -> tuple[list[Stretch], list[Moved]]:
    """Go through what both versions have, and note what stands between and how far it has moved."""
    stretches: list[Stretch] = []
    moved: list[Moved] = []
    by_s, end_s, last = 0.0, 0.0, (-1, -1)
    closing = (len(old["events"]), len(new["events"]))
    for pair in (*pairs, closing):
        was_s, is_s = _start_s(old, pair[0]), _start_s(new, pair[1])
        between = new["events"][last[1] + 1 : pair[1]]
        if abs(is_s - was_s - by_s) > _SAME_S or between or pair[0] > last[0] + 1:
            stretches.append(_between(between, min(end_s, is_s), is_s))
        if abs(is_s - was_s - by_s) > _SAME_S:
            by_s = is_s - was_s
            if pair != closing:
                moved.append(Moved(is_s if not between else stretches[-1].end_s, by_s))
        if pair != closing:
            end_s, last = max(end_s, is_s + new["events"][pair[1]]["length_s"]), pair
    return stretches, moved


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


def _moved(move: Moved, *, last: bool) -> str:
    by = f"{move.by_s:+.1f}" if abs(move.by_s) >= 0.1 else f"{move.by_s:+.3f}"  # noqa: PLR2004
    what = "everything after" if last else "what follows"
    return f"{what} {_clock(math.ceil(move.start_s))} moved by {by} s"


def _clock(whole_s: int) -> str:
    """Return whole seconds as people write them.

    >>> _clock(192), _clock(3723)
    ('3:12', '1:02:03')
    """
    minutes, rest = divmod(whole_s, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
