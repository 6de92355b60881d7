"""Run the benchmarks: `python -m benchmarks` (about a quarter of an hour), `--quick` (under one minute).

Writes docs/performance.md and its picture. Needs the espeak-ng program for the yardstick.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from benchmarks import cases
from benchmarks.report import write_report


def main() -> None:
    """Run the chosen cases and write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only the twelve-minute track, once")
    parser.add_argument("--full", action="store_true", help="also pydub's two hours (some ten minutes more)")
    parser.add_argument("--tracks", type=int, default=8, help="how many tracks one worker and two make")
    parser.add_argument(
        "--keep", type=Path, help="work in this folder, and go on there after an interruption"
    )
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="stilte-bench-") as temporary:
        folder = chosen.keep or Path(temporary)
        if chosen.quick:
            found = {"twelve": cases.twelve_minutes(folder / "twelve", 1)}
        else:
            found = cases.run_all(folder, full=chosen.full, tracks=chosen.tracks)
    print(json.dumps(found, indent=1))
    if not chosen.quick:
        write_report(found)


if __name__ == "__main__":
    main()
