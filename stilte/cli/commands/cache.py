"""`cache`: what is kept to build faster, and making it smaller."""

from __future__ import annotations

import click

from stilte.cache_folder import prune, usage
from stilte.cli.current_project import current_project
from stilte.cli.json_lines import json_option, print_json
from stilte.errors import InputError, Problem
from stilte.messages import Listed, Message, Number, plural, tr
from stilte.project import size_bytes
from stilte.reader import Unreadable
from stilte.store import sweep

_MOST_NAMED = 10


@click.command()
@click.option(
    "--prune",
    "to",
    metavar="SIZE",
    help="Keep at most SIZE (as `500MB`), dropping what was used longest ago.",
)
@click.option("--clear", is_flag=True, help="Remove everything; the next build recreates it.")
@json_option
def command(to: str | None, *, clear: bool, as_json: bool) -> None:
    """Show the size of the cache, or prune it."""
    project = current_project()
    if clear or to is not None:
        sweep(project.cache)
        removed = prune(project.cache, 0 if clear else _limit(to or ""))
        if as_json:
            print_json({"kind": "removed", "size_bytes": removed})
        else:
            click.echo(tr("removed {size}", size=_megabytes(removed)), err=True)
    held = usage(project.cache)
    if as_json:
        print_json(
            {
                "kind": "cache",
                "folder": str(project.cache),
                "limit_bytes": project.cache_limit_bytes,
                "size_bytes": held.size_bytes,
                "kinds": [{"kind": kind, "entries": n, "size_bytes": size} for kind, n, size in held.kinds],
                "others": [str(other) for other in held.others],
            }
        )
        return
    in_all = (str(tr("in all")), sum(n for _, n, _ in held.kinds), held.size_bytes)
    for kind, n, size in (*held.kinds, in_all):
        entries = plural("entry", "entries", n=n)
        click.echo(f"{kind:10} {n:7} {entries} {_megabytes(size)!s:>10}")
    limit = _megabytes(project.cache_limit_bytes)
    click.echo(tr("limit {size} in {folder}", size=limit, folder=project.cache), err=True)
    if held.others:
        named = Listed(held.others[:_MOST_NAMED])
        click.echo(tr("Not made by Stilte, and left in place: {names}.", names=named), err=True)


def _limit(written: str) -> int:
    try:
        return size_bytes(written)
    except Unreadable as unclear:
        raise InputError(Problem(None, unclear.message, unclear.instead)) from None


def _megabytes(size: int) -> Message:
    return tr("{size} MB", size=Number(size / 1e6, decimals=1))
