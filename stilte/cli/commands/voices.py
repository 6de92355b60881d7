"""`voices`: which engines speak here; try a voice, fetch its model, list what is still to be recorded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stilte.cli.commands.voices_cut import cut
from stilte.cli.current_project import current_project
from stilte.cli.json_lines import Output, json_option, print_json
from stilte.cli.named_voice import named_voice
from stilte.cli.output_file import check_output_file
from stilte.cli.program import Family
from stilte.errors import InputError, Problem, program_name
from stilte.messages import Listed, Message, sentences, tr
from stilte.pipeline.scripts import each_script, project_context
from stilte.script.environment import ESPEAK
from stilte.script.utterances import utterances
from stilte.speech.catalogue import (
    Row,
    Trial,
    each_missing,
    get_named,
    sheet,
    shown,
    table,
    try_voice,
)
from stilte.speech.consent import give
from stilte.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click._termui_impl import ProgressBar

    from stilte.errors import Where
    from stilte.script.line import Utterance
    from stilte.speech.catalogue import ToRecord


@click.group(cls=Family, name="voices", invoke_without_command=True)
@json_option
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """Show which voices work here and why not others.

    Without a command, a table: each voice with its language, who would speak it here, and what is missing.
    """
    if ctx.invoked_subcommand is None:
        context = project_context(current_project())
        whole = context.voices.keys() - context.voice_problems.keys() - {ESPEAK}
        width = max(map(len, whole), default=0)
        for name in (name for name in context.voices if name in whole):
            (row,) = table({name: context.voices[name]})  # told at once: the next may take its time
            if as_json:
                print_json(_data(row))
            else:
                _print(row, width)
        if not whole and not context.voice_problems:
            draft = tr("There are no voices in this project yet; espeak speaks everything, as a draft.")
            new = tr("`{program} new NAME` writes one beside a script.", program=program_name())
            Output(as_json).note(sentences(draft, new))
        if context.voice_problems:
            raise InputError(*(problem for wrong in context.voice_problems.values() for problem in wrong))


def _data(row: Row) -> dict[str, Any]:
    return {
        "kind": "voice",
        "name": row.name,
        "language": row.language,
        "speaks": row.speaks,
        "draft": row.draft,
        "online": row.online,
        "offline": row.offline.engine if row.offline else None,
        "missing": [
            {"engine": entry.engine, "why": entry.why, "instead": entry.cure} for entry in row.missing
        ],
        "unheard": row.unheard,
        "credit": row.credit,
    }


def _print(row: Row, width: int) -> None:
    click.echo(f"{row.name:{width}}  {row.language:6} {_speaks(row)}")
    for entry in row.missing:
        why = sentences(entry.why, entry.cure)
        click.echo(f"{'':{width}}  {tr('not {engine}: {why}', engine=entry.engine, why=why)}")
    if row.unheard:
        click.echo(f"{'':{width}}  {tr('not verified: {why}', why=row.unheard)}")


def _speaks(row: Row) -> str | Message:
    """Return who would speak; an online engine with who stands in for it without a network."""
    who = _engine(row.speaks, draft=row.draft) if row.speaks else tr("nobody here")
    if not row.online:
        return who
    offline = _engine(row.offline.engine, draft=row.offline.draft) if row.offline else tr("nobody")
    return tr("{engine} (online), without a network {offline}", engine=who, offline=offline)


def _engine(name: str, *, draft: bool) -> str | Message:
    return tr("{engine} (draft)", engine=name) if draft else name


@command.command("try")
@click.argument("name")
@click.argument("text")
@click.option("--show", is_flag=True, help="Print what the engine is given.")
@click.option("--engine", "only", metavar="ENGINE", help="Use this engine of the voice.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write this WAV file.",
)
@json_option
def try_(name: str, text: str, only: str | None, output: Path | None, *, show: bool, as_json: bool) -> None:
    """Speak a line, and write it to a WAV file (or play it, where a player is found)."""
    from stilte.pipeline.audio_player import play_clip, write_wav  # noqa: PLC0415 (opens numpy)

    project = current_project()
    if output:
        check_output_file(output, project.root, (".wav",))
    context = project_context(project)
    store = Store(project.cache, "takes")
    rate_hz = project.build.rate_hz
    voice = named_voice(name, context)
    tried = try_voice(voice, text, store=store, rate_hz=rate_hz, only=only, prepare=context.prepare)
    out, clip = Output(as_json), tried.take.open()
    if as_json:
        print_json(_trial_data(tried, clip.frames / clip.rate_hz))
    else:
        out.note(tried.used)
        if show:
            click.echo(shown(tried.given))
    if output:
        write_wav(output, clip)
        out.result(output, "file", path=str(output))
    elif not play_clip(clip):
        out.note(tr("There is no player here: `-o FILE.wav` writes the line to a file."))


def _trial_data(tried: Trial, length_s: float) -> dict[str, Any]:
    return {
        "kind": "take",
        "voice": tried.used.name,
        "engine": tried.used.engine,
        "draft": tried.used.draft,
        "given": shown(tried.given),
        "length_s": round(length_s, 6),
        "told": str(tried.used),
    }


@command.command("get")
@click.argument("name")
@json_option
def get(name: str, *, as_json: bool) -> None:
    """Fetch the model that a voice lacks; an interrupted download goes on where it stopped."""
    voices, out = project_context(current_project()).voices, Output(as_json)
    if as_json:
        got = get_named(name, voices, _Fetching(name))
    else:
        bar: ProgressBar[int]
        with click.progressbar(length=100, label=name, file=click.get_text_stream("stderr")) as bar:

            def show_progress(done: int, total: int) -> None:
                bar.update(int(100 * done / max(total, 1)) - bar.pos)

            got = get_named(name, voices, show_progress)
    for path in got:
        out.result(path, "file", path=str(path))
    if not got:
        out.note(tr("{name} needs nothing that can be fetched.", name=name))


class _Fetching:
    """Prints a line of JSON for each hundredth of a download that has arrived."""

    def __init__(self, name: str) -> None:
        self._name, self._told = name, -1

    def __call__(self, done_bytes: int, total_bytes: int) -> None:
        percent = int(100 * done_bytes / max(total_bytes, 1))
        if percent != self._told:
            self._told = percent
            print_json(
                {"kind": "fetching", "name": self._name, "done_bytes": done_bytes, "total_bytes": total_bytes}
            )


@command.command("trust")
@click.argument("name")
@json_option
def trust(name: str, *, as_json: bool) -> None:
    """Allow the programs and the addresses that a voice's file names, as they stand there now."""
    voice, out = named_voice(name, project_context(current_project())), Output(as_json)
    asked = [use.consent for use in voice.use if use.consent is not None]
    if not asked:
        out.note(tr("{name} runs no program and sends nothing to another machine.", name=name))
        return
    for one in asked:
        out.result(f"{one.where}: {one.asks}", "allowed", at=str(one.where), asks=one.asks)
    give(asked)
    out.note(tr("Allowed, until the voice or its program changes."))


@command.command("missing")
@click.argument("name")
@json_option
def missing(name: str, *, as_json: bool) -> None:
    """Print the lines that are still to be recorded for a voice, as a sheet to read from."""
    project = current_project()
    context = project_context(project)
    voice = named_voice(name, context)
    wrong: list[str] = []
    lacking: list[ToRecord] = []

    def lines() -> Iterator[tuple[Utterance, Where]]:
        for one in each_script(project.script_files(), context):
            if one.routine:
                yield from utterances(one.routine)
            else:
                wrong.append(one.path.name)

    for line in each_missing(voice, lines()):
        lacking.append(line)
        if as_json:
            print_json({"kind": "line", "text": line.text, "file": line.file, "at": str(line.where)})
    if lacking and not as_json:
        click.echo(sheet(lacking))
    if wrong:
        message = tr("Lines of {scripts} are not included.", scripts=Listed(wrong))
        check = tr("`{program} check` shows what is wrong there.", program=program_name())
        raise InputError(Problem(None, message, check))
    if not lacking:
        Output(as_json).note(tr("Nothing is left to record for {name}.", name=name))


command.add_command(cut)
