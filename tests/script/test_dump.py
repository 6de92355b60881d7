"""A routine written out as the values of its script says the same."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from stilte.script.arrange import arrange
from stilte.script.dump import dump_head, dump_step
from stilte.script.line import Delivery
from stilte.script.plan import plan_text
from tests.script.known import RATE_HZ, Known

if TYPE_CHECKING:
    from stilte.script.routine import Routine
    from tests.script.conftest import Desk

GOLDEN = Path(__file__).parent / "golden"
SCRIPTS = sorted(path for path in GOLDEN.glob("*.yaml") if not path.stem.startswith("_"))


def written(routine: Routine) -> str:
    """Return the script of a routine; JSON is YAML."""
    steps: list[Any] = [
        one for step in routine.steps for one in dump_step(step, Delivery(routine.voice, (0.0, 0.0)))
    ]
    head = dump_head(routine)
    rows = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    return "\n".join([*rows, "steps:", *(f"  - {json.dumps(one, ensure_ascii=False)}" for one in steps)])


def _plan(routine: Routine) -> str:
    """Return the plan without the lines of the file, which differ."""
    return re.sub(r"\.yaml:\d+", "", plan_text(arrange(routine, Known(), RATE_HZ), routine))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_what_is_dumped_reads_back_to_the_same_timeline(script: Path, desk: Desk) -> None:
    """Every form of the language, written out and read again, gives the same plan."""
    for part in GOLDEN.glob("_*.yaml"):
        desk.write(part.read_bytes(), part.stem)
    first = desk.load(script.read_bytes(), script.stem)
    again = desk.load(written(first), script.stem)
    assert _plan(again) == _plan(first)
