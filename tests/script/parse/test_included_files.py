"""Parts that scripts include: read as if their steps stood there, refused where they cannot be."""

# ruff: noqa: E501 (in a table, a case is one row)

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.script.line import Line, Place
from stilte.script.round_selection import RoundSelection
from stilte.script.routine import Group

if TYPE_CHECKING:
    from tests.script.conftest import Desk


def test_an_include_reads_as_if_its_steps_stood_there(desk: Desk) -> None:
    """Places around it, texts given to it, and voice are seen inside; lines keep the place where they stand."""
    desk.write(
        "language: nl\nsteps:\n  - Je <kant> <deel>, ronde <n>.\n  - say: Klaar.\n    on: last\n", "_kant"
    )
    repeat = desk.step(
        "  - repeat: [linker, rechter]\n    steps:\n      - include: _kant\n        with: {kant: <item>, deel: voet}\n"
        "        voice: fluister\n"
    )
    line, done = repeat.steps
    assert line.line == Line(("Je ", Place("item"), " voet, ronde ", Place("n"), "."))
    assert str(line.where) == "scripts/_kant.yaml:3"
    assert (done.on, done.delivery.voice) == (RoundSelection(("last",)), "fluister")


def test_an_include_with_on_is_a_group(desk: Desk) -> None:
    """It happens as a whole in those rounds; an `on` inside that contradicts it can never happen."""
    desk.write("steps:\n  - Kom\n  - {say: Ga, on: last}\n", "_deel")
    repeat = desk.step("  - repeat: 3\n    steps:\n      - {include: _deel, on: not first}\n")
    (group,) = repeat.steps
    assert isinstance(group, Group)
    assert group.on == RoundSelection(("not first",))
    assert len(group.steps) == 2
    told = desk.told_of("  - repeat: 3\n    steps:\n      - {include: _deel, on: first}\n")
    assert (
        "scripts/_deel.yaml:3: This never happens: there are 3 rounds in which the include happens." in told
    )


def test_a_round_given_to_an_include_is_that_round(desk: Desk) -> None:
    """A text given as `<n>` is refused inside a repeat of the included file, where it would mean another round."""
    desk.write("steps:\n  - Ronde <r>\n  - repeat: 2\n    steps:\n      - Ronde <r>\n", "_deel")
    told = desk.told_of("  - repeat: 3\n    steps:\n      - {include: _deel, with: {r: <n>}}\n")
    assert told.startswith("scripts/_deel.yaml:5: <r> was given as the round of a `repeat` outside")
    assert len(told.splitlines()) == 1


@pytest.mark.parametrize(
    ("included", "told"),
    [
        (None, "scripts/proef.yaml:4: There is no file to include '_deel'. There are none in scripts/."),
        ("steps:\n  - Kom <kant>\n", "scripts/_deel.yaml:2: There is no mark"),
        (
            "language: en\nsteps:\n  - Kom\n",
            "scripts/_deel.yaml:1: This file is in 'en', the routine that includes it in 'nl'.",
        ),
        (
            "title: Deel\nsteps:\n  - Kom\n",
            "scripts/_deel.yaml:1: There is no setting of an included file 'title'.",
        ),
        ("language: nl\n", "scripts/_deel.yaml:1: This file has no `steps`."),
        ("", "scripts/_deel.yaml:1: The file is empty."),
        ("steps:\n  - Kom: aan\n", "scripts/_deel.yaml:2: YAML reads the words before the colon"),
    ],
)
def test_what_an_include_refuses(desk: Desk, included: str | None, told: str) -> None:
    """Problems stand where they are: in the file that includes, or in the one that is included."""
    if included is not None:
        desk.write(included, "_deel")
    assert told in desk.told_of("  - include: _deel\n")


def test_an_include_never_leaves_the_project(desk: Desk) -> None:
    """Neither a path nor a link leads out of `scripts/`."""
    outside = desk.root.parent / "_buiten.yaml"
    outside.write_text("steps:\n  - Kom\n")
    (desk.root / "scripts" / "_link.yaml").symlink_to(outside)
    told = desk.told_of("  - include: ../_buiten\n  - include: _link\n  - include: buiten\n")
    assert "4: '../_buiten' is a path; an included file is always in scripts/." in told
    assert "5: '_link' lies outside the project." in told
    assert "6: 'buiten' does not begin with _." in told
