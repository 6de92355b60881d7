"""`schema`: JSON Schemas of what authors write, for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from stilte.cli.current_project import current_folder
from stilte.cli.json_lines import Output, json_option
from stilte.errors import Problem
from stilte.messages import in_language, tr
from stilte.schema.files import renew_schemas, write_schemas

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.schema.files import Written


@click.command()
@json_option
def command(*, as_json: bool) -> None:
    """Write the JSON Schemas by which an editor completes, explains and checks scripts, voices and music.

    They go into .schemas/ of the project, with descriptions in its language.
    """
    root, out = current_folder(), Output(as_json)
    made = _written(root)
    for path in (*made.written, *made.unchanged):
        out.result(path, "file", path=str(path), changed=path in made.written)
    _tell_foreign(made, out)


def give_schemas(root: Path, out: Output) -> None:
    """Write the schemas of a project, before a file that names one; only programs are told of them."""
    try:
        made = _written(root)
    except OSError:  # the file that comes next tells of the folder; it does without a schema
        return
    for path in made.written if out.as_json else ():
        out.result(path, "file", path=str(path))
    _tell_foreign(made, out)


def renew(root: Path, out: Output) -> None:
    """Write the schemas anew where they are of another version; a project without them gets none."""
    with in_language(_persons_language()):
        made = renew_schemas(root)
    _tell_foreign(made, out)


def _written(root: Path) -> Written:
    with in_language(_persons_language()):
        return write_schemas(root)


def _persons_language() -> str:
    return str(click.get_current_context().find_root().obj["person_language"])


def _tell_foreign(made: Written, out: Output) -> None:
    for path in made.foreign:
        message = tr("{file} was not written by Stilte, and is left as it is.", file=path)
        out.warning(Problem(None, message, tr("Move it away, and say `schema` again.")))
