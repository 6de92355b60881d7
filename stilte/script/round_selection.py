"""Selecting the rounds in which a step or a cue happens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class RoundRange:
    """Rounds `first` to `last`, both included, from 1; `last` None means to the end."""

    first: int
    last: int | None


RoundTerm = Literal["first", "last", "not first", "not last", "odd", "even"] | RoundRange


@dataclass(frozen=True, slots=True)
class RoundSelection:
    """The rounds in which a step or a cue happens: any that one of the terms names."""

    terms: tuple[RoundTerm, ...]
