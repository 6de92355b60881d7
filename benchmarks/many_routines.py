"""Thousands of routines in one project: python -m benchmarks.many_routines [CHECKED …].

Time and memory of `check` for so many routines of 40 lines: nothing known, then nothing changed, then one edited;
and of a build of nothing with 5,000, whose tracks are stood for by one that was built.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import material
from benchmarks.timing import stilte
from stilte.pipeline.stamps import read_stamp, write_stamp
from stilte.project import open_project

if TYPE_CHECKING:
    from stilte.pipeline.stamps import Stamp

CHECKED, BUILT = (750, 1500), 5000
MINUTES = 8
"""Forty lines, one every twelve seconds."""


def main(checked: tuple[int, ...]) -> None:
    """Print a row for each case."""
    print(f"{'':44}{'wall s':>8}{'processor s':>13}{'MB':>6}")
    for count in checked:
        with tempfile.TemporaryDirectory(prefix="stilte-bench-") as temporary:
            check_of(Path(temporary), count)
    with tempfile.TemporaryDirectory(prefix="stilte-bench-") as temporary:
        build_of_nothing(Path(temporary), BUILT)


def check_of(folder: Path, count: int) -> None:
    """Check routines of which nothing is known, then all of them unchanged, then one edited."""
    material.project(folder, MINUTES, scripts=count, bed=False)
    (folder / "output/.cache").mkdir(parents=True)
    row(folder, f"check of {count} routines of 40 lines", "check")
    row(folder, "the same, nothing changed", "check")
    material.edit_middle(folder / "scripts/proef-0007.yaml")
    row(folder, "the same, one line edited", "check")


def build_of_nothing(folder: Path, count: int) -> None:
    """Build one routine, let its track stand for those of all, and build again."""
    material.project(folder, 0.1, bed=False)
    stilte("--project", str(folder), "build")
    project = open_project(folder)
    first, text = folder / "scripts/proef-0000.yaml", (folder / "scripts/proef-0000.yaml").read_text("utf-8")
    stamp = read_stamp(project, first)
    if stamp is None:
        raise RuntimeError("the first track was not built")
    for number in range(1, count):
        slug = f"proef-{number:04}"
        script = first.with_name(f"{slug}.yaml")
        script.write_text(text, encoding="utf-8")
        shutil.copytree(project.output / first.stem, project.output / slug)
        for file in (project.output / slug).glob(f"{first.stem}.*"):
            file.rename(file.with_name(file.name.replace(first.stem, slug)))
        write_stamp(project, script, _of(slug, first.stem, stamp))
    row(folder, f"build of nothing with {count} routines", "build", "--json")


def _of(slug: str, first: str, stamp: Stamp) -> Stamp:
    """Return the stamp of a routine like the first one."""
    inputs = {name.replace(first, slug): state for name, state in stamp.inputs.items()}
    outputs = {name.replace(first, slug): size for name, size in stamp.outputs.items()}
    tracks = {name.replace(first, slug): length_s for name, length_s in stamp.tracks.items()}
    return replace(stamp, inputs=inputs, outputs=outputs, tracks=tracks)


def row(folder: Path, what: str, *words: str) -> None:
    """Run a command and print what it took."""
    run = stilte("--project", str(folder), *words)
    print(f"{what:44}{run.wall_s:8.1f}{run.cpu_s:13.2f}{run.peak_mb:6.0f}", flush=True)
    if words[0] == "build" and run.out.count('"unchanged"') != run.out.count('"kind": "track"'):
        raise RuntimeError("something was built")


if __name__ == "__main__":
    main(tuple(int(word) for word in sys.argv[1:]) or CHECKED)
