"""Run the benchmarks: `python -m benchmarks` (about ten minutes), `--quick` (under one), `--full` (all).

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
    parser.add_argument("--full", action="store_true", help="also pydub's two hours, and a hundred tracks")
    parser.add_argument("--keep", type=Path, help="work in this folder and leave it")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="stilte-bench-") as temporary:
        found = cases.run_all(chosen.keep or Path(temporary), quick=chosen.quick, full=chosen.full)
    print(json.dumps(found, indent=1))
    if not chosen.quick:
        write_report(found)


if __name__ == "__main__":
    main()
