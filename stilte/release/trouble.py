"""The page that shows an author what is wrong, while scripts are edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.release.markup import escaped
from stilte.release.words import template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stilte.errors import Problem


def trouble_page(problems: Sequence[Problem]) -> str:
    """Return a page with every problem: its file and line, what is wrong, what to write instead."""
    items = "\n".join(_item(problem) for problem in problems)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<title>Not built</title>\n<link rel="icon" href="data:,">\n'
        f"<style>{template('listen.css')}</style>\n"
        "</head>\n<body>\n<main>\n<h1>Not built</h1>\n"
        "<p>The pages come back as soon as this is put right.</p>\n"
        f'<ul class="cards rows">\n{items}\n</ul>\n</main>\n</body>\n</html>\n'
    )


def _item(problem: Problem) -> str:
    where = f"<p><code>{escaped(str(problem.where))}</code></p>" if problem.where else ""
    instead = f"<p>{escaped(problem.instead)}</p>" if problem.instead else ""
    return f'<li class="card"><div>{where}<h2>{escaped(problem.message)}</h2>{instead}</div></li>'
