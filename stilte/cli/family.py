"""A command that has commands of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from stilte.errors import InputError, Problem, not_found

if TYPE_CHECKING:
    from collections.abc import Sequence


class Family(click.Group):
    """A group that answers a name it does not know with those there are, and the nearest."""

    def resolve_command(
        self, ctx: click.Context, args: Sequence[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first word names; raise `InputError` where there is none."""
        if not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            told = not_found(f"command of `{ctx.info_name}`", args[0], self.list_commands(ctx))
            raise InputError(Problem(None, *told))
        return super().resolve_command(ctx, list(args))
