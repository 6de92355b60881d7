"""Values that come from a form or a page: checked and tidied before they are written into a file."""

from __future__ import annotations

import math
import re
from typing import Any

from stilte.errors import InputError, Problem
from stilte.messages import tr

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile("\r\n?")
_HIDDEN = str.maketrans({"\x85": " ", "\u2028": " ", "\u2029": " ", "\ufeff": None})


def tidied(value: Any) -> Any:
    """Return a value of JSON with single line feeds in its texts, and no signs that editors do not show.

    Raises `InputError` for a control character, and for what is no value of a file.
    """
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return {_text(str(name)): tidied(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [tidied(each) for each in value]
    if value is None or isinstance(value, (bool, int)) or (isinstance(value, float) and math.isfinite(value)):
        return value
    raise InputError(Problem(None, tr("'{value}' cannot be written into a file.", value=str(value))))


def _text(text: str) -> str:
    if found := _CONTROL.search(text):
        message = tr(
            "There is a control character ({sign}) here, which does not belong in a text.",
            sign=f"U+{ord(found[0]):04X}",
        )
        raise InputError(Problem(None, message, tr("Delete it, or retype the line.")))
    return _BREAK.sub("\n", text).translate(_HIDDEN)
