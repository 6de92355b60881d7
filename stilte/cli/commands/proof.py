"""`proof`: what was measured on a finished track."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from stilte.cli.current_project import current_project
from stilte.cli.json_lines import json_option, print_json
from stilte.errors import InputError, Problem, not_found
from stilte.messages import Length, Number, tr
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
@json_option
def command(slug: str, *, by_line: bool, as_json: bool) -> None:
    """Print the measured report of a finished track: its length, levels, onsets and quiet."""
    project = current_project()
    sheet = _sheet(project, slug)
    if as_json:
        print_json(_data(project, sheet))
        return
    for name, figure in _rows(sheet):
        click.echo(f"{name!s:26} {figure!s:>14}")
    if by_line:
        _print_lines(sheet)
    for takes in _own_takes(project, sheet):
        click.echo(f"{tr('takes of {voice}', voice=takes.voice)!s:26} {takes.count:>14}")
        for path, problem in takes.faults:
            click.echo(f"{path.parent.name}/{path.name}: {problem}", err=True)
    for file in _altered(project, sheet):
        click.echo(tr("{file} is not the file that was measured: build again.", file=file), err=True)


@dataclass(frozen=True, slots=True)
class _Takes:
    """The own takes of a voice in a track: how many, and what is wrong with some of them."""

    voice: str
    count: int
    faults: tuple[tuple[Path, Problem], ...]


def _data(project: Project, sheet: dict[str, Any]) -> dict[str, Any]:
    figures = {key: sheet[key] for key in ("slug", "length_s", "loudness", "proof", "files")}
    takes = [
        {
            "voice": each.voice,
            "takes": each.count,
            "faults": [
                {"file": path.name, "message": problem.message, "instead": problem.instead}
                for path, problem in each.faults
            ],
        }
        for each in _own_takes(project, sheet)
    ]
    return {"kind": "proof", **figures, "takes": takes, "altered": list(_altered(project, sheet))}


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


def _own_takes(project: Project, sheet: dict[str, Any]) -> Iterator[_Takes]:
    """Yield the own takes that a track is made from, by voice, with every open fault."""
    recorded = [voice["name"] for voice in sheet.get("voices", ()) if "recorded" in voice["engine"]]
    if not recorded:
        return
    from stilte.pipeline.recorded.open_faults import open_faults, takes_in_use  # noqa: PLC0415 (opens numpy)

    context = project_context(project)
    (read,) = read_scripts([project.root / sheet["script"]], context)
    if read.routine is None:
        raise InputError(*read.problems)
    found = open_faults(project, context, read.routine)
    for name in recorded:
        if name not in context.voices:
            continue
        faults = (
            (one.path, Problem(None, one.fault.message, one.fault.cure)) for one in found if one.voice == name
        )
        yield _Takes(name, len(takes_in_use(context.voices[name], read.routine)), tuple(faults))


def _altered(project: Project, sheet: dict[str, Any]) -> Iterator[str]:
    """Yield the files that are no longer those that were measured."""
    for file in sheet["files"]:
        path = project.output / sheet["slug"] / file["name"]
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != file["sha256"]:
            yield path.name
