"""Parsing `tracks`: a script is read once for each entry, with that entry's settings and texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from slugify import slugify

from stilte.errors import did_you_mean
from stilte.messages import sentences, tr
from stilte.reader import Fields, Items, Table, Text
from stilte.reader.translated_keywords import IN_ENGLISH
from stilte.script.line import Line
from stilte.script.parse.grammar import NOT_IN_ENTRY, TOP_KEYS
from stilte.script.parse.included_files import steps_included
from stilte.script.parse.marks import Absent, read_plain
from stilte.script.parse.marks_as_values import MARK, Value, fill, marks_in, whole_mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stilte.errors import Where
    from stilte.messages import Message
    from stilte.reader import Node
    from stilte.script.parse.included_files import Library
    from stilte.script.parse.marks import Part

_SHOWN = ("title", "subtitle", "description", "author", "tags")
_NAME = re.compile(r"[^\W\d][\w -]*")
_TITLE_MARK = re.compile(r"<[^<>\s][^<>]*>")
_RESERVED = frozenset({"n", "left", "item", "countdown"})
_UNREAD = Line(("…",))


@dataclass(frozen=True, slots=True)
class TrackEntry:
    """One entry of `tracks`: its name, the settings that it replaces, and its texts for marks."""

    name: str
    where: Where
    settings: Mapping[str, Node]
    marks: Mapping[str, Text]

    @property
    def slug(self) -> str:
        """Return the name as it stands in addresses and files."""
        return slugify(self.name)


def read_tracks(fields: Fields, library: Library) -> tuple[TrackEntry, ...]:
    """Return the entries of `tracks`, having reported what is wrong with them."""
    node = fields.node("tracks")
    if not isinstance(node, Items) or not node.nodes:
        message = tr("`tracks` is a list with an entry for each track.")
        fields.report.error(
            fields.where("tracks"), message, tr("Write each after a dash, as `- {name: d1, day: one}`.")
        )
        return ()
    _one_length(fields)
    entries = [entry for each in node.nodes for entry in _entry(each, fields)]
    _distinct(entries, fields)
    _used(entries, fields, library)
    return tuple(entries)


def _one_length(fields: Fields) -> None:
    if len(fields.entries("length")) > 1:
        message = tr("A list of lengths at the top and `tracks` would both make tracks of this script.")
        cure = tr("Write one `length` at the top, or a `length` in each entry of `tracks`.")
        fields.report.error(fields.where("length"), message, cure)


def _entry(node: Node, fields: Fields) -> Iterator[TrackEntry]:
    if not isinstance(node, Table):
        message = tr("An entry of `tracks` has a `name` and what it replaces.")
        fields.report.error(node.where, message, tr("Write `- {name: d1}`."))
        return
    settings: dict[str, Node] = {}
    marks: dict[str, Text] = {}
    name = ""
    for key, value in node.pairs:
        if key.value == "name":
            name = _name(value, fields)
        elif key.value in NOT_IN_ENTRY:
            message = tr(
                "`{key}` cannot be used in an entry of `tracks`: its `name` ends the slug.", key=key.value
            )
            fields.report.error(key.where, message, tr("Leave `{key}` out.", key=key.value))
        elif key.value in TOP_KEYS:
            settings[key.value] = value
        elif _is_mark(key, value, fields) and isinstance(value, Text):
            marks[key.value] = value
    if not any(key.value == "name" for key, _ in node.pairs):
        message = tr("This entry of `tracks` has no `name`, which ends the slug of its track.")
        fields.report.error(node.where, message, tr("Add `name: …`, as `name: d1`."))
    if name:
        yield TrackEntry(name, node.where, settings, marks)


def _name(value: Node, fields: Fields) -> str:
    found = fields.scalar("name", value, lambda text: text.strip()) or ""
    if found and not slugify(found):
        message = tr("'{name}' cannot end a slug: it has no letter and no digit.", name=found)
        fields.report.error(value.where, message, tr("Write a name as d1."))
        return ""
    return found


def _is_mark(key: Text, value: Node, fields: Fields) -> bool:
    if key.value in _RESERVED:
        message = tr("`{name}` cannot be a name of your own: <{name}> has a meaning already.", name=key.value)
        fields.report.error(key.where, message, tr("Choose another name."))
    elif not _NAME.fullmatch(key.value):
        message = tr("'{name}' cannot be the name of a mark.", name=key.value)
        fields.report.error(
            key.where, message, tr("Use letters, digits, `-` and `_`, and begin with a letter.")
        )
    elif not isinstance(value, Text) or not value.value.strip():
        message = tr("`{key}` gives no text for the mark <{key}>.", key=key.value)
        fields.report.error(value.where, message, tr("Write one text or value after it."))
    else:
        return True
    return False


def _distinct(entries: Iterable[TrackEntry], fields: Fields) -> None:
    seen: dict[str, TrackEntry] = {}
    for entry in entries:
        if entry.slug in seen:
            first = seen[entry.slug].where.line
            message = tr(
                "The name '{name}' is used twice in `tracks` (first at line {first}).",
                name=entry.name,
                first=first,
            )
            fields.report.error(entry.where, message, tr("Give each track a name of its own."))
        seen.setdefault(entry.slug, entry)


def _used(entries: Iterable[TrackEntry], fields: Fields, library: Library) -> None:
    """Report the keys that are neither a setting nor used as a mark."""
    nodes = [node for key, node in fields.values.items() if key != "tracks"]
    entries = tuple(entries)
    nodes += [node for entry in entries for node in entry.settings.values()]
    used = frozenset(name for node in nodes for name in marks_in(node))
    used |= frozenset(name for node in steps_included(nodes, library, set()) for name in marks_in(node))
    for entry in entries:
        for name, node in entry.marks.items():
            if name not in used:
                fields.report.error(node.where, *_unused(name))


def _unused(name: str) -> tuple[Message, Message]:
    near = IN_ENGLISH.get(name.lower()) or next(iter(get_close_matches(name.lower(), TOP_KEYS, n=1)), None)
    message = tr("`{name}` is not a setting of a script, and nothing uses <{name}>.", name=name)
    meant = did_you_mean(near) if near in TOP_KEYS and near else ""
    return message, sentences(meant, tr("Write <{name}> where its text belongs, or leave it out.", name=name))


def places_of(
    entry: TrackEntry, entries: Iterable[TrackEntry], fields: Fields
) -> dict[str, tuple[Part, ...]]:
    """Return what marks stand for in a track; one that only other tracks give is `Absent`."""
    names = dict.fromkeys(name for each in entries for name in each.marks)
    found: dict[str, tuple[Part, ...]] = {name: (Absent(entry.name, entry.where),) for name in names}
    for name, node in entry.marks.items():
        found[name] = _line(node, fields).parts
    return found


def _line(node: Text, fields: Fields) -> Line:
    return fields.report.attempt(
        node.where, lambda: read_plain(node.value, {}, tr("A filled-in text")), _UNREAD
    )


def values_of_track(entry: TrackEntry) -> dict[str, Value]:
    """Return what marks stand for in a track as values."""
    return {name: Value(node.value, node.where) for name, node in entry.marks.items()}


def head_of(fields: Fields, entry: TrackEntry, places: Mapping[str, tuple[Part, ...]]) -> Fields:
    """Return the top of a script as it is in a track: settings replaced, marks filled in."""
    values = values_of_track(entry)
    given = {**fields.values, **entry.settings}
    shown = {key: _with_texts(node, values) for key, node in given.items() if key in _SHOWN}
    others = {key: node for key, node in given.items() if key not in (*_SHOWN, "steps", "tracks")}
    filled = fill(Fields(others, fields.at, fields.report, fields.what), values, places)
    steps = {"steps": given["steps"]} if "steps" in given else {}
    return Fields({**filled.values, **shown, **steps}, fields.at, fields.report, fields.what)


def _with_texts(node: Node, values: Mapping[str, Value]) -> Node:
    match node:
        case Text(value=text, where=where, style=style):
            return Text(MARK.sub(lambda found: _text_of(found, values), text), where, style)
        case Items(nodes=nodes):
            return Items(tuple(_with_texts(each, values) for each in nodes), node.where, node.flow)
    return node


def _text_of(found: re.Match[str], values: Mapping[str, Value]) -> str:
    known = values.get(whole_mark(found[0]) or "")
    return " ".join(known.text.split()) if known else found[0]


def refuse_marks_in_title(fields: Fields, track: TrackEntry | None) -> None:
    """Report a mark in the title that nothing fills in: listeners would see it."""
    node = fields.node("title")
    found = _TITLE_MARK.search(node.value) if isinstance(node, Text) else None
    if found is None or node is None:
        return
    if track is None:
        message = tr(
            "Nothing fills in {mark} in the title: listeners would see it as it is written.", mark=found[0]
        )
        cure = tr("Write the words themselves; only an entry of `tracks` gives texts for marks in a title.")
    else:
        message = tr(
            "The track '{track}', which is defined at {where}, has no text for {mark} in the title.",
            track=track.name,
            where=track.where,
            mark=found[0],
        )
        cure = tr("Write `{mark}: …` in that entry, or the words themselves.", mark=found[0][1:-1])
    fields.report.error(node.where, message, cure)
