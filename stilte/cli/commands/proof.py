"""`proof`: what was measured on a finished track."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import click

from stilte.cli.current_project import current_project
from stilte.errors import InputError, Problem, not_found
from stilte.messages import Length, Number, sentences, tr
from stilte.pipeline.scripts import project_context, read_scripts
from stilte.release.proof_rows import PROOF_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stilte.messages import Message
    from stilte.project import Project


@click.command()
@click.argument("slug")
@click.option("--lines", "by_line", is_flag=True, help="Print the level of the bed under each line, too.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def command(slug: str, *, by_line: bool, as_json: bool) -> None:
    """Print the measured report of a finished track: its length, levels, onsets and quiet."""
    project = current_project()
    sheet = _sheet(project, slug)
    if as_json:
        click.echo(json.dumps({key: sheet[key] for key in ("slug", "length_s", "loudness", "proof")}))
        return
    for name, figure in _rows(sheet):
        click.echo(f"{name!s:26} {figure!s:>14}")
    if by_line:
        _print_lines(sheet)
    _tell_takes(project, sheet)
    for file in sheet["files"]:
        _warn_if_altered(project.output / slug / file["name"], file["sha256"])


def _print_lines(sheet: dict[str, Any]) -> None:
    """Print where each line begins, how loud the bed is under it, and its words."""
    said = {event["start_s"]: event.get("text", "") for event in sheet["events"] if "text" in event}
    for row in sheet["proof"].get("bed_under_lines", ()):
        text = said.get(row["start_s"], "")
        click.echo(f"{Length(row['start_s'])!s:>9} {Number(row['db'])!s:>7} dB  {text}")


def _sheet(project: Project, slug: str) -> dict[str, Any]:
    path = project.output / slug / f"{slug}.json"
    if not path.is_file():
        sheets = project.output.glob("*/*.json")
        built = [sheet.stem for sheet in sheets if sheet.stem == sheet.parent.name]
        raise InputError(
            Problem(
                None,
                *not_found(tr("There is no finished track '{slug}'.", slug=slug), slug, built, "output/"),
            )
        )
    sheet: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return sheet


def _rows(sheet: dict[str, Any]) -> Iterator[tuple[Message, str | Message]]:
    yield tr("planned length"), Length(sheet["length_s"])
    yield tr("decoded length"), Length(sheet["proof"].get("decoded_length_s", 0))
    for part, key, name, unit in PROOF_ROWS:
        value = sheet[part].get(key)
        yield name, "–" if value is None else f"{Number(value)} {unit}".strip()


def _tell_takes(project: Project, sheet: dict[str, Any]) -> None:
    """Tell which own takes a track is made from, and warn of those with a fault."""
    recorded = [voice["name"] for voice in sheet.get("voices", ()) if "recorded" in voice["engine"]]
    if not recorded:
        return
    from stilte.pipeline.recorded.open_faults import open_faults, takes_in_use  # noqa: PLC0415 (opens numpy)

    context = project_context(project)
    (read,) = read_scripts([project.root / sheet["script"]], context)
    if read.routine is None:
        raise InputError(*read.problems)
    for name in recorded:
        if name in context.voices:
            takes = takes_in_use(context.voices[name], read.routine)
            click.echo(f"{tr('takes of {voice}', voice=name)!s:26} {len(takes):>14}")
    for fault in open_faults(project, context, read.routine):
        problem = fault.problem()
        click.echo(str(sentences(problem.message, problem.instead)), err=True)


def _warn_if_altered(path: Path, digest: str) -> None:
    """Tell where the file is no longer the one that was measured."""
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        click.echo(tr("{file} is not the file that was measured: build again.", file=path.name), err=True)
