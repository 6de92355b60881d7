"""`serve`: the listen pages on this machine, built again whenever a script is saved."""

from __future__ import annotations

import webbrowser
from functools import partial

import click

from stilte.cli.current_project import current_project
from stilte.cli.progress import listener
from stilte.messages import tr


@click.command()
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 chooses a free one."
)
@click.option("--draft", is_flag=True, help="Speak with the embedded voice espeak: fast.")
@click.option("--open", "show", is_flag=True, help="Open the pages in the browser.")
def command(port: int, *, draft: bool, show: bool) -> None:
    """Serve the listen pages on this machine; a saved script is built again and the pages reload."""
    from stilte.studio.listen.app import make_listen_app  # noqa: PLC0415 (opens the server's packages)
    from stilte.studio.listen.live_reload import ReloadSignal  # noqa: PLC0415
    from stilte.studio.listen.rebuild import Rebuild, wav_from  # noqa: PLC0415
    from stilte.studio.start.run import HOST, Server, loopback_socket  # noqa: PLC0415

    project = current_project()
    project.output.mkdir(parents=True, exist_ok=True)
    place, news = loopback_socket(port), ReloadSignal()
    rebuild = Rebuild(project.root, news, draft, partial(listener, quiet=False))
    app = make_listen_app(project.output, news, partial(wav_from, project.root, draft))
    address = f"http://{HOST}:{place.getsockname()[1]}/"
    click.echo(address)
    click.echo(tr("Saved scripts are built again. Ctrl-C ends it."), err=True)
    rebuild.start()
    if show:
        webbrowser.open(address)
    try:
        Server(app, news.end).run_on(place)
    finally:
        rebuild.end()
