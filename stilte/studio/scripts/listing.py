"""New scripts, other names, copies, and the trash."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from stilte.errors import InputError, Problem
from stilte.file_names import stem_of
from stilte.messages import language as messages_language
from stilte.messages import tr
from stilte.script.edit import apply
from stilte.script.slug import slug_of
from stilte.starting.first_script import (
    empty_script,
    give_voice,
    language_with_start,
    recipe_script,
    sample_script,
    sound_of,
)
from stilte.starting.recipe_scripts import LANGUAGES, read_recipe, recipe_names
from stilte.studio.answers import answer
from stilte.studio.asked import json_of, misasked, studio_of, text_of
from stilte.studio.script_files import read_script, script_path, script_paths
from stilte.studio.scripts.drafts import move_draft
from stilte.studio.scripts.history import Histories
from stilte.studio.scripts.trash import empty_trash, from_trash, take_out, throw_away, thrown_away
from stilte.studio.scripts.writing import write_script

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

    from stilte.project import Project
    from stilte.studio.state import Studio

    Given = dict[str, Any]

_LONGEST_NAME = 80
_EVERY = ""  # the lock of the list of scripts


def create(studio: Studio, given: Given) -> Given:
    """Write a new script under the name that its title gives, and a voice where the project has none."""
    title, source = _title_of(given), text_of(given, "from")
    project = studio.cache.around().project
    language = _language_of(project)
    with studio.script_lock(_EVERY):
        text = _new_text(project, title, source, language, given)
        path = _free_place(studio.root, title)
        write_script(path, studio.root, text.encode("utf-8"))
        if source != "text":
            give_voice(project, language)
    studio.events.tell({"type": "project"})
    return {"name": stem_of(path)}


def _new_text(project: Project, title: str, source: str, language: str, given: Given) -> str:
    if source == "text":
        return text_of(given, "text")
    sound = sound_of(project, language)
    match source.partition(":"):
        case ("empty", "", ""):
            return empty_script(title, language, sound)
        case ("sample", "", ""):
            return sample_script(title, language, sound)
        case ("recipe", ":", name):
            spoken = language if language in LANGUAGES else "en"
            text = recipe_script(name, spoken, sound)
            return apply(text, {"op": "set_header", "field": "title", "value": title}).text
    raise misasked("from")


def _language_of(project: Project) -> str:
    return language_with_start(project.default_language or messages_language())


def _title_of(given: Given) -> str:
    """Return the title in a request, on one line; raises `InputError` where there is none."""
    title = " ".join("".join(sign if sign.isprintable() else " " for sign in text_of(given, "title")).split())
    if not title:
        raise InputError(Problem(None, tr("A track needs a title."), tr("Write what listeners will see.")))
    return title


def _free_place(root: Path, wanted: str) -> Path:
    """Return the file for a script of this title or name, numbered where that name is taken."""
    stem, taken = slug_of(wanted)[:_LONGEST_NAME].strip("-") or "routine", script_paths(root)
    folded = {name.casefold() for name in taken}
    names = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
    return root / "scripts" / f"{next(name for name in names if name not in folded)}.yaml"


def rename(studio: Studio, name: str, given: Given) -> Given:
    """Give a script another title, or its file another name; what it is published as stays the same."""
    with studio.script_lock(_EVERY), studio.script_lock(name):
        file = read_script(studio.root, name)
        if "title" in given:
            _set_title(studio, name, _title_of(given))
        if "name" not in given:
            return {"name": stem_of(file.path)}
        wanted = text_of(given, "name")
        if slug_of(wanted) == stem_of(file.path):
            return {"name": stem_of(file.path)}
        place = _free_place(studio.root, wanted)
        file.path.rename(place)
        _follow(studio, stem_of(file.path), stem_of(place))
    studio.events.tell({"type": "project"})
    return {"name": stem_of(place)}


def _set_title(studio: Studio, name: str, title: str) -> None:
    from stilte.studio.scripts.editing import apply_operation  # noqa: PLC0415

    version = read_script(studio.root, name).version
    operation = {"op": "set_header", "field": "title", "value": title}
    apply_operation(studio, name, {"version": version, "operation": operation})


def _follow(studio: Studio, old: str, new: str) -> None:
    """Let unsaved typing and history follow a script to its new name."""
    move_draft(studio.root, old, new)
    histories = Histories(studio.cache.around().project.cache)
    with suppress(OSError):
        histories.write(new, histories.read(old))


def duplicate(studio: Studio, name: str, _given: Given) -> Given:
    """Copy a script beside it, under a title that says so and without what only one of them can have."""
    with studio.script_lock(_EVERY):
        file = read_script(studio.root, name)
        place = _free_place(studio.root, stem_of(file.path))
        text = file.whole_text
        if not file.unreadable:
            for field in ("slug", "was", "date", "episode"):
                with suppress(InputError):
                    text = apply(text, {"op": "set_header", "field": field, "value": None}).text
            if title := _title_in(studio, name):
                copied = str(tr("{title} (copy)", title=title))
                with suppress(InputError):
                    text = apply(text, {"op": "set_header", "field": "title", "value": copied}).text
        raw = file.raw if file.unreadable else text.encode("utf-8")
        write_script(place, studio.root, raw)
    studio.events.tell({"type": "project"})
    return {"name": stem_of(place)}


def _title_in(studio: Studio, name: str) -> str:
    from stilte.script.edit import outline  # noqa: PLC0415

    header = outline(read_script(studio.root, name).text)["header"]
    found = (entry["value"] for entry in header if entry["key"] == "title")
    title = next(found, "")
    return title if isinstance(title, str) else ""


def delete(request: Request) -> Response:
    """Move a script to the trash."""
    studio, name = studio_of(request), request.path_params["name"]
    with studio.script_lock(_EVERY), studio.script_lock(name):
        number = throw_away(studio.root, script_path(studio.root, name))
    studio.events.tell({"type": "project"})
    return answer({"id": number})


def get_trash(request: Request) -> Response:
    """Answer with what lies in the trash."""
    return answer({"scripts": thrown_away(studio_of(request).root)})


def restore(request: Request) -> Response:
    """Take a script out of the trash, under its own name where that is free."""
    studio = studio_of(request)
    with studio.script_lock(_EVERY):
        path = from_trash(studio.root, request.path_params["id"])
        own = studio.root / "scripts" / path.name
        taken = stem_of(own) in script_paths(studio.root)
        place = _free_place(studio.root, stem_of(own)) if taken else own
        place.parent.mkdir(exist_ok=True)
        take_out(path, place)
    studio.events.tell({"type": "project"})
    return answer({"name": stem_of(place)})


def delete_trash(request: Request) -> Response:
    """Empty the trash."""
    return answer({"deleted": empty_trash(studio_of(request).root)})


def get_recipes(request: Request) -> Response:
    """Answer with the practices that a new script can begin with."""
    language = _language_of(studio_of(request).cache.around().project)
    spoken = language if language in LANGUAGES else "en"
    recipes = (read_recipe(name, spoken) for name in recipe_names(spoken))
    return answer({"recipes": [{"name": r.name, "title": r.title, "about": r.about} for r in recipes]})


def _named(work: Callable[[Studio, str, Given], Given]) -> Any:
    async def handle(request: Request) -> Response:
        given = await json_of(request)
        return answer(await run_in_threadpool(work, studio_of(request), request.path_params["name"], given))

    return handle


async def post_script(request: Request) -> Response:
    """Answer a request for a new script with its name."""
    given = await json_of(request)
    return answer(await run_in_threadpool(create, studio_of(request), given), 201)


routes = [
    Route("/api/scripts", post_script, methods=["POST"]),
    Route("/api/scripts/{name}", delete, methods=["DELETE"]),
    Route("/api/scripts/{name}/rename", _named(rename), methods=["POST"]),
    Route("/api/scripts/{name}/duplicate", _named(duplicate), methods=["POST"]),
    Route("/api/trash", get_trash),
    Route("/api/trash", delete_trash, methods=["DELETE"]),
    Route("/api/trash/{id}/restore", restore, methods=["POST"]),
    Route("/api/recipes", get_recipes),
]
