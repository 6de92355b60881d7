"""Changing a script: operations on its text, its text as a whole, undo and redo, all written at once."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from stilte.errors import InputError, Problem
from stilte.file_names import stem_of
from stilte.messages import tr
from stilte.script.edit import apply
from stilte.studio.answers import Conflict, answer
from stilte.studio.asked import json_of, misasked, studio_of, text_of, value_of
from stilte.studio.documents import document, look
from stilte.studio.script_files import ScriptFile, read_script, script_path
from stilte.studio.scripts.drafts import delete_draft, write_draft
from stilte.studio.scripts.history import Histories
from stilte.studio.scripts.writing import write_script

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from stilte.studio.scripts.history import History
    from stilte.studio.state import Studio

    Given = dict[str, Any]

CHANGED = Problem(
    None,
    tr("This script was changed by another program or in another window since it was shown here."),
    tr("Look at both versions, and choose what is to stand."),
)


def apply_operation(studio: Studio, name: str, given: Given) -> Given:
    """Write what an operation makes of a script; return the document, with the step to select."""
    version, operation = text_of(given, "version"), value_of(given, "operation", dict)
    with studio.script_lock(name):
        file = _same(studio, name, version)
        try:
            done = apply(file.whole_text, operation)
            raw = done.text.encode("utf-8")
        except (ArithmeticError, LookupError, TypeError, ValueError):  # values that no page sends
            raise misasked("operation") from None
        _write(studio, file, raw)
        return {**document(studio, name), "selected": done.select}


def put_text(studio: Studio, name: str, given: Given) -> Given:
    """Write a text as it is, also with errors in it; its draft has served then."""
    version, text = text_of(given, "version"), text_of(given, "text")
    with studio.script_lock(name):
        file = _same(studio, name, version)
        _write(studio, file, file.encoded(text))
        delete_draft(studio.root, stem_of(file.path))
        return document(studio, name)


def undo(studio: Studio, name: str, given: Given) -> Given:
    """Write the text before the last change."""
    return _travel(studio, name, given, lambda history: history.undone())


def redo(studio: Studio, name: str, given: Given) -> Given:
    """Write the text that was undone last."""
    return _travel(studio, name, given, lambda history: history.redone())


def _travel(studio: Studio, name: str, given: Given, step: Callable[[History], History]) -> Given:
    version = text_of(given, "version")
    with studio.script_lock(name):
        file = _same(studio, name, version)
        histories, own = Histories(studio.cache.around().project.cache), stem_of(file.path)
        try:
            there = step(histories.read(own).seen(file.version))
        except IndexError:
            raise InputError(Problem(None, tr("There is nothing more to undo or to redo here."))) from None
        raw = histories.text(there.now or "")
        if raw is None:
            raise InputError(Problem(None, tr("That version is no longer in the cache.")))
        histories.keep(file.raw)
        write_script(file.path, studio.root, raw)
        with suppress(OSError):
            histories.write(own, there)
        studio.tell_written(own)
        return {**document(studio, name), "selected": None}


def _same(studio: Studio, name: str, version: str) -> ScriptFile:
    """Return a script that is still as the page has it; raises `Conflict` with the one on disk."""
    file = read_script(studio.root, name)
    if file.version != version:
        raise Conflict(CHANGED, disk=document(studio, name))
    if file.unreadable:
        raise InputError(*file.unreadable)
    return file


def _write(studio: Studio, file: ScriptFile, raw: bytes) -> None:
    """Write a script, with what it was before in its history; nothing where nothing changes."""
    if raw == file.raw:
        return
    histories, name = Histories(studio.cache.around().project.cache), stem_of(file.path)
    before = histories.keep(file.raw)
    after = histories.keep(raw)
    write_script(file.path, studio.root, raw)
    with suppress(OSError):  # the next change finds what it was before among the texts
        histories.write(name, histories.read(name).seen(before).changed(after))
    studio.tell_written(name)


def put_draft(studio: Studio, name: str, given: Given) -> Given:
    """Keep unsaved typing: a text, or the state of a field."""
    draft: Given = {"version": text_of(given, "version")}
    if "text" in given:
        draft["text"] = text_of(given, "text")
    elif "state" in given:
        draft["state"] = given["state"]
    else:
        raise misasked("text")
    write_draft(studio.root, stem_of(script_path(studio.root, name)), draft)
    return {"kept": True}


def look_at(studio: Studio, name: str, given: Given) -> Given:
    """Return a text that is not written, after any `operations`: its outline, problems and timeline."""
    path, text = script_path(studio.root, name), text_of(given, "text")
    operations = value_of(given, "operations", list) if "operations" in given else []
    try:
        for operation in operations:
            text = apply(text, operation).text
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):  # as in `apply_operation`
        raise misasked("operations") from None
    return {"text": text, **look(studio, path, text)}


def _drop_draft(request: Request) -> Response:
    studio = studio_of(request)
    delete_draft(studio.root, stem_of(script_path(studio.root, request.path_params["name"])))
    return answer({"kept": False})


def _handler(work: Callable[[Studio, str, Given], Given]) -> Callable[[Request], Awaitable[Response]]:
    """Return the handler of a change: JSON in, work in a thread, the document out."""

    async def handle(request: Request) -> Response:
        given = await json_of(request)
        return answer(await run_in_threadpool(work, studio_of(request), request.path_params["name"], given))

    return handle


_OWN = "/api/scripts/{name}"
routes = [
    Route(f"{_OWN}/edit", _handler(apply_operation), methods=["POST"]),
    Route(f"{_OWN}/undo", _handler(undo), methods=["POST"]),
    Route(f"{_OWN}/redo", _handler(redo), methods=["POST"]),
    Route(f"{_OWN}/text", _handler(put_text), methods=["PUT"]),
    Route(f"{_OWN}/draft", _handler(put_draft), methods=["PUT"]),
    Route(f"{_OWN}/draft", _drop_draft, methods=["DELETE"]),
    Route(f"{_OWN}/look", _handler(look_at), methods=["POST"]),
]
