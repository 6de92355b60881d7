"""Random routines, built straight from the values, for laws that hold for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from stilte.errors import Where
from stilte.script.durations import (
    Breaths,
    Count,
    DurationRamp,
    Elastic,
    Exact,
    Lines,
    Pattern,
    PatternRamp,
    Ramp,
    written_out,
)
from stilte.script.line import Delivery, Gap, Line, Place
from stilte.script.overlay import Overlay
from stilte.script.round_selection import RoundRange, RoundSelection
from stilte.script.routine import (
    Bell,
    Breathe,
    Chapter,
    Cue,
    During,
    Entry,
    Hold,
    Note,
    Pause,
    Play,
    Repeat,
    Routine,
    Say,
)

if TYPE_CHECKING:
    from stilte.script.round_selection import RoundTerm
    from stilte.script.routine import Step

VOICE = Delivery("rustig")

wheres = st.integers(1, 99).map(lambda line: Where("scripts/a.yaml", line))
tenths = st.integers(0, 80).map(lambda tenth: tenth / 10)
words = st.sampled_from(
    ["Adem in.", "En uit", "Voel je voeten op de grond, heel zacht.", "Stil nu, en blijf."]
)
places = st.sampled_from([Place("n"), Place("left"), Place("item")])
lines = st.lists(words | places | st.just(Gap(1.5)), min_size=1, max_size=3).map(
    lambda parts: Line(("Zo", *parts, "klaar"))
)
counts = st.tuples(st.integers(1, 4), st.integers(0, 2)).map(lambda two: Count(two[0], two[0] + two[1]))
exacts = tenths.map(Exact)
elastics = st.tuples(tenths, tenths, tenths).map(
    lambda three: Elastic(three[0] + three[1], three[0], three[0] + three[1] + three[2])
)
durations = exacts | elastics | st.builds(Breaths, counts, st.just(10.0))
terms: st.SearchStrategy[RoundTerm] = st.sampled_from(
    ["first", "last", "not first", "not last", "odd", "even", RoundRange(2, 3), RoundRange(2, None)]
)
ons = st.none() | st.lists(terms, min_size=1, max_size=2).map(lambda found: RoundSelection(tuple(found)))
deliveries = st.sampled_from(
    [VOICE, Delivery("rustig", (0.0, -18.0)), Delivery("fluister", (-4.0, -4.0), 0.8)]
)
patterns = st.sampled_from(
    [Pattern(4, 0, 6, 0), Pattern(4, 7, 8, 0), Pattern(0.5, 0, 5.5, 1), Pattern(1.3, 0, 1, 0)]
)

says = st.builds(Say, lines, deliveries, st.none() | durations, wheres, ons)
pauses = st.builds(Pause, elastics | exacts, wheres, on=ons)
silences = st.builds(Pause, exacts, wheres, st.sampled_from([True]), ons)
cues = st.builds(Cue, lines.map(lambda line: (("in", line),)) | st.just(()), wheres, ons)
countings = st.sampled_from([None, None, "up", "down"])
breathes = st.builds(
    Breathe,
    counts,
    patterns,
    st.lists(cues, max_size=3).map(tuple),
    countings,
    st.just("none"),
    deliveries,
    wheres,
    ons,
)
durings = st.builds(
    During, lines, st.none() | st.integers(-80, 80).map(lambda tenth: tenth / 10), deliveries, wheres, ons
)
holds = st.builds(
    Hold,
    durations,
    st.none() | lines,
    st.lists(durings, max_size=3).map(tuple),
    countings,
    deliveries,
    wheres,
    ons,
)
plays = st.builds(Play, st.just("gong"), st.just((0.0, 0.0)), st.none() | durations, wheres, ons)
chapters = st.builds(Chapter, words.map(lambda text: Line((text,))), wheres, ons)
notes = st.builds(Note, words.map(lambda text: Line((text,))), wheres, ons)
plain_steps = says | pauses | silences | breathes | holds | plays | chapters | notes
entries = st.lists(words.map(lambda text: Entry(Line((text,)))), min_size=1, max_size=3).map(tuple)


def _repeats(inner: st.SearchStrategy) -> st.SearchStrategy:
    steps = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.builds(Repeat, counts | entries, steps, st.none() | st.just(20.0), wheres, ons)


steps = st.recursive(plain_steps, _repeats, max_leaves=6)


def routine_of(steps: tuple[Step, ...], **settings: Any) -> Routine:
    """Return a routine of these steps."""
    return Routine("scripts/a.yaml", "a", "A", "nl", "rustig", tuple(steps), **settings)


depths = st.integers(0, 1)
speeds = st.builds(Ramp, st.just(1.0), st.sampled_from([0.8, 1.25]), depths)
changing = st.builds(Delivery, st.just("rustig"), st.just((0.0, -6.0)), speeds, depths) | deliveries
second_lines = st.lists(
    words | st.sampled_from([Place("countdown"), Place("ronde"), Place("n")]), min_size=1, max_size=3
).map(lambda parts: Line(("Zo", *parts, "klaar")))
afters = st.none() | exacts | st.builds(Lines, st.sampled_from([0.5, 1.0, 2.0]))
grown = st.builds(DurationRamp, exacts, exacts, depths) | exacts
bells = st.builds(Bell, st.integers(1, 2), st.just("bowl"), st.just((0.0, -6.0)), afters, wheres, ons)
overlays = st.builds(
    Overlay,
    bells | st.builds(Play, st.just("gong"), st.just((0.0, 0.0)), st.none(), wheres, ons),
    *(st.just(3.0), st.none()),
) | st.builds(Overlay, bells, st.none(), st.sampled_from([None, 5.0]), st.integers(0, 2))
breath_ramps = st.builds(
    PatternRamp,
    st.just(written_out((("in", 2.0), ("in", 1.0), ("out", 3.0)))),
    st.just(written_out((("in", 3.0), ("in", 0.5), ("out", 6.0)))),
    depths,
)
second_cues = st.builds(
    Cue, second_lines.map(lambda line: (("in", line), ("in", line))) | st.just(()), wheres, ons
)
second_breathes = st.builds(
    Breathe,
    counts,
    st.just(written_out((("in", 2.0), ("in", 1.0), ("out", 3.0)))),
    st.lists(second_cues, max_size=2).map(tuple),
    countings,
    st.just("none"),
    changing,
    wheres,
    ons,
    st.none() | breath_ramps,
    st.just(()) | st.just((("in", "gong"),)),
    st.lists(overlays, max_size=1).map(tuple),
)
second_holds = st.builds(
    Hold,
    grown,
    st.none() | second_lines,
    st.lists(durings, max_size=2).map(tuple),
    countings,
    changing,
    wheres,
    ons,
    st.lists(overlays, max_size=2).map(tuple),
)
second_steps = (
    st.builds(Say, second_lines, changing, afters, wheres, ons, afters)
    | st.builds(Pause, grown | elastics, wheres, on=ons)
    | second_breathes
    | second_holds
    | bells
)


def _second_repeats(inner: st.SearchStrategy[Step]) -> st.SearchStrategy[Repeat]:
    steps = st.lists(inner, min_size=1, max_size=3).map(tuple)
    beats = st.none() | st.just(Ramp(20.0, 10.0, 0))
    return beats.flatmap(
        lambda beat: st.builds(
            Repeat,
            counts | entries,
            steps,
            st.just(beat.first if beat else None),
            wheres,
            ons,
            st.just(beat),
            st.none() | st.just("ronde"),
        )
    )


second = st.recursive(second_steps, _second_repeats, max_leaves=6)
first_routines = st.builds(
    lambda found, pause: routine_of(tuple(found), pause=pause),
    st.lists(steps, min_size=1, max_size=5),
    elastics,
)
second_routines = st.builds(
    lambda found, pause: routine_of(tuple(found), pause=pause),
    st.lists(second, min_size=1, max_size=5),
    elastics | st.just(Lines(1.0)),
)
routines = first_routines | second_routines
