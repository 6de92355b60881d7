"""Recipes: complete practice scripts to start from, one file per practice and language."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem, not_found
from stilte.messages import tr

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

LANGUAGES = ("en", "nl")
"""The languages of the recipes."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A practice as a script; `about` is what its first lines, which are comments, say of it."""

    name: str
    title: str
    about: str
    script: str


def recipe_names(language: str) -> tuple[str, ...]:
    """Return the names of the recipes in a language, in order."""
    found = (file.name.removesuffix(".yaml") for file in _folder(language).iterdir())
    return tuple(sorted(found))


def read_recipe(name: str, language: str) -> Recipe:
    """Return a recipe; raises `InputError` with what there is where none has this name."""
    names = recipe_names(language)
    if name not in names:
        raise InputError(
            Problem(None, *not_found(tr("There is no recipe '{name}'.", name=name), name, names))
        )
    return recipe_of(name, _folder(language).joinpath(f"{name}.yaml").read_text("utf-8"))


_FOR_EDITORS = "# yaml-language-server:"
"""How a script that was written begins; it says nothing of the practice."""


def recipe_of(name: str, text: str) -> Recipe:
    r"""Return a recipe from its text.

    >>> recipe_of("rest", "# A short rest.\ntitle: Rest\nsteps: [Rest.]\n").about
    'A short rest.'
    """
    lines = text.splitlines(keepends=True)
    comments = [
        line[1:].strip() for line in lines if line.startswith("#") and not line.startswith(_FOR_EDITORS)
    ]
    script = "".join(line for line in lines if not line.startswith("#"))
    title = next(line for line in lines if line.startswith("title:")).partition(":")[2].strip()
    return Recipe(name, title, " ".join(comments), script)


def _folder(language: str) -> Traversable:
    return files("stilte.starting").joinpath("recipes").joinpath(language)
