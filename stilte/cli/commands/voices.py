"""`voices`: who speaks here and why not others; try one, fetch one, list what is still to be recorded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stilte.cli.family import Family
from stilte.cli.place import current_project
from stilte.errors import InputError, Problem, called, not_found
from stilte.pipeline.scripts import Surroundings, read_scripts, surroundings
from stilte.script.shelf import ESPEAK
from stilte.script.utterances import utterances
from stilte.speech.catalogue import (
    Row,
    get_named,
    missing_lines,
    sheet,
    shown,
    table,
    try_voice,
)
from stilte.store import Store

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from stilte.speech.voice import Voice


@click.group(cls=Family, name="voices", invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Show which voices work here and why not others.

    Without more, a table: each voice with its language, who would speak it here, and what is missing.
    """
    if ctx.invoked_subcommand is None:
        around = surroundings(current_project())
        whole = around.voices.keys() - around.wrong_voices.keys() - {ESPEAK}
        rows = table({name: voice for name, voice in around.voices.items() if name in whole})
        width = max((len(row.name) for row in rows), default=0)
        for row in rows:
            _print(row, width)
        if not rows and not around.wrong_voices:
            draft = "There are no voices in this project yet; espeak speaks everything, as a draft."
            click.echo(f"{draft} `{called()} new NAME` writes one beside a script.", err=True)
        if around.wrong_voices:
            raise InputError(*(problem for wrong in around.wrong_voices.values() for problem in wrong))


def _print(row: Row, width: int) -> None:
    click.echo(f"{row.name:{width}}  {row.language:6} {_speaks(row)}")
    for entry in row.missing:
        click.echo(f"{'':{width}}  not {entry.engine}: {entry.why} {entry.cure}".rstrip())
    if row.unheard:
        click.echo(f"{'':{width}}  not verified: {row.unheard}")


def _speaks(row: Row) -> str:
    """Return who would speak; an online engine with who stands in for it without a network."""
    who = (row.speaks or "nobody here") + (" (draft)" if row.draft else "")
    if not row.online:
        return who
    offline = row.offline.engine + (" (draft)" if row.offline.draft else "") if row.offline else "nobody"
    return f"{who} (online), without a network {offline}"


@command.command("try")
@click.argument("name")
@click.argument("text")
@click.option("--show", is_flag=True, help="Print what the engine is given.")
@click.option("--engine", "only", metavar="ENGINE", help="Use this engine of the voice.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write this WAV file.")
def try_(name: str, text: str, only: str | None, output: Path | None, *, show: bool) -> None:
    """Speak a line, and write it to a WAV file (or play it, where a player is found)."""
    from stilte.pipeline.playing import play_clip, write_wav  # noqa: PLC0415 (opens numpy)

    project = current_project()
    around = surroundings(project)
    store = Store(project.cache, "takes")
    rate_hz = project.build.rate_hz
    voice = _voice(name, around)
    tried = try_voice(voice, text, store=store, rate_hz=rate_hz, only=only, prepare=around.prepare)
    click.echo(str(tried.used), err=True)
    if show:
        click.echo(shown(tried.given))
    clip = tried.take.open()
    if output:
        write_wav(output, clip)
        click.echo(str(output))
    elif not play_clip(clip):
        click.echo("There is no player here: `-o FILE.wav` writes the line to a file.", err=True)


@command.command("get")
@click.argument("name")
def get(name: str) -> None:
    """Fetch the model that a voice lacks; an interrupted download goes on where it stopped."""
    voices = surroundings(current_project()).voices
    bar: ProgressBar[int]
    with click.progressbar(length=100, label=name, file=click.get_text_stream("stderr")) as bar:

        def told(done: int, total: int) -> None:
            bar.update(int(100 * done / max(total, 1)) - bar.pos)

        got = get_named(name, voices, told)
    for path in got:
        click.echo(str(path))
    if not got:
        click.echo(f"{name} lacks nothing that can be fetched.", err=True)


@command.command("missing")
@click.argument("name")
def missing(name: str) -> None:
    """Print the lines that are still to be recorded for a voice, as a sheet to read from."""
    project = current_project()
    around = surroundings(project)
    voice = _voice(name, around)
    read = read_scripts(project.script_files(), around)
    lines = [line for one in read if one.routine for line in utterances(one.routine)]
    lacking = missing_lines(voice, lines)
    if lacking:
        click.echo(sheet(lacking))
    wrong = [one.path.name for one in read if not one.routine]
    if wrong:
        told = (
            f"Lines of {', '.join(wrong)} are not among these: `{called()} check` tells what is wrong there."
        )
        raise InputError(Problem(None, told))
    if not lacking:
        click.echo(f"Nothing is left to record for {name}.", err=True)


def _voice(name: str, around: Surroundings) -> Voice:
    if name not in around.voices:
        raise InputError(Problem(None, *not_found("voice", name, around.voices)))
    if name in around.wrong_voices:
        raise InputError(*around.wrong_voices[name])
    return around.voices[name]
