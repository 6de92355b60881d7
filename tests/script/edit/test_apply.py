"""Each operation on a script as text: what is written, and that nothing else is touched."""

from __future__ import annotations

from typing import Any

import pytest

from stilte.errors import InputError
from stilte.script.edit import apply

SCRIPT = """\
# Mijn script
title: De bron   # zo heet het
language: nl
steps:
  - Welkom.            # begin
  - 'Kom staan.  <8s>'
  # over de adem
  - breathe: 3
    say:
      in: Adem in
      out: en uit      # lang

  - chapter: Midden
  - repeat: 2
    steps:
      - say: "Ronde: een."
        voice: rustig
      - hold: 20
        during: [Zacht., 'Stil.']
  - say: >
      Een lange zin
      over twee regels.
    pause: 4
"""


def _apply(op: str, text: str = SCRIPT, **asked: Any) -> str:
    return apply(text, {"op": op, **asked}).text


def _changed(old: str, new: str) -> tuple[list[str], list[str]]:
    """Return the lines that are only in the old, and only in the new text."""
    before, after = old.splitlines(), new.splitlines()
    return [one for one in before if one not in after], [one for one in after if one not in before]


@pytest.mark.parametrize(
    ("asked", "gone", "come"),
    [
        (
            {"op": "set_text", "at": "steps/0", "text": "Dag: jij."},
            ["  - Welkom.            # begin"],
            ["  - 'Dag: jij.'            # begin"],
        ),
        (
            {"op": "set_text", "at": "steps/1", "text": "Kom zitten."},
            ["  - 'Kom staan.  <8s>'"],
            ["  - 'Kom zitten.  <8s>'"],
        ),
        (
            {"op": "set_text", "at": "steps/5", "text": "Een korte zin over twee regels."},
            ["      Een lange zin"],
            ["      Een korte zin"],
        ),
        (
            {"op": "set_field", "at": "steps/1", "field": "pause", "value": "20-45"},
            ["  - 'Kom staan.  <8s>'"],
            ["  - 'Kom staan. <20-45s>'"],
        ),
        (
            {"op": "set_field", "at": "steps/5", "field": "pause", "value": 6.5},
            ["    pause: 4"],
            ["    pause: 6.5"],
        ),
        ({"op": "set_field", "at": "steps/5", "field": "pause", "value": None}, ["    pause: 4"], []),
        (
            {"op": "set_field", "at": "steps/2", "field": "say/out", "value": "uit"},
            ["      out: en uit      # lang"],
            ["      out: uit      # lang"],
        ),
        ({"op": "set_field", "at": "steps/2", "field": "sound", "value": "tone"}, [], ["    sound: tone"]),
        (
            {"op": "set_field", "at": "steps/0", "field": "voice", "value": "fluister"},
            ["  - Welkom.            # begin"],
            ["  - say: Welkom.            # begin", "    voice: fluister"],
        ),
        (
            {"op": "set_text", "at": "steps/4/steps/1/during/0", "text": "Zacht, en stil."},
            ["        during: [Zacht., 'Stil.']"],
            ["        during: ['Zacht, en stil.', 'Stil.']"],
        ),
        (
            {"op": "set_header", "field": "title", "value": "X"},
            ["title: De bron   # zo heet het"],
            ["title: X   # zo heet het"],
        ),
        ({"op": "set_header", "field": "music", "value": "bron"}, [], ["music: bron"]),
        ({"op": "set_header", "field": "language", "value": None}, ["language: nl"], []),
        ({"op": "delete", "at": ["steps/0"]}, ["  - Welkom.            # begin"], []),
    ],
)
def test_an_operation_changes_only_its_own_lines(
    asked: dict[str, Any], gone: list[str], come: list[str]
) -> None:
    """Comments, quotes, folded lines and all other lines stay as they are."""
    assert _changed(SCRIPT, apply(SCRIPT, asked).text) == (gone, come)


CUES = """\
steps:
  - breathe: 4
    say:
      in: "In"    # in!
      out: Uit
  - breathe: 8
    say:
      - in: 'Adem in'   # eerst
        out: en uit
      # dan
      - silent
"""


@pytest.mark.parametrize(
    ("at", "cues", "gone", "come"),
    [
        ("steps/0", [{"in": "In", "out": "Los"}], "      out: Uit\n", "      out: Los\n"),
        (
            "steps/0",
            [{"in": "In", "out": "Uit"}, "silent"],
            '      in: "In"    # in!\n      out: Uit\n',
            '      - in: "In"    # in!\n        out: Uit\n      - silent\n',
        ),
        (
            "steps/1",
            [{"in": "Adem in", "out": "en uit"}, {"in": "Nog een"}, "silent"],
            "        out: en uit\n",
            "        out: en uit\n      - in: Nog een\n",
        ),
        ("steps/1", [{"in": "Adem in"}, "silent"], "        out: en uit\n", ""),
    ],
)
def test_cues_are_changed_where_they_differ(at: str, cues: list[Any], gone: str, come: str) -> None:
    """All cues of a breath are given; those that are the same stay as they are written, comments and all."""
    assert _apply("set_field", CUES, at=at, field="say", value=cues) == CUES.replace(gone, come)


def test_an_inserted_step_stands_where_it_was_asked_in_the_manner_of_the_file() -> None:
    """A new line is indented as its neighbours, in the file's own quotes where it needs any."""
    made = apply(SCRIPT, {"op": "insert", "after": "steps/1", "step": {"kind": "say", "text": "Nu: rust."}})
    lines = made.text.splitlines()
    at = lines.index("  - 'Nu: rust.'")
    assert (lines[at - 1], lines[at + 1], made.select) == (
        "  - 'Kom staan.  <8s>'",
        "  # over de adem",
        "steps/2",
    )


def test_steps_are_wrapped_into_a_repeat_and_taken_out_again() -> None:
    """Inside the repeat the lines are the same, indented further; unwrapping gives the same bytes."""
    made = apply(SCRIPT, {"op": "wrap", "at": ["steps/0", "steps/1"], "in": {"kind": "repeat", "times": 8}})
    assert (
        "  - repeat: 8\n    steps:\n      - Welkom.            # begin\n      - 'Kom staan.  <8s>'\n"
        in made.text
    )
    assert apply(made.text, {"op": "unwrap", "at": made.select}).text == SCRIPT


def test_a_moved_step_takes_the_comments_above_it_along() -> None:
    """What stands right above a step moves with it, and back again."""
    made = apply(SCRIPT, {"op": "move", "at": ["steps/2"], "before": "steps/0"})
    assert "steps:\n  # over de adem\n  - breathe: 3\n" in made.text
    assert made.text.index("# lang") < made.text.index("Welkom")
    assert apply(made.text, {"op": "move", "at": ["steps/0"], "after": "steps/2"}).text == SCRIPT


def test_a_line_is_divided_and_joined_again() -> None:
    """The quiet after the line stays after the second half."""
    text = "steps:\n  - Een zin. En nog een. <6s>\n"
    made = _apply("split_line", text, at="steps/0", offset=9)
    assert made == "steps:\n  - Een zin.\n  - En nog een. <6s>\n"
    assert _apply("join_lines", made, at="steps/0") == text


def test_comments_of_joined_lines_stay() -> None:
    """What was written behind and above the second line stands under the one line that is left."""
    text = "steps:\n  - Een. <4s>  # a\n  # b\n  - 'Twee.'  # c\n  - Drie.\n"
    made = "steps:\n  - Een. <4s> Twee.  # a\n  # c\n  # b\n  - Drie.\n"
    assert _apply("join_lines", text, at="steps/0") == made


def test_the_line_breaks_and_the_byte_order_mark_of_a_file_stay() -> None:
    """A file with carriage returns gets new lines with carriage returns, and keeps its mark."""
    text = "\ufeff" + SCRIPT.replace("\n", "\r\n")
    made = _apply("insert", text, after="steps/0", step={"kind": "pause", "fields": {"pause": 5}})
    assert made == text.replace("begin\r\n", "begin\r\n  - pause: 5\r\n")


@pytest.mark.parametrize("text", ["een zin\n", "- los\n", "- {\n", "steps:\n- x\n" * 30000], ids=range(4))
def test_nothing_is_added_to_what_is_no_script(text: str) -> None:
    """A text that cannot be read is not made longer: it is changed as a text."""
    for asked in (
        {"op": "insert", "into": "steps", "step": {"kind": "bell"}},
        {"op": "set_header", "field": "title", "value": "x"},
    ):
        with pytest.raises(InputError):
            apply(text, asked)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"op": "delete", "at": ["steps/99"]}, "no step"),
        ({"op": "move", "at": ["steps/4"], "into": "steps/4"}, "into itself"),
        ({"op": "set_text", "at": "steps/0", "text": " "}, "needs words"),
        ({"op": "insert", "after": "steps/0", "step": {"kind": "dance"}}, "dance"),
        ({"op": "split_line", "at": "steps/0", "offset": 0}, "one side"),
        ({"op": "join_lines", "at": "steps/1"}, "spoken lines"),
        ({"op": "wrap", "at": ["steps/0", "steps/2"], "in": {"kind": "repeat"}}, "follow each other"),
        ({"op": "unwrap", "at": "steps/0"}, "repeat"),
        ({"op": "insert", "into": "steps/0", "step": {"kind": "bell"}}, "holds no other"),
        ({"op": "set_header", "field": "musik", "value": "x"}, "musik"),
        ({"op": "fly"}, "fly"),
        ({"op": ["set_text"]}, "no operation"),
        ({"op": "insert", "after": "steps/0", "step": []}, "cannot be"),
        ({"op": "insert", "after": {}, "step": {"kind": "say"}}, "cannot be"),
        ({"op": "insert", "after": "steps/0", "step": {"kind": "repeat", "steps": [5]}}, "cannot be"),
        ({"op": "delete", "at": [{}]}, "cannot be"),
        ({"op": "set_text", "at": "steps/0", "text": "a\x00b"}, "control character"),
        ({"op": "set_text", "at": "steps/0", "text": "a\ud800"}, "control character"),
        ({"op": "set_field", "at": "steps/2", "field": "hold", "value": float("nan")}, "nan"),
        ({"op": "replace_lines", "line": 0, "end_line": 3, "text": ""}, "no such lines"),
    ],
)
def test_an_operation_that_makes_no_sense_is_refused_in_words(asked: dict[str, Any], words: str) -> None:
    """Nothing is changed, and the sentence says what is wrong."""
    with pytest.raises(InputError, match=words):
        apply(SCRIPT, asked)
