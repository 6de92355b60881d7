"""What holds where a step stands: the voice, the places that marks may name, the rounds around it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from stilte.reader import Items, Report, Unclear
from stilte.script.line import Delivery, Line, Place
from stilte.script.marks import read_line, read_plain
from stilte.script.times import Measure, pause_length

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stilte.errors import Where
    from stilte.reader import Fields, Text
    from stilte.script.durations import Count, Duration
    from stilte.script.marks import Part
    from stilte.script.reading.library import Library
    from stilte.script.routine import On
    from stilte.script.shelf import Shelf

LEVELS_DB = (-60.0, 20.0)
SPEEDS = (0.25, 4.0)
NOTHING = Line(("…",))  # stands in for a line that could not be read; a routine with problems never gets out


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a step stands; `rounds` of the innermost repeat, `guards` the `on`s around it within those."""

    shelf: Shelf
    library: Library
    language: str
    delivery: Delivery
    measure: Measure = field(default_factory=Measure)
    places: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    rounds: Count | None = None
    guards: tuple[On, ...] = ()
    files: tuple[str, ...] = ()
    depth: int = 0

    @property
    def report(self) -> Report:
        """Return where problems are noted."""
        return self.library.report

    def inside(self, fields: Fields) -> Scope:
        """Return the scope inside a step that may carry `voice`, `level` and `speed`."""
        return replace(self, delivery=self.delivered(fields))

    def delivered(self, fields: Fields, *, ramp: bool = False) -> Delivery:
        """Return voice, level and speed as a step sets them; the nearest wins."""
        voice = fields.read("voice", self.shelf.voice, self.delivery.voice)
        speed = fields.number("speed", self.delivery.speed, least=SPEEDS[0], most=SPEEDS[1])
        return Delivery(voice, self.level_db(fields, ramp=ramp), speed)

    def level_db(self, fields: Fields, *, ramp: bool = False) -> tuple[float, float]:
        """Return the level from the first round to the last: the same, unless `[first, last]` is written."""
        if not isinstance(fields.node("level"), Items):
            level = fields.number("level", None, least=LEVELS_DB[0], most=LEVELS_DB[1])
            return self.delivery.level_db if level is None else (level, level)
        if not ramp or self.rounds is None:
            message = "A level that goes from one number to another belongs on a line inside a `repeat`."
            self.report.error(fields.where("level"), message, "Write one number here.")
        first, last = fields.numbers("level", (0.0, -18.0))
        for level in (first, last):
            if not LEVELS_DB[0] <= level <= LEVELS_DB[1]:
                message = f"A level of {level:g} dB is out of range."
                self.report.error(fields.where("level"), message, "Write numbers from -60 to 20.")
        return first, last

    def line(self, text: str) -> tuple[Line, str | None]:
        """Return a spoken text with its marks read, and the time written at its end."""
        return read_line(text, self.places, self.measure.pattern.cycle_s)

    def cue(self, text: str, what: str) -> Line:
        """Return a spoken text that ends without a pause; raise `Unclear` if it has one."""
        line, after = self.line(text)
        if after is not None:
            raise Unclear(f"{what} has no pause: <{after}> at its end goes nowhere.", "Leave it out.")
        return line

    def plain(self, text: str, what: str) -> Line:
        """Return a text that is shown, and so holds no quiet."""
        return read_plain(text, self.places, what)

    def after(self, fields: Fields, trailing: str | None, where: Where) -> Duration | None:
        """Return the quiet written after a line, with `<8s>` at its end or with `pause`; None for neither."""
        if trailing is not None and "pause" in fields:
            message = f"This line has two pauses: <{trailing}> at its end, and `pause`."
            self.report.error(where, message, "Keep one of them.")
        if trailing is not None:
            return self.report.attempt(where, lambda: pause_length(trailing, self.measure), None)
        return fields.read("pause", lambda text: pause_length(text, self.measure), None)


def rebound(places: Mapping[str, tuple[Part, ...]], names: Iterable[str]) -> dict[str, tuple[Part, ...]]:
    """Return the places inside a new round: those names are its own; what `with` made of older is closed.

    A text given as `<n>` or `<item>` means the round where it was given; in another it would mean that one.
    """
    fresh = {name: (Place(name),) for name in names}
    kept = {
        key: () if any(isinstance(part, Place) and part.name in fresh for part in parts) else parts
        for key, parts in places.items()
    }
    return {**kept, **fresh}


def line_of(node: Text, scope: Scope) -> tuple[Line, str | None]:
    """Return the line of a bare text, or a stand-in after reporting why it cannot be read."""
    return scope.report.attempt(node.where, lambda: scope.line(node.value), (NOTHING, None))
