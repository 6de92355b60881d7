"""Files of `scripts/` that begin with `_`, and that no script includes: nothing else reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.errors import Where
from stilte.pipeline.named import named
from stilte.reader import Report, read_fields
from stilte.script.reading.grammar import INCLUDED_KEYS, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stilte.pipeline.checking import Checked
    from stilte.project import Project


def check_parts(project: Project, checked: Iterable[Checked]) -> Report:
    """Return what is wrong in the parts that no script uses; their steps wait for a script that does.

    A script that could not be read may use any of them: then only their writing is looked at.
    """
    report = Report()
    used = [named(one.routine).files if one.routine else None for one in checked]
    known = frozenset().union(*(files for files in used if files))
    for path in sorted(project.scripts.glob("_*.y*ml")):
        where = Where(path.relative_to(project.root).as_posix(), 1)
        if where.file in known:
            continue
        read_fields(path, project.root, report, INCLUDED_KEYS, "an included file", words=WORDS)
        if path.suffix != ".yaml":
            report.warn(where, "No script can include this file.", f"Name it {path.stem}.yaml.")
        elif None not in used:
            cure = f"Write `- include: {path.stem}` in one, or delete the file."
            report.warn(where, "No script includes this file, so its steps are not checked.", cure)
    return report
