"""A written script, read by the loader and laid out: an import that does not load is a fault of ours."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem
from stilte.importer.words import idioms, languages
from stilte.importer.writer import write
from stilte.script.arrange import arrange
from stilte.script.estimate import estimate
from stilte.script.load import load
from stilte.script.shelf import ESPEAK, Shelf

if TYPE_CHECKING:
    from stilte.importer.draft import Draft
    from stilte.script.routine import Routine

RATE_HZ = 1000


def load_text(text: str) -> Routine:
    """Return the routine that a script's text says; raise `InputError` where it does not load."""
    whispering = {idioms(name).table["whisper_voice"]: name for name in languages()}
    with TemporaryDirectory(prefix="stilte-") as folder:
        path = Path(folder) / "import.yaml"
        path.write_text(text, encoding="utf-8")
        return load(path, Shelf(Path(folder), whispering, default_voice=ESPEAK))


def proved(draft: Draft) -> Draft:
    """Return a draft that loads, without a length that its steps, as estimated, cannot reach."""
    problems = unreachable(load_text(write(draft)))
    if not problems:
        return draft
    told = f"The post's length is left out: {problems[0].message}"
    return replace(draft, lengths=(), guesses=(*draft.guesses, told))


def unreachable(routine: Routine) -> tuple[Problem, ...]:
    """Return what stands in the way of the routine's lengths, as estimated; nothing where each can be met."""
    found: list[Problem] = []
    for asked_s in routine.lengths_s:
        try:
            arrange(routine, estimate(RATE_HZ), RATE_HZ, asked_s)
        except InputError as error:
            found += error.problems
    return tuple(found)
