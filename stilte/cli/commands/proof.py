"""`proof`: what was measured on a finished track."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import click

from stilte.cli.place import current_project
from stilte.errors import InputError, Problem, not_found
from stilte.units import clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stilte.project import Project

ROWS = (
    ("loudness", "speech_lufs", "loudness of the speech", "LUFS"),
    ("loudness", "integrated_lufs", "loudness of the whole", "LUFS"),
    ("loudness", "true_peak_dbtp", "true peak", "dBTP"),
    ("loudness", "bed_under_speech_db", "bed under speech", "dB"),
    ("proof", "worst_speech_onset_ms", "latest or earliest line", "ms"),
    ("proof", "planned_quiet_db", "planned quiet", "dBFS"),
    ("proof", "unplanned_silence_s", "unplanned silence", "s"),
    ("proof", "clipped_samples", "clipped samples", ""),
)


@click.command()
@click.argument("slug")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def command(slug: str, *, as_json: bool) -> None:
    """Print the measured report of a finished track: its length, levels, onsets and quiet."""
    project = current_project()
    sheet = _sheet(project, slug)
    if as_json:
        click.echo(json.dumps({key: sheet[key] for key in ("slug", "length_s", "loudness", "proof")}))
        return
    for name, figure in _rows(sheet):
        click.echo(f"{name:26} {figure:>14}")
    for file in sheet["files"]:
        _warn_if_altered(project.output / slug / file["name"], file["sha256"])


def _sheet(project: Project, slug: str) -> dict[str, Any]:
    path = project.output / slug / f"{slug}.json"
    if not path.is_file():
        sheets = project.output.glob("*/*.json")
        built = [sheet.stem for sheet in sheets if sheet.stem == sheet.parent.name]
        raise InputError(Problem(None, *not_found("finished track", slug, built, "output/")))
    sheet: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return sheet


def _rows(sheet: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "planned length", clock(sheet["length_s"])
    yield "decoded length", clock(sheet["proof"].get("decoded_length_s", 0))
    for part, key, name, unit in ROWS:
        value = sheet[part].get(key)
        yield name, "–" if value is None else f"{value:g} {unit}".strip()


def _warn_if_altered(path: Path, digest: str) -> None:
    """Tell where the file is no longer the one that was measured."""
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        click.echo(f"{path.name} is not the file that was measured: build again.", err=True)
