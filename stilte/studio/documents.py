"""A script as the editor shows it: its text, its outline, its problems and its timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from stilte.errors import InputError
from stilte.file_names import stem_of
from stilte.pipeline.checking import check_scripts
from stilte.reader.source import shown
from stilte.script.edit import outline, page_timeline, problems_json, script_node
from stilte.script.lint_length import too_long
from stilte.script.load import load_text
from stilte.studio.answers import answer
from stilte.studio.asked import studio_of
from stilte.studio.script_files import read_script
from stilte.studio.scripts.drafts import read_draft
from stilte.studio.scripts.history import Histories

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

    from stilte.errors import Problem
    from stilte.pipeline.inspection.checked_script import Checked
    from stilte.studio.project_cache import Around
    from stilte.studio.state import Studio

    Outline = dict[str, Any]


def document(studio: Studio, name: str) -> dict[str, Any]:
    """Return a script of the project for the editor, as it is on disk now; raises `NotThere`."""
    file = read_script(studio.root, name)
    own = stem_of(file.path)
    history = Histories(studio.cache.around().project.cache).read(own).seen(file.version)
    return {
        "name": own,
        "version": file.version,
        "text": file.text,
        "draft": read_draft(studio.root, own),
        **look(studio, file.path, file.text, file.unreadable),
        "can_undo": bool(history.past),
        "can_redo": bool(history.future),
    }


def look(studio: Studio, path: Path, text: str, unreadable: tuple[Problem, ...] = ()) -> dict[str, Any]:
    """Return what can be said of a text that stands, or would stand, in the file of a script."""
    told = outline(text)
    around = studio.cache.around()
    checked = _checked(around, path, text)
    script = shown(path, studio.root)
    errors = unreadable or checked.errors
    return {
        "outline": told,
        "problems": problems_json(told, script, errors, checked.warnings),
        **_laid_out(told, checked),
    }


def _laid_out(told: Outline, checked: Checked) -> dict[str, Any]:
    """Return the timeline of the first track of a script; nothing where there is none."""
    if checked.routine is None or not checked.plans:
        return {"timeline": None, "length_s": None, "estimated": False, "too_long": None}
    plan = checked.plans[0]
    problem = too_long(checked.routine, plan.timeline)
    long = {"text": str(problem.message), "hint": str(problem.instead)} if problem else None
    timeline = page_timeline(told, plan.timeline, plan.variant.of(checked.routine))
    return {
        "timeline": timeline,
        "length_s": timeline["length_s"],
        "estimated": plan.estimated,
        "too_long": long,
    }


def _checked(around: Around, path: Path, text: str) -> Checked:
    """Check a text as `check` would check the file."""
    from stilte.pipeline.inspection.checked_script import Checked  # noqa: PLC0415

    script = shown(path, around.project.root)
    if path.name.startswith("_"):  # a part: its steps are checked where a script includes them
        return Checked(path, script, None)
    try:
        node = script_node(text, script)  # read by `outline` just now
        routine = load_text(text, around.context.environment, script, stem_of(path), node)
    except InputError as error:
        return Checked(path, script, None, errors=error.problems, warnings=error.warnings)
    (checked,) = check_scripts(around.project, around.context, [path], {path: routine})
    return checked


def get_document(request: Request) -> Response:
    """Answer with a script for the editor; with its version only, where the page has that one (`known`)."""
    studio, name, known = studio_of(request), request.path_params["name"], request.query_params.get("known")
    if known is not None and read_script(studio.root, name).version == known:
        return answer({"version": known})
    return answer(document(studio, name))


routes = [Route("/api/scripts/{name}", get_document)]
