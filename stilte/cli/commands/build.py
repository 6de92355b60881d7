"""`build`: every track that is not up to date."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from stilte.cli.place import current_project, no_scripts_yet
from stilte.cli.program import near_command
from stilte.cli.progress import listener
from stilte.errors import InputError, Problem, not_found
from stilte.pipeline.build import build
from stilte.pipeline.options import Options
from stilte.pipeline.results import exit_code
from stilte.project import FORMATS, find_scripts
from stilte.script.shelf import ESPEAK
from stilte.units import clock

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.pipeline.results import Result
    from stilte.project import Project


@click.command()
@click.argument("scripts", nargs=-1, metavar="[SCRIPT…]")
@click.option("--force", is_flag=True, help="Build anew, and choose voices anew, even if nothing changed.")
@click.option("--voice", metavar="NAME", help="Speak with this voice instead of the routine's own.")
@click.option("--draft", is_flag=True, help="Speak everything with the embedded voice espeak: fast.")
@click.option("--jobs", type=click.IntRange(1, 256), metavar="N", help="How many tracks at once.")
@click.option("--formats", metavar="LIST", help="Formats, as `mp3,flac`: mp3, m4a, opus, flac.")
@click.option("--stems", is_flag=True, help="Also write voice, bed, bells and breath each by itself.")
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON for every track.")
@click.option("--quiet", is_flag=True, help="Print nothing but problems.")
@click.pass_context
def command(
    ctx: click.Context,
    scripts: tuple[str, ...],
    formats: str | None,
    *,
    force: bool,
    voice: str | None,
    draft: bool,
    jobs: int | None,
    stems: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Build every track that is not up to date: all scripts, or those named by slug or path."""
    project = current_project()
    paths = _found(project, scripts)
    if not paths:
        click.echo(no_scripts_yet(), err=True)
    _refuse_unknown(voice, project)
    options = Options(force, voice, draft, jobs, _formats(formats), stems)
    with listener(quiet=quiet or as_json) as told:
        results = build(project, paths, options, told)
    for result in results:
        _print(result, as_json=as_json, quiet=quiet)
    _print_failures(results)
    ctx.exit(exit_code(results))


def _found(project: Project, scripts: tuple[str, ...]) -> tuple[Path, ...]:
    """Return the scripts; a single word that is none may have been meant as a command."""
    try:
        return find_scripts(project, scripts)
    except InputError:
        near = near_command(scripts[0]) if len(scripts) == 1 and "/" not in scripts[0] else None
        if near is None:
            raise
        cure = f"Did you mean '{near}'?"
        raise InputError(Problem(None, f"There is no command or script '{scripts[0]}'.", cure)) from None


def _refuse_unknown(voice: str | None, project: Project) -> None:
    """Raise `InputError` for a voice that the project does not have, before a script is blamed for it."""
    if voice is None:
        return
    from stilte.speech.voices import voice_names  # noqa: PLC0415 (only where a voice is asked for)

    known = {*voice_names(project.root / "voices"), ESPEAK}
    if voice not in known:
        message, cure = not_found("voice", voice, known)
        raise InputError(Problem(None, f"`--voice {voice}`: {message[0].lower()}{message[1:]}", cure))


def _formats(written: str | None) -> tuple[str, ...]:
    names = tuple(name.strip() for name in (written or "").split(",") if name.strip())
    for name in names:
        if name not in FORMATS:
            raise InputError(Problem(None, *not_found("format", name, FORMATS)))
    return names


def _print(result: Result, *, as_json: bool, quiet: bool) -> None:
    if as_json:
        click.echo(json.dumps(_plain(result), ensure_ascii=False))
    elif result.path and not quiet and result.status != "failed":
        draft = "  (draft voice)" if result.draft else ""
        click.echo(f"{result.path}  {clock(result.length_s or 0)}  {result.status}{draft}")


def _plain(result: Result) -> dict[str, Any]:
    """Return a result as JSON takes it: problems as sentences, seconds to the millisecond."""
    return {
        **asdict(result),
        "length_s": None if result.length_s is None else round(result.length_s, 3),
        "problems": [str(problem) for problem in result.problems],
        "stages": [(stage, round(took_s, 3)) for stage, took_s in result.stages],
    }


def _print_failures(results: tuple[Result, ...]) -> None:
    """List what failed last, where it is seen."""
    told: dict[str, None] = {}
    for result in results:
        for problem in result.problems:
            told[str(problem) if problem.where else f"{result.script}: {problem}"] = None
    sys.stderr.writelines(f"{line}\n" for line in told)
    count = sum(result.status == "failed" for result in results)
    if count:
        others = f"; the other {len(results) - count} stand" if len(results) > count else ""
        sys.stderr.write(f"{count} failed{others}.\n")
