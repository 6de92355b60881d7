"""How soon an edited line is heard in a routine of 500 lines: python benchmarks/studio_hear.py [LINES]."""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from stilte.studio.documents import document
from stilte.studio.hearing.from_line import render
from stilte.studio.scripts.editing import apply_operation
from stilte.studio.state import Studio

if TYPE_CHECKING:
    from collections.abc import Iterator

LINES = 500
EDITS = 5


def main(lines: int) -> None:
    """Print the times of opening, of the first hearing (every line is spoken), and of edits in the middle."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "scripts").mkdir()
        steps = "".join(f"- Dit is zin {line} van de routine.\n" for line in range(lines))
        (root / "scripts/lang.yaml").write_text(
            f"title: Lang\nlanguage: nl\nmusic: ocean\nsteps:\n{steps}", "utf-8"
        )
        studio = Studio(root)
        print(f"{lines} lines, spoken by the embedded voice")
        with _timed("opened in the editor"):
            shown = document(studio, "lang")
        at = shown["outline"]["steps"][lines // 2]["id"]
        _heard(studio, shown["version"], at, "first hearing, every line spoken")
        for number in range(EDITS):
            operation = {"op": "set_text", "at": at, "text": f"Een heel andere zin, de {number}e."}
            with _timed("edit written, with problems and timeline"):
                given = {"version": shown["version"], "operation": operation}
                shown = apply_operation(studio, "lang", given)
            _heard(studio, shown["version"], at, "  its first sound after that")
        studio.end()


@contextmanager
def _timed(what: str) -> Iterator[None]:
    began, used = time.perf_counter(), time.process_time()
    yield
    took_s, used_s = time.perf_counter() - began, time.process_time() - used
    print(f"{what:44}{took_s:8.2f} s, of the processor {used_s:.2f} s")


def _heard(studio: Studio, version: str, at: str, what: str) -> None:
    with _timed(what):
        parts = iter(render(studio, "lang", version, at, None).parts)
        next(parts)
        next(parts)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LINES)
