"""`cache`: what is kept to build faster, and making it smaller."""

from __future__ import annotations

import click

from stilte.cli.place import current_project
from stilte.errors import InputError, Problem
from stilte.project import size_bytes
from stilte.reader import Unclear
from stilte.store import prune, sweep, usage


@click.command()
@click.option(
    "--prune",
    "to",
    metavar="SIZE",
    help="Keep at most SIZE (as `500MB`), dropping what was used longest ago.",
)
@click.option("--clear", is_flag=True, help="Remove everything; the next build makes it anew.")
def command(to: str | None, *, clear: bool) -> None:
    """Show the size of the cache, or prune it."""
    project = current_project()
    if clear or to is not None:
        sweep(project.cache)
        removed = prune(project.cache, 0 if clear else _limit(to or ""))
        click.echo(f"removed {_megabytes(removed)}", err=True)
    held = usage(project.cache)
    for kind, entries, size in held.kinds:
        click.echo(f"{kind:10} {entries:7} entries {_megabytes(size):>10}")
    click.echo(
        f"{'in all':10} {sum(n for _, n, _ in held.kinds):7} entries {_megabytes(held.size_bytes):>10}"
    )
    click.echo(f"limit {_megabytes(project.cache_limit_bytes)} in {project.cache}", err=True)


def _limit(written: str) -> int:
    try:
        return size_bytes(written)
    except Unclear as unclear:
        raise InputError(Problem(None, unclear.message, unclear.instead)) from None


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
