"""Every operation at every step of every script there is: what is not touched stays, byte for byte."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from stilte.errors import InputError
from stilte.script.edit import apply
from stilte.script.environment import Environment
from stilte.script.load import load_text
from tests.script.edit.reference import (
    is_yaml,
    placeless,
    squeezed,
    step_value,
    values_of,
    with_step,
    written,
)
from tests.script.edit.scripts import ROOT, all_scripts, steps_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.script.routine import Routine

_READ = [name for name, text in sorted(all_scripts().items()) if is_yaml(text)]
_IMPORTED = [name for name in _READ if name.startswith("tests/importer/")]
_ENGLISH = [name for name in _READ if "/recipes/en/" in name]  # the Dutch ones are written alike
NAMES = [name for name in _READ if name not in _IMPORTED + _ENGLISH] + _IMPORTED[::16]
MOST_STEPS = 8
NEW = {"kind": "say", "text": "Nieuw: 'woorden' erbij.", "fields": {"pause": "7s"}}
OTHER = 'Iets: "anders" #2, \'s avonds'
NEW_VALUE = "Nieuw: 'woorden' erbij. <7s>"
_NAMED = re.compile(r"(voice|music|sound|image|in|out): *\[?([\w.-]+)")


@cache
def environment() -> Environment:
    """Return one that has every voice, bed and sound that any of the scripts names."""
    named = {name for text in all_scripts().values() for _, name in _NAMED.findall(text)}
    names = frozenset(named | {"bowl", "small-bowl", "large-bowl", "chime", "tick", "hum"})
    return Environment(ROOT, dict.fromkeys(names, "nl"), names, names, language="nl")


def _as_saved(name: str) -> str:
    """Return the text of a script as one of several editors saves it."""
    text = all_scripts()[name]
    ways = (text, text.replace("\n", "\r\n"), text.rstrip("\n"), f"\ufeff{text}")
    return ways[NAMES.index(name) % len(ways)]


def _loaded(text: str) -> Routine | None:
    try:
        return load_text(text, environment())
    except InputError:
        return None


def _some(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return all steps, of a long script some from its whole length."""
    return steps[:: 1 + len(steps) // MOST_STEPS]


def _readable(text: str) -> list[dict[str, Any]]:
    return [step for step in steps_of(text) if step["kind"] != "unreadable"]


def _same_around(before: str, after: str, step: dict[str, Any]) -> bool:
    """Tell whether all lines above a step and all below it are the same bytes."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    above, below = step["line"] - 1, len(old) - step["end_line"]
    return new[:above] == old[:above] and (below == 0 or new[-below:] == old[-below:])


def _written_as_table(values: Any, at: str) -> dict[str, Any]:
    value = step_value(values, at)
    return value if isinstance(value, dict) else {"say": value}


@pytest.mark.parametrize("name", NAMES)
def test_other_words_change_one_step(name: str) -> None:
    """Words set to what they were give the same bytes; others change that step and nothing around it."""
    text = _as_saved(name)
    for step in _some(_readable(text)):
        if step["text"] is not None:
            same = apply(text, {"op": "set_text", "at": step["id"], "text": step["text"]})
            assert same.text == text
            other = apply(text, {"op": "set_text", "at": step["id"], "text": 'Iets: "anders" #2, \'s avonds'})
            assert _same_around(text, other.text, step)
            value, after = values_of(text), values_of(other.text)
            changed = step_value(after, step["id"])
            said = (
                changed if isinstance(changed, str) else changed["say" if "say" in changed else step["kind"]]
            )
            assert said.startswith('Iets: "anders" #2, \'s avonds')
            with_step(after, step["id"], "x")
            assert squeezed(after) == squeezed(with_step(value, step["id"], "x"))


@pytest.mark.parametrize("name", NAMES)
def test_a_setting_is_added_and_changed_on_one_step(name: str) -> None:
    """A voice, and other quiet, stand on the step afterwards; all other steps say what they said."""
    text = _as_saved(name)
    for step in _some(_readable(text)):
        if step["kind"] == "say" and "voice" not in step["fields"]:
            made = apply(
                text, {"op": "set_field", "at": step["id"], "field": "voice", "value": "rustig"}
            ).text
            assert _same_around(text, made, step)
            wanted = {**_written_as_table(values_of(text), step["id"]), "voice": "rustig"}
            assert squeezed(values_of(made)) == squeezed(with_step(values_of(text), step["id"], wanted))
        if step["kind"] == "say":
            made = apply(text, {"op": "set_field", "at": step["id"], "field": "pause", "value": 33}).text
            assert _same_around(text, made, step)
            found = next(one for one in steps_of(made) if one["id"] == step["id"])
            assert (found["text"], found["fields"]["pause"].rstrip("s")) == (step["text"], "33")


@pytest.mark.parametrize("name", NAMES)
def test_an_inserted_step_that_is_deleted_leaves_the_same_bytes(name: str) -> None:
    """A new line before or after any step is there, alone, and is gone without a trace."""
    text = _as_saved(name)
    for step in _some(steps_of(text)):
        for side in ("before", "after"):
            made = apply(text, {"op": "insert", side: step["id"], "step": NEW})
            new = step_value(values_of(made.text), str(made.select))
            assert new in (NEW_VALUE, {"say": NEW["text"], "pause": "7s"})
            both = [new, step_value(values_of(text), step["id"])]
            wanted = with_step(values_of(text), step["id"], *(both if side == "before" else both[::-1]))
            assert squeezed(values_of(made.text)) == squeezed(wanted)
            assert apply(made.text, {"op": "delete", "at": [made.select]}).text == text


@pytest.mark.parametrize("name", NAMES)
def test_a_deleted_step_takes_no_other_line_along(name: str) -> None:
    """Only the lines of the step go, and blank lines above it: comments stay."""
    text = _as_saved(name)
    for step in _some(steps_of(text)):
        made = apply(text, {"op": "delete", "at": step["id"]}).text
        assert made.count("#") >= text.count("#") - step["raw"].count("#")
        left = values_of(made)
        if left and (step["id"].endswith("/0") is False):
            assert squeezed(left) == squeezed(with_step(values_of(text), step["id"]))


def _places(steps: list[dict[str, Any]], step: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the steps beside which a step is put, near and far, not in itself."""
    number = steps.index(step)
    for other in (*steps[number + 1 : number + 3], *steps[:1], *steps[-1:]):
        if not f"{other['id']}/".startswith(f"{step['id']}/"):
            yield other


@pytest.mark.parametrize("name", NAMES)
def test_a_step_that_is_moved_there_and_back_leaves_the_same_bytes(name: str) -> None:
    """Wherever a step goes, its neighbour of before finds it again as it was."""
    text = _as_saved(name)
    steps = steps_of(text)
    for step in _some(steps):
        parent, _, number = step["id"].rpartition("/")
        neighbour = f"{parent}/{int(number) - 1}"
        for other in _places(steps, step) if int(number) else ():
            made = apply(text, {"op": "move", "at": [step["id"]], "after": other["id"]})
            assert "\n" not in (made.select or "\n")
            values = squeezed(step_value(values_of(text), step["id"]))
            assert squeezed(step_value(values_of(made.text), str(made.select))) == values
            home = _after_moving(made.text, text, neighbour)
            if home is not None:
                back = apply(made.text, {"op": "move", "at": [made.select], "after": home})
                assert back.text == text


def _after_moving(made: str, text: str, step: str) -> str | None:
    """Return the id that a step has after another was moved, where its raw lines stand only once."""
    raw = next(one["raw"] for one in steps_of(text) if one["id"] == step)
    found = [one["id"] for one in steps_of(made) if one["raw"] == raw]
    return found[0] if len(found) == 1 and sum(one["raw"] == raw for one in steps_of(text)) == 1 else None


@pytest.mark.parametrize("name", NAMES)
def test_what_is_wrapped_and_taken_out_again_is_the_same_bytes(name: str) -> None:
    """A repeat around any step, or any two, holds them as they are, and leaves them as they were."""
    text = _as_saved(name)
    ids = {step["id"] for step in steps_of(text)}
    for step in _some(steps_of(text)):
        following = _next(step["id"])
        for chosen in ([step["id"]], [step["id"], following]):
            if set(chosen) <= ids:
                made = apply(text, {"op": "wrap", "at": chosen, "in": {"kind": "repeat", "times": 3}})
                held = step_value(values_of(made.text), str(made.select))
                wanted = [step_value(values_of(text), each) for each in chosen]
                assert squeezed(held) == squeezed({"repeat": "3", "steps": wanted})
                assert apply(made.text, {"op": "unwrap", "at": made.select}).text == text


def _next(at: str) -> str:
    parent, _, number = at.rpartition("/")
    return f"{parent}/{int(number) + 1}"


def test_the_routine_differs_by_the_operation_and_by_nothing_else() -> None:
    """What is loaded after an edit is what is loaded from the values with that edit."""
    compared = 0
    for text in map(all_scripts().__getitem__, NAMES):
        if _loaded(text) is None:
            continue
        for step in _some(_readable(text))[::2]:
            made = apply(text, {"op": "insert", "after": step["id"], "step": NEW}).text
            values, new = values_of(text), step_value(values_of(made), _next(step["id"]))
            wanted = with_step(values, step["id"], step_value(values, step["id"]), new)
            routine = _loaded(made)
            assert placeless(routine) == placeless(_loaded(written(wanted)))
            compared += routine is not None
    assert compared > 200
