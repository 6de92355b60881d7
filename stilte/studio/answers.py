"""Answers of the studio: values as JSON, and what went wrong in the author's own words."""

from __future__ import annotations

import errno
import json
import sys
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from stilte.errors import InputError, Problem, StilteError, system_problem
from stilte.foreign_text import foreign_text
from stilte.messages import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request


class NotThere(InputError):
    """What is asked for is not in the project (404)."""

    status = HTTPStatus.NOT_FOUND


class Misasked(InputError):
    """The request makes no sense: a fault of the page, or somebody else's request (400)."""

    status = HTTPStatus.BAD_REQUEST


class TooLarge(InputError):
    """More was sent than is taken (413)."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class Conflict(InputError):
    """What the request was made for has changed meanwhile (409); `more` goes along with the error."""

    status = HTTPStatus.CONFLICT

    def __init__(self, problem: Problem, **more: object) -> None:
        super().__init__(problem)
        self.more = more


def answer(value: object, status: int = HTTPStatus.OK, headers: dict[str, str] | None = None) -> Response:
    """Return an answer in JSON; messages in it are put into words in the language in use."""
    body = json.dumps(value, ensure_ascii=False, allow_nan=False, default=str).encode()
    return Response(body, status, {"Cache-Control": "no-store", **(headers or {})}, "application/json")


def problem_json(problem: Problem, **more: object) -> dict[str, Any]:
    """Return a problem as the page shows it: text, hint, script and line."""
    where = problem.where
    return {
        "text": str(problem.message),
        "hint": str(problem.instead),
        "script": where.file if where else None,
        "line": where.line if where else None,
        **more,
    }


def error_json(problems: Sequence[Problem]) -> dict[str, Any]:
    """Return what went wrong: the first problem in full, and all of them."""
    told = [problem_json(problem) for problem in problems]
    first = told[0] if told else {"text": "", "hint": ""}
    return {"text": first["text"], "hint": first["hint"], "problems": told}


def refusal_answer(_request: Request, error: Exception) -> Response:
    """Return the answer for an error of ours: what is wrong, where, what to write instead."""
    problems = error.problems if isinstance(error, StilteError) else ()
    status = getattr(error, "status", HTTPStatus.UNPROCESSABLE_ENTITY)
    return answer({**getattr(error, "more", {}), "error": error_json(problems)}, status)


def system_answer(_request: Request, error: Exception) -> Response:
    """Return the answer where the system refused: a full disk, a folder that cannot be written."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return answer({"error": error_json([FULL])}, HTTPStatus.INSUFFICIENT_STORAGE)
    problem = system_problem(error) if isinstance(error, OSError) else UNEXPECTED
    return answer({"error": error_json([problem])}, HTTPStatus.INTERNAL_SERVER_ERROR)


def unexpected_answer(request: Request, error: Exception) -> Response:
    """Return the answer for a fault of the program, and tell of it in the terminal, without the secret."""
    secret = getattr(getattr(request.app.state, "studio", None), "secret", "") or "\0"
    told = foreign_text(f"{type(error).__name__}: {error}".replace(secret, "…"), most=500)
    sys.stderr.write(f"studio: {told}\n")
    return answer({"error": error_json([UNEXPECTED])}, HTTPStatus.INTERNAL_SERVER_ERROR)


FULL = Problem(
    None,
    tr("The disk is full: nothing was written, and what stands on it is unchanged."),
    tr("Free some space and try again; what you typed is still in this window."),
)
UNEXPECTED = Problem(
    None,
    tr("Something went wrong inside Stilte; nothing of yours was changed."),
    tr("This is a fault of the program; the terminal in which the studio runs says more."),
)
