"""Printing results: for people as text, for programs as lines of JSON that are the same in every language."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from stilte.messages import SOURCE, Message, in_language, word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from stilte.errors import Problem

ASKED = "--json"
WARNING = word("a problem", "warning")


def asked_for_json(words: Sequence[str]) -> bool:
    """Tell whether a command line asks for JSON; what stands behind `--` is no option.

    >>> asked_for_json(["check", "--json"]), asked_for_json(["text", "--", "--json"])
    (True, False)
    """
    options = words[: words.index("--")] if "--" in words else words
    return ASKED in options


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option `--json`, as `as_json`; asked of a group, it holds inside it."""

    def inherited(ctx: click.Context, _param: click.Parameter, given: bool) -> bool:  # noqa: FBT001 (click's signature)
        shared = ctx.find_root().obj
        shared["json"] = given or shared.get("json", False)
        return bool(shared["json"])

    option = click.option(
        ASKED, "as_json", is_flag=True, callback=inherited, help="Print what happens as JSON, a line each."
    )
    return option(command)


@dataclass(frozen=True, slots=True)
class Output:
    """Where a command tells its results and what it notes along the way.

    For people results go to stdout and notes to stderr; for programs both are lines on stdout, each an object
    with its `kind`.
    """

    as_json: bool

    def result(self, text: object, kind: str, /, **data: Any) -> None:
        """Tell a result: `text` to people, the data to programs."""
        if self.as_json:
            print_json({"kind": kind, **data})
        else:
            click.echo(str(text))

    def note(self, message: object) -> None:
        """Tell what is worth knowing, and is no result."""
        if self.as_json:
            print_json({"kind": "note", "message": message})
        else:
            click.echo(str(message), err=True)

    def warning(self, problem: Problem) -> None:
        """Tell what an author should look at."""
        if self.as_json:
            (data,) = problems_data([problem])
            print_json({"kind": "warning", **data})
        else:
            click.echo(f"{WARNING}: {problem}", err=True)


def print_json(data: Mapping[str, Any]) -> None:
    """Print one line of JSON; messages in it are written out in English."""
    with in_language(SOURCE):
        click.echo(json.dumps(data, ensure_ascii=False, default=_plain))


def print_errors(problems: Iterable[Problem]) -> None:
    """Print a line of JSON for each problem that ended a command."""
    for data in problems_data(problems):
        print_json({"kind": "error", **data})


def problems_data(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems as JSON takes them."""
    return [
        {"at": str(one.where) if one.where else None, "message": one.message, "instead": one.instead}
        for one in problems
    ]


def _plain(value: object) -> str:
    if isinstance(value, Message):
        return str(value)
    raise TypeError(type(value).__name__)
