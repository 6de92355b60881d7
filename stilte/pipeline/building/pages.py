"""The listen pages and pictures of a show, after a build; what they need is made while tracks are encoded."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING

from stilte.errors import InputError, StilteError
from stilte.pipeline.inspection.leftovers import stale_slugs
from stilte.pipeline.stamps import read_stamp
from stilte.release.catalog import finished_slugs
from stilte.script.routine import Breathe
from stilte.script.walk import every_step
from stilte.store import Store, key_of
from stilte.this_program import this_program

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stilte.pipeline.results import Result
    from stilte.project import Project
    from stilte.release.catalog import Entry
    from stilte.release.site.kept_pages import KeptPages
    from stilte.script.routine import Routine


def update_pages(project: Project, results: Sequence[Result]) -> None:
    """Bring pages and cover up to date where a track is new or gone, or one of them is missing."""
    finished = [result for result in results if result.status != "failed"]
    if not finished:
        return
    needed = [project.output / result.slug / "index.html" for result in finished]
    needed.append(project.output / "cover.jpg")
    shown, kept = _shown(project, results), Store(project.cache, "pages")
    place = key_of("shown", project.output)
    if (
        any(result.status == "built" for result in finished)
        or not all(path.is_file() for path in needed)
        or (shown and kept.read(place) != shown)
    ):
        write_site(project, results)
        if shown:
            with suppress(OSError):  # a full disk: the next build looks again
                kept.write(place, shown)


def _shown(project: Project, results: Sequence[Result]) -> bytes:
    """Return a hash of the show and of which tracks there are; nothing after a build of single scripts."""
    scripts = {path.relative_to(project.root).as_posix() for path in project.script_files()}
    if not scripts <= {result.script for result in results}:
        return b""
    slugs = [result.slug for result in results if result.status != "failed"]
    return key_of(project.show, slugs, finished_slugs(project.output)).encode()


def write_site(project: Project, results: Sequence[Result] = (), first: Iterable[str] = ()) -> None:
    """Write the pages and pictures of all finished tracks, as far as they changed.

    `results` are those of a build that has no stamps yet; the slugs in `first` come before all others.
    """
    from stilte.release.images.artwork import write_cover, write_photo  # noqa: PLC0415 (opens Pillow)
    from stilte.release.podcast.ledger import known_feeds  # noqa: PLC0415 (opens the templates)
    from stilte.release.site.pages import write_pages  # noqa: PLC0415

    slugs, pictures = tuple(dict.fromkeys((*first, *_in_order(project, results)))), _pictures(project)
    kept = _kept(project)
    with suppress(InputError):  # a picture that cannot be read: `check` and the tracks without one tell
        write_cover(project.output, project.show, project.root, _breathing(kept, slugs), pictures)
    with suppress(InputError):
        write_photo(project.output, project.show, project.root)
    feeds = known_feeds(project.root, project.show)
    write_pages(project.output, project.show, slugs, feeds, pictures, kept=kept)


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
            entries = _breathing(_kept(project), _in_order(project, ()))
            show_cover(project.show, project.root, entries, store=pictures)


def _kept(project: Project) -> KeptPages:
    from stilte.release.site.kept_pages import KeptPages  # noqa: PLC0415 (a build of nothing)

    return KeptPages(project.output, Store(project.cache, "pages"), this_program())


def _breathing(kept: KeptPages, slugs: Iterable[str]) -> Iterator[Entry]:
    """Yield the tracks in which somebody breathes: the show's cover is drawn from the first."""
    found = (kept.full(known) for known in kept.tracks(slugs) if known.breathes)
    return (entry for entry in found if entry)


def _pictures(project: Project) -> Store:
    return Store(project.cache, "covers")


def _breathes(routine: Routine) -> bool:
    return any(
        isinstance(step, Breathe) for track in (routine, *routine.tracks) for step in every_step(track.steps)
    )


def _in_order(project: Project, results: Iterable[Result]) -> tuple[str, ...]:
    """Return the slugs of all tracks: by script and in its order of lengths, then what else lies there."""
    built: dict[str, list[str]] = defaultdict(list)
    for result in results:
        built[result.script].append(result.slug)
    slugs: list[str] = []
    stamps = {path: read_stamp(project, path) for path in project.script_files()}
    for path, stamp in stamps.items():
        slugs += stamp.tracks if stamp else built[path.relative_to(project.root).as_posix()]
    stale = stale_slugs(project, stamps)
    others = (slug for slug in finished_slugs(project.output) if slug not in stale)
    return tuple(dict.fromkeys((*slugs, *others)))
