"""Values within a message that each language writes in its own way: numbers, lengths, lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from stilte.messages.message import Message, number_text, shown, tr
from stilte.units import clock

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Number(Message):
    """A number with so many decimals, thousands apart; without `decimals`, as many as it has."""

    value: float
    decimals: int | None = None
    signed: bool = False

    def in_language(self, name: str) -> str:
        """Return the number with the language's signs.

        >>> Number(12345).in_language("en"), Number(1.25, decimals=1).in_language("nl")
        ('12,345', '1,2')
        """
        kind = "" if isinstance(self.value, int) else "g" if self.decimals is None else f".{self.decimals}f"
        return number_text(self.value, name, f"{'+' if self.signed else ''},{kind}")


@dataclass(frozen=True, slots=True)
class Length(Message):
    """A length of time, or a moment on a track, in seconds."""

    length_s: float

    def in_language(self, name: str) -> str:
        """Return the length as on a clock, with the language's decimal sign.

        >>> Length(62.04).in_language("en"), Length(62.04).in_language("nl")
        ('1:02.0', '1:02,0')
        """
        whole, _, tenths = clock(self.length_s).partition(".")
        return f"{whole}{number_text(0.1, name)[1]}{tenths}"


@dataclass(frozen=True, slots=True)
class Capitalized(Message):
    """A message that begins a sentence."""

    value: object

    def in_language(self, name: str) -> str:
        """Return the text with its first letter as a capital."""
        text = shown(self.value, name)
        return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class Listed(Message):
    """Things after each other: `a, b and c`; `a, b or c`; without a last word `a, b, c`."""

    items: Iterable[object]
    last: Literal["and", "or", ""] = ""
    between: str = ", "

    def __post_init__(self) -> None:
        object.__setattr__(self, "items", tuple(self.items))

    def in_language(self, name: str) -> str:
        """Return the list.

        >>> Listed(["a", "b", "c"], "and").in_language("en"), Listed(["a", "b"]).in_language("en")
        ('a, b and c', 'a, b')
        """
        texts = [shown(item, name) for item in self.items]
        if not self.last or len(texts) <= 1:
            return self.between.join(texts)
        head, end = self.between.join(texts[:-1]), texts[-1]
        both = (
            tr("{first} and {last}", first=head, last=end)
            if self.last == "and"
            else tr("{first} or {last}", first=head, last=end)
        )
        return both.in_language(name)
