"""The English texts of the page, as its modules give them to `t("…")` and `plural("…", "…", n)`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).resolve().parent / "page"
_STRING = r'"(?:[^"\\\n]|\\.)*"'
_COMMENT = re.compile(
    rf"({_STRING})|/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL
)  # a string may hold what looks like one
_CALL = re.compile(rf"(?<![\w.$])(?:t\(\s*({_STRING})|plural\(\s*({_STRING})\s*,\s*({_STRING}))")


def texts_of_page(page: Path = PAGE) -> Iterator[tuple[str, str | tuple[str, str]]]:
    """Yield each text with the file that it stands in, seen from `page`: a plural as both of its forms.

    A text is written in double quotes, with the escapes that JSON knows.
    """
    for path in sorted(page.rglob("*.js")):
        name = path.relative_to(page).as_posix()
        if not name.startswith("vendor/"):
            for text, one, many in _CALL.findall(_COMMENT.sub(r"\1", path.read_text("utf-8"))):
                yield name, json.loads(text) if text else (json.loads(one), json.loads(many))
