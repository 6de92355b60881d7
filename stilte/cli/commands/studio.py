"""`studio`: the whole work in a window of the browser."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import ExitStack
from pathlib import Path

import click

from stilte.cli.current_project import current_folder
from stilte.cli.json_lines import Output, json_option
from stilte.errors import StilteError
from stilte.file_names import real_path
from stilte.messages import tr
from stilte.project import open_project


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="N",
    help="0 chooses a free one; without it the project's usual one, if it is free.",
)
@click.option("--no-open", "quietly", is_flag=True, help="Do not open the browser.")
@click.option("--while-open", is_flag=True, help="End when the last window has been closed.")
@click.option("--shortcut", is_flag=True, help="Put an icon on the desktop that opens this studio.")
@json_option
def command(port: int | None, *, quietly: bool, while_open: bool, shortcut: bool, as_json: bool) -> None:
    """Write, hear, build and publish in a window of the browser, on this machine only."""
    root, out = current_folder(), Output(as_json)
    if shortcut:
        _put_icon(root, out)
        return
    _run(root, port, out, quietly=quietly, while_open=while_open)


def _run(root: Path, port: int | None, out: Output, *, quietly: bool, while_open: bool) -> None:
    """Serve the studio until Ctrl-C, or until its last window is closed."""
    from stilte.studio.app import make_app  # noqa: PLC0415 (opens the server's packages)
    from stilte.studio.start.idleness import Idleness  # noqa: PLC0415
    from stilte.studio.start.opening import opened  # noqa: PLC0415
    from stilte.studio.start.run import HOST, Server, loopback_socket, usual_socket  # noqa: PLC0415
    from stilte.studio.state import Studio  # noqa: PLC0415

    place, studio = usual_socket(root) if port is None else loopback_socket(port), Studio(root)
    server = Server(make_app(studio), studio.end)
    address = f"http://{HOST}:{place.getsockname()[1]}/?key={studio.secret}"
    out.result(address, "address", address=address)
    with ExitStack() as around:
        if quietly or not around.enter_context(opened(root, address)):
            out.note(tr("Open this address in your browser. Ctrl-C ends the studio."))
        else:
            out.note(tr("The studio opens in your browser. Ctrl-C ends it."))
        if while_open:
            idleness = Idleness(studio.is_used, server.end)
            idleness.start()
            around.callback(idleness.stop)
        studio.start()
        server.run_on(place)


def _put_icon(root: Path, out: Output) -> None:
    """Write what opens the studio of a project by a click, and say where."""
    from stilte.studio.start.shortcut import shortcuts  # noqa: PLC0415

    try:
        title = open_project(root).show.title or root.name
    except StilteError:
        title = root.name
    words = [*_program(), "studio", "--project", str(root), "--while-open"]
    for made in shortcuts(sys.platform, Path.home(), os.environ, title, words):
        made.write()
        out.result(made.path, "file", path=str(made.path))


def _program() -> list[str]:
    """Return how this program is started from anywhere."""
    started = Path(sys.argv[0])
    if started.suffix == ".py":
        return [sys.executable, str(real_path(started))]
    return [shutil.which(started.name) or str(real_path(started))]
