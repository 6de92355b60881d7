"""The program: its commands, what happens when none is named, and how it ends.

Exit codes: 0 all well · 1 a track failed · 2 the command line or a script is wrong · 130 interrupted.
"""

from __future__ import annotations

import difflib
import importlib
import itertools
import os
import signal
import sys
import traceback
from contextlib import suppress
from gettext import gettext
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from stilte import __version__
from stilte.cli.json_lines import asked_for_json, print_errors
from stilte.cli.language import speak_language
from stilte.cli.localized import localized, speak_through_click
from stilte.errors import InputError, Problem, StilteError, not_found, program_name, system_problem
from stilte.foreign_text import foreign_text
from stilte.messages import SOURCE, language, tr, use_language

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130

COMMANDS = {
    "studio": ("studio", tr("Write, hear, build and publish in a window of the browser.")),
    "build": ("build", tr("Build every track that is not up to date (also without naming a command).")),
    "check": ("check", tr("Report every problem and warning, and estimate lengths; make no sound.")),
    "plan": ("plan", tr("Print the timeline of a script.")),
    "play": ("play", tr("Play a script from a given line.")),
    "proof": ("proof", tr("Print the measured report of a finished track.")),
    "voices": ("voices", tr("Show which voices work here; try or fetch one.")),
    "import": ("importing", tr("Write a routine script from a blog post.")),
    "text": ("text", tr("Write the section of a post from a script.")),
    "publish": ("publish", tr("Publish to a podcast feed or a blog.")),
    "serve": ("serve", tr("Serve the listen pages on this machine.")),
    "new": ("new", tr("Write a commented starting script.")),
    "schema": ("schema", tr("Write the JSON Schemas by which an editor completes and checks your files.")),
    "clean": ("clean", tr("Show and remove finished tracks that no script makes any more.")),
    "cache": ("cache", tr("Show the size of the cache, or prune it.")),
}
"""Name → (module under `stilte.cli.commands`, one line of help); a module is imported when it is used."""

OWN_LANGUAGE = frozenset({"new", "import"})
"""The commands whose `--language` is that of what they write, not of what the program says."""


class Program(click.Group):
    """The group of commands; a first word that is not a command is a script to build."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """Return the names in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return a command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"stilte.cli.commands.{COMMANDS[cmd_name][0]}")
        return localized(module.command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section(gettext("Commands")):
            formatter.write_dl([(name, str(text)) for name, (_, text) in COMMANDS.items()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `build` in front where no command is named."""
        general, rest = apart(args)
        if not rest or (rest[0] not in COMMANDS and rest[0] not in ("--help", "-h", "--version")):
            rest = ["build", *rest]
        return super().parse_args(ctx, [*general, *rest])


def apart(args: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the options that hold for every command, wherever they stand, and the rest.

    `--language` after a command that has one of its own is that command's.
    """
    general: list[str] = []
    rest: list[str] = []
    words = iter(args)
    for word in words:
        name = word.partition("=")[0]
        if word == "--":
            rest += [word, *words]
        elif name == "--project" or (name == "--language" and OWN_LANGUAGE.isdisjoint(rest)):
            general += [word] if "=" in word else [word, *itertools.islice(words, 1)]
        elif word == "--debug":
            general.append(word)
        else:
            rest.append(word)
    return general, rest


def near_command(word: str) -> str | None:
    """Return the command that a word may have meant."""
    near = difflib.get_close_matches(word, COMMANDS, n=1, cutoff=0.7)
    return near[0] if near else None


@click.group(cls=Program, context_settings={"help_option_names": ["--help", "-h"]})
@click.version_option(__version__, prog_name="stilte")
@click.option(
    "--project",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="The project's folder.",
)
@click.option("--language", metavar="TAG", help="Speak this language: en, nl; else the project's.")
@click.option("--debug", is_flag=True, help="Show the traceback of an unexpected error.")
@click.pass_context
def program(ctx: click.Context, project: Path | None, language: str | None, debug: bool) -> None:  # noqa: ARG001, FBT001 (click passes them so; `main` has chosen the language)
    """Turn written routines into finished audio tracks."""
    ctx.obj = {"person_language": SOURCE, **(ctx.obj or {}), "project": project, "debug": debug}


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the program and leave with its exit code; no traceback reaches an author unless asked.

    With `--json` what ends it is told on stdout, too, and everything in English: a program reads it.
    """
    words = list(sys.argv[1:] if args is None else args)
    _end_like_an_interruption()
    for_programs = asked_for_json(words)
    try:
        outcome = _run(words, for_programs=for_programs)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        _end(_of_click(error), error.exit_code, for_programs=for_programs)
    except (KeyboardInterrupt, click.Abort):
        if args is None:
            _leave_at_the_next()
        sys.stderr.write("\n")
        stands = tr("Interrupted. Finished tracks are kept; nothing is half-written.")
        _end((Problem(None, stands),), INTERRUPTED, for_programs=for_programs)
    except StilteError as error:
        _end(error.problems, error.exit_code, for_programs=for_programs, debug="--debug" in words)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 (the last door: an author gets a sentence, not a traceback)
        _end((_unexpected(error),), 1, for_programs=for_programs, debug="--debug" in words)
    sys.exit(outcome if isinstance(outcome, int) else 0)


def _run(words: Sequence[str], *, for_programs: bool) -> object:
    try:
        speak_language(apart(words)[0])
    finally:
        person = language()
        if for_programs:
            use_language(SOURCE)
    speak_through_click()
    shared = {"person_language": person}
    return localized(program).main(args=words, prog_name=program_name(), standalone_mode=False, obj=shared)


def _end(
    problems: Sequence[Problem | click.ClickException],
    exit_code: int,
    *,
    for_programs: bool,
    debug: bool = False,
) -> NoReturn:
    """Tell what ended the program: people on stderr, programs on stdout as well."""
    if debug:
        traceback.print_exc()
    if for_programs:
        with suppress(BrokenPipeError):
            print_errors(
                Problem(None, one.format_message()) if isinstance(one, click.ClickException) else one
                for one in problems
            )
    for one in problems:
        if isinstance(one, click.ClickException):
            one.show()
        else:
            sys.stderr.write(f"{one}\n")
    sys.exit(exit_code)


def _of_click(error: click.ClickException) -> tuple[Problem | click.ClickException]:
    return (_no_option(error),) if isinstance(error, click.NoSuchOption) else (error,)


def _no_option(error: click.NoSuchOption) -> Problem:
    """Return what there is instead of an option that is not."""
    context = error.ctx
    own = context.command.get_params(context) if context else []
    names = {name for each in (*own, *program.params) for name in each.opts if name.startswith("--")}
    _, cure = not_found("option", error.option_name, names)
    return Problem(None, tr("There is no option {name}.", name=error.option_name), cure)


def _end_like_an_interruption() -> None:
    """Clean up on SIGTERM and SIGHUP as after Ctrl-C."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _stop)


def _leave_at_the_next() -> None:
    """Let a second Ctrl-C end the program where it stands: waiting for its threads, Python would complain."""
    signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))


def _stop(_number: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt


def _unexpected(error: Exception) -> Problem:
    if isinstance(error, OSError):
        return system_problem(error)
    said = foreign_text(f"{type(error).__name__}: {error}", most=500)
    fault = tr("This is a fault of the program, not of your script; `--debug` shows where.")
    return Problem(None, tr("Something went wrong inside Stilte: {said}.", said=said), fault)


class Family(click.Group):
    """A group that answers a name it does not know with those there are, and the nearest."""

    def resolve_command(
        self, ctx: click.Context, args: Sequence[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first word names; raise `InputError` where there is none."""
        if not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            missing = tr("`{group}` has no command '{name}'.", group=ctx.info_name, name=args[0])
            told = not_found(missing, args[0], self.list_commands(ctx))
            raise InputError(Problem(None, *told))
        return super().resolve_command(ctx, list(args))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command of the group, in the language in use."""
        command = super().get_command(ctx, cmd_name)
        return command and localized(command)
