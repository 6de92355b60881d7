"""The outline of a script: every part with its place, also where something is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from stilte.script.edit import outline
from tests.script.edit.scripts import every_step

SCRIPT = """\
# een script
title: Proef   # titel
language: nl
tags: [a, b]
description: |
  Twee
  regels.
steps:
  - Welkom. <2s> Ga zitten. <8s>
  - say: 'Nog een zin.'
    voice: fluister
    pause: 20-45
  - breathe: 3
    breath: {in: 4, out: 6}
    say: {in: In, out: Uit}
  - breathe: 5-10
    say:
      - in: In
      - silent
  - repeat:
      - {deze: linker}
    steps:
      - Je <deze>voet.
      - hold: 30
        say: Blijf.
        during:
          - Zacht.
          - {bell: 1, at: 10}
  - chapter: Slot
  - include: _eind
  - note: |
      Een noot.
"""


def _shown(text: str) -> list[tuple[Any, ...]]:
    steps = every_step(outline(text)["steps"])
    return [(step["id"], step["kind"], step["line"], step["end_line"], step["text"]) for step in steps]


def test_the_header_holds_the_settings_as_they_are_written() -> None:
    """Each with its line, in the order of the file; `steps` is not among them."""
    shown = outline(SCRIPT)
    assert [(one["key"], one["value"], one["line"], one["end_line"]) for one in shown["header"]] == [
        ("title", "Proef", 2, 2),
        ("language", "nl", 3, 3),
        ("tags", ["a", "b"], 4, 4),
        ("description", "Twee\nregels.\n", 5, 7),
    ]
    assert shown["language"] == "nl"
    assert shown["unread"] == []


def test_each_step_has_its_kind_its_lines_and_its_words() -> None:
    """The quiet after a line is not among its words; what stands in a repeat or a hold follows it."""
    assert _shown(SCRIPT) == [
        ("steps/0", "say", 9, 9, "Welkom. <2s> Ga zitten."),
        ("steps/1", "say", 10, 12, "Nog een zin."),
        ("steps/2", "breathe", 13, 15, None),
        ("steps/3", "breathe", 16, 19, None),
        ("steps/4", "repeat", 20, 28, None),
        ("steps/4/steps/0", "say", 23, 23, "Je <deze>voet."),
        ("steps/4/steps/1", "hold", 24, 28, "Blijf."),
        ("steps/4/steps/1/during/0", "say", 27, 27, "Zacht."),
        ("steps/4/steps/1/during/1", "bell", 28, 28, None),
        ("steps/5", "chapter", 29, 29, "Slot"),
        ("steps/6", "include", 30, 30, None),
        ("steps/7", "note", 31, 32, "Een noot."),
    ]


def test_settings_are_told_as_they_are_written() -> None:
    """A mark at the end of a line and a `pause` are the same setting; cues are a list in either form."""
    fields = {step["id"]: step["fields"] for step in every_step(outline(SCRIPT)["steps"])}
    assert fields["steps/0"] == {"pause": "8s"}
    assert fields["steps/1"] == {"voice": "fluister", "pause": "20-45"}
    assert fields["steps/2"] == {"breathe": "3", "breath": {"in": "4", "out": "6"}}
    assert fields["steps/4"] == {"repeat": [{"deze": "linker"}]}
    assert fields["steps/4/steps/1/during/1"] == {"bell": "1", "at": "10"}
    cues = [step["cues"] for step in outline(SCRIPT)["steps"] if "cues" in step]
    assert cues == [[{"in": "In", "out": "Uit"}], [{"in": "In"}, "silent"]]


def test_line_breaks_and_a_mark_of_the_file_make_no_difference() -> None:
    """Lines are counted alike whatever ends them."""
    assert outline("\ufeff" + SCRIPT.replace("\n", "\r\n")) == outline(SCRIPT)


FAULTS = """\
title: Fout
language: nl
steps:
  - Een zin.
  - Adem in: rustig
  - dance: 3
  - repeat: 2
    steps:
      - Binnenin.
      - {say: Kom terug, en wissel
      - Nog een.
  -\tMet een tab.
  - hold: 20
 - Te ver naar links.
  - Slot. <4s>
"""


def test_one_fault_leaves_the_rest_of_a_script_to_be_read() -> None:
    """Each step that cannot be read is shown as its lines, with what is wrong; also inside a repeat."""
    kinds = {step["line"]: step["kind"] for step in every_step(outline(FAULTS)["steps"])}
    assert kinds == {
        4: "say",
        5: "unreadable",
        6: "unreadable",
        7: "repeat",
        9: "say",
        10: "unreadable",
        11: "say",
        12: "unreadable",
        13: "hold",
        14: "unreadable",
        15: "say",
    }
    for step in every_step(outline(FAULTS)["steps"]):
        if step["kind"] == "unreadable":
            assert step["raw"] == FAULTS.splitlines()[step["line"] - 1]
            assert step["problem"]["text"]


@pytest.mark.parametrize(
    "text", ["", "\n", "# niets\n", "steps:\n", "- los\n", "x", "\x00", "title: [", "steps: 3\n", "a: *b\n"]
)
def test_what_is_no_script_has_an_outline_without_steps(text: str) -> None:
    """Whatever is written is in it as raw lines or as a setting."""
    shown = outline(text)
    assert shown["steps"] == []
    raw = "".join(one["raw"] for one in shown["unread"])
    assert raw or shown["header"] or text.strip() in ("", "# niets", "steps:")
