"""The page about the commands: all of them, each with its options, and nothing that is not there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click
import pytest

from stilte.cli.program import COMMANDS, program

if TYPE_CHECKING:
    from pathlib import Path


def sections(root: Path) -> dict[str, str]:
    """Return the text under each heading of the page, by the command that it names."""
    page = (root / "docs/commands.md").read_text(encoding="utf-8")
    found = re.findall(r"^## `(\w+)[^`]*`\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    return dict(found)


def options(command: click.Command) -> set[str]:
    """Return the long options of a command and of those inside it."""
    own = {name for each in command.params for name in each.opts if name.startswith("--")}
    inner = command.commands.values() if isinstance(command, click.Group) else ()
    return own.union(*(options(each) for each in inner))


def test_every_command_has_its_section_in_the_order_of_the_work(root: Path) -> None:
    """The page lists what the program lists."""
    assert list(sections(root)) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_section_names_all_options_and_no_others(root: Path, name: str) -> None:
    """An option that comes or goes is written down in the same breath."""
    command = program.get_command(click.Context(program), name)
    assert command is not None
    section = sections(root)[name]
    assert set(re.findall(r"--[a-z][a-z-]+", section)) == options(command)
    inner = set(command.commands) if isinstance(command, click.Group) else set()
    assert set(re.findall(rf"`{name} (\w+)", section)) == inner
