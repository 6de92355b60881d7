"""`play`: hear a script from a line on, without waiting for an MP3."""

from __future__ import annotations

from pathlib import Path

import click

from stilte.cli.current_project import current_project
from stilte.cli.json_lines import Output, json_option
from stilte.cli.output_file import check_output_file
from stilte.messages import Length, tr
from stilte.units import frames


@click.command()
@click.argument("script")
@click.option(
    "--from", "line", type=click.IntRange(min=1), metavar="LINE", help="Begin at this line of the script."
)
@click.option("--for", "length_s", type=float, metavar="SECONDS", help="Stop after so many seconds.")
@click.option("--draft", is_flag=True, help="Speak with the embedded voice espeak: at once.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a WAV file instead.",
)
@json_option
def command(
    script: str, line: int | None, length_s: float | None, output: Path | None, *, draft: bool, as_json: bool
) -> None:
    """Hear a script from a line on, as it will sound, without waiting for an MP3."""
    from stilte.pipeline.audio_player import blocks, play, save  # noqa: PLC0415
    from stilte.pipeline.render_from_line import render_from  # noqa: PLC0415 (opens numpy and the engines)

    project, out = current_project(), Output(as_json)
    if output:
        check_output_file(output, project.root, (".wav",))
    signal, start = render_from(project, script, line, draft=draft)
    stop = None if length_s is None else start + frames(length_s, signal.rate_hz)
    if as_json:
        out.result("", "from", script=script, start_s=start / signal.rate_hz)
    else:
        out.note(tr("from {moment}", moment=Length(start / signal.rate_hz)))
    sound = blocks(signal, start, stop)
    if output:
        save(output, sound, signal.rate_hz, signal.channels)
        out.result(output, "file", path=str(output))
    elif not play(sound, signal.rate_hz, signal.channels):
        out.note(tr("There is no player here: `-o FILE.wav` writes it to a file."))
        click.get_current_context().exit(1)
