"""`podcast.yaml` as a form: its values, and text edits that change one and leave the rest as it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from stilte.errors import InputError, Problem, Where
from stilte.find_project import SHOW_FILE
from stilte.messages import language, tr
from stilte.outside_files import OutsideFileError, read_outside_file
from stilte.project import read_project
from stilte.reader import Report
from stilte.reader.edit.set_value import set_value
from stilte.reader.edit.spots import plain
from stilte.reader.edit.yaml_text import read_yaml_text
from stilte.reader.source import MOST_BYTES
from stilte.script.load import load_text
from stilte.starting.first_script import language_with_start, starting_settings
from stilte.studio.answers import Conflict
from stilte.studio.script_files import version_of
from stilte.studio.scripts.writing import write_script
from stilte.studio.show.fields import FIELDS, shown, to_write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.project import Project
    from stilte.reader.edit.spots import Plain, Spot

ORDER = (
    *("title", "description", "author", "email", "link", "language", "category", "image", "explicit"),
    *("type", "licence", "media", "funding", "accent", "subscribe", "start", "ending"),
    *("photo", "about", "links", "defaults", "build", "cache"),
)
"""In which order a file that is written by the form has its settings."""
_USUAL = {"type": "episodic", "ending": "next"}
"""What holds where nothing is written, of the settings that are one of two."""
_ANY_SCRIPT = "title: A\nlanguage: en\nsteps:\n  - A.\n"


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


def values_of(text: str) -> dict[str, Any]:
    """Return what the form shows of the text of `podcast.yaml`, by the names of `FIELDS`."""
    root = read_yaml_text(text).root
    found = {name: shown(kind, _written(root, name)) for name, kind in FIELDS.items()}
    return {name: _USUAL.get(name, "") if value == "" else value for name, value in found.items()}


def _written(root: Spot | None, name: str) -> Plain | None:
    """Return what is written of a field; None for nothing."""
    spot = root
    for key in name.split("."):
        spot = spot.at(key) if spot is not None and spot.kind == "table" else None
    return plain(spot) if spot is not None else None


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
    root_now = read_yaml_text(text).root
    for name, value in changes.items():
        written = _written(root_now, name)
        text = set_value(text, name.split("."), to_write(name, value, written), order=ORDER)
    _refuse_wrong(root, text, defaults=any(name.startswith("defaults.") for name in changes))
    raw = text.encode("utf-8")
    write_script(root / SHOW_FILE, root, raw)
    return version_of(raw)


def _refuse_wrong(root: Path, text: str, *, defaults: bool) -> None:
    """Raise `InputError` with what would be wrong in the file: nothing is written then."""
    report = Report()
    with TemporaryDirectory(prefix="stilte-") as folder:
        (Path(folder) / SHOW_FILE).write_text(text, encoding="utf-8", newline="")
        project = read_project(Path(folder), report)
    if defaults and not report.errors:
        _refuse_wrong_defaults(replace(project, root=root))
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


def _refuse_wrong_defaults(project: Project) -> None:
    """Raise `InputError` for what no script could be read with: its settings are read as a script's are."""
    from stilte.pipeline.scripts import project_context  # noqa: PLC0415 (reads every voice)

    try:
        load_text(_ANY_SCRIPT, project_context(project).environment, "", "a")
    except InputError as error:
        wrong = [problem for problem in error.problems if problem.where and problem.where.file == SHOW_FILE]
        if wrong:
            raise InputError(*wrong) from None
