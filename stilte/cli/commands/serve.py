"""`serve`: the listen pages on this machine, built again whenever a script is saved."""

from __future__ import annotations

import threading
import webbrowser
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from stilte.cli.place import current_project
from stilte.cli.progress import listener
from stilte.errors import InputError, Problem, StilteError
from stilte.pipeline.build import build
from stilte.pipeline.options import Options
from stilte.project import open_project
from stilte.release.news import News
from stilte.release.serve import HEAR, make_server

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

WATCHED = ("podcast.yaml", "scripts/*", "voices/*", "voices/*/*", "music/*", "sounds/*")
_LOOK_AGAIN_S = 0.3


@click.command()
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option("--draft", is_flag=True, help="Speak with the embedded voice espeak: fast.")
@click.option("--open", "show", is_flag=True, help="Open the pages in the browser.")
def command(port: int, *, draft: bool, show: bool) -> None:
    """Serve the listen pages on this machine; a saved script is built again and the pages reload."""
    project = current_project()
    project.output.mkdir(parents=True, exist_ok=True)
    news = News()
    try:
        server = make_server(project.output, port, news, partial(wav_from, project.root, draft))
    except OSError:
        raise InputError(Problem(None, f"Port {port} is taken.", "Name another with `--port`.")) from None
    address = f"http://127.0.0.1:{server.server_port}/"
    click.echo(address)
    click.echo("Saved scripts are built again. Ctrl-C ends it.", err=True)
    stop = threading.Event()
    threading.Thread(target=watch, args=(project.root, news, draft, stop), daemon=True).start()
    if show:
        webbrowser.open(address)
    try:
        server.serve_forever()
    finally:
        stop.set()
        server.server_close()


def watch(root: Path, news: News, draft: bool, stop: threading.Event) -> None:  # noqa: FBT001 (a thread's argument)
    """Build whenever something that an author edits has changed, until told to stop."""
    seen: object = None
    texts: dict[str, list[bytes]] = {}
    while not stop.is_set():
        found = _state(root)
        if found != seen:
            seen, before = found, texts
            texts = _texts(root)
            if before and (edited := tuple(_edits(before, texts))):
                news.edited(*edited)
            news.tell(_built(root, Options(draft=draft)))
        stop.wait(_LOOK_AGAIN_S)


def wav_from(root: Path, draft: bool, script: str, line: int | None) -> tuple[int, Iterable[bytes]]:  # noqa: FBT001
    """Return the size of a WAV file of a script from a line on, and its bytes."""
    from stilte.pipeline.hearing import heard_from  # noqa: PLC0415 (opens numpy and the engines)
    from stilte.pipeline.playing import blocks, wav  # noqa: PLC0415

    signal, start = heard_from(open_project(root), script, line, draft=draft)
    return wav(blocks(signal, start), signal.length_frames - start, signal.rate_hz, signal.channels)


def _texts(root: Path) -> dict[str, list[bytes]]:
    """Return the lines of every script that is a track."""
    scripts = (path for path in sorted(root.glob("scripts/[!_]*.yaml")) if path.is_file())
    return {path.stem: path.read_bytes().splitlines() for path in scripts}


def _edits(before: dict[str, list[bytes]], now: dict[str, list[bytes]]) -> Iterator[str]:
    """Yield where to hear each script that changed, from its first line that did."""
    for script, lines in now.items():
        old = before.get(script, [])
        if old != lines:
            pairs = enumerate(zip(old, lines, strict=False), start=1)
            line = next((n for n, (one, other) in pairs if one != other), min(len(old), len(lines)))
            yield f"{HEAR}{quote(script)}.wav?from={max(line, 1)}"


def _built(root: Path, options: Options) -> tuple[Problem, ...]:
    """Build what changed; return what is wrong, for the pages to show."""
    try:
        project = open_project(root)
        with listener(quiet=False) as told:
            results = build(project, project.script_files(), options, told)
    except StilteError as error:
        return error.problems
    return tuple(problem for result in results for problem in result.problems)


def _state(root: Path) -> tuple[tuple[str, int, int], ...]:
    """Return names, sizes and times of what an author edits: a hint to look, not a proof of change."""
    found = []
    for pattern in WATCHED:
        for path in root.glob(pattern):
            if path.is_file():
                stat = path.stat()
                found.append((str(path), stat.st_mtime_ns, stat.st_size))
    return tuple(sorted(found))
