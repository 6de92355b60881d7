"""Templates into pages: everything that comes from a script is escaped, and stays text."""

from __future__ import annotations

from functools import cache
from typing import Any

import jinja2
from markupsafe import Markup

from stilte.release.markup import clean
from stilte.release.words import template, words_of


def render(name: str, language: str, **values: Any) -> str:
    """Return a page from its template, with our style and our words in a language."""
    css = Markup(template("listen.css"))  # noqa: S704 — our own file
    page = _environment().get_template(name)
    return clean(page.render(css=css, language=language, words=words_of(language), **values)) + "\n"


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(template),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
