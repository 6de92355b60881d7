"""The files of a routine: read, looked for on the blog, and sent where they are not there yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.errors import BuildError, Problem
from stilte.messages import sentences, tr
from stilte.release.images.artwork import entry_cover
from stilte.release.images.wide_cover import post_cover
from stilte.release.wordpress.answers import Medium
from stilte.release.wordpress.media import (
    MediaFile,
    audio_file,
    bring_medium,
    find_medium,
    media_file,
    media_of,
)
from stilte.release.wordpress.post_content import PostOptions, post_parts
from stilte.release.wordpress.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from stilte.release.catalog import Entry
    from stilte.release.show import Show
    from stilte.release.wordpress.api import Api
    from stilte.release.wordpress.find_post import Found
    from stilte.release.wordpress.managed_block import Part

_FOR_ALL = (401, 429, 503)
"""Refusals that have nothing to do with the file."""


@dataclass(frozen=True, slots=True)
class Brought:
    """The files that are on the blog, by their own names, and what is told of those it refused."""

    media: Mapping[str, Medium]
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class RoutineFiles:
    """What a routine's post is made of: the MP3 of each track by its slug, a transcript, a picture."""

    tracks: tuple[Entry, ...]
    sounds: Mapping[str, MediaFile]
    transcript: MediaFile
    cover: MediaFile

    @property
    def all(self) -> tuple[MediaFile, ...]:
        """Return every file, the sounds first."""
        return (*self.sounds.values(), self.transcript, self.cover)

    @property
    def main_sound(self) -> MediaFile:
        """Return the MP3 of the first track."""
        return self.sounds[self.tracks[0].slug]

    def planned(self, there: Mapping[str, Medium | None]) -> Brought:
        """Return the files as a dry run has them: those that are there, and names for the others."""
        return Brought({name: medium or Medium(0, name) for name, medium in there.items()})

    def parts(
        self, media: Mapping[str, Medium], *, folds: bool, script: bool = False, embed: str = ""
    ) -> tuple[Part, ...]:
        """Return our blocks of the post with these files in them."""
        audio = {slug: media[file.name] for slug, file in self.sounds.items()}
        telling = PostOptions(self.tracks, audio, media.get(self.transcript.name), folds, script, embed)
        return post_parts(telling, {medium.address: name for name, medium in media.items()})


def read_files(
    show: Show, root: Path, tracks: tuple[Entry, ...], image: str | None, *, wide: bool
) -> RoutineFiles:
    """Return the files of a routine; `wide` asks for a picture in the shape of a screen instead of a square.

    Raises `BuildError` where one is not there or not what its cue sheet describes, `InputError` for a
    picture that cannot be read.
    """
    main = tracks[0]
    title = str(main.sheet["title"])
    draw = post_cover if wide else entry_cover
    return RoutineFiles(
        tracks=tracks,
        sounds={entry.slug: audio_file(entry) for entry in tracks},
        transcript=media_file(main.slug, ".vtt", _transcript(main), title),
        cover=media_file(f"{main.slug}-cover", ".jpg", draw(show, root, main, image), title, title),
    )


def find_files(
    api: Api, files: RoutineFiles, found: Found | None, *, folds: bool
) -> dict[str, Medium | None]:
    """Return where each file is on the blog, by its name; raises `BuildError`."""
    standing = found.frame.parts if found and found.frame else ()
    ids = [number for part in standing for number in part.media]
    known = media_of(api, [*ids, *([found.post.featured_media] if found else [])])
    named = _named_for(files, {part.key: part.media for part in standing}, folds=folds)
    return {file.name: find_medium(api, file, known, named.get(file.name, ())) for file in files.all}


def bring_files(
    api: Api, files: RoutineFiles, there: Mapping[str, Medium | None], sends: Callable[[str], None]
) -> Brought:
    """Send what is not there; a post can go without a transcript file or a picture that the blog refuses.

    Raises `BuildError` for all else.
    """
    media: dict[str, Medium] = {}
    warnings: list[Problem] = []
    for file in files.all:
        if there[file.name] is None:
            sends(file.name)
        try:
            media[file.name] = bring_medium(api, file, there[file.name])
        except Refused as refused:
            if file in files.sounds.values() or refused.status in _FOR_ALL:
                raise
            warnings.append(_goes_without(files, file, refused.problems[0]))
    return Brought(media, tuple(warnings))


def _named_for(
    files: RoutineFiles, standing: Mapping[str, tuple[int, ...]], *, folds: bool
) -> dict[str, tuple[int, ...]]:
    """Return the media that blocks of ours name for each file, where they show this very file."""
    planned = {file.name: Medium(0, file.name) for file in files.all}
    named: dict[str, tuple[int, ...]] = {}
    for part in files.parts(planned, folds=folds):
        for name in part.files:
            named[name] = (*named.get(name, ()), *standing.get(part.key, ()))
    return named


def _transcript(entry: Entry) -> bytes:
    path = entry.folder / f"{entry.slug}.vtt"
    try:
        return path.read_bytes()
    except OSError:
        raise BuildError(
            Problem(None, tr("'{name}' cannot be read.", name=path.name), tr("Build it again."))
        ) from None


def _goes_without(files: RoutineFiles, file: MediaFile, why: Problem) -> Problem:
    slug = files.tracks[0].routine
    if file is files.transcript:
        what = tr("The post of '{slug}' has no transcript file.", slug=slug)
    else:
        what = tr("The post of '{slug}' has no picture.", slug=slug)
    return Problem(None, sentences(what, why.message), why.instead)
