"""What a routine refers to is found by the types of its steps: all that any walk through its values finds."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings

from stilte.errors import Where
from stilte.pipeline.references import References, references_of
from stilte.script.durations import Count, Exact
from stilte.script.line import Delivery, Line
from stilte.script.overlay import Overlay
from stilte.script.routine import Bell, Breathe, During, Group, Hold, Music, Play, Repeat, Routine, Say
from tests.script.any_routine import routines

if TYPE_CHECKING:
    from collections.abc import Iterator


def by_walking(routine: Routine) -> References:
    """Return what is found by looking into every value there is."""
    voices, sounds, files = {routine.voice}, {routine.music}, {routine.script}
    for track in routine.tracks:
        voices.add(track.voice)
        sounds.add(track.music)
    for value in values((routine.steps, *(track.steps for track in routine.tracks))):
        match value:
            case Where():
                files.add(value.file)
            case Delivery():
                voices.add(value.voice)
            case Music(bed=str(bed)):
                sounds.add(bed)
            case Bell() | Play():
                sounds.add(value.sound)
            case Breathe():
                sounds.update(sound for _, sound in value.part_sounds)
    return References(frozenset(voices), frozenset(sounds), frozenset(files))


def values(value: Any) -> Iterator[Any]:
    """Yield every value in a value."""
    if isinstance(value, tuple):
        for each in value:
            yield from values(each)
    elif dataclasses.is_dataclass(value):
        yield value
        for field in dataclasses.fields(value):
            yield from values(getattr(value, field.name))


@given(routines)
@settings(max_examples=60, deadline=None)
def test_any_routine_names_what_a_walk_finds(routine: Routine) -> None:
    """Whatever the steps are, and however deep."""
    assert references_of(routine) == by_walking(routine)


def test_what_stands_deep_inside_is_found() -> None:
    """Voices of lines in holds and of repeats, bells over holds, parts that were included, other tracks."""
    words, level = Line(("Adem",)), (0.0, 0.0)

    def at(file: str) -> Where:
        return Where(f"scripts/{file}.yaml", 1)

    bell = Bell(1, "gong", level, None, at("_bell"))
    inside = During(words, None, Delivery("inside"), at("_during"))
    hold = Hold(
        Exact(9.0), None, (inside,), None, Delivery("hold"), at("_hold"), over=(Overlay(bell, 1.0, None),)
    )
    group = Group((hold, Music("ocean", None, 2.0, at("_music"))), at("_group"))
    repeat = Repeat(Count(1, 2), (group,), None, at("_repeat"), delivery=Delivery("repeat"))
    other = Routine(
        "scripts/b.yaml", "b", "B", "nl", "other", (Play("gull", level, None, at("_play")),), music="rain"
    )
    routine = Routine(
        "scripts/a.yaml", "a", "A", "nl", "main", (repeat, Say(words, Delivery("say"), None, at("a")))
    )
    whole = dataclasses.replace(routine, tracks=(routine, other))
    found = references_of(whole)
    assert found == by_walking(whole)
    assert found.voices == {"main", "other", "inside", "hold", "repeat", "say"}
    assert found.sounds == {"none", "rain", "gong", "ocean", "gull"}
    assert found.files == {
        f"scripts/{name}.yaml"
        for name in ("a", "_bell", "_during", "_hold", "_music", "_group", "_repeat", "_play")
    }
