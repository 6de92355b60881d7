"""The schemas say what the tables of the readers say: every key, every choice, every limit."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stilte.errors import InputError
from stilte.messages import in_language
from stilte.project import BUILD_KEYS, BUILD_LIMITS, CACHE_KEYS, PROJECT_KEYS
from stilte.reader.report import Unreadable
from stilte.reader.times import time_range_s
from stilte.reader.tones import tone_hz
from stilte.schema import values
from stilte.script.environment import Environment
from stilte.script.load import load_text
from stilte.script.parse import grammar
from stilte.script.parse.patterns import pattern
from stilte.script.parse.quantities import Measure, after_length, cycles, signed_s
from stilte.sound import layer_settings, music_settings
from stilte.sound.music_names import BUILT_IN_SOUNDS
from stilte.speech.engine import engine_names
from stilte.speech.engines.settings import SETTINGS
from stilte.speech.voices import KEYS as VOICE_KEYS
from tests.schema.editor import MAKERS, validator, wrong
from tests.script.any_routine import routines
from tests.script.test_dump import written

if TYPE_CHECKING:
    from collections.abc import Callable

    from stilte.schema.files import Kind
    from stilte.script.routine import Routine


def properties(kind: Kind, *way: str) -> dict[str, Any]:
    """Return the keys of a mapping in a schema, on a way of keys inside it."""
    found: Any = MAKERS[kind]()
    for name in (*way, "properties"):
        found = found[name]
    return dict(found)


def test_every_key_of_every_reader_is_there_and_no_other() -> None:
    """Who adds a key to a table gives it a value and a description, or nothing works."""
    assert tuple(properties("script")) == grammar.TOP_KEYS
    assert set(properties("part")) == set(grammar.INCLUDED_KEYS)
    for verb, modifiers in grammar.VERBS.items():
        step = properties("script", "definitions", f"{verb}-step")
        assert set(step) == {verb, *modifiers, *grammar.ANYWHERE}, verb
    assert tuple(properties("podcast")) == PROJECT_KEYS
    assert tuple(properties("podcast", "properties", "build")) == BUILD_KEYS
    assert tuple(properties("podcast", "properties", "cache")) == CACHE_KEYS
    assert tuple(properties("podcast", "properties", "defaults")) == grammar.TOP_KEYS
    assert tuple(properties("voice")) == VOICE_KEYS
    assert tuple(properties("music")) == music_settings.KEYS
    assert set(MAKERS["voice"]()["definitions"]) == {"entry", *(f"{name}-engine" for name in engine_names())}
    for name, settings in SETTINGS.items():
        assert set(settings) < set(properties("voice", "definitions", f"{name}-engine", "then"))


def every(schema: Any, name: str) -> list[Any]:
    """Return every value of a name anywhere in a schema."""
    inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    own = [schema[name]] if isinstance(schema, dict) and name in schema else []
    return own + [found for each in inner for found in every(each, name)]


@pytest.mark.parametrize("kind", MAKERS)
def test_every_key_is_described_in_english_and_dutch(kind: Kind) -> None:
    """What an editor shows under the pointer is in the author's language."""
    told = {}
    for tag in ("en", "nl"):
        with in_language(tag):
            told[tag] = [text for text in every(MAKERS[kind](), "description") if isinstance(text, str)]
    assert len(told["en"]) == len(told["nl"]) > 10
    same = [one for one, other in zip(told["en"], told["nl"], strict=True) if one == other]
    assert same == []


@pytest.mark.parametrize(
    ("kind", "text", "place"),
    [
        ("script", "title: A\nlanguage: nl\nstep:\n  - Dag.\n", "'step' was unexpected"),
        ("script", "language: nl\nsteps:\n  - Dag.\n", "'title' is a required property"),
        ("script", "title: A\nsteps:\n  - {bel: 1}\n", "is not valid under any"),
        ("script", "title: A\nsteps:\n  - {hold: 30, bell: 1}\n", "'bell' was unexpected"),
        ("script", "title: A\nsteps:\n  - {say: Dag., side: links}\n", "side"),
        ("script", "title: A\nsteps:\n  - {say: Dag., level: 40}\n", "maximum of 20"),
        ("script", "title: A\nsteps:\n  - {breathe: 4-7-8}\n", "does not match"),
        ("script", "title: A\nsteps:\n  - {hold: [60, 90, 120]}\n", "is too long"),
        ("script", "title: A\nsteps:\n  - breathe: 2\n    say: In.\n", "is not of type 'object'"),
        ("script", "title: A\nsteps:\n  - breathe: 2\n    during: [{bell: 1}]\n", "is not valid under any"),
        ("script", "title: A\nbreath: {in: 4}\nsteps: [Dag.]\n", "'out' is a required property"),
        ("script", "title: A\nslug: Mijn Slug\nsteps: [Dag.]\n", "does not match"),
        ("part", "title: A\nsteps: [Dag.]\n", "'title' was unexpected"),
        ("podcast", "build: {bitrate: 999}\n", "maximum of 320"),
        ("podcast", "defaults: {pauze: 4}\n", "'pauze' was unexpected"),
        ("podcast", "media: example.org/x\n", "does not match"),
        ("voice", "language: nl\nuse: [kokoor]\n", "is not one of"),
        ("voice", "language: nl\nuse: [piper]\n", "is not one of"),
        ("voice", "language: nl\nuse: [{espeak: {rate: 900}}]\n", "maximum of 450"),
        ("voice", "use: [espeak]\n", "'language' is a required property"),
        ("music", "make: drone\nfile: zee.wav\n", "is valid under each of"),
        ("music", "make: drone\nlevel: 12\n", "maximum of 0"),
        ("music", "make: drone\nlayers: [{binaural: [200]}]\n", "is too short"),
    ],
)
def test_a_mistake_is_flagged(kind: Kind, text: str, place: str) -> None:
    """Each kind of mistake that a schema can see, by an example."""
    assert any(place in told for told in wrong(kind, text)), wrong(kind, text)


def test_the_limits_are_those_of_the_tables() -> None:
    """The last number inside is taken, the next one is not."""
    for key, (least, most) in BUILD_LIMITS.items():
        for number, good in ((least, True), (most, True), (least - 1, False), (most + 1, False)):
            assert (not wrong("podcast", f"build: {{{key}: {number}}}\n")) == good, (key, number)
    for key, (low, high) in music_settings.LIMITS.items():
        for value, good in ((low, True), (high, True), (low - 0.1, False), (high + 0.1, False)):
            assert (not wrong("music", f"make: ocean\n{key}: {value}\n")) == good, (key, value)
    assert set(layer_settings.LAYER_LIMITS) < set(layer_settings.LAYER_KEYS)


@given(routines)
def test_whatever_a_routine_can_be_validates(routine: Routine) -> None:
    """Written as a script, every routine that there can be is right to an editor, too."""
    text = written(routine)
    environment = Environment(Path(), {"rustig": "nl", "fluister": "nl"}, sounds=BUILT_IN_SOUNDS)
    assume(taken(lambda script: load_text(script, environment), text))
    assert wrong("script", text) == []


_WORDS = (
    "min",
    "sec",
    "breaths",
    "breath",
    "lines",
    "line",
    "in",
    "hold",
    "out",
    "rest",
    "box",
    "calm",
    "Hz",
)
_PIECES = st.sampled_from([*"0123456789", *" .,:-–−xhmsD#", "\u00a0", *_WORDS])
WRITTEN = st.lists(_PIECES, min_size=1, max_size=9).map("".join)


def taken(read: Callable[[str], object], text: str) -> bool:
    """Tell whether a reader takes a text."""
    try:
        read(text)
    except (Unreadable, InputError):
        return False
    return True


@pytest.mark.parametrize(
    ("read", "schema"),
    [
        (time_range_s, values.length()),
        (lambda text: signed_s(text, Measure()), values.exact(signed=True)),
        (lambda text: after_length(text, Measure()), values.quiet()),
        (lambda text: cycles(text, 10.0, Measure()), values.cycles()),
        (pattern, values.breath()),
        (tone_hz, values.tone()),
    ],
    ids=["range", "moment", "quiet", "cycles", "breath", "tone"],
)
@given(text=WRITTEN)
def test_what_a_reader_takes_matches_its_pattern(
    read: Callable[[str], object], schema: dict[str, Any], text: str
) -> None:
    """Of anything that resembles a time, a breath or a tone; what is refused may match or not."""
    if text.strip() and taken(read, text):
        assert re.search(schema["pattern"], text)


def test_patterns_are_those_of_every_editor() -> None:
    """No group has a name and no flag stands in a pattern: editors read them as JavaScript does."""
    for kind in MAKERS:
        for found in every(validator(kind).schema, "pattern"):
            if isinstance(found, str):
                assert "(?P" not in found
                assert not re.search(r"\(\?[aiLmsux]", found)
