"""The schemas in a project's `.schemas/`: written where editors find them, renewed with the program.

A file of ours is known by its `$comment`; any other is never replaced.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from stilte import __version__
from stilte.find_project import SHOW_FILE
from stilte.messages import language
from stilte.store import write_whole

if TYPE_CHECKING:
    from stilte.schema.values import Schema

Kind = Literal["script", "part", "podcast", "voice", "music"]
KINDS: tuple[Kind, ...] = get_args(Kind)
FOLDER = ".schemas"
_OURS = "Written by stilte "
_HEAD_BYTES = 1000


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the schemas of a project: written, as they were, and those of somebody else."""

    written: tuple[Path, ...] = ()
    unchanged: tuple[Path, ...] = ()
    foreign: tuple[Path, ...] = ()


def write_schemas(root: Path) -> Written:
    """Write the schemas into a project, with descriptions in the language in use."""
    # Slow to open, and needed only here.
    from stilte.schema.project import music_schema, podcast_schema, voice_schema  # noqa: PLC0415
    from stilte.schema.script import part_schema, script_schema  # noqa: PLC0415

    made: dict[Kind, Schema] = {
        "script": script_schema(),
        "part": part_schema(),
        "podcast": podcast_schema(),
        "voice": voice_schema(),
        "music": music_schema(),
    }
    written, unchanged, foreign = [], [], []
    for kind in KINDS:
        path = schema_file(root, kind)
        body = _text(made[kind]).encode()
        if os.path.lexists(path) and not _mark_of(path):
            foreign.append(path)
        elif path.is_file() and path.read_bytes() == body:
            unchanged.append(path)
        else:
            write_whole(path, body)
            written.append(path)
    return Written(tuple(written), tuple(unchanged), tuple(foreign))


def renew_schemas(root: Path) -> Written:
    """Write the schemas of a project anew where they are of another version of the program.

    Nothing is written where a project has none, and nothing is opened where they are of this version.
    """
    marks = [mark for kind in KINDS if (mark := _mark_of(schema_file(root, kind)))]
    if not marks or all(mark.split()[:1] == [__version__] for mark in marks):
        return Written()
    return write_schemas(root)


def schema_file(root: Path, kind: Kind) -> Path:
    """Return where the schema of a kind of file stands."""
    return root / FOLDER / f"{kind}.schema.json"


def with_schema(text: str, path: Path, root: Path) -> str:
    """Return the text of a new file with the line by which editors find its schema.

    Unchanged where the project has no such schema, and where the file names one already.
    """
    kind = kind_of(path, root)
    if kind is None or _NAMED in text or not schema_file(root, kind).is_file():
        return text
    way = os.path.relpath(schema_file(root.resolve(), kind), path.resolve().parent)
    return f"{_NAMED}{Path(way).as_posix()}\n{text}"


_NAMED = "# yaml-language-server: $schema="


def kind_of(path: Path, root: Path) -> Kind | None:
    """Return the kind of a file by its place in a project; None where it has no schema.

    >>> [kind_of(Path(name), Path()) for name in ("scripts/_slot.yaml", "voices/lexicon.nl.yaml")]
    ['part', None]
    """
    whole, home = path.resolve(), root.resolve()
    if whole == home / SHOW_FILE:
        return "podcast"
    if whole.parent == home / "scripts":
        return "part" if path.name.startswith("_") else "script"
    if whole.parent == home / "voices":
        return None if path.name.lower().startswith(("lexicon.", "_")) else "voice"
    return "music" if whole.parent == home / "music" else None


def _text(schema: Schema) -> str:
    lost = "it is written anew with each version, and your own changes would be lost."
    comment = f"{_OURS}{__version__} in {language()}; {lost}"
    return json.dumps(schema | {"$comment": comment}, ensure_ascii=False, indent=1) + "\n"


def _mark_of(path: Path) -> str:
    """Return what stands behind our mark in a schema, its version first; nothing where it is not ours."""
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES).decode("utf-8", errors="replace")
    return head.partition(f'"$comment": "{_OURS}')[2].partition(";")[0]
