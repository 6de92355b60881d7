"""Random routines, built straight from the values, for laws that hold for all of them."""

from __future__ import annotations

from hypothesis import strategies as st

from stilte.errors import Where
from stilte.script.durations import Breaths, Count, Elastic, Exact, Pattern
from stilte.script.line import Delivery, Gap, Line, Place
from stilte.script.routine import (
    Breathe,
    Chapter,
    Cue,
    During,
    Entry,
    Hold,
    Note,
    On,
    Pause,
    Play,
    Repeat,
    RoundRange,
    Routine,
    Say,
)

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
terms = st.sampled_from(
    ["first", "last", "not first", "not last", "odd", "even", RoundRange(2, 3), RoundRange(2, None)]
)
ons = st.none() | st.lists(terms, min_size=1, max_size=2).map(lambda found: On(tuple(found)))
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


def routine_of(steps: tuple, **settings) -> Routine:
    """Return a routine of these steps."""
    return Routine("scripts/a.yaml", "a", "A", "nl", "rustig", tuple(steps), **settings)


routines = st.builds(
    lambda found, pause: routine_of(tuple(found), pause=pause),
    st.lists(steps, min_size=1, max_size=5),
    elastics,
)
