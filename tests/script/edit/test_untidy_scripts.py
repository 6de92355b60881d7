"""Operations on scripts that are untidy or wrong: an edit that is right, or a refusal in words."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stilte.errors import InputError
from stilte.script.edit import apply, outline
from tests.script.edit.scripts import all_scripts, every_step

TEXTS = [text for text in all_scripts().values() if len(text) < 3000]
JUNK = (
    "\t", "  ", "- ", '"', "'", "{", "}", "[", "]", ": ", " # x", "&a ", "*a ", "!x ", "|", ">", "\r", "\xa0",
    "\n", "\n\n", "- - ", "? ", "<8s>", "---\n", "%", "@", "`", "é", "😀", "\x00", "\u2028", "\ufeff", "<<: ",
    "steps:\n",
)  # fmt: skip
WORDS = (
    "Nieuw: woorden",
    "- streep",
    '"citaat"',
    "'s Avonds",
    "a # b",
    "Zin <2s> verder",
    "",
    "pause:20",
    "silent",
    "x\ny",
)
VALUES = (
    None,
    5,
    "20-45",
    2.5,
    [3, 9],
    "rustig",
    True,
    {"in": "In", "out": "Uit"},
    ["a", "b"],
    "x: y",
    "1 line",
)
FIELDS = (
    "pause",
    "voice",
    "on",
    "breath",
    "say",
    "say/in",
    "say/0/in",
    "every",
    "repeat",
    "hold",
    "during",
    "text",
    "zz",
)
STEPS = (
    {"kind": "say", "text": "Nieuw: 'woorden'", "fields": {"pause": "8s"}},
    {"kind": "breathe", "cues": [{"in": "In", "out": "Uit"}]},
    {
        "kind": "repeat",
        "times": 3,
        "steps": [{"kind": "say", "text": "A"}, {"kind": "hold", "text": "Blijf"}],
    },
    {"kind": "note", "text": "a\nb"},
)
LINE_BREAKS = ("\n", "\r\n", "\r")


@st.composite
def untidy(draw: st.DrawFn) -> str:
    """Return a script with some faults put into it, in one of the line breaks there are."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 4))
        text = text[:at] + draw(st.sampled_from((*JUNK, ""))) + text[at + cut :]
    return text.replace("\n", draw(st.sampled_from(LINE_BREAKS)))


@st.composite
def operation(draw: st.DrawFn, ids: list[str]) -> dict[str, Any]:
    """Return any operation at any step."""
    at, beside = draw(st.sampled_from(ids)), draw(st.sampled_from([*ids, "steps"]))
    place = draw(st.sampled_from(("after", "before", "into")))
    return draw(
        st.sampled_from(
            (
                {"op": "set_text", "at": at, "text": draw(st.sampled_from(WORDS))},
                {
                    "op": "set_field",
                    "at": at,
                    "field": draw(st.sampled_from(FIELDS)),
                    "value": draw(st.sampled_from(VALUES)),
                },
                {"op": "insert", place: beside, "step": draw(st.sampled_from(STEPS))},
                {"op": "delete", "at": [at]},
                {"op": "move", "at": [at], place: beside},
                {"op": "wrap", "at": [at], "in": {"kind": "repeat", "times": 2}},
                {"op": "unwrap", "at": at},
                {"op": "set_header", "field": "title", "value": draw(st.sampled_from(WORDS))},
                {"op": "split_line", "at": at, "offset": draw(st.integers(0, 40))},
                {"op": "join_lines", "at": at},
                {"op": "replace_lines", "line": 2, "end_line": draw(st.integers(1, 9)), "text": "x"},
            )
        )
    )


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(text=untidy(), data=st.data())
def test_an_edit_of_an_untidy_script_is_right_or_refused(text: str, data: st.DataObject) -> None:
    """No text and no operation gives anything but an edit, or one `InputError`; lines around it stay."""
    steps = [*every_step(outline(text)["steps"])]
    asked = data.draw(operation([step["id"] for step in steps] or ["steps/0"]))
    try:
        made = apply(text, asked)
    except InputError:
        return
    outline(made.text)
    step = next((one for one in steps if one["id"] == asked.get("at")), None)
    if asked["op"] in ("set_text", "set_field") and step:
        old, new = _lines(text), _lines(made.text)
        below = len(old) - step["end_line"]
        assert new[: step["line"] - 1] == old[: step["line"] - 1]
        assert new[len(new) - below :] == old[step["end_line"] :]
    if asked["op"] == "insert" and made.select and steps:
        assert apply(made.text, {"op": "delete", "at": made.select}).text == text
    if asked["op"] == "wrap":
        assert apply(made.text, {"op": "unwrap", "at": made.select}).text == text


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=untidy())
def test_every_line_of_an_untidy_script_is_in_its_outline(text: str) -> None:
    """What is not read as header or step is shown as raw lines; nothing that is written is missing."""
    shown = outline(text)
    lines = _lines(text.replace("\ufeff", ""))
    seen = {line for part in (*shown["header"], *shown["steps"], *shown["unread"]) for line in _range(part)}
    for number, line in enumerate(lines, start=1):
        written = line.strip(" \t\ufeff\u2028\xa0")
        if written and not re.match(r"#|%|---|\.\.\.|steps:\s*(#|$)", written):
            assert number in seen


def _range(part: dict[str, Any]) -> range:
    return range(part["line"], part["end_line"] + 1)
