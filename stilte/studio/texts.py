"""The texts of the page in the author's language, from the same catalogues as the messages."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from starlette.routing import Route

from stilte.messages import SOURCE, language
from stilte.messages.language import catalogue
from stilte.studio.answers import answer
from stilte.studio.page_texts import texts_of_page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def texts(_request: Request) -> Response:
    """Answer with the language in use and every text of the page, by its English."""
    name = language()
    return answer({"language": name, "texts": {} if name == SOURCE else _translated(name)})


@cache
def _translated(name: str) -> dict[str, str]:
    """Return the page's texts in a language; each form of a plural under its English."""
    words, found = catalogue(name), {}
    for _, text in texts_of_page():
        if isinstance(text, str):
            found[text] = words.gettext(text)
        else:
            one, many = text
            found |= {one: words.ngettext(one, many, 1), many: words.ngettext(one, many, 2)}
    return found


routes = [Route("/api/texts", texts)]
