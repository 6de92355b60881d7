"""Templates into pages: everything that comes from a script is escaped, and stays text."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup

from stilte.release.escape import clean
from stilte.release.page_texts import template, words_of
from stilte.release.site.accent import accent_css

_STYLES = {
    "listen.html.jinja": ("page", "circle", "listen", "print"),
    "index.html.jinja": ("page", "list", "print"),
    "offline.html.jinja": ("page",),
    "gone.html.jinja": ("page",),
    "embed.html.jinja": ("circle", "embed"),
}


def render(name: str, language: str, **values: Any) -> str:
    """Return a page from its template, with our style and our words in a language."""
    css = Markup(_styles(name) + accent_css(values["show"].accent))  # noqa: S704 — our own files, and colours
    page = _environment().get_template(name)
    return clean(page.render(css=css, language=language, words=words_of(language), **values)) + "\n"


def compile_templates() -> None:
    """Compile all templates ahead of their use, those that others include, too."""
    for file in (files("stilte.release") / "templates").iterdir():
        if file.name.endswith(".jinja"):
            _environment().get_template(file.name)


@cache
def _styles(name: str) -> str:
    """Return the style sheets of a page: what all of them share, and its own."""
    return "".join(template(f"styles/{sheet}.css") for sheet in ("colours", *_STYLES[name]))


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(template),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
