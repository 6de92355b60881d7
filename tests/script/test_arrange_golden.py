"""Every verb and rule of the language on the timeline, as golden files.

`STILTE_WRITE_GOLDEN=1` writes them anew; read the difference before it is kept.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stilte.errors import InputError
from stilte.script.arrange import arrange
from stilte.script.plan import plan_text
from tests.script.known import RATE_HZ, Known

if TYPE_CHECKING:
    from stilte.script.routine import Routine
    from tests.script.conftest import Desk

GOLDEN = Path(__file__).parent / "golden"
SCRIPTS = sorted(path for path in GOLDEN.glob("*.yaml") if not path.stem.startswith("_"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_gives_the_timeline_that_is_kept(script: Path, desk: Desk) -> None:
    """A script gives the plan beside it, for its natural length and for each length that it asks for."""
    for part in GOLDEN.glob("_*.yaml"):
        desk.write(part.read_bytes(), part.stem)
    routine = desk.load(script.read_bytes(), script.stem)
    plans = [_planned(routine, asked_s) for asked_s in (None, *routine.lengths_s)]
    found, kept = "\n".join(plans), script.with_suffix(".txt")
    if os.environ.get("STILTE_WRITE_GOLDEN"):
        kept.write_text(found, encoding="utf-8")
    assert found == kept.read_text(encoding="utf-8")


def _planned(routine: Routine, asked_s: float | None) -> str:
    try:
        return plan_text(arrange(routine, Known(), RATE_HZ, asked_s), routine)
    except InputError as error:
        return f"{error}\n"
