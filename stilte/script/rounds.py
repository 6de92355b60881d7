"""What depends on the round: in which it happens, how loud, and the words that its marks stand for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from stilte.script.line import Gap, Line, Place, Said, Utterance
from stilte.script.numbers import number_word
from stilte.script.routine import RoundRange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stilte.script.line import Delivery
    from stilte.script.routine import Entry, On, RoundTerm

Piece = Utterance | Gap
_Part = str | Said | Gap | Place


@dataclass(frozen=True, slots=True)
class Round:
    """Round `n` of `of`, with the entries of the lists around it; `item` is the nearest list's."""

    n: int = 1
    of: int = 1
    item: Line | None = None
    values: tuple[tuple[str, Line], ...] = ()

    def at(self, n: int, of: int) -> Round:
        """Return the n-th round of a counted repeat or of breath cycles inside this round."""
        return replace(self, n=n, of=of)

    def entry(self, n: int, of: int, entry: Entry) -> Round:
        """Return the n-th round of a repeat over a list inside this round; its keys hide those around it."""
        own = {key for key, _ in entry.values}
        kept = tuple(pair for pair in self.values if pair[0] not in own)
        return Round(n, of, entry.item, kept + entry.values)

    def happens(self, on: On | None) -> bool:
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

    def level_db(self, ends_db: tuple[float, float]) -> float:
        """Return the level in this round of one that goes from the first to the last in equal steps.

        >>> Round(2, 4).level_db((0.0, -18.0))
        -6.0
        """
        first, last = ends_db
        return first if self.of == 1 else first + (last - first) * (self.n - 1) / (self.of - 1)


def pieces(line: Line, round_: Round, delivery: Delivery, language: str) -> tuple[Piece, ...]:
    """Return what is spoken in one go, and the exact quiet between, with every mark filled in."""
    filled = _filled(line, round_, language)
    return _cut(filled, delivery.voice, delivery.speed, language)


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
            # The entry of a list may itself say `<n>`, but no entry: that would have no end.
            filled = list(_fill(inner, Round(round_.n, round_.of), language, before))
        else:
            filled = [part]
        for one in filled:
            before += "" if isinstance(one, Gap) else _word(one)
            yield one


def _value(name: str, round_: Round, language: str) -> Line:
    if name == "n":
        return Line((number_word(round_.n, language),))
    if name == "left":
        return Line((number_word(round_.of - round_.n, language),))
    if name == "item":
        return round_.item or Line(())
    return next((line for key, line in round_.values if key == name), Line(()))


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
