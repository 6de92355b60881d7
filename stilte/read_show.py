"""The show as `podcast.yaml` describes it: its own data, its colour, its teacher, where it is heard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from stilte.messages import tr
from stilte.reader import Fields, Items, Node, Table, Text, Unreadable
from stilte.reader.language_tag import language_tag
from stilte.release.show import Show
from stilte.release.site.app_names import app_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHOW_KEYS = (
    *("title", "description", "author", "email", "link", "language", "category", "image", "explicit"),
    *("type", "licence", "media", "funding"),
    *("accent", "photo", "about", "links", "subscribe", "start", "ending"),
)
SHOW_CHOICES = {"type": ("episodic", "serial"), "ending": ("next", "silence")}
"""The settings that are one of a few words, the usual one first."""
_COLOUR = re.compile(r"#?(?P<digits>[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_SHORT = 3
_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#]\S*)?")
_MAIL = re.compile(r"(?:mailto:)?[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+")


def read_show(fields: Fields) -> Show:
    """Return the show, as far as it is clear; what is not goes to the report of the fields."""
    kind: Literal["episodic", "serial"] = (
        "serial" if fields.choice("type", SHOW_CHOICES["type"], "episodic") == "serial" else "episodic"
    )
    ending: Literal["next", "silence"] = (
        "silence" if fields.choice("ending", SHOW_CHOICES["ending"], "next") == "silence" else "next"
    )
    return Show(
        title=fields.heading("title"),
        description=fields.text("description"),
        author=fields.text("author"),
        email=fields.text("email"),
        link=fields.text("link"),
        language=fields.read("language", language_tag, "en"),
        category=fields.texts("category"),
        image=fields.text("image", None),
        explicit=fields.flag("explicit", default=False),
        type=kind,
        licence=fields.text("licence"),
        media=fields.read("media", folder_address, ""),
        funding=fields.text("funding"),
        accent=_accent(fields),
        photo=fields.text("photo", None),
        about=fields.text("about"),
        links=tuple(_named_addresses(fields, "links", _link_address, _name_of_place)),
        subscribe=tuple(_named_addresses(fields, "subscribe", _web_address, app_of)),
        start=fields.texts("start"),
        ending=ending,
    )


def folder_address(text: str) -> str:
    """Return an address that paths can be put behind; raises `Unreadable` for one that ends otherwise."""
    address = text.strip()
    if not _is_web_address(address):
        message = tr("'{text}' is not a web address.", text=text)
        raise Unreadable(message, tr("Write it as https://example.org/podcast."))
    parts = urlsplit(address)
    if parts.query or parts.fragment or address.endswith(("?", "#")):
        message = tr("No file name can be added to '{text}': it has a `?` or a `#`.", text=text)
        raise Unreadable(message, tr("Write it without them, as https://example.org/podcast."))
    return address


def _accent(fields: Fields) -> str:
    node = fields.node("accent")
    if isinstance(node, Text) and not node.value.strip():
        fields.report.error(
            node.where,
            tr("`accent` has no value: without quotes, what follows a `#` is a comment."),
            tr("Write the colour in quotes: `accent: '#2f8a80'`."),
        )
        return ""
    return fields.read("accent", colour, "")


def colour(text: str) -> str:
    """Return a colour as `#rrggbb`; raises `Unreadable`.

    >>> colour("2F8A80"), colour("#fa0")
    ('#2f8a80', '#ffaa00')
    """
    found = _COLOUR.fullmatch(text.strip())
    if not found:
        raise Unreadable(
            tr("'{text}' is not a colour.", text=text),
            tr("Write six digits and letters in quotes, as a colour picker shows them: `'#2f8a80'`."),
        )
    digits = found["digits"].lower()
    return "#" + ("".join(digit * 2 for digit in digits) if len(digits) == _SHORT else digits)


def _named_addresses(
    fields: Fields, key: str, address: Callable[[str], str], name_of: Callable[[str, str], str]
) -> Iterator[tuple[str, str]]:
    """Yield names with addresses: from a mapping, a list of addresses or of mappings, or one address.

    `name_of(address, written)` gives the name to show; nothing is written where an address stands alone.
    """
    for name, node in _pairs(fields, key):
        found = fields.scalar(key, node, address)
        if found is not None:
            yield name_of(found, name), found


def _pairs(fields: Fields, key: str) -> Iterator[tuple[str, Node]]:
    node = fields.node(key)
    for one in node.nodes if isinstance(node, Items) else [] if node is None else [node]:
        if isinstance(one, Table):
            yield from ((name.value.strip(), value) for name, value in one.pairs)
        else:
            yield "", one


def _web_address(text: str) -> str:
    """Return a web address, one that lacks only its beginning with it; raises `Unreadable`."""
    address = text.strip()
    if _HOST.fullmatch(address):
        address = f"https://{address}"
    if not _is_web_address(address):
        raise Unreadable(
            tr("'{text}' is not a web address.", text=text),
            tr("Copy it from the address bar of your browser: it begins with https://."),
        )
    return address


def _link_address(text: str) -> str:
    """Return a web address, or one for letters; raises `Unreadable`."""
    address = text.strip()
    if _MAIL.fullmatch(address):
        return address if address.startswith("mailto:") else f"mailto:{address}"
    return _web_address(address)


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    spaced = any(map(str.isspace, address))
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not spaced


def _name_of_place(address: str, written: str = "") -> str:
    """Return what a link without a name is called: the name of its site, or the address for letters.

    >>> _name_of_place("https://www.example.org/qigong"), _name_of_place("mailto:anna@example.org")
    ('example.org/qigong', 'anna@example.org')
    """
    parts = urlsplit(address)
    if written or parts.scheme == "mailto":
        return written or parts.path
    return parts.netloc.removeprefix("www.") + parts.path.rstrip("/")
