"""The page that shows an author what is wrong, while scripts are edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.messages import language, tr, word
from stilte.release.escape import escaped
from stilte.release.page_texts import template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stilte.errors import Problem


def error_page(problems: Sequence[Problem]) -> str:
    """Return a page with every problem: its file and line, what is wrong, what to write instead."""
    items = "\n".join(_item(problem) for problem in problems)
    title = escaped(str(word("a page", "Not built")))
    back = escaped(str(tr("The pages come back as soon as this is put right.")))
    return (
        f'<!doctype html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{title}</title>\n<link rel="icon" href="data:,">\n'
        f"<style>{template('styles/colours.css')}{template('styles/page.css')}"
        f"{template('styles/list.css')}</style>\n"
        f"</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{back}</p>\n"
        f'<ul class="cards rows">\n{items}\n</ul>\n</main>\n</body>\n</html>\n'
    )


def _item(problem: Problem) -> str:
    where = f"<p><code>{escaped(str(problem.where))}</code></p>" if problem.where else ""
    instead = f"<p>{escaped(str(problem.instead))}</p>" if problem.instead else ""
    return f'<li class="card"><div>{where}<h2>{escaped(str(problem.message))}</h2>{instead}</div></li>'
