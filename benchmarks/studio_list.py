"""How long the studio takes to list 300 routines: python benchmarks/studio_list.py [ROUTINES]."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from stilte.studio.state import Studio
from stilte.studio.tracks import project_json

ROUTINES = 300
LINES = 40


def main(routines: int) -> None:
    """Print the time of the first list, of the whole list, of the next start, and after one edit."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _write(root, routines)
        studio = Studio(root)
        print(f"{routines} routines of {LINES} lines")
        _timed("first list, nothing read before", studio)
        began = time.perf_counter()
        while any(track["length_s"] is None for track in project_json(studio)["tracks"]):
            time.sleep(0.5)
        print(f"{'all of them read':40}{time.perf_counter() - began:8.2f} s")
        _timed("list again", studio)
        _edit(root / "scripts/r000.yaml")
        _timed("list after an edit", studio)
        studio.end()
        again = Studio(root)
        _timed("first list of the next start", again)
        again.end()


def _timed(what: str, studio: Studio) -> None:
    began = time.perf_counter()
    project_json(studio)
    print(f"{what:40}{time.perf_counter() - began:8.2f} s")


def _edit(path: Path) -> None:
    path.write_text(path.read_text("utf-8") + "- En nog een zin.\n", "utf-8")


def _write(root: Path, routines: int) -> None:
    (root / "scripts").mkdir()
    (root / "podcast.yaml").write_text("title: Proef\nlanguage: nl\n", "utf-8")
    for number in range(routines):
        lines = "".join(f"- Dit is zin {line} van routine {number}.\n" for line in range(LINES))
        path = root / f"scripts/r{number:03}.yaml"
        path.write_text(f"title: Routine {number}\nmusic: ocean\nsteps:\n{lines}", "utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUTINES)
