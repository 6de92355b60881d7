"""`/api/posts`: a post is taken in, its labels are corrected, a script is made of it."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from stilte.errors import InputError, Problem
from stilte.importer.label.labelled_post import BY_HAND
from stilte.importer.label.reasons import told_reasons
from stilte.importer.source.fetch import MOST_BYTES
from stilte.messages import tr
from stilte.messages.language import primary
from stilte.script.slug import slug_of
from stilte.starting.first_script import give_voice, language_with_start
from stilte.studio.answers import answer
from stilte.studio.asked import body_of, json_of, misasked, studio_of, text_of
from stilte.studio.documents import look
from stilte.studio.marking.kept_posts import forget, keep, kept_post, kept_posts
from stilte.studio.marking.reading import breaths_told, read_address, read_file, read_text, script_of
from stilte.studio.own_folder import own_folder
from stilte.studio.script_files import script_paths
from stilte.studio.scripts.writing import write_script

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

    from stilte.importer import LabelledPost
    from stilte.importer.build.draft import Guess
    from stilte.studio.marking.kept_posts import Exercise, KeptPost
    from stilte.studio.state import Studio

_WRITING = threading.Lock()


def posts_folder(studio: Studio) -> Path:
    """Return the folder of the posts that are being marked."""
    return own_folder(studio.root, "posts")


def post_json(studio: Studio, post: KeptPost, at: int) -> dict[str, Any]:
    """Return a post for the page: its exercises by title, and one of them in full."""
    if not 0 <= at < len(post.exercises):
        raise misasked("exercise")
    return {
        "id": post.id,
        "source": post.source,
        "exercise": at,
        "exercises": [{"title": _title(one), "written": _written(studio, one)} for one in post.exercises],
        **exercise_json(studio, post.exercises[at]),
    }


def exercise_json(studio: Studio, exercise: Exercise) -> dict[str, Any]:
    """Return an exercise: its sentences with their labels, its marks, its script and how long that lasts."""
    labelled = exercise.labelled()
    around = studio.cache.around()
    text, guesses = script_of(labelled, around) if labelled else (exercise.script, ())
    name = _free_name(studio, labelled.title if labelled else exercise.name)
    seen = look(studio, studio.root / "scripts" / f"{name}.yaml", text)
    return {
        "title": _title(exercise),
        "language": labelled.language if labelled else "",
        "sentences": _sentences(labelled, guesses) if labelled else [],
        "marks": [
            {"kind": one.kind, "first": one.first, "last": one.last, "count": one.count, "breath": one.breath}
            for one in (labelled.marks if labelled else ())
        ],
        "notices": [*dict.fromkeys(str(one) for one in guesses if one.at < 0)],
        "script": text,
        "length_s": seen["length_s"],
        "too_long": seen["too_long"],
        "timeline": seen["timeline"],
        "problems": seen["problems"],
        "can_undo": bool(exercise.corrections),
        "can_redo": bool(exercise.undone),
        "written": _written(studio, exercise),
    }


def _sentences(labelled: LabelledPost, guesses: tuple[Guess, ...]) -> list[dict[str, Any]]:
    """Return the sentences; one of which something was guessed is unsure until its author has chosen."""
    guessed = {guess.at for guess in guesses}
    chosen = {at for mark in labelled.marks for at in range(mark.first, mark.last + 1)}
    chosen |= {at for at, one in enumerate(labelled.sentences) if one.reason == BY_HAND}
    return [
        {
            "text": one.text,
            "label": one.label,
            "unsure": one.unsure or at in guessed - chosen,
            "doubted": one.unsure,
            "reason": str(told_reasons(one.reason)),
            "against": str(told_reasons(one.against)),
            "guesses": [str(guess.beside_its_sentence) for guess in guesses if guess.at == at],
            "line": one.line,
            "block": one.block,
            "kind": one.kind,
            "level": one.level,
            "breaths": told[0],
            "breath": told[1],
        }
        for at, one in enumerate(labelled.sentences)
        for told in (breaths_told(one.text, labelled.language),)
    ]


def _title(exercise: Exercise) -> str:
    labelled = exercise.labelled()
    return labelled.title if labelled else exercise.name


def _written(studio: Studio, exercise: Exercise) -> str:
    """Return the script that was made of an exercise, as long as it is there."""
    return exercise.written if exercise.written in script_paths(studio.root) else ""


def _free_name(studio: Studio, title: str) -> str:
    """Return the name for a new script: that of its title, with a number where it is taken."""
    base, taken = slug_of(title) or "post", script_paths(studio.root)
    names = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


async def add_post(request: Request) -> Response:
    """Take a post in: as JSON {text} or {address}, or a file as it is, its name in `X-Name`."""
    studio = studio_of(request)
    if request.headers.get("content-type", "").startswith("application/json"):
        given = await json_of(request)
        read, sent = (
            (read_address, text_of(given, "address"))
            if "address" in given
            else (read_text, text_of(given, "text"))
        )
        post = await run_in_threadpool(read, sent)
    else:
        data = await body_of(request, MOST_BYTES)
        post = await run_in_threadpool(read_file, data, unquote(request.headers.get("x-name", "")))
    await run_in_threadpool(keep, posts_folder(studio), post)
    return answer(await run_in_threadpool(post_json, studio, post, 0), 201)


def list_posts(request: Request) -> Response:
    """Answer with the posts that are being marked, the newest first, without those that became scripts."""
    studio = studio_of(request)
    return answer(
        {
            "posts": [
                {
                    "id": post.id,
                    "title": _title(post.exercises[0]),
                    "source": post.source,
                    "since": post.since,
                }
                for post in kept_posts(posts_folder(studio))
                if not all(_written(studio, one) for one in post.exercises)
            ]
        }
    )


def get_post(request: Request) -> Response:
    """Answer with a post as it is marked now."""
    studio = studio_of(request)
    post = kept_post(posts_folder(studio), request.path_params["id"])
    at = request.query_params.get("exercise", "0")
    return answer(post_json(studio, post, int(at) if at.isdigit() else -1))


def drop_post(request: Request) -> Response:
    """Forget a post that is being marked."""
    forget(posts_folder(studio_of(request)), request.path_params["id"])
    return answer({})


async def correct_post(request: Request) -> Response:
    """Correct an exercise by {exercise, operation}, or take a correction back: {exercise, undo | redo}."""
    given = await json_of(request)
    return answer(await run_in_threadpool(_correct, studio_of(request), request.path_params["id"], given))


def _correct(studio: Studio, name: str, given: dict[str, Any]) -> dict[str, Any]:
    folder = posts_folder(studio)
    with _WRITING:
        post = kept_post(folder, name)
        at, exercise = _chosen(post, given)
        match given:
            case {"undo": True}:
                changed = exercise.undo()
            case {"redo": True}:
                changed = exercise.redo()
            case {"operation": dict(operation)}:
                changed = exercise.correct(operation)
            case _:
                raise misasked("operation")
        post = post.with_exercise(at, changed)
        keep(folder, post)
    return post_json(studio, post, at)


def _chosen(post: KeptPost, given: dict[str, Any]) -> tuple[int, Exercise]:
    at = given.get("exercise", 0)
    if type(at) is not int or not 0 <= at < len(post.exercises):
        raise misasked("exercise")
    return at, post.exercises[at]


async def finish_post(request: Request) -> Response:
    """Write the script of an exercise into the project: {name}; with {all} of each that has none: {names}."""
    given = await json_of(request)
    studio, post = studio_of(request), request.path_params["id"]
    if given.get("all") is True:
        return answer({"names": await run_in_threadpool(_finish_all, studio, post, given)}, 201)
    return answer({"name": await run_in_threadpool(_finish, studio, post, given)}, 201)


def _finish_all(studio: Studio, name: str, given: dict[str, Any]) -> list[str]:
    """Write the scripts of all exercises that have none and of which something is spoken."""
    post = kept_post(posts_folder(studio), name)
    open_now, _ = _chosen(post, given)
    names = []
    for at, exercise in enumerate(post.exercises):
        labelled = exercise.labelled()
        if _written(studio, exercise) or (labelled is not None and not labelled.count("spoken")):
            continue
        title = given.get("title") if at == open_now else ""
        names.append(_finish(studio, name, {"exercise": at, "title": title}))
    return names


def _finish(studio: Studio, name: str, given: dict[str, Any]) -> str:
    folder = posts_folder(studio)
    with _WRITING:
        post = kept_post(folder, name)
        at, exercise = _chosen(post, given)
        if title := str(given.get("title") or "").strip():
            exercise = _titled(exercise, title)
        labelled = exercise.labelled()
        if labelled is not None and not labelled.count("spoken"):
            raise InputError(
                Problem(
                    None,
                    tr("Nothing of this post is spoken yet."),
                    tr("Label at least one sentence as spoken."),
                )
            )
        if labelled and language_with_start(labelled.language) == primary(labelled.language):
            give_voice(studio.cache.around().project, primary(labelled.language))
        with studio.script_lock(""):
            text = script_of(labelled, studio.cache.around())[0] if labelled else exercise.script
            script = _free_name(studio, labelled.title if labelled else exercise.name)
            write_script(studio.root / "scripts" / f"{script}.yaml", studio.root, text.encode())
        keep(folder, post.with_exercise(at, replace(exercise, written=script)))
    studio.events.tell({"type": "project"})
    return script


def _titled(exercise: Exercise, title: str) -> Exercise:
    labelled = exercise.labelled()
    if labelled is None or labelled.title == title:
        return exercise
    return exercise.correct({"op": "title", "title": title})


routes = [
    Route("/api/posts", add_post, methods=["POST"]),
    Route("/api/posts", list_posts),
    Route("/api/posts/{id}", get_post),
    Route("/api/posts/{id}", drop_post, methods=["DELETE"]),
    Route("/api/posts/{id}/correct", correct_post, methods=["POST"]),
    Route("/api/posts/{id}/finish", finish_post, methods=["POST"]),
]
