"""`build.py` in the checkout: our program, and no obstacle to the packaging tool of the same name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from subprocess import CompletedProcess

ROOT = Path(__file__).parent.parent


def _ran(*words: str, **variables: str) -> CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_build_py_is_the_program() -> None:
    """`python build.py` runs Stilte."""
    assert _ran("build.py", "--version").stdout.startswith("stilte, version ")


def test_python_m_build_is_the_packaging_tool(tmp_path: Path) -> None:
    """Where that tool is installed, it runs; where not, one sentence says what was asked for."""
    package = tmp_path / "build"
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "__main__.py").write_text("import sys\nprint('packaging', sys.argv[1:])\n", encoding="utf-8")
    assert _ran("-m", "build", "--wheel", PYTHONPATH=str(tmp_path)).stdout == "packaging ['--wheel']\n"
    if not (done := _ran("-m", "build", PYTHONPATH="")).returncode:
        return  # the tool itself is installed here
    assert done.stderr.startswith("`python -m build` runs the packaging tool of that name")
