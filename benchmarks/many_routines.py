"""Thousands of routines in one project: python -m benchmarks.many_routines [CHECKED …].

Time and memory of `check` for so many routines of 40 lines: nothing known, then nothing changed, then one edited;
of a build of nothing with 5,000, whose tracks are stood for by one that was built; and of a build that changes one
of 1,000 tracks, beside the same build where it is the only one: the difference is what the others cost.
"""

from __future__ import annotations

import os
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

CHECKED, BUILT, EDITED = (750, 1500), 5000, (1, 1000)
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
    for count in EDITED:
        with tempfile.TemporaryDirectory(prefix="stilte-bench-") as temporary:
            build_of_one(Path(temporary), count)


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
    stand_ins(folder, 0.1, count)
    row(folder, f"build of nothing with {count}, pages not known", "build", "--json", built=0)
    row(folder, f"build of nothing with {count} routines", "build", "--json", built=0)


def build_of_one(folder: Path, count: int) -> None:
    """Edit one line of one routine among others that are built, once for the pages of all, and once more."""
    stand_ins(folder, MINUTES, count)
    script = folder / "scripts/proef-0000.yaml"
    for what in (f"one line edited, the first build of {count}", f"one line edited again, of {count} tracks"):
        material.edit_middle(script)
        row(folder, what, "build", "--json", built=1)
    pages = folder / "output/proef-0000/index.html"
    if "Keer 2" not in pages.read_text("utf-8"):
        raise RuntimeError("its page is not of today")


def stand_ins(folder: Path, minutes: float, count: int) -> None:
    """Build one routine of some minutes, and let its track stand for those of all others."""
    material.project(folder, minutes, bed=False)
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
        shutil.copytree(project.output / first.stem, project.output / slug, copy_function=os.link)
        for file in (project.output / slug).glob(f"{first.stem}.*"):
            file.rename(file.with_name(file.name.replace(first.stem, slug)))
        sheet = project.output / slug / f"{slug}.json"
        told = sheet.read_text("utf-8").replace(first.stem, slug)
        sheet.unlink()  # the other one is linked to it
        sheet.write_text(told, "utf-8")
        write_stamp(project, script, _of(slug, first.stem, stamp))


def _of(slug: str, first: str, stamp: Stamp) -> Stamp:
    """Return the stamp of a routine like the first one."""
    inputs = {name.replace(first, slug): state for name, state in stamp.inputs.items()}
    outputs = {name.replace(first, slug): size for name, size in stamp.outputs.items()}
    tracks = {name.replace(first, slug): length_s for name, length_s in stamp.tracks.items()}
    return replace(stamp, inputs=inputs, outputs=outputs, tracks=tracks)


def row(folder: Path, what: str, *words: str, built: int | None = None) -> None:
    """Run a command and print what it took."""
    run = stilte("--project", str(folder), *words)
    print(f"{what:44}{run.wall_s:8.1f}{run.cpu_s:13.2f}{run.peak_mb:6.0f}", flush=True)
    if built is not None and run.out.count('"status": "built"') != built:
        raise RuntimeError(f"other tracks were built than {built}")


if __name__ == "__main__":
    main(tuple(int(word) for word in sys.argv[1:]) or CHECKED)
