"""The show that tracks belong to: what `podcast.yaml` says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Show:
    """The show's own data, as written; `category` is a directory's category and, if any, its subcategory.

    `image` is a path seen from the project; `media` the address at which published files will be found;
    `funding` the address of a page where listeners can support the show. `accent` is a colour as `#rrggbb`.
    `photo` (a path like `image`), `about` and `links` tell of the teacher; `links` and `subscribe` are names
    with addresses. `start` are slugs of routines for whoever is new; `ending` is what follows a track's end.
    """

    title: str = ""
    description: str = ""
    author: str = ""
    email: str = ""
    link: str = ""
    language: str = "en"
    category: tuple[str, ...] = ()
    image: str | None = None
    explicit: bool = False
    type: Literal["episodic", "serial"] = "episodic"
    licence: str = ""
    media: str = ""
    funding: str = ""
    accent: str = ""
    photo: str | None = None
    about: str = ""
    links: tuple[tuple[str, str], ...] = ()
    subscribe: tuple[tuple[str, str], ...] = ()
    start: tuple[str, ...] = ()
    ending: Literal["next", "silence"] = "next"
