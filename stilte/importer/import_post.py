"""The whole way: a source → scripts that load, each with what was guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from slugify import slugify

from stilte.errors import InputError
from stilte.importer.door import refuse
from stilte.importer.find import find_exercises
from stilte.importer.proving import proved
from stilte.importer.reading import read_posts
from stilte.importer.restore import restore
from stilte.importer.routine import draft_exercise
from stilte.importer.writer import write

if TYPE_CHECKING:
    import os
    from collections.abc import Collection

    from stilte.importer.draft import Draft, Step
    from stilte.importer.post import Exercise


@dataclass(frozen=True, slots=True)
class Imported:
    """A script made of an exercise: its name without suffix, its text, and what its author should look at."""

    name: str
    script_text: str
    report: tuple[str, ...]


def import_post(
    source: str | os.PathLike[str] | bytes,
    exercise: int | None = None,
    slug: str | None = None,
    *,
    name: str | None = None,
    voices: Collection[str] | None = None,
) -> tuple[Imported, ...]:
    """Return a script for each exercise of a post (or for number `exercise`, from 1).

    `slug` chooses one post of a WordPress export; `name` names the scripts (`name-1`, `name-2` where there
    are several); `voices` are the project's: words are whispered by a voice only if it is there.
    Raises `InputError` where there is no exercise, or none by that number.
    """
    posts = read_posts(source, slug)
    found: list[tuple[str, Exercise]] = []
    drafts = [(post.slug, draft) for post in posts for draft in restore(post)]
    if drafts:
        return _restored(drafts, exercise, name)
    for post in posts:
        try:
            found += [(post.slug, one) for one in find_exercises(post)]
        except InputError:
            if len(posts) == 1:
                raise
    if not found:
        raise refuse(
            "No post of this export holds an exercise.", "Choose another export, or import a single page."
        )
    named = _names(found, name)
    if exercise is not None:
        if not 1 <= exercise <= len(named):
            listed = "; ".join(f"{n}: {one.title}" for n, (_, one) in enumerate(named, 1))
            raise refuse(f"There is no exercise {exercise}.", f"There are {len(named)}: {listed}.")
        named = named[exercise - 1 : exercise]
    return tuple(_imported(title, one, voices) for title, one in named)


def _restored(
    drafts: list[tuple[str, Draft]], exercise: int | None, name: str | None
) -> tuple[Imported, ...]:
    """Write the scripts that `text` left in a post."""
    bases = [name or slug or slugify(draft.title, max_length=60) or "import" for slug, draft in drafts]
    made = [
        Imported(f"{base}-{at}" if len(drafts) > 1 else base, write(draft), draft.guesses)
        for at, (base, (_, draft)) in enumerate(zip(bases, drafts, strict=True), 1)
    ]
    return tuple(made if exercise is None else made[exercise - 1 : exercise])


def _names(found: list[tuple[str, Exercise]], name: str | None) -> list[tuple[str, Exercise]]:
    """Name the scripts after the post's slug, the file or the title; numbered where several share a name."""
    bases = [name or slug or slugify(one.title, max_length=60) or _stem(one.source) for slug, one in found]
    return [
        (f"{base}-{bases[: at + 1].count(base)}" if bases.count(base) > 1 else base, one)
        for at, (base, (_, one)) in enumerate(zip(bases, found, strict=True))
    ]


def _stem(source: str) -> str:
    return slugify(PurePath(re.sub(r"[?#].*", "", source).rstrip("/")).stem) or "import"


def _imported(name: str, exercise: Exercise, voices: Collection[str] | None) -> Imported:
    draft = draft_exercise(exercise)
    if voices is not None:
        draft = replace(draft, steps=tuple(_voiced(step, voices) for step in draft.steps))
    draft = proved(draft)
    return Imported(name, write(draft), draft.guesses)


def _voiced(step: Step, voices: Collection[str]) -> Step:
    """Leave out a whispering voice that the project does not have."""
    inner = tuple(_voiced(one, voices) for one in step.steps)
    if step.voice and step.voice not in voices:
        words = f"to be whispered: there is no voice '{step.voice}' in voices/ yet"
        return replace(step, voice="", steps=inner).noting(words)
    return replace(step, steps=inner)
