"""`voices cut`: one long recording of a script, cut into takes of its lines."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from stilte.cli.current_project import current_project
from stilte.cli.json_lines import Output, json_option, print_json
from stilte.cli.named_voice import named_voice
from stilte.errors import InputError, Problem
from stilte.messages import tr
from stilte.pipeline.scripts import project_context, read_scripts
from stilte.project import find_scripts
from stilte.script.utterances import utterances
from stilte.speech.catalogue import recordings_folder, script_lines
from stilte.units import clock

if TYPE_CHECKING:
    from stilte.speech.cutting.cut_lines import CutLine


@click.command("cut")
@click.argument("name")
@click.argument("recording", type=click.Path(exists=True, path_type=Path))
@click.option("--script", "script", required=True, metavar="SCRIPT", help="The script that was read aloud.")
@click.option(
    "--anew", is_flag=True, help="Find the lines again, though there is a table beside the recording."
)
@click.option("--deaf", is_flag=True, help="Do without the recogniser of speech.")
@json_option
def cut(name: str, recording: Path, script: str, *, anew: bool, deaf: bool, as_json: bool) -> None:
    """Cut one long recording of a script into takes of its lines.

    Prints a line for each line of the script: cut, unsure (and why) or missing; ends with 1 where something
    is unsure or missing. What is sure becomes a take. The table voices/NAME/long/RECORDING.txt can be
    corrected, as text or in Audacity; then cut that recording again. A folder of one file a line will do too.
    """
    from stilte.speech.cutting.cut_recording import cut_recording  # noqa: PLC0415 (opens numpy)
    from stilte.speech.recogniser import why_unavailable  # noqa: PLC0415

    project = current_project()
    context = project_context(project)
    voice = named_voice(name, context)
    folder = recordings_folder(voice)
    read = read_scripts(find_scripts(project, [script]), context)
    problems = [problem for one in read if not one.routine for problem in one.problems]
    if problems:
        raise InputError(*problems)
    lines = script_lines(voice, (line for one in read if one.routine for line in utterances(one.routine)))
    if not lines:
        raise InputError(
            Problem(None, tr("{script} has no line for the voice {name}.", script=script, name=name))
        )
    hear = not deaf and why_unavailable() is None
    progress = _CuttingInJson() if as_json else _Cutting(sys.stderr)
    out = Output(as_json)
    cuts = cut_recording(
        recording,
        lines,
        folder,
        voice.language,
        hear=hear,
        anew=anew,
        progress=progress,
        each=lambda one: out.result(_cut_row(one), "cut", **_cut_data(one)),
    )
    open_lines = [one for one in cuts.lines if one.status != "cut"]
    if open_lines:
        click.get_current_context().exit(1)


class _Cutting:
    """Says on stderr what is being done, a line each time and a tenth of it on a terminal."""

    def __init__(self, out: TextIO) -> None:
        self._out, self._told = out, ("", -1)

    def __call__(self, doing: str, share: float) -> None:
        tenth = int(10 * share)
        if doing != self._told[0] or (tenth != self._told[1] and self._out.isatty()):
            self._told = (doing, tenth)
            percent = f" {10 * tenth} %" if self._out.isatty() else ""
            click.echo(f"{_DOING[doing]}{percent}", file=self._out)


class _CuttingInJson:
    """Prints a line of JSON for each hundredth of what is being done."""

    def __init__(self) -> None:
        self._told = ("", -1)

    def __call__(self, doing: str, share: float) -> None:
        if (doing, int(100 * share)) != self._told:
            self._told = (doing, int(100 * share))
            print_json({"kind": "cutting", "doing": doing, "share": round(share, 4)})


_DOING = {
    "read": tr("Reading the recording …"),
    "find": tr("Looking for what is said twice …"),
    "hear": tr("Listening to the words …"),
    "compare": tr("Comparing with the lines …"),
}


def _cut_row(cut: CutLine) -> str:
    state = {"cut": tr("cut"), "unsure": tr("unsure"), "missing": tr("missing")}[cut.status]
    place = f"{clock(cut.start_s)}-{clock(cut.end_s)}" if cut.end_s else ""
    why = f"  ({cut.why})" if cut.why else ""
    return f"{state!s:10} {place:17} {cut.text}{why}"


def _cut_data(cut: CutLine) -> dict[str, Any]:
    return {
        "text": cut.text,
        "status": cut.status,
        "start_s": round(cut.start_s, 6),
        "end_s": round(cut.end_s, 6),
        "why": str(cut.why),
        "earlier_s": [round(at_s, 6) for at_s in cut.earlier],
    }
