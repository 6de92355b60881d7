"""The single changes that make one value of another, so that what stays the same is not written again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.reader.edit.spots import Plain

    Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A value to be set at a path, or removed with None; `inserted` where an entry of a list is new there."""

    path: Path
    value: object
    inserted: bool = False


def differences(old: Plain, new: object, path: Path) -> Iterator[Difference]:
    """Yield, in the order in which to make them, the changes of one value into another; nothing if equal.

    >>> list(differences(["a", "b", "c"], ["a", "x", "c"], ()))
    [Difference(path=(1,), value='x', inserted=False)]
    """
    if isinstance(old, dict) and isinstance(new, dict) and set(old) & set(new):
        yield from _of_tables(old, new, path)
    elif isinstance(old, list) and isinstance(new, list) and old and new:
        yield from _of_lists(old, new, path)
    elif old != new:
        yield Difference(path, new)


def _of_tables(old: dict[str, Plain], new: dict[str, object], path: Path) -> Iterator[Difference]:
    for name, value in new.items():
        if name in old:
            yield from differences(old[name], value, (*path, name))
        else:
            yield Difference((*path, name), value)
    yield from (Difference((*path, name), None) for name in old if name not in new)


def _of_lists(old: list[Plain], new: list[object], path: Path) -> Iterator[Difference]:
    """Yield the changes of a list: its beginning and end that are equal stay."""
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    middle_old, middle_new = old[first : len(old) - last], new[first : len(new) - last]
    both = min(len(middle_old), len(middle_new))
    for i in range(both):
        yield from differences(middle_old[i], middle_new[i], (*path, first + i))
    for i in range(both, len(middle_new)):
        yield Difference((*path, first + i), middle_new[i], inserted=True)
    for i in reversed(range(both, len(middle_old))):
        yield Difference((*path, first + i), None)
