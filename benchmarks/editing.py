"""What an edit of a script costs: `python -m benchmarks.editing [LINES]`, processor time in milliseconds.

The script is the sample routine, its steps repeated to so many lines (500). Each figure is the least of 25 runs,
with nothing remembered of the text before it but what an editor has: the text that it shows.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stilte.reader.edit.yaml_text import read_yaml_text
from stilte.script.arrange import arrange
from stilte.script.edit import apply, outline, page_timeline, script_node
from stilte.script.edit.script_text import read_script_text
from stilte.script.environment import Environment
from stilte.script.estimate import estimate
from stilte.script.load import load_text

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
RATE_HZ = 44100
RUNS = 25


def script_of(lines: int) -> str:
    """Return a script of so many lines."""
    head, steps = (ROOT / "scripts/de-bron-activeren.yaml").read_text(encoding="utf-8").split("steps:\n")
    many = head + "steps:\n" + steps * (1 + lines // steps.count("\n"))
    return "\n".join(many.split("\n")[:lines]) + "\n"


def least_ms(work: Callable[[int], object]) -> float:
    """Return the least processor time of a piece of work; it is given the number of its run."""
    times = []
    for run in range(RUNS):
        began = time.process_time()
        work(run)
        times.append(time.process_time() - began)
    return min(times) * 1000


def measure(lines: int) -> dict[str, float]:
    """Return the milliseconds of each step from an edit to what the page shows."""
    text = script_of(lines)
    environment = Environment(
        ROOT, {"rustig": "nl", "fluister": "nl"}, frozenset({"bron"}), frozenset({"bowl"})
    )
    at = next(step["id"] for step in outline(text)["steps"][lines // 4 :] if step["kind"] == "say")

    def edit(run: int) -> Any:
        outline(text)
        return outline(apply(text, {"op": "set_text", "at": at, "text": f"Adem in {run}."}).text)

    def opened(_run: int) -> Any:
        read_yaml_text.cache_clear()
        read_script_text.cache_clear()
        return outline(text)

    def shown_and_loaded(run: int) -> Any:
        opened(run)
        return load_text(text, environment, "scripts/many.yaml", node=script_node(text, "scripts/many.yaml"))

    def shown_and_read_again(run: int) -> Any:
        opened(run)
        return load_text(text, environment, "scripts/many.yaml")

    routine = load_text(text, environment, "scripts/many.yaml")
    timeline = arrange(routine, estimate(RATE_HZ), RATE_HZ)
    shown = outline(text)
    return {
        "outline of a new text": least_ms(opened),
        "edit, with the outline after it": least_ms(edit),
        "outline and load, read once": least_ms(shown_and_loaded),
        "outline and load, read twice": least_ms(shown_and_read_again),
        "load": least_ms(lambda _: load_text(text, environment, "scripts/many.yaml")),
        "arrange": least_ms(lambda _: arrange(routine, estimate(RATE_HZ), RATE_HZ)),
        "timeline of the page": least_ms(lambda _: page_timeline(shown, timeline, routine)),
    }


if __name__ == "__main__":
    for name, milliseconds in measure(int(sys.argv[1]) if len(sys.argv) > 1 else 500).items():
        print(f"{name:32} {milliseconds:6.1f} ms")
