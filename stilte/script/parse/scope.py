"""The scope of a step: its voice, the marks that it may use, the rounds around it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from stilte.errors import not_found
from stilte.messages import Message, sentences, tr
from stilte.reader import Fields, Items, Report, Unreadable
from stilte.reader.times import number
from stilte.reader.written_quiet import refuse_written_quiet
from stilte.script.line import Delivery, Line, Place
from stilte.script.parse.marks import UnknownMark, read_line, read_plain
from stilte.script.parse.marks_as_values import Value, fill
from stilte.script.parse.parse_warnings import warn_of_clock_marks, warn_of_clock_values
from stilte.script.parse.quantities import Measure, after_length, pause_length
from stilte.script.parse.ramps import Over, is_ramp, read_duration, read_number_ramp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from stilte.errors import Where
    from stilte.reader import Text
    from stilte.script.durations import After, Count
    from stilte.script.environment import Environment
    from stilte.script.parse.included_files import Library
    from stilte.script.parse.marks import Part
    from stilte.script.round_selection import RoundSelection

T = TypeVar("T")
LEVELS_DB = (-60.0, 20.0)
SPEEDS = (0.25, 4.0)
NOTHING = Line(("…",))  # replaces a line that could not be read; a routine with problems is never returned


@dataclass(frozen=True, slots=True)
class Scope:
    """The scope of a step; `rounds` of the innermost repeat, `guards` the `on`s around it within those.

    `repeats` tells how many repeats stand around it, `usual` the pause that one of them sets, `values` what
    marks stand for as values. `track` is the one that is read, of the names in `tracks`. `included` is the
    line that includes the file in which the step stands.
    """

    environment: Environment
    library: Library
    language: str
    delivery: Delivery
    measure: Measure = field(default_factory=Measure)
    places: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    rounds: Count | None = None
    guards: tuple[RoundSelection, ...] = ()
    files: tuple[str, ...] = ()
    depth: int = 0
    repeats: int = 0
    usual: After | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    track: str | None = None
    tracks: tuple[str, ...] = ()
    included: Where | None = None

    @property
    def report(self) -> Report:
        """Return where problems are noted."""
        return self.library.report

    @property
    def innermost(self) -> Over:
        """Return the rounds that `[first, last]` on a step here goes over."""
        return Over(self.rounds, self.repeats - 1)

    def filled(self, fields: Fields, *, cue: bool = False) -> Fields:
        """Return fields with the marks that stand for whole values replaced."""
        warn_of_clock_values(fields)
        return fill(fields, self.values, self.places, cue=cue, included=self.included)

    def keeps(self, fields: Fields) -> bool:
        """Tell whether `only` lets a step or a cue stand in the track that is read."""
        if "only" not in fields:
            return True
        if not self.tracks:
            message = tr("`only` names tracks, and this script has no `tracks`.")
            self.report.error(
                fields.where("only"), message, tr("Leave it out, or write `tracks:` at the top.")
            )
            return True
        names = [name.strip() for name in fields.texts("only")]
        for name in names:
            if name not in self.tracks:
                self.report.error(fields.where("only"), *not_found("track", name, self.tracks))
        return self.track in names or not set(names) <= set(self.tracks)

    def inside(self, fields: Fields, over: Over | None = None) -> Scope:
        """Return the scope inside a step with `voice`, `level` and `speed`, which go `over` rounds."""
        return replace(self, delivery=self.delivered(fields, over or self.innermost))

    def delivered(self, fields: Fields, over: Over) -> Delivery:
        """Return voice, level and speed as a step sets them; the nearest wins."""
        voice = fields.read("voice", self.environment.voice, self.delivery.voice)
        speed = read_number_ramp(fields, "speed", over, _speed, self.delivery.speed)
        level_db, depth = self.level(fields, over)
        return Delivery(voice, level_db, speed, depth)

    def level(self, fields: Fields, over: Over) -> tuple[tuple[float, float], int | None]:
        """Return the level from the first round to the last, and over the rounds of which repeat.

        None are the innermost; both are those around it where nothing is written.
        """
        if "level" not in fields:
            return self.delivery.level_db, self.delivery.level_depth
        if not isinstance(fields.node("level"), Items):
            level = fields.read("level", _level, 0.0)
            return (level, level), None
        if over.rounds is None:
            message = tr("A level that goes from one number to another belongs on a line inside a `repeat`.")
            self.report.error(fields.where("level"), message, tr("Write one number here."))
        elif over.rounds.high == 1:
            breaths = tr(
                "`level: [first, last]` goes from breath to breath, and there is only one: "
                "it stays at the first."
            )
            rounds = tr(
                "`level: [first, last]` goes from round to round, and there is only one: "
                "it stays at the first."
            )
            message = breaths if over.breaths else rounds
            self.report.warn(fields.where("level"), message, tr("Write one number, or a higher count."))
        first, last = fields.numbers("level", (0.0, -18.0))
        for level in (first, last):
            if not LEVELS_DB[0] <= level <= LEVELS_DB[1]:
                message = tr("A level of {level} dB is out of range.", level=level)
                self.report.error(fields.where("level"), message, tr("Write numbers from -60 to 20."))
        return (first, last), None if over == self.innermost else over.depth

    def line(self, text: str) -> tuple[Line, str | None]:
        """Return a spoken text with its marks read, and the time written at its end."""
        refuse_written_quiet(text)
        breath_s = None if self.measure.ramp else self.measure.pattern.cycle_s
        return self._marked(lambda: read_line(text, self.places, breath_s))

    def _marked(self, read: Callable[[], T]) -> T:
        """Return what is read of a text; in an included file an unknown mark is told with who includes it."""
        try:
            return read()
        except UnknownMark as unknown:
            if self.included is None:
                raise
            who = tr("{included} includes this file.", included=self.included)
            raise Unreadable(
                sentences(unknown.message, who),
                tr(
                    "Give the text there, as `with: {example}`, or write it here.",
                    example="{" + unknown.name + ": …}",
                ),
            ) from None

    def cue(self, text: str, what: Message) -> Line:
        """Return a spoken text that ends without a pause; raise `Unclear` if it has one."""
        line, after = self.line(text)
        if after is not None:
            raise Unreadable(
                tr("{what} has no pause: <{quiet}> at its end has no effect.", what=what, quiet=after),
                tr("Leave it out."),
            )
        return line

    def plain(self, text: str, what: Message) -> Line:
        """Return a text that is shown, and so holds no quiet."""
        return self._marked(lambda: read_plain(text, self.places, what))

    def after(
        self, fields: Fields, trailing: str | None, where: Where, *, spoken: bool = True
    ) -> After | None:
        """Return the quiet written after a line, with `<8s>` at its end or with `pause`; None for neither.

        After what is not `spoken` it cannot be counted in lines.
        """
        reader = after_length if spoken else pause_length
        if trailing is not None and "pause" in fields:
            message = tr("This line has two pauses: <{quiet}> at its end, and `pause`.", quiet=trailing)
            self.report.error(where, message, tr("Keep one of them."))
        if trailing is not None:
            return self.report.attempt(where, lambda: reader(trailing, self.measure), None)
        if is_ramp(fields, "pause"):
            return read_duration(fields, "pause", self.innermost, self.measure, pause_length)
        return fields.read("pause", lambda text: reader(text, self.measure), None)


def _speed(text: str) -> float:
    return _within(number(text), *SPEEDS)


def _level(text: str) -> float:
    return _within(number(text), *LEVELS_DB)


def _within(value: float, least: float, most: float) -> float:
    if not least <= value <= most:
        raise Unreadable(
            tr("{value} is out of range.", value=value),
            tr("Write a number from {least} to {most}.", least=least, most=most),
        )
    return value


def rebound(places: Mapping[str, tuple[Part, ...]], names: Iterable[str]) -> dict[str, tuple[Part, ...]]:
    """Return the places inside a new round: those names are its own; what `with` made of older is closed.

    A text given as `<n>` or `<item>` means the round where it was given; in another it would mean that one.
    """
    own = {name: (Place(name),) for name in names}
    # `countdown` may be a name of the author's own from before it was a mark: that one stays.
    kept_own = (
        {"countdown"} if places.get("countdown", own.get("countdown")) != own.get("countdown") else set()
    )
    fresh = {name: parts for name, parts in own.items() if name not in kept_own}
    kept = {
        key: () if any(isinstance(part, Place) and part.name in fresh for part in parts) else parts
        for key, parts in places.items()
    }
    return {**kept, **fresh}


def line_of(node: Text, scope: Scope) -> tuple[Line, str | None]:
    """Return the line of a bare text, or a stand-in after reporting why it cannot be read."""
    warn_of_clock_marks(node.value, node.where, scope.report)
    return scope.report.attempt(node.where, lambda: scope.line(node.value), (NOTHING, None))
