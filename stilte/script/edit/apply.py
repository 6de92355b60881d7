"""Applying one operation to the text of a script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stilte.messages import tr
from stilte.reader.edit.given_values import tidied
from stilte.script.edit.framing import unwrap, wrap
from stilte.script.edit.lines import join_lines, replace_lines, split_line
from stilte.script.edit.moving import insert, move
from stilte.script.edit.operation import Edited, nonsense, refuse_odd_types
from stilte.script.edit.removing import delete
from stilte.script.edit.script_text import read_script_text
from stilte.script.edit.words import set_field, set_header, set_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stilte.script.edit.script_text import ScriptText

__all__ = ["OPERATIONS", "Edited", "apply"]

OPERATIONS: dict[str, Callable[[ScriptText, Mapping[str, Any]], Edited]] = {
    "set_text": set_text,
    "set_field": set_field,
    "insert": insert,
    "delete": delete,
    "move": move,
    "wrap": wrap,
    "unwrap": unwrap,
    "set_header": set_header,
    "split_line": split_line,
    "join_lines": join_lines,
    "replace_lines": replace_lines,
}


def apply(text: str, operation: Mapping[str, Any]) -> Edited:
    r"""Return the text of a script after an operation, and the step to select.

    `text` is what the file holds, with its line breaks: `data.decode("utf-8")`; what the operation does not
    touch stays byte for byte. `operation` is a value of JSON with the name `op`. Raises `InputError`, in the
    author's words, for an operation that makes no sense here and for what cannot be changed in place.

    >>> apply("steps:\n- Kom. <8s>  # rustig\n", {"op": "set_text", "at": "steps/0", "text": "Dag."}).text
    'steps:\n- Dag. <8s>  # rustig\n'
    """
    asked = tidied(dict(operation))
    name = str(asked.get("op"))
    if name not in OPERATIONS:
        raise nonsense(tr("There is no operation '{name}'.", name=name))
    refuse_odd_types(asked)
    return OPERATIONS[name](read_script_text(text), asked)
