"""A project with four short scripts, and what a build of it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.pipeline.build import build
from stilte.pipeline.options import Options
from stilte.project import open_project
from tests.pipeline.conftest import SCRIPT, VOICE, Told

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.pipeline.results import Result
    from tests.real.cluster.refusing_s3 import Bucket

SCRIPTS = ("een", "twee", "drie", "vier")


def written(folder: Path, place: Bucket) -> Path:
    texts = {f"scripts/{name}.yaml": SCRIPT.replace("Even ademen", name) for name in SCRIPTS}
    texts["voices/toon.yaml"] = VOICE
    texts["podcast.yaml"] = f"title: Proef\nlanguage: nl\nauthor: Wij\ncache: {{place: '{place.address}'}}\n"
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def made(folder: Path, told: Told | None = None, **options: object) -> tuple[Result, ...]:
    project = open_project(folder)
    chosen = Options(**{"jobs": 2, **options})  # type: ignore[arg-type]
    return build(project, project.script_files(), chosen, told or Told())


def tracks(folder: Path) -> dict[str, bytes]:
    output = folder / "output"
    found = (path for path in sorted(output.rglob("*")) if path.is_file())
    named = {path.relative_to(output).as_posix(): path.read_bytes() for path in found}
    return {name: body for name, body in named.items() if not name.startswith(".")}


def problems(results: tuple[Result, ...]) -> list[str]:
    return [str(problem) for result in results for problem in result.problems]
