"""Setting one value in a YAML file of an author: what else stands there stays byte for byte."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stilte.errors import InputError
from stilte.reader.edit.set_value import set_value
from tests.script.edit.reference import is_yaml, squeezed, values_of

ROOT = Path(__file__).resolve().parents[3]
SHOW = """\
# Mijn podcast
title: Rust   # zo heet hij
author: 'An'
categories: [Health & Fitness, "Mind, body"]

defaults:
  # de stem van alles
  voice: rustig   # of kalm
  music: bron
links:
- https://a.example
- {name: Blog, url: https://b.example}   # mijn blog
description: |
  Eerste regel.
  Tweede regel.

feed: >-
  een lange
  regel tekst
# einde
"""
ORDER = ("title", "subtitle", "author", "email", "language", "categories", "defaults")


@pytest.mark.parametrize(
    ("path", "value", "gone", "come"),
    [
        (["title"], "Stil: en zacht", "title: Rust   #", "title: 'Stil: en zacht'   #"),
        (["author"], "O'Neil", "'An'", "'O''Neil'"),
        (["defaults", "voice"], "kalm", "voice: rustig", "voice: kalm"),
        (["defaults", "voice"], None, "  voice: rustig   # of kalm\n", ""),
        (["categories", 1], "Alternative", '"Mind, body"', '"Alternative"'),
        (["categories", 0], None, "Health & Fitness, ", ""),
        (["links", 1, "url"], "https://c.example", "https://b.example", "https://c.example"),
        (["links", 0], None, "- https://a.example\n", ""),
        (["description"], "Eerste regel.\nDerde regel.", "Tweede", "Derde"),
        (["feed"], "een korte regel tekst", "lange", "korte"),
        (["links"], None, SHOW[SHOW.index("links:") : SHOW.index("description:")], ""),
        (["title"], ["a b", "c"], ": Rust   # zo heet hij\n", ":   # zo heet hij\n- a b\n- c\n"),
        (["title"], "Twee\nregels", ": Rust   # zo heet hij\n", ": |   # zo heet hij\n  Twee\n  regels\n"),
        (["categories"], ["Arts", "Health"], '[Health & Fitness, "Mind, body"]', '[Arts, "Health"]'),
    ],
)
def test_a_value_is_changed_in_its_place(path: list[str | int], value: Any, gone: str, come: str) -> None:
    """Quotes, comments, block texts and brackets stay as the author has them."""
    assert SHOW.count(gone) == 1
    assert set_value(SHOW, path, value) == SHOW.replace(gone, come)


@pytest.mark.parametrize(
    ("path", "value", "after", "come"),
    [
        (["email"], "an@example.org", "author: 'An'\n", "email: an@example.org\n"),
        (["subtitle"], "Elke week", "zo heet hij\n", "subtitle: Elke week\n"),
        (["defaults", "length"], "10m", "  music: bron\n", "  length: 10m\n"),
        (["links", 2], "https://d.example", "# mijn blog\n", "- https://d.example\n"),
        (["explicit"], False, "regel tekst\n", "explicit: false\n"),
        (
            ["owner"],
            {"name": "An", "tags": ["a", "b c"]},
            "regel tekst\n",
            "owner:\n  name: An\n  tags:\n  - a\n  - b c\n",
        ),
    ],
)
def test_a_new_value_stands_in_its_place_in_the_order(
    path: list[str | int], value: Any, after: str, come: str
) -> None:
    """A new name is written after those before it, in the manner of the file, and can be removed."""
    made = set_value(SHOW, path, value, order=ORDER)
    assert made == SHOW.replace(after, after + come)
    assert set_value(made, path, None) == SHOW


def test_a_file_without_settings_gets_its_first() -> None:
    """An empty file, and one of comments, hold what is set; the comments stay."""
    assert set_value("", ["defaults", "voice"], "rustig") == "defaults:\n  voice: rustig\n"
    assert set_value("# leeg\n", ["title"], "Rust") == "# leeg\ntitle: Rust\n"


@pytest.mark.parametrize("name", ["tai chi", "chakra's", "a: b", "# x", "é", "1:30", "- y", '"z"', "?", "no"])
def test_a_name_that_is_no_plain_one_is_quoted(name: str) -> None:
    """The words of a lexicon are names, too: each is read as it is, and its value can be changed."""
    for text in ("yoga: jooga\n", "{yoga: jooga}\n"):
        made = set_value(set_value(text, [name], "zo"), [name], "anders")
        assert values_of(made) == {"yoga": "jooga", name: "anders"}


def test_a_mark_and_carriage_returns_of_a_file_stay() -> None:
    """What a Windows editor saves is not changed besides the value."""
    text = "\ufeff" + SHOW.replace("\n", "\r\n")
    made = set_value(text, ["defaults", "speed"], 0.9)
    assert made == text.replace("  music: bron\r\n", "  music: bron\r\n  speed: 0.9\r\n")


@pytest.mark.parametrize("path", [["title", "nl"], ["links", "url"], ["links", 7], ["title", 0]])
def test_a_path_through_something_else_is_refused(path: list[str | int]) -> None:
    """A title holds no languages, and a list no names: nothing is written."""
    with pytest.raises(InputError, match="no setting"):
        set_value(SHOW, path, "x")


def test_what_stands_in_two_places_is_refused() -> None:
    """An anchor of YAML shares one text between two places: it is refused, and nothing is written."""
    text = "a: &deze\n  voice: rustig\nb: *deze\n"
    for path in (["a"], ["b"], ["a", "voice"], ["b", "voice"]):
        with pytest.raises(InputError, match="YAML"):
            set_value(text, path, "kalm")


VALUES = ("nieuw", "a: b", "'s morgens", "# x", "- y", "é 😀", "[z]", "12", "no", "")
FILES = {
    path.relative_to(ROOT).as_posix(): path.read_bytes().decode("utf-8")
    for folder in (".", "voices", "music", "stilte/cli/starting", "stilte/cli/starting/voices", "examples")
    for path in sorted((ROOT / folder).glob("*.yaml"))
}
FILES = {name: text for name, text in FILES.items() if is_yaml(text) and isinstance(values_of(text), dict)}


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the path of every value of a file."""
    found = [path] if path else []
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        found += _paths(each, (*path, key))
    return found


def _holder(values: Any, path: tuple[str | int, ...]) -> Any:
    for key in path[:-1]:
        values = values[key]
    return values


@settings(max_examples=150, deadline=None)
@given(
    data=st.data(),
    value=st.sampled_from(["nieuw", "a: b", "'s morgens", "# x", "- y", "é 😀", "[z]", "12", "no", ""]),
)
def test_any_value_of_any_file_is_set_and_nothing_else(data: st.DataObject, value: str) -> None:
    """Every file of a project: the value reads back, the others are what they were."""
    text = FILES[data.draw(st.sampled_from(sorted(FILES)))]
    path = data.draw(st.sampled_from(_paths(values_of(text))))
    made = set_value(text, path, value)
    wanted = values_of(text)
    _holder(wanted, path)[path[-1]] = value
    assert squeezed(values_of(made)) == squeezed(wanted)
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert [line for line in made.splitlines() if line.startswith("#")] == comments


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_a_setting_that_is_added_and_removed_leaves_the_same_bytes(data: st.DataObject) -> None:
    """A new name at the top of any file goes again without a trace."""
    text = FILES[data.draw(st.sampled_from(sorted(FILES)))]
    value = data.draw(st.sampled_from(["x", 3, ["a", "b c"], {"in": "4", "out": ["d"]}]))
    assert set_value(set_value(text, ["zz-new"], value), ["zz-new"], None) == text
