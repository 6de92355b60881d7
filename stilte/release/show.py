"""The show that tracks belong to: what `podcast.yaml` says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Show:
    """The show's own data, as written; `category` is a directory's category and, if any, its subcategory.

    `image` is a path seen from the project; `media` the address at which published files will be found;
    `funding` the address of a page where listeners can support the show.
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
