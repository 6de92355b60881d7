"""Choosing the changes of a text after which it says what it should, or refusing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem
from stilte.messages import tr
from stilte.reader.edit.spots import plain
from stilte.reader.edit.yaml_text import read_yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stilte.messages import Message
    from stilte.reader.edit.source_text import Change
    from stilte.reader.edit.spots import Plain
    from stilte.reader.edit.yaml_text import YamlText


def settle(
    file: YamlText,
    alternatives: Iterable[Iterable[Change]],
    expected: Plain,
    words: frozenset[str] = frozenset(),
) -> str:
    """Return the text after the first of these alternatives that makes it say what is expected.

    Raises `InputError` where none does: what stands there is to be changed in the text itself.
    """
    wanted = squeezed(expected)
    for changes in alternatives:
        changed = file.source.changed(changes)
        after = read_yaml_text(changed, words)
        if squeezed(plain(after.root)) == wanted and len(after.unread) <= len(file.unread):
            return changed
    raise refused()


def refused(message: str | Message = "", cure: str | Message = "") -> InputError:
    """Return the error for what cannot be changed in place."""
    message = message or tr("This is written in a way that cannot be changed here without rewriting it.")
    return InputError(Problem(None, message, cure or tr("Change it in the text of the file.")))


def refuse_label(label: str) -> None:
    """Raise `InputError` for an anchor, an alias or a tag: two places of a file may share what it names."""
    if label:
        message = tr("`{mark}` is a label of YAML, by which one text may stand in two places.", mark=label)
        cure = tr("Write the text out in both places, in the text of the file.")
        raise refused(message, cure)


def squeezed(value: Plain) -> Plain:
    r"""Return values with single spaces: how lines are broken makes no difference.

    >>> squeezed(["a\n b", {"c": "d "}])
    ['a b', {'c': 'd'}]
    """
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [squeezed(each) for each in value]
    return {" ".join(name.split()): squeezed(each) for name, each in value.items()}
