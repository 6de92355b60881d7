"""`/api/pronunciations`: how a word is said, for one voice or for all, in the author's own files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from stilte.errors import InputError, Problem
from stilte.file_names import stem_of, yaml_files
from stilte.messages import tr
from stilte.messages.language import primary
from stilte.reader.edit.set_value import set_value
from stilte.reader.edit.yaml_text import read_yaml_text
from stilte.speech.pls import MOST_LETTERS, too_long
from stilte.studio.answers import answer
from stilte.studio.asked import json_of, misasked, studio_of, text_of
from stilte.studio.scripts.writing import write_script
from stilte.studio.voices.own_voice import voice_path

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

    from stilte.studio.state import Studio

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_FILES = ""  # the lock of files that are no scripts


def pronounce(studio: Studio, given: dict[str, Any]) -> dict[str, str]:
    """Write how a word is said: {word, says, where}, "everywhere" ({language}) or for a "voice" ({voice})."""
    word, says = (_one_line(text_of(given, name)) for name in ("word", "says"))
    with studio.script_lock(_FILES):
        match given.get("where"):
            case "everywhere":
                path, under = _lexicon(studio, given), ""
            case "voice":
                path, under = voice_path(studio.root, text_of(given, "voice")), "pronounce"
            case _:
                raise misasked("where")
        raw = path.read_bytes() if path.is_file() else b""
        text = raw.decode("utf-8")
        key = [*filter(None, [under]), _as_written(text, under, word)]
        path.parent.mkdir(exist_ok=True)
        write_script(path, studio.root, set_value(text, key, says).encode("utf-8"))
    studio.events.tell({"type": "project"})
    return {"file": f"voices/{path.name}"}


def _one_line(text: str) -> str:
    """Return a word or its respelling on one line; raises `InputError` for none, or a long text."""
    words = " ".join(text.split())
    if not words:
        raise InputError(Problem(None, tr("Say which word, and how it should sound.")))
    if len(words) > MOST_LETTERS:
        raise InputError(Problem(None, *too_long(words)))
    return words


def _lexicon(studio: Studio, given: dict[str, Any]) -> Path:
    """Return the project's lexicon of a language, whether it is there or not."""
    own = studio.cache.around().project.default_language or ""
    asked = text_of(given, "language") if given.get("language") else own
    if not _LANGUAGE.fullmatch(asked):
        raise misasked("language")
    language = primary(asked)
    folder = studio.root / "voices"
    named = f"lexicon.{language}"
    there = (path for path in yaml_files(folder) if stem_of(path).lower() == named) if folder.is_dir() else ()
    return next(iter(there), folder / f"{named}.yaml")


def _as_written(text: str, under: str, word: str) -> str:
    """Return a word as the file has it already, whatever its capitals."""
    spot = read_yaml_text(text).root
    if under:
        spot = spot.at(under) if spot else None
    known = [key.value for key in spot.keys] if spot and spot.kind == "table" else []
    return next((key for key in known if key.casefold() == word.casefold()), word)


async def post_pronunciation(request: Request) -> Response:
    """Answer with the file that says it now."""
    given = await json_of(request)
    return answer(await run_in_threadpool(pronounce, studio_of(request), given))


routes = [Route("/api/pronunciations", post_pronunciation, methods=["POST"])]
