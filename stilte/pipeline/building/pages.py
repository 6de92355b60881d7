"""The listen pages and pictures of a show, after a build; what they need is made while tracks are encoded."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from stilte.errors import InputError, StilteError
from stilte.pipeline.inspection.leftovers import stale_slugs
from stilte.pipeline.stamps import read_stamp
from stilte.release.catalog import entries_of, finished_slugs
from stilte.script.routine import Breathe
from stilte.script.walk import every_step
from stilte.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stilte.pipeline.results import Result
    from stilte.project import Project
    from stilte.script.routine import Routine


def update_pages(project: Project, results: Iterable[Result]) -> None:
    """Write the listen pages and the show's cover where a track is new, or one of them is missing."""
    finished = [result for result in results if result.status != "failed"]
    needed = [project.output / result.slug / "index.html" for result in finished]
    needed += [project.output / "cover.jpg"] if finished else []
    if any(result.status == "built" for result in finished) or not all(path.is_file() for path in needed):
        from stilte.release.images.artwork import write_cover, write_photo  # noqa: PLC0415 (opens Pillow)
        from stilte.release.podcast.ledger import known_feeds  # noqa: PLC0415 (opens the templates)
        from stilte.release.site.pages import write_pages  # noqa: PLC0415

        slugs, pictures = _in_order(project, finished), _pictures(project)
        with suppress(InputError):  # a picture that cannot be read: `check` and the tracks without one tell
            write_cover(
                project.output, project.show, project.root, entries_of(project.output, slugs), pictures
            )
        with suppress(InputError):
            write_photo(project.output, project.show, project.root)
        write_pages(project.output, project.show, slugs, known_feeds(project.root, project.show), pictures)


def prepare_pages(project: Project, routines: Iterable[Routine]) -> None:
    """Make what `update_pages` will need and is known before these routines are built, and keep it.

    That are the icons, the templates, and the show's cover where no new track can change it.
    """
    from stilte.release.images.artwork import show_cover  # noqa: PLC0415 (opens Pillow)
    from stilte.release.site.pages import prepare  # noqa: PLC0415 (opens the templates)

    pictures = _pictures(project)
    prepare(project.show, pictures)
    if not project.show.image and not any(map(_breathes, routines)):
        with suppress(StilteError):  # told where it is written
            entries = entries_of(project.output, _in_order(project, ()))
            show_cover(project.show, project.root, entries, store=pictures)


def _pictures(project: Project) -> Store:
    return Store(project.cache, "covers")


def _breathes(routine: Routine) -> bool:
    return any(
        isinstance(step, Breathe) for track in (routine, *routine.tracks) for step in every_step(track.steps)
    )


def _in_order(project: Project, results: Iterable[Result]) -> tuple[str, ...]:
    """Return the slugs of all tracks: by script and in its order of lengths, then what else lies there."""
    slugs: list[str] = []
    for path in project.script_files():
        script = path.relative_to(project.root).as_posix()
        stamp = read_stamp(project, path)
        slugs += stamp.tracks if stamp else (result.slug for result in results if result.script == script)
    stale = stale_slugs(project)
    others = (slug for slug in finished_slugs(project.output) if slug not in stale)
    return tuple(dict.fromkeys((*slugs, *others)))
