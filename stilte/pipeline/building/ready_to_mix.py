"""Getting the music of a routine ready for mixing while its lines are spoken."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from stilte.errors import InputError, StilteError
from stilte.pipeline.mixer_sources import opened_bed
from stilte.pipeline.references import references_of
from stilte.pipeline.sound_file_checks import unreadable
from stilte.sound.one_shots import open_sound

if TYPE_CHECKING:
    from stilte.errors import Problem
    from stilte.pipeline.mixer_sources import Opened
    from stilte.pipeline.scripts import ProjectContext
    from stilte.project import Project
    from stilte.script.routine import Routine


_NEEDED = ("stilte.pipeline.track", "stilte.release.site.pages")


def read_modules() -> None:
    """Import what mixing needs, while the first lines are spoken."""
    for module in _NEEDED:
        import_module(module)


def ready_to_mix(
    project: Project, context: ProjectContext, routine: Routine, opened: Opened, *, made_too: bool
) -> tuple[Problem, ...]:
    """Hear and open the recordings of a routine; return what is wrong with those that nobody can play.

    Opening one and hearing it are one reading. With `made_too` built-in beds are opened as well: they are
    ready in this process alone.
    """
    rate_hz, beds = routine.rate_hz or project.build.rate_hz, context.beds

    def ready(name: str) -> None:
        if name in beds:
            opened_bed(beds[name], rate_hz, project.cache, opened)
        else:
            open_sound(name, project.root, rate_hz, project.cache)

    wrong = tuple(unreadable(routine, beds, project.root, context.cache, ready))
    if made_too and not wrong:
        for name in sorted(references_of(routine).sounds & beds.keys()):
            with suppress(StilteError, OSError):  # told where the track is mixed
                opened_bed(beds[name], rate_hz, project.cache, opened)
    return wrong


def refuse(wrong: tuple[Problem, ...]) -> None:
    """Raise `InputError` for problems, if there are any."""
    if wrong:
        raise InputError(*wrong)
