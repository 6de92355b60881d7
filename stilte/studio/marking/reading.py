"""Reading a post that a page sends: a text that was pasted, a file that was dropped, an address."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem
from stilte.foreign_text import clean_line
from stilte.importer import Imported, LabelledPost, import_post
from stilte.importer.build.breaths.cues import pattern_of, quantity_of
from stilte.importer.build.breaths.phases import phases
from stilte.importer.import_post import built_script
from stilte.importer.language.phrases import idioms
from stilte.importer.language.quantities import quantities
from stilte.messages import tr
from stilte.sound.music_names import own_bed
from stilte.studio.marking.kept_posts import KeptPost, new_post

if TYPE_CHECKING:
    from stilte.importer.build.draft import Guess
    from stilte.studio.project_cache import Around

_LONGEST_NAME, _LONGEST_ENDING = 80, 10
_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)


def read_text(text: str) -> KeptPost:
    """Return the post of a text that was pasted; an address alone is opened. Raises `InputError`."""
    if _ADDRESS.fullmatch(text.strip()):
        return read_address(text)
    if not text.strip():
        raise InputError(
            Problem(None, tr("There is no text yet."), tr("Paste the text of your post, or choose a file."))
        )
    found = import_post(text.encode("utf-8", errors="replace"))
    return new_post("", tuple(_without_source(one) for one in found))


def _without_source(one: Imported) -> Imported:
    return replace(one, labelled=replace(one.labelled, source="") if one.labelled else None)


def read_address(address: str) -> KeptPost:
    """Return the post behind an address; raises `InputError`."""
    address = address.strip()
    if not _ADDRESS.fullmatch(address):
        raise InputError(
            Problem(
                None,
                tr("'{text}' is not a web address.", text=clean_line(address[:_LONGEST_NAME])),
                tr("Copy it from the address bar of your browser; it begins with https://."),
            )
        )
    return new_post(address, import_post(address))


def read_file(data: bytes, name: str) -> KeptPost:
    """Return the post of a file's bytes; `name` only tells what kind it is. Raises `InputError`."""
    called = file_name(name)
    with TemporaryDirectory(prefix="stilte-") as folder:
        path = Path(folder) / called
        path.write_bytes(data)
        return new_post(called, import_post(path))


def file_name(name: str) -> str:
    """Return a name that a page sends as that of a file: no folder, nothing that cannot be shown.

    >>> file_name("../Mijn post.docx"), file_name("/tmp/a.html"), file_name("..")
    ('Mijn post.docx', 'a.html', 'post')
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*').strip(" .")
    if len(kept) > _LONGEST_NAME:
        kept = f"{kept[: _LONGEST_NAME - _LONGEST_ENDING]}{PurePosixPath(kept).suffix[:_LONGEST_ENDING]}"
    return kept or "post"


@lru_cache(maxsize=8192)  # each correction asks for all sentences of a post
def breaths_told(text: str, language: str) -> tuple[int | None, str]:
    """Return how many breaths a sentence asks for, and in which pattern; None and "" where it does not say.

    >>> breaths_told("Adem vijf keer 4 tellen in en 6 tellen uit.", "nl")
    (5, '4-6')
    """
    table = idioms(language)
    times = quantity_of(quantities(text, table))
    count = int(times.low) if times and times.low == times.high and times.low >= 1 else None
    return count, pattern_of([*phases(text, table)])


def script_of(labelled: LabelledPost, around: Around) -> tuple[str, tuple[Guess, ...]]:
    """Return the script of a post, with the voice and the bed that the project gives it; and its guesses."""
    environment = around.context.environment
    return built_script(
        labelled,
        voices=environment.voice_names,
        voice=environment.guide_for(labelled.language),
        music=own_bed(around.project.root),
    )
