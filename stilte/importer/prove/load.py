"""A written script, read by the loader and laid out: an import that does not load is a fault of ours."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem
from stilte.importer.language.phrases import idioms, languages
from stilte.script.arrange import arrange
from stilte.script.environment import ESPEAK, Environment
from stilte.script.estimate import estimate
from stilte.script.load import load

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.script.routine import Routine

RATE_HZ = 1000


def load_text(
    text: str, voices: Mapping[str, str] | None = None, beds: frozenset[str] = frozenset()
) -> Routine:
    """Return the routine that a script's text says; raise `InputError` where it does not load.

    `voices` (each with its language) and `beds` are what the script may name beside the whispering voices.
    """
    known = {idioms(name).table["whisper_voice"]: name for name in languages()} | dict(voices or {})
    with TemporaryDirectory(prefix="stilte-") as folder:
        path = Path(folder) / "import.yaml"
        path.write_text(text, encoding="utf-8")
        return load(path, Environment(Path(folder), known, beds=beds, default_voice=ESPEAK))


def unreachable(routine: Routine) -> tuple[Problem, ...]:
    """Return what stands in the way of the routine's lengths, as estimated; nothing where each can be met."""
    found: list[Problem] = []
    for asked_s in routine.lengths_s:
        try:
            arrange(routine, estimate(RATE_HZ), RATE_HZ, asked_s)
        except InputError as error:
            found += error.problems
    return tuple(found)
