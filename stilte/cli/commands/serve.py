"""`serve`: the listen pages on this machine, built again whenever a script is saved."""

from __future__ import annotations

import webbrowser
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING

import click

from stilte.cli.commands.build import JsonLines
from stilte.cli.current_project import current_project
from stilte.cli.json_lines import Output, json_option
from stilte.cli.progress import listener
from stilte.messages import tr

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from stilte.pipeline.options import Listener


@click.command()
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    metavar="N",
    help="0 chooses a free one.",
)
@click.option("--draft", is_flag=True, help="Speak with the embedded voice espeak: fast.")
@click.option("--open", "show", is_flag=True, help="Open the pages in the browser.")
@json_option
def command(port: int, *, draft: bool, show: bool, as_json: bool) -> None:
    """Serve the listen pages on this machine; a saved script is built again and the pages reload."""
    from stilte.studio.listen.app import make_listen_app  # noqa: PLC0415 (opens the server's packages)
    from stilte.studio.listen.live_reload import ReloadSignal  # noqa: PLC0415
    from stilte.studio.listen.rebuild import Rebuild, wav_from  # noqa: PLC0415
    from stilte.studio.start.run import HOST, Server, loopback_socket  # noqa: PLC0415

    project, out = current_project(), Output(as_json)
    project.output.mkdir(parents=True, exist_ok=True)
    place, news = loopback_socket(port), ReloadSignal()

    def told() -> AbstractContextManager[Listener]:
        return nullcontext(JsonLines(project)) if as_json else listener(quiet=False)

    rebuild = Rebuild(project.root, news, draft, told)
    app = make_listen_app(project.output, news, partial(wav_from, project.root, draft))
    address = f"http://{HOST}:{place.getsockname()[1]}/"
    out.result(address, "address", address=address)
    out.note(tr("Saved scripts are built again. Ctrl-C ends it."))
    rebuild.start()
    if show:
        webbrowser.open(address)
    try:
        Server(app, news.end).run_on(place)
    finally:
        rebuild.end()
