"""`build`: every track that is not up to date."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from stilte.cli.commands.schema import renew
from stilte.cli.current_project import current_project, no_scripts
from stilte.cli.json_lines import Output, json_option, print_json
from stilte.cli.program import near_command
from stilte.cli.progress import listener
from stilte.errors import InputError, Problem, did_you_mean, not_found, program_name
from stilte.messages import SOURCE, Length, in_language, plural, tr, word
from stilte.pipeline.build import build
from stilte.pipeline.inspection.leftovers import stale_slugs
from stilte.pipeline.inspection.passed_over import passed_over
from stilte.pipeline.options import Options, SilentListener
from stilte.pipeline.results import exit_code
from stilte.project import FORMATS, find_scripts, no_format
from stilte.release.catalog import files_of
from stilte.script.environment import ESPEAK

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.pipeline.results import Result
    from stilte.project import Project


@click.command()
@click.argument("scripts", nargs=-1, metavar="[SCRIPT…]")
@click.option("--force", is_flag=True, help="Build again, and choose voices again, even if nothing changed.")
@click.option("--voice", metavar="NAME", help="Speak with this voice instead of the routine's own.")
@click.option("--draft", is_flag=True, help="Speak everything with the embedded voice espeak: fast.")
@click.option("--jobs", type=click.IntRange(1, 256), metavar="N", help="How many tracks at once.")
@click.option(
    "--on", metavar="ADDRESS", help="Speak and make the tracks on the machines of a Dask scheduler."
)
@click.option("--formats", metavar="LIST", help="Formats, as `mp3,flac`: mp3, m4a, opus, flac.")
@click.option("--stems", is_flag=True, help="Also write voice, bed, bells and breath as separate files.")
@click.option("--clips", is_flag=True, help="Also write the voice of each line as a file.")
@json_option
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
    on: str | None,
    stems: bool,
    clips: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Build every track that is not up to date: all scripts, or those named by slug or path."""
    project = current_project()
    renew(project.root, Output(as_json))
    paths = _found(project, scripts)
    if not scripts and not quiet:
        for problem in passed_over(project):
            Output(as_json).warning(problem)
    if not paths:
        raise InputError(no_scripts(project))
    _refuse_unknown(voice, project)
    options = Options(force, voice, draft, jobs, _formats(formats), stems, clips, on=on)
    with nullcontext(JsonLines(project)) if as_json else listener(quiet=quiet) as told:
        results = build(project, paths, options, told)
    for result in () if as_json else results:
        _print(result, quiet=quiet)
    if not (scripts or quiet or as_json):
        _tell_of_leftovers(project)
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
        message = tr("There is no command or script '{name}'.", name=scripts[0])
        raise InputError(Problem(None, message, did_you_mean(near))) from None


def _refuse_unknown(voice: str | None, project: Project) -> None:
    """Raise `InputError` for a voice that the project does not have, before a script is blamed for it."""
    if voice is None:
        return
    from stilte.speech.voices import voice_names  # noqa: PLC0415 (only where a voice is asked for)

    known = {*voice_names(project.root / "voices"), ESPEAK}
    if voice not in known:
        message = tr("`--voice {name}`: there is no voice '{name}'.", name=voice)
        raise InputError(Problem(None, *not_found(message, voice, known)))


def _formats(written: str | None) -> tuple[str, ...]:
    names = tuple(name.strip() for name in (written or "").split(",") if name.strip())
    for name in names:
        if name not in FORMATS:
            raise InputError(Problem(None, *not_found(no_format(name), name, FORMATS)))
    return names


class JsonLines(SilentListener):
    """Prints a line of JSON for every track, as soon as it has ended."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def ends(self, result: Result) -> None:
        """Print the result of a track with all its files."""
        with in_language(SOURCE):  # what programs read is the same for everyone
            data = _plain(result)
        print_json({"kind": "track", **data, "files": self._files(result)})

    def _files(self, result: Result) -> list[str]:
        if result.status == "failed" or not result.path:
            return []
        found = files_of(self._project.output, result.slug)
        return [path.relative_to(self._project.root).as_posix() for path in found]


def _print(result: Result, *, quiet: bool) -> None:
    if result.path and not quiet and result.status != "failed":
        draft = f"  ({tr('draft voice')})" if result.draft else ""
        click.echo(f"{result.path}  {Length(result.length_s or 0)}  {_STATUS[result.status]}{draft}")


_STATUS = {
    "built": word("a track", "built"),
    "unchanged": word("a track", "unchanged"),
    "failed": word("a track", "failed"),
}


def _plain(result: Result) -> dict[str, Any]:
    """Return a result as JSON takes it: problems as sentences, seconds to the millisecond."""
    return {
        **asdict(result),
        "reason": str(result.reason),
        "notes": [str(note) for note in result.notes],
        "length_s": None if result.length_s is None else round(result.length_s, 3),
        "problems": [str(problem) for problem in result.problems],
        "stages": [(stage, round(took_s, 3)) for stage, took_s in result.stages],
    }


def _tell_of_leftovers(project: Project) -> None:
    """Print which finished tracks no script produces any more."""
    for slug, why in stale_slugs(project).items():
        cure = tr("`{program} clean` removes it.", program=program_name())
        click.echo(f"{slug}: {why} {cure}", err=True)


def _print_failures(results: tuple[Result, ...]) -> None:
    """Print the failures at the end, where they are seen."""
    told: dict[str, None] = {}
    for result in results:
        for problem in result.problems:
            told[str(problem) if problem.where else f"{result.script}: {problem}"] = None
    sys.stderr.writelines(f"{line}\n" for line in told)
    count = sum(result.status == "failed" for result in results)
    if count:
        failed = (
            plural(
                "{n} failed; unaffected: {others}.",
                "{n} failed; unaffected: {others}.",
                n=count,
                others=len(results) - count,
            )
            if len(results) > count
            else plural("{n} failed.", "{n} failed.", n=count)
        )
        sys.stderr.write(f"{failed}\n")
