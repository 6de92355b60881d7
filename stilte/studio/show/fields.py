"""The fields of the show's form: every setting that `podcast.yaml` can have, and the kind of its value.

A name is a setting of the file, or one of a table in it (`build.bitrate`). The page has each of them; that
nothing is missing which the reader knows is a test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stilte.studio.asked import misasked

if TYPE_CHECKING:
    from collections.abc import Callable

    from stilte.reader.edit.spots import Plain

ONE_SCRIPT_ONLY = frozenset(
    {"title", "subtitle", "description", "date", "episode", "slug", "was", "tracks", "steps"}
)
"""Settings of a script that only one of them can have: no form offers them for all."""
SAID_ABOVE = frozenset({"language", "author"})
"""Settings of a script that the show's own field of that name gives it."""
TEXT, FLAG, LIST, ADDRESSES = "text", "flag", "list", "addresses"
FIELDS: dict[str, str] = {
    **dict.fromkeys(("title", "description", "author", "email", "link", "language"), TEXT),
    "category": LIST,
    "image": TEXT,
    "explicit": FLAG,
    **dict.fromkeys(("type", "licence", "media", "funding", "accent", "photo", "about"), TEXT),
    "links": ADDRESSES,
    "subscribe": ADDRESSES,
    "start": LIST,
    "ending": TEXT,
    **dict.fromkeys((f"defaults.{name}" for name in ("voice", "music", "room", "breath", "pause")), TEXT),
    **dict.fromkeys((f"defaults.{name}" for name in ("season", "image", "rate")), TEXT),
    **dict.fromkeys((f"defaults.{name}" for name in ("length", "stretch", "lead", "tags")), LIST),
    **dict.fromkeys((f"defaults.{name}" for name in ("clear", "explicit")), FLAG),
    "build.formats": LIST,
    **dict.fromkeys((f"build.{name}" for name in ("bitrate", "rate", "loudness", "peak", "jobs")), TEXT),
    "cache.place": TEXT,
    "cache.limit": TEXT,
}
"""Every field of the form with the kind of its value."""
_LONGEST = 8000
_MOST_ENTRIES = 200
_YES = ("true", "yes", "on")


def shown(kind: str, written: Plain | None) -> Any:
    """Return what a field shows of what is written; None for a value that it cannot show, nor change.

    A text; true or false; a list of texts; a list of {name, address}.
    """
    return _SHOWN[kind](written)


def _text(written: Plain | None) -> str | None:
    return written.strip() if isinstance(written, str) else "" if not written else None


def _flag(written: Plain | None) -> bool | None:
    return (
        str(written).strip().lower() in _YES if isinstance(written, str) else False if not written else None
    )


def _list(written: Plain | None) -> list[str] | None:
    entries = written if isinstance(written, list) else [written] if written else []
    texts = [one for one in entries if isinstance(one, str)]
    return texts if len(texts) == len(entries) else None


def _addresses(written: Plain | None) -> list[dict[str, str]] | None:
    rows: list[dict[str, str]] = []
    for entry in written if isinstance(written, list) else [written] if written else []:
        for name, address in entry.items() if isinstance(entry, dict) else [("", entry)]:
            if not isinstance(address, str):
                return None
            rows.append({"name": name, "address": address})
    return rows


_SHOWN: dict[str, Callable[[Plain | None], Any]] = {
    TEXT: _text,
    FLAG: _flag,
    LIST: _list,
    ADDRESSES: _addresses,
}


def to_write(name: str, value: object, written: Plain | None) -> object:
    """Return a value as it goes into the file, where `written` stands; None for nothing.

    Raises `Misasked` for a field that the form has not, or a value of another kind.
    """
    match FIELDS.get(name), value:
        case ("text", str() as text) if len(text) <= _LONGEST:
            return text.replace("\r\n", "\n").strip() or None
        case ("flag", bool() as flag):
            return flag or None
        case ("list", list() as entries) if _are_texts(entries):
            kept = [one.strip() for one in entries if one.strip()]
            return (
                kept[0]
                if len(kept) == 1 and not isinstance(written, list) and name != "category"
                else kept or None
            )
        case ("addresses", list() as rows) if all(isinstance(row, dict) for row in rows):
            return _addresses_to_write(name, rows, written)
    raise misasked(name)


def _are_texts(entries: list[object]) -> bool:
    return len(entries) <= _MOST_ENTRIES and all(
        isinstance(one, str) and len(one) <= _LONGEST for one in entries
    )


def _addresses_to_write(name: str, rows: list[dict[str, object]], written: Plain | None) -> object:
    """Return names with addresses as the file has them: one mapping, or a list where it is one."""
    pairs = [(row.get("name", ""), row.get("address", "")) for row in rows]
    texts = [one for pair in pairs for one in pair if isinstance(one, str)]
    if len(texts) != 2 * len(pairs) or not _are_texts(list(texts)):
        raise misasked(name)
    kept = [(str(each).strip(), str(address).strip()) for each, address in pairs if str(address).strip()]
    names = [each for each, _ in kept]
    if all(names) and len(set(names)) == len(names) and not isinstance(written, list):
        return dict(kept) or None
    return [{each: address} if each else address for each, address in kept] or None
