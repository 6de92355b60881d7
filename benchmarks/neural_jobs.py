"""What `--jobs` gains with a neural voice: python -m benchmarks.neural_jobs [ROUTINES] [LINES] [JOBS …].

Routines by Kokoro, nothing cached, the same for each number of jobs: wall time, processor time, cores that were
busy, memory of the largest process. Every run must make the same bytes.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.material import SENTENCES
from benchmarks.timing import Run, stilte

ROUTINES, LINES, JOBS = 20, 12, (1, 2)


def main(routines: int, lines: int, jobs: tuple[int, ...]) -> None:
    """Print a row for each number of jobs; raise `RuntimeError` where they do not make the same files."""
    with tempfile.TemporaryDirectory(prefix="stilte-bench-") as temporary:
        folder = Path(temporary)
        write_project(folder, routines, lines)
        print(f"{routines} routines of {lines} lines by Kokoro, nothing cached")
        print(f"{'jobs':>5}{'wall s':>10}{'processor s':>13}{'cores':>7}{'MB':>7}{'gain':>7}")
        first: Run | None = None
        made = set[str]()
        for count in jobs:
            shutil.rmtree(folder / "output", ignore_errors=True)
            run = stilte("--project", str(folder), "build", "--quiet", "--jobs", str(count))
            first = first or run
            made.add(digest(folder / "output"))
            figures = f"{run.wall_s:10.1f}{run.cpu_s:13.1f}{run.cpu_s / run.wall_s:7.2f}{run.peak_mb:7.0f}"
            print(f"{count:5}{figures}{first.wall_s / run.wall_s:7.2f}", flush=True)
        if len(made) > 1:
            raise RuntimeError("the number of jobs changed what was made")


def write_project(folder: Path, routines: int, lines: int) -> None:
    """Write routines in which no line is said twice."""
    for name in ("scripts", "voices"):
        (folder / name).mkdir()
    (folder / "podcast.yaml").write_text("title: Proef\nlanguage: nl\n", encoding="utf-8")
    (folder / "voices/rustig.yaml").write_text("language: nl\nuse: [kokoro]\n", encoding="utf-8")
    for number in range(routines):
        said = (f"{SENTENCES[line % len(SENTENCES)][:-1]}, {number * lines + line}." for line in range(lines))
        text = "".join(f"  - {one}\n  - silence: 2\n" for one in said)
        head = f"title: Proef {number}\nlanguage: nl\nlead: [0, 0]\nsteps:\n"
        (folder / f"scripts/proef-{number:03}.yaml").write_text(head + text, encoding="utf-8")


def digest(output: Path) -> str:
    """Return a hash of all tracks."""
    whole = hashlib.sha256()
    for path in sorted(output.glob("*/*.mp3")):
        whole.update(path.name.encode() + path.read_bytes())
    return whole.hexdigest()


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(given[0] if given else ROUTINES, given[1] if given[1:] else LINES, tuple(given[2:]) or JOBS)
