"""A timeline as text and as values."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from stilte.script.arrange import arrange
from stilte.script.plan import plan_json, plan_text
from tests.script.known import RATE_HZ, Known

if TYPE_CHECKING:
    from tests.script.conftest import Desk

SCRIPT = """title: Proef
language: nl
voice: rustig
music: bron
steps:
  - chapter: Begin
  - Een twee.
  - breathe: 1-2
    say: {in: In}
  - say: Zacht.
    voice: fluister
    level: -4
    speed: 0.5
  - hold: 1
    say: Blijf hier nog even.
"""


def test_a_plan_tells_start_length_kind_and_text(desk: Desk) -> None:
    """One row for everything, in order of start, with voice, level and speed where they are not the usual."""
    routine = desk.load(SCRIPT)
    text = plan_text(arrange(routine, Known(), RATE_HZ), routine)
    assert text == (
        "Proef · 0:38.00\n"
        "count 1 chosen at scripts/proef.yaml:8\n"
        "\n"
        "   0:00.00     6.00  edge\n"
        "   0:00.00           chapter  Begin\n"
        "   0:00.00           music    bron\n"
        "   0:06.00     0.50  line     Een twee.\n"
        "   0:06.50     4.00  pause\n"
        "   0:10.50     4.00  in 1/1\n"
        "   0:10.50     0.25  cue      In\n"
        "   0:14.50     6.00  out 1/1\n"
        "   0:20.50     0.50  line     Zacht.  (fluister, -4 dB, speed 0.5)\n"
        "   0:21.00     4.00  pause\n"
        "   0:25.00     1.00  hold\n"
        "   0:25.00     1.00  line     Blijf hier nog even.\n"
        "   0:26.00    12.00  edge\n"
    )


def test_a_plan_says_how_a_length_was_met(desk: Desk) -> None:
    """The share and the chosen counts stand at its head."""
    routine = desk.load(SCRIPT)
    head = plan_text(arrange(routine, Known(), RATE_HZ, 50), routine).split("\n\n")[0]
    assert head == (
        "Proef · 0:50.00\nlength 0:50.00: elastic time stretched by 12.5% of its room\n"
        "count 2 chosen at scripts/proef.yaml:8"
    )


def test_the_same_plan_for_programs(desk: Desk) -> None:
    """The values can be written as JSON, have times in seconds, and the same rows as the text."""
    routine = desk.load(SCRIPT)
    timeline = arrange(routine, Known(), RATE_HZ, 50)
    plan = plan_json(timeline, routine)
    assert json.loads(json.dumps(plan)) == plan
    assert plan["length_s"] == 50.0
    assert plan["fit"] == {
        "asked_s": 50.0,
        "share": 0.125,
        "counts": [{"at": "scripts/proef.yaml:8", "chose": 2}],
    }
    rows = [row for row in plan["rows"] if row["kind"] == "line"]
    assert rows[0] == {
        "start_s": 6.0,
        "length_s": 0.5,
        "kind": "line",
        "text": "Een twee.",
        "at": "scripts/proef.yaml:7",
    }
    assert len(plan["rows"]) == plan_text(timeline, routine).count("\n") - 4


def test_hours_are_written_where_there_are_any(desk: Desk) -> None:
    """A plan of more than an hour counts hours."""
    routine = desk.load("title: Lang\nlanguage: nl\nvoice: rustig\nsteps:\n  - silence: 2h\n  - Een.\n")
    text = plan_text(arrange(routine, Known(), RATE_HZ), routine)
    assert "2:00:02.00" in text
