"""Everything that depends on the round: whether a step happens, its level, and the texts of its marks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from stilte.script.durations import Breaths, DurationRamp, Ramp
from stilte.script.line import Gap, Line, Place, Said, Utterance
from stilte.script.number_words import number_word
from stilte.script.round_selection import RoundRange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stilte.script.durations import Duration
    from stilte.script.line import Delivery
    from stilte.script.round_selection import RoundSelection, RoundTerm
    from stilte.script.routine import Entry, Repeat

_DIGITS = 6
Piece = Utterance | Gap
_Part = str | Said | Gap | Place


@dataclass(frozen=True, slots=True)
class Round:
    """Round `n` of `of`, with the entries of the lists around it; `item` is the nearest list's.

    `shares` tells of every round around it, the outermost first, how far it is on its way: 0 for the first
    round, 1 for the last.
    """

    n: int = 1
    of: int = 1
    item: Line | None = None
    values: tuple[tuple[str, Line], ...] = ()
    shares: tuple[float, ...] = ()

    def at(self, n: int, of: int) -> Round:
        """Return the n-th round of a counted repeat or of breath cycles inside this round."""
        return replace(self, n=n, of=of, shares=(*self.shares, _share(n, of)))

    def entry(self, n: int, of: int, entry: Entry) -> Round:
        """Return the n-th round of a repeat over a list inside this round; its keys hide those around it."""
        inside = replace(self.at(n, of), item=entry.item)
        for key, line in entry.values:
            inside = inside.named(key, line)
        return inside

    def named(self, key: str, line: Line) -> Round:
        """Return this round with a value under a name, which hides one of the same name around it."""
        kept = tuple(pair for pair in self.values if pair[0] != key)
        return replace(self, values=(*kept, (key, line)))

    def share(self, depth: int) -> float:
        """Return how far the rounds of that depth are on their way, from 0 to 1."""
        return self.shares[depth] if depth < len(self.shares) else 0.0

    def length(self, length: Duration) -> Duration:
        """Return a time as it is in this round."""
        match length:
            case DurationRamp():
                return length.at(self.share(length.depth))
            case Breaths(grows=Ramp() as ramp):
                return Breaths(length.count, ramp.at(self.share(ramp.depth)))
        return length

    def steady(self, delivery: Delivery) -> Delivery:
        """Return a delivery with its speed as it is in this round."""
        if not isinstance(delivery.speed, Ramp):
            return delivery
        ramp = delivery.speed
        return replace(delivery, speed=round(ramp.at(self.share(ramp.depth)), _DIGITS))

    def happens(self, on: RoundSelection | None) -> bool:
        """Tell whether a step with this `on` happens in this round."""
        return on is None or any(self._named(term) for term in on.terms)

    def _named(self, term: RoundTerm) -> bool:
        if isinstance(term, RoundRange):
            return term.first <= self.n and (term.last is None or self.n <= term.last)
        named = {
            "first": self.n == 1,
            "last": self.n == self.of,
            "not first": self.n != 1,
            "not last": self.n != self.of,
            "odd": self.n % 2 == 1,
            "even": self.n % 2 == 0,
        }
        return named[term]

    def level_db(self, ends_db: tuple[float, float], depth: int | None = None) -> float:
        """Return the level in this round of one that goes from the first to the last in equal steps.

        Over the rounds of that `depth`, or of None over the innermost.

        >>> Round(2, 4).level_db((0.0, -18.0))
        -6.0
        """
        first, last = ends_db
        if depth is not None:
            return first + (last - first) * self.share(depth)
        return first if self.of == 1 else first + (last - first) * (self.n - 1) / (self.of - 1)


def _share(n: int, of: int) -> float:
    return 0.0 if of == 1 else (n - 1) / (of - 1)


def rounds_of(step: Repeat, context: Round, language: str) -> Iterator[Round]:
    """Yield the rounds of a repeat that stands in a round; a range of counts counts for its lower end."""
    if isinstance(step.rounds, tuple):
        of = len(step.rounds)
        found = (context.entry(n, of, entry) for n, entry in enumerate(step.rounds, 1))
    else:
        of = step.rounds.low
        found = (context.at(n, of) for n in range(1, of + 1))
    return (with_name(round_, step.name, language) for round_ in found)


def with_name(round_: Round, name: str | None, language: str) -> Round:
    """Return a round whose number stands under a name of the author's own, if there is one."""
    return round_.named(name, Line((number_word(round_.n, language),))) if name else round_


def pieces(line: Line, round_: Round, delivery: Delivery, language: str) -> tuple[Piece, ...]:
    """Return what is spoken in one go, and the exact quiet between, with every mark filled in."""
    filled = _filled(line, round_, language)
    return _cut(filled, delivery.voice, steady_speed(round_.steady(delivery)), language)


def steady_speed(delivery: Delivery) -> float:
    """Return the speed of a delivery in some round; of one that changes, its first."""
    return delivery.speed.first if isinstance(delivery.speed, Ramp) else delivery.speed


def plain_text(line: Line, round_: Round, language: str) -> str:
    """Return what a reader sees of a line: marks filled in, quiet left out."""
    parts = _filled(line, round_, language)
    words = ("" if isinstance(part, Gap) else _word(part) for part in parts)
    return " ".join("".join(words).split())


def _filled(line: Line, round_: Round, language: str) -> tuple[str | Said | Gap, ...]:
    if not any(isinstance(part, Place) for part in line.parts):
        return line.parts  # type: ignore[return-value]  # no Place is among them
    return tuple(_fill(line.parts, round_, language, ""))


def _fill(parts: Iterable[_Part], round_: Round, language: str, before: str) -> Iterator[str | Said | Gap]:
    for part in parts:
        if isinstance(part, Place):
            value = _value(part.name, round_, language)
            inner = _capitalised(value.parts) if _opens_sentence(before) else value.parts
            # The entry of a list may itself hold marks, but never its own: that would have no end.
            filled = list(_fill(inner, _without(round_, part.name), language, before))
        else:
            filled = [part]
        for one in filled:
            before += "" if isinstance(one, Gap) else _word(one)
            yield one


def _without(round_: Round, name: str) -> Round:
    if name == "item":
        return replace(round_, item=None)
    return replace(round_, values=tuple(pair for pair in round_.values if pair[0] != name))


def _value(name: str, round_: Round, language: str) -> Line:
    own = next((line for key, line in round_.values if key == name), None)
    if own is not None:
        return own
    if name == "item":
        return round_.item or Line(())
    numbers = {"n": round_.n, "left": round_.of - round_.n, "countdown": round_.of - round_.n + 1}
    return Line((number_word(numbers[name], language),)) if name in numbers else Line(())


def _opens_sentence(before: str) -> bool:
    heard = before.rstrip(" \t\n\"'“”‘’«»„([¿¡")
    return not heard or heard[-1] in ".!?…"


def _capitalised(parts: tuple[_Part, ...]) -> tuple[_Part, ...]:
    match parts:
        case (str() as first, *rest):
            return (first[:1].upper() + first[1:], *rest)
        case (Said() as first, *rest):
            return (Said(first.word[:1].upper() + first.word[1:], first.as_said), *rest)
    return parts


def _word(part: str | Said | Place) -> str:
    match part:
        case str():
            return part
        case Said():
            return part.word
    return ""


@lru_cache(maxsize=8192)
def _cut(parts: tuple[str | Said | Gap, ...], voice: str, speed: float, language: str) -> tuple[Piece, ...]:
    found: list[Piece] = []
    words: list[str | Said] = []
    for part in (*parts, Gap(0)):
        if not isinstance(part, Gap):
            words.append(part)
            continue
        spoken = _joined(words)
        if any(character.isalnum() for word in spoken for character in _word(word)):
            found.append(Utterance(spoken, voice, language, speed))
        if part.length_s > 0:
            found.append(part)
        words = []
    return tuple(found)


def _joined(words: list[str | Said]) -> tuple[str | Said, ...]:
    """Return the words with neighbouring plain text in one, single spaces, and none at the ends."""
    joined: list[str | Said] = []
    for word in words:
        if isinstance(word, str) and joined and isinstance(joined[-1], str):
            joined[-1] += word
        else:
            joined.append(word)
    last = len(joined) - 1
    for index, word in enumerate(joined):
        if isinstance(word, str):
            tidy = _single_spaced(word)
            tidy = tidy.lstrip() if index == 0 else tidy
            joined[index] = tidy.rstrip() if index == last else tidy
    return tuple(word for word in joined if word)


def _single_spaced(text: str) -> str:
    middle = " ".join(text.split())
    head = " " if text[:1].isspace() and middle else ""
    tail = " " if text[-1:].isspace() else ""
    return head + middle + tail
