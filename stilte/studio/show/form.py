"""`podcast.yaml` as a form: its values, and text edits that change one and leave the rest as it is."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from stilte.errors import InputError, Problem, Where
from stilte.find_project import SHOW_FILE
from stilte.messages import language, tr
from stilte.outside_files import OutsideFileError, read_outside_file
from stilte.project import read_project
from stilte.reader import Report, Table, Text
from stilte.reader.edit.set_value import set_value
from stilte.reader.source import MOST_BYTES
from stilte.starting.first_script import language_with_start, starting_settings
from stilte.studio.answers import Conflict
from stilte.studio.asked import misasked
from stilte.studio.script_files import version_of
from stilte.studio.scripts.writing import write_script

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.project import Project

TEXTS = ("title", "description", "author", "email", "link", "language", "licence", "media", "funding")
FIELDS = (*TEXTS, "category", "explicit", "type", "image")
DEFAULTS = ("voice", "music", "pause")
ORDER = (
    *("title", "description", "author", "email", "link", "language", "category", "image", "explicit"),
    *("type", "licence", "media", "funding", "defaults", "build", "cache"),
)
"""In which order a file that is written by the form has its settings."""
_LONGEST = 8000


def read_form(root: Path) -> tuple[str, str]:
    """Return the text of `podcast.yaml` and its version; both "" where there is none."""
    path = root / SHOW_FILE
    if not path.exists():
        return "", ""
    try:
        raw = read_outside_file(path, root, MOST_BYTES)
    except OutsideFileError as refused:
        raise InputError(refused.problem(Where(SHOW_FILE, 1))) from None
    try:
        return raw.decode("utf-8"), version_of(raw)
    except UnicodeDecodeError:
        message = tr("This file is not written in UTF-8, so the form cannot change it.")
        raise InputError(
            Problem(Where(SHOW_FILE, 1), message, tr("Save it as UTF-8 in a text editor."))
        ) from None


def values_of(project: Project) -> dict[str, Any]:
    """Return what the form shows of a project."""
    show = project.show
    return {
        **{name: getattr(show, name) for name in TEXTS if name != "language"},
        "language": project.default_language or "",
        "category": [*show.category],
        "explicit": show.explicit,
        "type": show.type,
        "image": show.image or "",
        "defaults": _defaults(project),
    }


def _defaults(project: Project) -> dict[str, str]:
    node = project.defaults
    pairs = node.pairs if isinstance(node, Table) else ()
    found = {key.value: value.value for key, value in pairs if isinstance(value, Text)}
    return {name: found.get(name, "") for name in DEFAULTS}


def save_form(root: Path, version: str, changes: Mapping[str, Any]) -> str:
    """Write changed values into `podcast.yaml`, and return its new version.

    `changes` gives values by name, those of `defaults` as "defaults.voice"; an empty one removes the setting.
    Raises `Conflict` where the file is another now, `InputError` for a value that cannot be: then nothing is
    written.
    """
    text, now = read_form(root)
    if now != version:
        raise Conflict(
            Problem(
                None,
                tr("`podcast.yaml` was changed by another program meanwhile."),
                tr("Load the page again; what you typed is still in its fields until then."),
            )
        )
    text = text or starting_settings(language_with_start(str(changes.get("language") or language())))
    for name, value in changes.items():
        text = set_value(text, name.split("."), _checked(name, value), order=ORDER)
    _refuse_wrong(root, text)
    raw = text.encode("utf-8")
    write_script(root / SHOW_FILE, root, raw)
    return version_of(raw)


def _checked(name: str, value: object) -> object:
    """Return a value as it is written, None for nothing; raises `Misasked` for one that the form has not."""
    known = name in FIELDS or (name.startswith("defaults.") and name.partition(".")[2] in DEFAULTS)
    if not known:
        raise misasked(name)
    if name == "category":
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise misasked(name)
        return [one for one in value if one] or None
    if name == "explicit":
        if not isinstance(value, bool):
            raise misasked(name)
        return value or None
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise misasked(name)
    return value.replace("\r\n", "\n").strip() or None


def _refuse_wrong(root: Path, text: str) -> None:
    """Raise `InputError` with what would be wrong in the file: nothing is written then."""
    report = Report()
    with TemporaryDirectory(prefix="stilte-") as folder:
        (Path(folder) / SHOW_FILE).write_text(text, encoding="utf-8", newline="")
        read_project(Path(folder), report)
    before = Report()
    if (root / SHOW_FILE).exists():
        try:
            read_project(root, before)
        except InputError as error:
            raise InputError(*error.problems) from None
    known = {str(problem.message) for problem in before.errors}
    new = [problem for problem in report.errors if str(problem.message) not in known]
    if new:
        raise InputError(*new)
