"""Setting, adding and removing one value of a YAML file of an author; all else stays byte for byte."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem
from stilte.messages import tr
from stilte.reader.edit.differences import differences
from stilte.reader.edit.entries import insert_entry, remove_entries
from stilte.reader.edit.given_values import tidied
from stilte.reader.edit.pairs import add_pair, remove_pair, replace_pair
from stilte.reader.edit.scalars import rewritten
from stilte.reader.edit.settle import refuse_label, refused, settle
from stilte.reader.edit.source_text import Change
from stilte.reader.edit.spots import plain
from stilte.reader.edit.written import manner_of, text_of, write_block, write_flow
from stilte.reader.edit.yaml_text import read_yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stilte.reader.edit.spots import Plain, Spot
    from stilte.reader.edit.written import Manner
    from stilte.reader.edit.yaml_text import YamlText

Path = tuple[str | int, ...]


def set_value(text: str, path: Sequence[str | int], value: object, *, order: Sequence[str] = ()) -> str:
    r"""Return the text of a file with the value at a path set, or with None removed.

    `path` are names of settings, and numbers (from 0) of entries of lists: `("defaults", "voice")`,
    `("categories", 0)`; the number after the last entry adds one. Names that are not there are added, in
    their place in `order` where the file has its neighbours. `value` is a text, a number, true or
    false, a list or a mapping of these. Raises `InputError` where the path leads through something else, and
    where the file is written in a way that cannot be changed in place.

    >>> set_value("title: Rust   # the show\nauthor: An\n", ["title"], "Stil")
    'title: Stil   # the show\nauthor: An\n'
    """
    file = read_yaml_text(text)
    return set_in(file, tuple(path), tidied(value), manner_of(file), order)


def set_in(file: YamlText, path: Path, value: object, manner: Manner, order: Sequence[str] = ()) -> str:
    """Return a text as `set_value` does, for one that has been read."""
    root = file.root
    if root is None and any(_is_written(line) for line in file.source.lines):
        raise refused(*((each.message, each.instead) if (each := next(iter(file.problems), None)) else ()))
    if root is None or (root.kind == "scalar" and not root.value):
        return file.source.saved if value is None else _begin(file, path, value, manner)
    _refuse_unread(file, root, path)
    expected = changed_values(plain(root), path, value)
    if expected == plain(root):
        return file.source.saved
    if isinstance(value, (dict, list, tuple)):
        with suppress(InputError):
            return _piece_by_piece(file, path, value, manner, order)
    return settle(file, _alternatives(file, path, value, manner, order), expected, manner.words)


def _piece_by_piece(file: YamlText, path: Path, value: object, manner: Manner, order: Sequence[str]) -> str:
    """Return a text with a list or a table changed only where it differs; raise `InputError` for another."""
    spot = file.root
    for key in path:
        spot = spot.at(key) if spot else None
    if spot is None:
        raise refused()
    found = [*differences(plain(spot), as_plain(value), path)]
    if [each.path for each in found] == [path]:
        raise refused()
    text = file.source.saved
    for each in found:
        now = read_yaml_text(text, manner.words)
        inner = order if len(each.path) == len(path) else ()
        if each.inserted:
            text = _inserted(now, each.path, each.value, manner)
        else:
            text = set_in(now, each.path, each.value, manner, inner)
    return text


def _inserted(file: YamlText, path: Path, value: object, manner: Manner) -> str:
    """Return a text with a new entry before that of a number in a list."""
    entries = file.root
    for key in path[:-1]:
        entries = entries.at(key) if entries else None
    index = path[-1]
    if entries is None or entries.kind != "list" or not isinstance(index, int):
        raise refused()
    values = plain(entries)
    wanted = [*values[:index], as_plain(value), *values[index:]] if isinstance(values, list) else []
    expected = changed_values(plain(file.root), path[:-1], wanted)
    return settle(file, [insert_entry(file, entries, index, value, manner)], expected, manner.words)


def _is_written(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith(("#", "---", "..."))


def _refuse_unread(file: YamlText, root: Spot, path: Path) -> None:
    """Raise `InputError` where a path leads through what cannot be read, or may stand in two places."""
    spot: Spot | None = root
    for key in (*path, ""):
        if spot is None:
            return
        refuse_label(spot.label)
        line = file.source.line_of(spot.start)
        _refuse_line(file, line if spot is not root and line in file.unread else None)
        if key and spot.kind == "table" and spot.at(key) is None:
            written = re.compile(rf"\s*(?:- )?[\"']?{re.escape(str(key))}[\"']?\s*:")
            _refuse_line(file, next((n for n in file.unread if written.match(file.source.lines[n])), None))
        spot = spot.at(key)


def _refuse_line(file: YamlText, line: int | None) -> None:
    """Raise `InputError` with what is wrong on a line that is not read as it is written."""
    if line is not None:
        found = (each for each in file.problems if each.where and each.where.line == line + 1)
        problem = next(found, None)
        raise refused(problem.message, problem.instead) if problem else refused()


def _begin(file: YamlText, path: Path, value: object, manner: Manner) -> str:
    """Return a text that held nothing but comments with its first setting."""
    for key in reversed(path):
        value = {key: value}
    lines = write_block(value, manner)
    number = len(file.source.lines)
    if not file.source.clean.strip():
        return file.source.changed([Change(0, len(file.source.clean), "\n".join(lines) + "\n")])
    return file.source.changed([file.source.insert_lines(number, lines)])


def changed_values(values: Plain, path: Path, value: object) -> Plain:
    """Return plain values with the one at a path set, or with None removed."""
    if not path:
        return as_plain(value)
    key, rest = path[0], path[1:]
    if isinstance(values, list) and isinstance(key, int) and 0 <= key <= len(values):
        inner = values[key : key + 1]
        made = changed_values(inner[0], rest, value) if inner and (rest or value is not None) else None
        if not inner and value is not None:
            made = changed_values({} if rest else "", rest, value)
        return [*values[:key], *([made] if made is not None else []), *values[key + 1 :]]
    if values == "" and isinstance(key, str):
        values = {}
    if not isinstance(values, dict) or not isinstance(key, str):
        raise InputError(Problem(None, tr("There is no setting `{name}` here.", name=shown(path))))
    return _changed_table(values, key, rest, value)


def _changed_table(values: dict[str, Plain], key: str, rest: Path, value: object) -> Plain:
    if value is None and (key not in values or not rest):
        return {name: each for name, each in values.items() if name != key}
    inner = changed_values(values.get(key, {} if rest and isinstance(rest[0], str) else []), rest, value)
    if value is None and inner in ({}, []) and values.get(key) not in ({}, []):
        return {name: each for name, each in values.items() if name != key}
    return {**values, key: inner}


def as_plain(value: object) -> Plain:
    """Return a value of JSON as the texts that a reader sees."""
    if isinstance(value, dict):
        return {str(name): as_plain(each) for name, each in value.items() if each is not None}
    if isinstance(value, (list, tuple)):
        return [as_plain(each) for each in value]
    return text_of(value)


def shown(path: Path) -> str:
    """Return a path as a person reads it."""
    return "/".join(map(str, path))


def _alternatives(
    file: YamlText, path: Path, value: object, manner: Manner, order: Sequence[str]
) -> Iterator[list[Change]]:
    """Yield the changes that set the value at a path, the most alike first."""
    if file.root is None:
        return
    holder, key, made = _place(file.root, path, value)
    refuse_label(holder.label)
    if holder.kind == "list" and isinstance(key, int):
        yield from _in_list(file, holder, key, made, manner)
    elif holder.kind == "table" and isinstance(key, str):
        yield from _in_table(file, holder, (key, made), manner, order)


def _place(root: Spot, path: Path, value: object) -> tuple[Spot, str | int, object]:
    """Return the node in which a value is written, its name or number there, and what is written."""
    if value is None:
        path = _emptied(root, path)
    spot = root
    for depth, key in enumerate(path):
        refuse_label(spot.label)
        inner = spot.at(key)
        last = depth + 1 == len(path)
        holds = inner is not None and inner.kind != "scalar" and (inner.nodes or inner.flow)
        if last or not holds or inner is None:
            for name in reversed(path[depth + 1 :]):
                value = [value] if isinstance(name, int) else {name: value}
            return spot, key, value
        spot = inner
    raise refused()


def _emptied(root: Spot, path: Path) -> Path:
    """Return the path of what is removed: of the outermost that would hold nothing any more."""
    spots = [root]
    for key in path[:-1]:
        inner = spots[-1].at(key)
        if inner is None:
            return path
        spots.append(inner)
    while len(path) > 1 and len(spots[-1].nodes) == 1 and isinstance(path[-2], str):
        path, spots = path[:-1], spots[:-1]
    return path


def _in_list(
    file: YamlText, entries: Spot, index: int, value: object, manner: Manner
) -> Iterator[list[Change]]:
    if value is None:
        yield remove_entries(file, entries, index, index)
    elif index < len(entries.nodes):
        old = entries.nodes[index]
        refuse_label(old.label)
        if old.kind == "scalar" and not isinstance(value, (dict, list, tuple)):
            for text in rewritten(file, old, value, manner, flow=entries.flow):
                yield [Change(old.start, old.end, text)]
        elif entries.flow or old.flow:
            yield [Change(old.start, old.end, write_flow(value, manner))]
        yield [
            *insert_entry(file, entries, index + 1, value, manner),
            *remove_entries(file, entries, index, index),
        ]
    else:
        yield insert_entry(file, entries, index, value, manner)


def _in_table(
    file: YamlText, table: Spot, pair: tuple[str, object], manner: Manner, order: Sequence[str]
) -> Iterator[list[Change]]:
    name, value = pair
    index = table.index(name)
    if index is None:
        yield add_pair(file, table, place_of(table, name, order), (name, value), manner)
        return
    refuse_label(table.nodes[index].label)
    if value is None:
        yield remove_pair(file, table, index)
        return
    yield from replace_pair(file, table, index, value, manner)


def place_of(table: Spot, name: str, order: Sequence[str]) -> int:
    """Return the number of the pair after which a new name is written; -1 for before the first."""
    if name not in order:
        return len(table.keys) - 1
    rank = {each: i for i, each in enumerate(order)}
    known = [(i, rank[key.value]) for i, key in enumerate(table.keys) if key.value in rank]
    before = [i for i, each in known if each < rank[name]]
    after = [i for i, each in known if each > rank[name]]
    return max(before) if before else min(after) - 1 if after else len(table.keys) - 1
